// What a guardian says with a no to another name.
export const noes = ['stays', 'talk-first'] as const
