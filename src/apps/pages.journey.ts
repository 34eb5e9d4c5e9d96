// The apps' own files as they travel: made small once at the build, while answers about people are never compressed.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { openDevices } from '../../test/journeys/pages/browser.ts'
import { world, type World } from '../../test/world.ts'

const assets = join(import.meta.dirname, '../../dist/child/assets')
const accepting = { 'accept-encoding': 'br, gzip' }
let w: World
before(async () => {
  w = await world({ port: 0 })
})
after(() => w.close())

it('P9 a script goes out in the small form made at the build, and says so to whoever keeps it', async () => {
  const script = readdirSync(assets).find((name) => name.endsWith('.js'))
  const [plain, small] = [await w.visitor.get(`/assets/${script}`), await w.visitor.get(`/assets/${script}`, accepting)]
  assert.equal(small.headers['content-encoding'], 'br')
  assert.match(String(small.headers['content-type']), /javascript/)
  assert.deepEqual(brotliDecompressSync(small.raw), plain.raw)
  assert.match(String(small.headers['cache-control']), /immutable/)
})

it('BREACH: an answer about people is never compressed: its length would tell of what is inside', async () => {
  for (const url of ['/api/me', '/api/feed', '/api/posts'])
    assert.equal((await w.mia.get(url, accepting)).headers['content-encoding'], undefined)
})

it('P9 a page asks each question once: the open line says nothing where nothing has happened', async () => {
  const devices = await openDevices(w)
  try {
    const { page } = await devices.device({ of: w.mia })
    await page.goto('/photos')
    await page.waitForTimeout(6000) // the families have only just moved in
    const asked: string[] = []
    page.on('request', (request) => request.url().includes('/api/') && asked.push(new URL(request.url()).pathname))
    const opened = page.waitForResponse((response) => response.url().includes('/api/events?since='))
    await page.reload()
    await opened
    await page.waitForTimeout(1000) // whatever it would ask again
    const questions = asked.filter((path) => !path.startsWith('/api/photos/'))
    assert.ok(questions.includes('/api/me') && questions.includes('/api/feed'))
    assert.deepEqual(questions, [...new Set(questions)])
  } finally {
    await devices.close()
  }
})
