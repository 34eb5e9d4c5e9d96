// Bit rot is found by the next night, before anybody looks: in a picture, in a key, and nothing else is taken for it. F15
import assert from 'node:assert/strict'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { examine } from '../../src/apps/doctor/examine.ts'
import { openWork } from '../../src/apps/house.ts'
import { machineNow } from '../../src/apps/watch/machine.ts'
import { machineLines } from '../../src/apps/watch/machine-page.ts'
import type { Work } from '../../src/access/work.ts'
import { lastScrubbed, scrub } from '../../src/features/photos/scrub.ts'
import { clock, hours, later } from '../../src/platform/clock.ts'
import { withClient } from '../../src/apps/owner.ts'
import { world, type World } from '../world.ts'

describe('what is kept is looked at each night', () => {
  let w: World
  let work: Work & { close(): Promise<void> }
  const shared: { post: string; photo: string }[] = []
  before(async () => {
    w = await world()
    work = await openWork(w.config, w.urls.worker)
    const logins = ['app', 'door', 'worker', 'checks'].map((login) => [`kitestring_${login}`, `${login}-in-tests`])
    writeFileSync(join(w.folder, 'logins.json'), JSON.stringify(Object.fromEntries(logins)), { mode: 0o600 }) // or the doctor finds no Kitestring here
    for (let n = 0; n < 3; n += 1) shared.push(await w.shares(w.mia, w.dana, { with: [w.leo] }))
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })
  const night = async (until = later(clock.now(), hours(1))) => {
    await scrub(work, until)
    return lastScrubbed(w.config)
  }
  const pathOf = (n: number, name: string) => `photos/${shared[n]?.photo.slice(0, 2)}/${shared[n]?.photo}/${name}`
  const keyOf = (n: number) => `photo/${shared[n]?.photo.slice(0, 2)}/${shared[n]?.photo}`
  const named = async () =>
    (await examine({ ...w.env, DATABASE_URL: w.ownerUrl }, clock.now())).filter((fault) => fault.includes('no longer opens'))
  const atTheDesk = async () => {
    const machine = await withClient(w.ownerUrl, (client) => machineNow(w.config, client))
    return machineLines(machine, w.config.mail, clock.now()).find(({ what }) => what === 'What is kept')
  }

  it('nothing is wrong in a sound house, and before the first night nothing is said', async () => {
    assert.deepEqual([await lastScrubbed(w.config), await named(), (await atTheDesk())?.isWell], [undefined, [], true])
    const found = await night()
    assert.deepEqual([found?.pictures, found?.damagedKeys, found?.damagedPictures, found?.next], [6, [], [], undefined])
    assert.deepEqual([await named(), (await atTheDesk())?.isWell], [[], true])
  })

  it('F15 a bit in a picture, and a picture that is not there, are named; mended, they are not', async () => {
    const [turned, gone] = [join(w.folder, 'blobs', pathOf(0, 'card')), join(w.folder, 'blobs', pathOf(1, 'screen'))]
    const sound = readFileSync(turned)
    writeFileSync(turned, withOneBitTurned(sound))
    renameSync(gone, `${gone}-elsewhere`)
    const found = await night()
    assert.deepEqual(found?.damagedPictures.sort(), [pathOf(0, 'card'), pathOf(1, 'screen')].sort())
    assert.match((await named())[0] ?? '', new RegExp(pathOf(0, 'card')))
    assert.equal((await atTheDesk())?.isWell, false)
    writeFileSync(turned, sound)
    renameSync(`${gone}-elsewhere`, gone)
    assert.deepEqual([(await night())?.damagedPictures, await named()], [[], []])
  })

  it('F15 a bit in a key is named as the key, and with it what it opens', async () => {
    const file = join(w.config.keyringFolder, keyOf(0))
    const sound = readFileSync(file)
    writeFileSync(file, withOneBitTurned(sound))
    work.keyring.forget()
    const found = await night()
    assert.deepEqual([found?.damagedKeys, found?.damagedPictures.length], [[keyOf(0)], 2])
    writeFileSync(file, sound)
    work.keyring.forget()
    assert.deepEqual((await night())?.damagedKeys, [])
  })

  it('DEL-3 what is taken back and on its way out is no damage', async () => {
    await w.house.keyring.destroy('photo', shared[2]?.photo as never) // as a job does it, before the row goes
    work.keyring.forget()
    assert.equal((await night())?.damagedPictures.length, 2)
    assert.equal((await w.mia.takesBack(shared[2]?.post ?? '')).status, 202)
    assert.deepEqual((await night())?.damagedPictures, [])
  })

  it('I6 trouble at the store is no damage: nothing is written down', async () => {
    const before = await lastScrubbed(w.config)
    const away = { ...work, storage: { ...work.storage, get: () => Promise.reject(new Error('the store is away')) } }
    await assert.rejects(scrub(away, later(clock.now(), hours(1))), /away/)
    assert.deepEqual(await lastScrubbed(w.config), before)
  })

  it('a night that is too short is gone on with in the next, and forgets nothing it found', async () => {
    await w.asOwner(
      "insert into photos (id, child_id, width, height, thumbhash_sealed, digest) select gen_random_uuid(), $1, 10, 10, '\\x00', sha256('x') from generate_series(1, 250)",
      [w.mia.id],
    )
    const short = await night(clock.now())
    assert.ok(short?.next, 'there is more to look at')
    const [, , gone] = short.damagedPictures[0]?.split('/') ?? []
    await w.asOwner('delete from photos where id = $1', [gone])
    const rest = await night(clock.now())
    assert.deepEqual([rest?.next, rest?.damagedPictures.length], [undefined, 498], 'but what is gone meanwhile')
  })
})

function withOneBitTurned(bytes: Buffer): Buffer {
  const turned = Buffer.from(bytes)
  turned.writeUInt8(turned.readUInt8(turned.length - 20) ^ 1, turned.length - 20)
  return turned
}
