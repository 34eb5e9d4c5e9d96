// The file by which a data folder is known to be the demo's own: nobody's photos are in it, so its safeguards may be broken on purpose.
export const demoMark = 'this-is-a-demo'
