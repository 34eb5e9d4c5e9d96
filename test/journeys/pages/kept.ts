// Everything a page could have left on the device, read back as a nosy person would: Cache Storage, IndexedDB, local and session storage.
import type { Page } from 'playwright-core'

export type Kept = { place: string; type: string; text: string }

export function keptByBrowser(page: Page): Promise<Kept[]> {
  return page.evaluate(async () => {
    const { pathname } = new URL(location.href)
    const kept: Kept[] = [{ place: 'the history', type: 'text', text: pathname + JSON.stringify(history.state) }]
    for (const [place, storage] of Object.entries({ localStorage, sessionStorage }))
      kept.push({ place, type: 'text', text: JSON.stringify({ ...storage }) })
    for (const { name } of await indexedDB.databases())
      kept.push({ place: `/api/ nothing of ours opens a database: ${name}`, type: 'database', text: '' })
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const answer = await cache.match(request)
        kept.push({
          place: new URL(request.url).pathname,
          type: answer?.headers.get('content-type') ?? '',
          text: (await answer?.text()) ?? '',
        })
      }
    }
    return kept
  })
}
