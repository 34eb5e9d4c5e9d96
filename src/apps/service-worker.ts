/// <reference lib="webworker" />
// Keeps the app's own files, so that it opens without internet. It has a list of those files and stores nothing else:
// no photo, no answer of the server, no page of the other app ever enters its cache. Of the words it keeps English and the reader's language; the nets that look at
// photos once a photo was looked at, so that they do it without internet too. AUD-9, PUB-2
import { CacheFirst, Serwist } from 'serwist'
import { hearMessages } from './family/hear-messages.ts'

declare const __APP_FILES__: { url: string; revision: string | null; language?: string }[] // written by src/ui/build/service-worker.ts
declare const __LATER_FILES__: string[]
declare const __APP_BASE__: string

const later = 'kept-when-needed'

const otherPlaces = __APP_BASE__ === '/' ? [/^\/api\//, /^\/family(\/|$)/, /^\/removal(\/|$)/] : [/^\/api\//]

const language = new URL(location.href).searchParams.get('language')

new Serwist({
  precacheEntries: __APP_FILES__.filter((file) => file.language === undefined || file.language === language),
  precacheOptions: {
    cleanURLs: false,
    directoryIndex: null,
    cleanupOutdatedCaches: true,
    navigateFallback: `${__APP_BASE__}index.html`, // every address inside an app is its one page
    navigateFallbackDenylist: otherPlaces,
  },
  runtimeCaching: [
    {
      matcher: ({ url, sameOrigin }) => sameOrigin && __LATER_FILES__.includes(url.pathname),
      handler: new CacheFirst({ cacheName: later }),
    },
  ],
  skipWaiting: true, // a mended app reaches everybody with the next load
  clientsClaim: true,
}).addEventListeners()

addEventListener('activate', (event) => (event as ExtendableEvent).waitUntil(dropOld()))

if (__APP_BASE__ === '/family/') hearMessages(globalThis as unknown as ServiceWorkerGlobalScope, __APP_BASE__) // the build leaves it out of the child's

/** Those of an app before this one. */
async function dropOld(): Promise<void> {
  const cache = await caches.open(later)
  for (const request of await cache.keys()) if (!__LATER_FILES__.includes(new URL(request.url).pathname)) await cache.delete(request)
}
