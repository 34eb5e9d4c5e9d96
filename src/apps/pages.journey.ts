// The apps' own files as they travel: made small once at the build, while answers about people are never compressed.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { world, type World } from '../../test/world.ts'

const assets = join(import.meta.dirname, '../../dist/child/assets')
const accepting = { 'accept-encoding': 'br, gzip' }
let w: World
before(async () => {
  w = await world()
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
