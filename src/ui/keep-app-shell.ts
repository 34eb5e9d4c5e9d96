// Lets the app itself be kept on this device, so that it opens without internet; never a photo, never an answer of the server.
import { wantedLanguage } from './languages.ts'

const address = `${import.meta.env.BASE_URL}service-worker.js`
const policy = window.trustedTypes?.createPolicy('kitestring', {
  createScriptURL: (given) => (new URL(given, location.origin).pathname === address ? given : ''),
})

/** With the words of the reader's language: asked for again when that changes. */
export function keepAppShell() {
  if (!('serviceWorker' in navigator)) return // a home address without HTTPS: the app works, it only cannot open offline
  const language = wantedLanguage()
  const worker = language === 'en' ? address : `${address}?language=${language}`
  navigator.serviceWorker.register(policy ? policy.createScriptURL(worker) : worker, { scope: import.meta.env.BASE_URL }).catch(() => {}) // the browser may forbid it; nothing depends on it
}
