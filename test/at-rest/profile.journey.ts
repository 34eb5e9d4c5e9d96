// The scan of a profile is worth what it sees: a page that keeps everything in every way a page can, and the scan names each place. T6
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { planted } from '../journeys/pages/canary.ts'
import { inkPhoto } from '../journeys/pages/ink.ts'
import { newTablet } from '../journeys/pages/tablet.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { lookThrough } from './profile.ts'
import { formsOf } from './scan.ts'

const words = ['page', 'gzip', 'brotli', 'local', 'database'].map((place) => `${planted}${place}`)
const number = 90_210

// A compressed text says the second half of the word only as "what stood before": whoever looks at the bytes alone sees no whole word.
function textWith(word: string): string {
  return `${word.slice(5)} ${'and so on '.repeat(30)}${word}`
}

describe('looking through a profile', { timeout: 60_000 }, () => {
  let house: TestHouse
  const keeping = createServer(async (request, response) => {
    const kept = { 'cache-control': 'private, max-age=3600' }
    if (request.url === '/photo') return response.writeHead(200, { ...kept, 'content-type': 'image/jpeg' }).end(await inkPhoto(number))
    if (request.url === '/gzip')
      return response.writeHead(200, { ...kept, 'content-encoding': 'gzip' }).end(gzipSync(textWith(`${planted}gzip`)))
    if (request.url === '/brotli')
      return response.writeHead(200, { ...kept, 'content-encoding': 'br' }).end(brotliCompressSync(textWith(`${planted}brotli`)))
    return response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>about ${planted}page</title><img src="/photo">`)
  })

  before(async () => {
    house = await openTestHouse({ port: 0 })
    keeping.listen(0, '127.0.0.1')
    await once(keeping, 'listening')
  })
  after(async () => {
    keeping.closeAllConnections()
    keeping.close()
    await house?.close()
  })

  it('T6 the scan finds a word and a picture wherever a browser can keep one', async (t) => {
    const tablet = newTablet(house, [], /./)
    t.after(() => tablet.losesPower())
    const address = keeping.address()
    const home = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
    const page = await tablet.switchOn()
    await page.goto(home)
    await page.evaluate(keepEverything, { local: textWith(`${planted}local`), database: textWith(`${planted}database`) })
    await tablet.switchOff()
    const { found } = await lookThrough(
      tablet.folder,
      words.flatMap((word) => formsOf(word)),
    )
    const places: [folder: string, what: string][] = [
      ['Cache_Data', `the picture ${number}`],
      ['Cache_Data', 'gzip'],
      ['Cache_Data', 'brotli'],
      ['CacheStorage', `the picture ${number}`],
      ['Local Storage', `the picture ${number}`],
      ['Local Storage', 'local'],
      ['IndexedDB', 'database'],
      ['History', 'page'],
      ['Sessions', 'page'],
    ]
    const unseen = places.filter(([folder, what]) => !found.some((line) => line.includes(`/${folder}`) && line.includes(what)))
    assert.deepEqual(unseen, [], found.join('\n'))
    assert.ok(
      found.some((line) => /IndexedDB.*\.ldb: .*database/.test(line)),
      'also in a table of LevelDB',
    )
  })
})

async function keepEverything({ local, database }: { local: string; database: string }): Promise<void> {
  for (const way of ['/gzip', '/brotli']) await (await fetch(way)).text()
  const bytes = new Uint8Array(await (await fetch('/photo')).arrayBuffer())
  const cache = await caches.open('control')
  await cache.put('/kept', new Response(bytes, { headers: { 'content-type': 'image/jpeg' } }))
  localStorage.setItem('control', local)
  localStorage.setItem('picture', `data:image/jpeg;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`)
  const opening = indexedDB.open('control')
  opening.onupgradeneeded = () => opening.result.createObjectStore('control')
  await new Promise((resolve) => (opening.onsuccess = resolve))
  const writing = opening.result.transaction('control', 'readwrite')
  const store = writing.objectStore('control')
  store.put({ text: database }, 0)
  for (let more = 1; more < 150; more += 1) store.put(crypto.getRandomValues(new Uint8Array(50_000)), more) // so much that LevelDB makes a table of it
  await new Promise((resolve) => (writing.oncomplete = resolve))
}
