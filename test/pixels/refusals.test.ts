// What is not a good, still picture is refused with a clear code, quickly, and the server goes on as if nothing had happened.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, describe, it } from 'node:test'
import { closeDecoders, decodePhoto, decoderIsolation } from '../../src/features/photos/pixels/decoder.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import { bombs, corners, gardenHeic, hostileFiles, mutated, phoneJpeg, wordyPng, wordyWebp } from '../fixtures/make-photos.ts'

after(closeDecoders)

describe('what the decoder refuses', () => {
  it('SEC-4 each hostile file has its code', async () => {
    for (const { name, bytes, code } of await hostileFiles()) {
      await assert.rejects(decodePhoto(bytes), (fault) => fault instanceof Refusal && fault.code === code, name)
    }
  })

  for (const { name, bytes, code } of bombs()) {
    it(`T24 ${name} is refused within 200 ms`, async () => {
      const start = performance.now()
      await assert.rejects(decodePhoto(bytes), { code })
      assert.ok(performance.now() - start <= 200)
    })
  }

  it('a picture one pixel above the limit is refused, one at the limit is not', async () => {
    await assert.rejects(decodePhoto(await corners().jpeg().toBuffer(), { pixels: 76_799 }), { code: 'photo.too-many-pixels' })
    assert.equal((await decodePhoto(await corners().jpeg().toBuffer(), { pixels: 76_800 })).width, 320)
  })

  it('a decoder that takes too long is ended, and the next photo gets a fresh one', async () => {
    await assert.rejects(decodePhoto(await corners({ width: 3000, height: 2000 }).png().toBuffer(), { milliseconds: 1 }), {
      code: 'photo.took-too-long',
    })
    assert.equal((await decodePhoto(await corners().jpeg().toBuffer())).width, 320)
  })

  it('T24 a decoder that takes too much memory is ended', async () => {
    const large = await corners({ width: 6000, height: 5000 }).png().toBuffer()
    await assert.rejects(decodePhoto(large, { memory: 30_000_000 }), { code: 'photo.too-many-pixels' })
  })

  it('a decoder that dies takes one photo with it and nothing else', async () => {
    const picture = await corners({ width: 4000, height: 3000 }).png().toBuffer()
    await decodePhoto(picture)
    const lost = assert.rejects(decodePhoto(picture), { code: 'photo.broken' })
    await new Promise((resolve) => setImmediate(resolve))
    for (const pid of childPids()) process.kill(pid, 'SIGKILL')
    await lost
    assert.equal((await decodePhoto(picture)).width, 2048)
  })

  it('T23 a decoder that fails to start later on does not lower the walls', async () => {
    const before = await decoderIsolation()
    closeDecoders()
    while (childPids().length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const failed = assert.rejects(decodePhoto(await corners().jpeg().toBuffer()), /does not start/)
    await startedChildren()
    for (const pid of childPids()) process.kill(pid, 'SIGKILL')
    await failed
    assert.equal(await decoderIsolation(), before)
  })

  it('a decoder that met a broken picture is not used for the next family', async () => {
    await decodePhoto(await corners().jpeg().toBuffer())
    const before = childPids()
    assert.equal(before.length, 1)
    const broken = (await hostileFiles()).find(({ name }) => name === 'half a JPEG')
    await assert.rejects(decodePhoto(broken?.bytes ?? assert.fail()), { code: 'photo.broken' })
    await decodePhoto(await corners().jpeg().toBuffer())
    assert.ok(childPids().every((pid) => !before.includes(pid)))
  })

  it('a decoder makes way for a fresh one after 50 photos', async () => {
    closeDecoders()
    const picture = await corners({ width: 32, height: 24 }).jpeg().toBuffer()
    await decodePhoto(picture)
    const [first] = childPids()
    for (let photo = 2; photo <= 49; photo += 1) await decodePhoto(picture)
    assert.deepEqual(childPids(), [first])
    await decodePhoto(picture)
    await decodePhoto(picture)
    assert.ok(!childPids().includes(first ?? 0))
  })

  it('ten photos at once are all taken in, by at most two decoders', async () => {
    const picture = await corners().jpeg().toBuffer()
    const all = Promise.all(Array.from({ length: 10 }, () => decodePhoto(picture)))
    await startedChildren()
    assert.ok(childPids().length <= 2)
    assert.equal((await all).length, 10)
  })

  it('F14 forty damaged files end in a clean photo or a refusal, never in a hang or a bug', async () => {
    const small = { width: 240, height: 180 }
    const originals = [await phoneJpeg(corners(small)), await wordyPng(corners(small)), await wordyWebp(corners(small)), gardenHeic()]
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, seed) => {
        const file = mutated(originals[seed % originals.length] ?? assert.fail(), seed)
        const outcome = await decodePhoto(file).catch((fault: unknown) => fault)
        if (outcome instanceof Refusal) return outcome.code
        if (outcome instanceof Error) throw new Error(`seed ${seed}`, { cause: outcome })
        return 'clean'
      }),
    )
    const kinds = new Set(outcomes)
    assert.ok(kinds.has('clean') && kinds.has('photo.broken'), [...kinds].join())
  })
})

// The first process each decoder is started through; pgrep leaves itself out.
function childPids(): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(process.pid)])
      .toString()
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return [] // pgrep says by its exit code that there are none
  }
}

async function startedChildren(): Promise<void> {
  while (childPids().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}
