// Lets the app itself be kept on this device, so that it opens without internet; never a photo, never an answer of the server.
export function keepAppShell() {
  if (!('serviceWorker' in navigator)) return // a home address without HTTPS: the app works, it only cannot open offline
  const address = `${import.meta.env.BASE_URL}service-worker.js`
  const policy = window.trustedTypes?.createPolicy('kitestring', { createScriptURL: (given) => (given === address ? given : '') })
  navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address, { scope: import.meta.env.BASE_URL }).catch(() => {}) // the browser may forbid it; nothing depends on it
}
