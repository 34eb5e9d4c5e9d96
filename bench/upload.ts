// P3: a 12-megapixel JPEG from the first byte sent until both renditions can be read, against sharp making the same two files, durably, in one process.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { phoneJpeg } from '../test/fixtures/make-photos.ts'
import { fillCircle } from './filling.ts'
import { compared, cpuOf, inTurn, openBenchHouse, ratioOf, runAlone, show, startPart, type Bench } from './ground.ts'

type Made = { cpu: number; wall: number }

export const upload: Bench = async ({ quick, rounds }) => {
  const bytes = await phoneJpeg()
  const house = await openBenchHouse()
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-bench-upload-'))
  const sharp = await startPart<'ready'>('sharp-alone.ts', { folder, bytes })
  try {
    const { cookies } = await fillCircle(house)
    let next = 0

    async function bySharp(): Promise<Made> {
      const [cpu, began] = [cpuOf(sharp.pid), performance.now()]
      await new Promise((resolve) => {
        sharp.child.once('message', resolve)
        sharp.child.send('again')
      })
      return { cpu: cpuOf(sharp.pid) - cpu, wall: performance.now() - began }
    }
    async function share(): Promise<void> {
      next += 1
      const cookie = `kitestring=${cookies[next % cookies.length]}`
      const answer = await fetch(new URL('/api/photos', house.url), {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { cookie, origin: house.url.origin, 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() },
      })
      if (answer.status !== 201) throw new Error(`not taken in: ${answer.status}`)
      const { photoId } = (await answer.json()) as { photoId: string }
      for (const name of ['card', 'screen']) {
        const read = await fetch(new URL(`/api/photos/${photoId}/${name}`, house.url), { headers: { cookie } })
        if (!read.ok || (await read.arrayBuffer()).byteLength === 0) throw new Error('not readable')
      }
    }
    async function byKitestring(): Promise<Made> {
      const [cpu, began] = [house.cpu(), performance.now()]
      await share()
      return { cpu: house.cpu() - cpu, wall: performance.now() - began }
    }

    await bySharp()
    await byKitestring()
    const seen = await inTurn(quick ? 3 : rounds, bySharp, byKitestring)
    const many = quick ? 6 : 20
    const began = performance.now()
    let left = many
    await Promise.all(
      [1, 2].map(async () => {
        while (left > 0) {
          left -= 1
          await share()
        }
      }),
    )
    const perMinute = (many / (performance.now() - began)) * 60_000
    return [
      compared(
        'P3 a 12 MP photo to renditions, CPU',
        'ms',
        ratioOf(seen, (one) => one.cpu),
        1.3,
      ),
      compared(
        'P3 the same, POST to renditions readable',
        'ms',
        ratioOf(seen, (one) => one.wall),
        1.5,
      ),
      { work: 'P3 photos a minute, two at once', limit: '', product: show(perMinute), ratio: '', goal: '', met: undefined },
    ]
  } finally {
    await sharp.stop()
    await house.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await runAlone(import.meta, upload)
