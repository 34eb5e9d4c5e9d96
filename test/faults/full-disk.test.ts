// A disk that somebody fills to the last byte: nothing new is kept, and each "no" comes at once in plain words; what closes, ends or erases is done; and once
// there is space, everything opens by itself. On a small disk of its own, in memory. F3, I17
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { promisify } from 'node:util'

type Line = {
  what: string
  free: number
  seconds: number
  answers: Record<string, unknown>
  erased: boolean
  left: number
  answer: string | null
}

describe('a full disk', { timeout: 240_000 }, () => {
  const lines = new Map<string, Line>()
  const line = (what: string) => lines.get(what) ?? assert.fail(`nothing was said of "${what}"`)
  before(async () => {
    const disk = mkdtempSync(join(tmpdir(), 'kitestring-disk-'))
    const mounts = 'mount -t tmpfs -o size=700m tmpfs "$1" && exec "$2" "$3" "$1"'
    const part = join(import.meta.dirname, 'full-disk.part.ts')
    const apart = ['--user', '--map-root-user', '--mount', 'sh', '-c', mounts, 'sh', disk, process.execPath, part]
    const { stdout } = await promisify(execFile)('unshare', apart, { timeout: 200_000, maxBuffer: 2 ** 24 })
    for (const text of stdout.split('\n').filter((text) => text.startsWith('{"what"'))) {
      const said: Line = JSON.parse(text)
      lines.set(said.what, said)
    }
  })

  for (const when of ['nearly full', 'full'])
    it(`F3 ${when}: whatever would be kept is refused within two seconds, in plain words`, () => {
      const { answers, seconds } = line(when)
      for (const [name, answer] of Object.entries(answers)) assert.deepEqual(answer, [507, 'halted.full'], name)
      assert.ok(seconds < 2, `${seconds} s for all of them`)
    })

  it('I17 the reserve is given up when the last byte is gone, and everything that closes, ends or erases is done', () => {
    assert.ok(line('reserve').free > 32)
    const { erased, left } = line('closed')
    assert.deepEqual({ erased, left }, { erased: true, left: 0 })
  })

  it('F3 once there is space again, everything opens by itself within a minute', () => {
    const { seconds, answer } = line('recovered')
    assert.equal(answer, null)
    assert.ok(seconds < 60)
  })
})
