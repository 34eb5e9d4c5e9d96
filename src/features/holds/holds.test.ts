// A known picture goes nowhere, by whichever way it comes: nothing of it is stored, nobody is shown it, the sender is told nothing, and those who must report it can. SAF-1, SAF-3, SAF-4, SAF-10
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { dumpOf, filesBelow, picturesIn } from '../../../test/at-rest/scan.ts'
import { scene } from '../../../test/fixtures/make-photos.ts'
import { noChanges } from '../../../test/house.ts'
import { good, world, type Person, type World } from '../../../test/world.ts'
import { deskServer } from '../../apps/desk-server.ts'
import { openWork } from '../../apps/house.ts'
import { openHttp } from '../../apps/http.ts'
import { withClient } from '../../apps/owner.ts'
import { routes } from '../../apps/routes.ts'
import { machineNow } from '../../apps/watch/machine.ts'
import type { House } from '../../access/door.ts'
import { open, SealBroken } from '../../platform/crypto.ts'
import { newId, type HoldId, type PersonId } from '../../platform/ids.ts'
import { KeyGone } from '../../platform/keyring.ts'
import { openKnownImages } from '../../platform/known-images.ts'
import { openMail } from '../../platform/mail.ts'
import { newPair } from '../../platform/sealed-to.ts'
import { currentNotice } from '../consent/notice.ts'
import { sweep } from '../erasure/sweep.ts'
import { handOutCodes } from '../forms/desk.ts'
import { printOfPhoto } from '../photos/pixels/decoder.ts'
import { hold, openHold } from './hold.ts'
import { takeInOurs } from './take-in.ts'

type HoldRow = { id: HoldId; list: string; bits_apart: number; mark_hash: Buffer; at: Date; reported_at: Date | null }

describe('known images', () => {
  let w: World
  let house: House
  let off: World['http']
  let on: World['http']
  let down: World['http']
  let picture: Buffer
  const { publicKey, privateKey } = newPair()
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-known-'))
  const list = join(folder, 'made-up.txt')
  const logged: string[] = []
  const write = process.stderr.write.bind(process.stderr)

  before(async () => {
    process.stderr.write = ((line: string) => Boolean(logged.push(String(line)))) as typeof process.stderr.write
    w = await world()
    picture = await (await scene({ width: 480, height: 360 }, 5)).jpeg({ quality: 90 }).toBuffer()
    const print = await printOfPhoto(picture)
    writeFileSync(list, `# made up for this test\n${print?.forms.toString('hex', 0, 32)},100,made up\n`)
    off = w.http
    house = await withList(list)
    on = await openHttp(house, routes, noChanges)
    down = await openHttp(await withList(join(folder, 'gone.txt')), routes, noChanges)
    listIs(on)
  })
  after(async () => {
    process.stderr.write = write
    listIs(off)
    await on?.close()
    await down?.close()
    await w?.close()
  })

  it('SAF-1 is refused exactly as a broken picture is; nothing of it is stored, and no line of the family tells of it', async () => {
    const before = await left()
    const broken = await w.mia.post('/api/photos', picture.subarray(0, 20_000))
    const known = await w.mia.post('/api/photos', picture)
    assert.deepEqual([known.status, known.body], [422, { code: 'photo.broken' }])
    assert.deepEqual([known.raw, headersOf(known)], [broken.raw, headersOf(broken)])
    const now = await left()
    assert.deepEqual({ ...now, boxes: before.boxes, holdKeys: before.holdKeys }, before, 'photos, keys of photos, posts, log, jobs')
    assert.equal(now.boxes.length - before.boxes.length, 1)
    assert.deepEqual(await picturesIn(filesBelow(w.folder)), [])
  })

  it('SAF-3, SAF-4 the row says when, on which list and how near, and nothing of anybody; nor does the log of the server', async () => {
    const [row, ...more] = await holds()
    assert.deepEqual(more, [])
    assert.deepEqual([row?.list, row?.bits_apart, row?.reported_at], ['made-up.txt', 0, null])
    assert.deepEqual(Object.keys(row ?? {}).sort(), ['at', 'bits_apart', 'id', 'list', 'mark_hash', 'reported_at'])
    const lines = logged.filter((line) => line.includes('"hold.'))
    assert.equal(lines.length, 1)
    assert.ok(lines[0]?.includes(`"hold.made","hold":"${row?.id}"`))
    const told = [
      ...logged,
      (await dumpOf(w.ownerUrl))
        .toString()
        .split('\n')
        .find((line) => line.includes(row?.id ?? '')),
    ].join('\n')
    assert.ok(!told.includes(w.mia.id) && !told.includes('Mia') && !told.includes(await listed()))
  })

  it('SAF-1 smaller, encoded anew, mirrored or turned it is the same, and the same child’s same picture is held once', async () => {
    for (const how of [
      sharp(picture).resize(300),
      sharp(picture).flop().jpeg({ quality: 50 }),
      sharp(picture).rotate(90).png(),
      sharp(picture).rotate(180).withMetadata({ orientation: 6 }).jpeg(),
    ])
      assert.equal((await w.mia.post('/api/photos', await how.toBuffer())).status, 422)
    assert.equal((await holds()).length, 1)
    await w.mia.draws(await (await scene({ width: 480, height: 360 }, 6)).jpeg().toBuffer())
  })

  it('SAF-3 both halves open the box, with what a report needs; neither the machine nor the key alone, and no other key', async () => {
    const [row] = await holds()
    const id = row?.id ?? assert.fail()
    const found = (await openHold(house, id, privateKey)) ?? assert.fail()
    assert.equal((await sharp(found.screen).metadata()).width, 480)
    const { at, ...held } = found.held
    assert.ok(Math.abs(Date.parse(at) - (row?.at.getTime() ?? 0)) < 60_000)
    const named = (who: Person) => ({ id: who.id, name: who.name })
    assert.deepEqual(held, {
      hold: id,
      way: 'upload',
      child: named(w.mia),
      by: named(w.mia),
      guardians: [named(w.dana), named(w.omar)],
      list: 'made-up.txt',
      distance: 0,
      print: await listed(),
    })
    await assert.rejects(openHold(house, id, newPair().privateKey), SealBroken)
    const box = (await house.storage.get(`holds/${id.slice(0, 2)}/${id}`)) ?? assert.fail()
    const place = Buffer.from(JSON.stringify(['holds', id, id, 'box', id]))
    const inner = open(await house.keyring.key('hold', id), box, place) // all that the machine can do
    assert.ok(!inner.includes('Mia') && !inner.includes('RIFF'))
    await assert.rejects(
      w.house.room.asViewer(viewerOf(w.mia), 'read', (db) => db.rows({ text: 'select id from holds', values: [], name: '' })),
      {
        code: '42501',
      },
    )
  })

  it('SAF-1 what came in before there was a list is looked at when it is to be shared, and again when a guardian says yes', async () => {
    listIs(off)
    const photoId = await w.leo.draws(picture)
    const post = await w.ana.asks({ photo: picture, with: [w.leo] })
    listIs(on)
    const asked = await w.leo.post('/api/posts', { photos: [{ photoId, alt: '' }], caption: '', audience: [w.mia.id], days: 7 })
    assert.deepEqual([asked.status, asked.body], [422, { code: 'photo.broken' }])
    assert.deepEqual(await w.asOwner('select post_id from photos where id = $1', [photoId]), [{ post_id: null }])
    const approved = await w.aron.approves(post)
    assert.deepEqual([approved.status, approved.body], [422, { code: 'photo.broken' }])
    assert.deepEqual(await w.asOwner('select shared_from from posts where id = $1', [post]), [{ shared_from: null }])
    assert.deepEqual(await w.leo.feed(), [])
    const ways = await Promise.all((await holds()).map(async ({ id }) => (await openHold(house, id, privateKey))?.held))
    assert.deepEqual(
      ways.map((held) => [held?.way, held?.child?.name, held?.by?.name, held?.guardians?.map(({ name }) => name)]),
      [
        ['upload', 'Mia', 'Mia', ['Dana', 'Omar']],
        ['sharing', 'Leo', 'Leo', ['Lena']],
        ['approval', 'Ana', 'Aron', ['Aron']],
      ],
    )
    const byRosa = { way: 'approval', viewer: viewerOf(w.rosa), child: w.mia.id as PersonId, by: w.rosa.id as PersonId } as const
    await hold(house, byRosa, { list: 'made-up.txt', distance: 0, print: 'as another one' }, picture)
    const { held } = (await openHold(house, (await holds()).at(-1)?.id ?? assert.fail(), privateKey)) ?? assert.fail()
    assert.deepEqual([held.child?.name, held.by?.name, held.guardians], ['Mia', 'Rosa', []], 'a relative who helps out')
    const other = await w.mia.asks({ photo: await (await scene({ width: 480, height: 360 }, 6)).jpeg().toBuffer(), with: [w.leo] })
    await good(w.dana.approves(other))
  })

  it('SAF-1 nor does it come in with a file of another Kitestring, or as a signed form', async () => {
    const before = await left()
    const webp = await sharp(picture).webp().toBuffer()
    const sender = { way: 'import', viewer: viewerOf(w.dana), child: w.mia.id as PersonId, by: w.dana.id as PersonId } as const
    await assert.rejects(takeInOurs(house, sender, webp), { code: 'photo.broken' })
    const desk = { ...house, mail: await openMail(w.config.mail) }
    const [code] = await handOutCodes(desk, 'signed-form', 1)
    const noticeVersion = currentNotice(w.config).version
    const sent = await w.visitor.post('/api/forms', { code: code?.code, noticeVersion, picture: picture.toString('base64') })
    assert.deepEqual([sent.status, sent.body], [422, { code: 'form.not-a-picture' }])
    const now = await left()
    assert.equal(now.boxes.length - before.boxes.length, 1, 'the form; Mia’s same picture is held already')
    assert.deepEqual({ ...now, boxes: [], holdKeys: [] }, { ...before, boxes: [], holdKeys: [] })
    const { id } = (await holds()).at(-1) ?? assert.fail()
    assert.deepEqual(Object.keys((await openHold(house, id, privateKey))?.held ?? {}).sort(), [
      'at',
      'code',
      'distance',
      'hold',
      'list',
      'print',
      'way',
    ])
  })

  it('SAF-1 where there is a list and nobody can tell, nothing comes in and nothing is shared: 503; looking goes on', async () => {
    const innocent = await (await scene({ width: 320, height: 240 }, 9)).jpeg().toBuffer()
    const photoId = await w.mia.draws(innocent)
    const post = await w.mia.asks({ photo: innocent })
    const before = await left()
    listIs(down)
    const share = { photos: [{ photoId, alt: '' }], caption: '', audience: [], days: 7 }
    for (const answer of [await w.mia.post('/api/photos', innocent), await w.mia.post('/api/posts', share), await w.dana.approves(post)])
      assert.deepEqual([answer.status, answer.body], [503, { code: 'halted.checks' }])
    const [code] = await handOutCodes({ ...w.house, mail: await openMail(w.config.mail) }, 'signed-form', 1)
    const form = { code: code?.code, noticeVersion: currentNotice(w.config).version, picture: innocent.toString('base64') }
    assert.equal((await w.visitor.post('/api/forms', form)).status, 503)
    assert.equal((await w.mia.get(`/api/photos/${photoId}/card`)).status, 200)
    assert.deepEqual({ ...(await left()), log: '' }, { ...before, log: '' }) // Dana's look at what waits is noted
    assert.ok(logged.some((line) => line.includes('known-images.unreadable')) && logged.some((line) => line.includes('known-images.down')))
    listIs(on)
    await good(w.mia.post('/api/posts', share))
    await good(w.dana.approves(post))
  })

  it('SAF-10 the desk says that there is one and what to do, by number and time; no picture, no name, no print', async () => {
    const secret = 'desk'
    const server = deskServer({ ...house, mail: await openMail(w.config.mail) }, { operator: secret, staff: 'of-staff' }, () =>
      withClient(w.ownerUrl, (client) => machineNow(w.config, client)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const address = server.address()
      const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/${secret}/`
      const page = async () => (await fetch(at)).text()
      const first = await page()
      const all = await holds()
      for (const { id } of all) assert.ok(first.includes(id))
      assert.match(first, /npm run holds -- open/)
      assert.doesNotMatch(first, /<img|Mia|Leo|Dana|made-up/)
      assert.ok(!first.includes(await listed()))
      const says = (id: string) =>
        fetch(`${at}holds`, { method: 'POST', headers: { origin: new URL(at).origin }, body: new URLSearchParams({ hold: id }) })
      assert.equal((await says(all[0]?.id ?? '')).status, 200)
      assert.match(await page(), /Reported on/)
      for (const id of [all[0]?.id ?? '', newId('hold'), 'x']) assert.equal((await says(id)).status, 409)
      assert.equal((await holds()).filter(({ reported_at }) => reported_at).length, 1)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('SAF-3, SAF-10 the key is made apart from the photos, and takes a hold out as files that nobody else can read', async () => {
    const holdsCommand = (...given: string[]) =>
      promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/apps/holds.ts', ...given], {
        env: { ...process.env, ...w.env },
      })
    const key = join(folder, 'operator.pem')
    const { stdout } = await holdsCommand('key', key)
    assert.match(stdout, /^KITESTRING_HOLDS_KEY=[\w-]{43}$/m)
    assert.equal(statSync(key).mode & 0o777, 0o600)
    await assert.rejects(holdsCommand('key', key), /EEXIST/)
    await assert.rejects(holdsCommand('key', join(w.folder, 'operator.pem')), /Choose a place off this machine/)
    writeFileSync(key, privateKey)
    const [row] = await holds()
    const out = join(folder, 'report')
    await holdsCommand('open', row?.id ?? '', key, out)
    assert.equal(JSON.parse(readFileSync(join(out, `${row?.id}.json`), 'utf8')).child.name, 'Mia')
    assert.equal(statSync(join(out, `${row?.id}.webp`)).mode & 0o777, 0o600)
    await assert.rejects(holdsCommand('open', newId('hold'), key, join(folder, 'none')), /There is no such hold/)
  })

  it('SAF-3 on day 364 it is there, on day 366 it is gone: key, box and row, and in a copy of the keyring it was until then', async () => {
    const work = await openWork(w.config, w.urls.worker)
    try {
      const [old = assert.fail(), young = assert.fail()] = await holds()
      const copy = await house.keyring.copyTo(join(folder, 'copies'), house.clock.now())
      assert.ok(filesBelow(copy).some((file) => file.endsWith(`hold/${old.id.slice(0, 2)}/${old.id}`)))
      const passed = (days: number) => w.asOwner('update holds set at = now() - make_interval(days => $2) where id = $1', [old.id, days])
      await passed(364)
      await sweep(work)
      assert.ok(await openHold(house, old.id, privateKey))
      await passed(366)
      await sweep(work)
      house.keyring.forget() // as the server does by itself within 20 seconds
      assert.ok((await openHold(house, old.id, privateKey)) === undefined)
      await assert.rejects(house.keyring.key('hold', old.id), KeyGone)
      assert.ok(!(await holds()).some(({ id }) => id === old.id))
      assert.ok(await openHold(house, young.id, privateKey))
    } finally {
      await work.close()
    }
  })

  it('SAF-4 a child that is erased takes nothing of it along, and what was cut off before there was a row is gone two sweeps later', async () => {
    const work = await openWork(w.config, w.urls.worker)
    try {
      const [row = assert.fail()] = await holds() // Leo's
      await house.keyring.destroy('person', w.leo.id as PersonId)
      assert.equal((await openHold(house, row.id, privateKey))?.held.child?.name, 'Leo')
      const stray = newId('hold')
      await house.keyring.makeHoldKey(stray)
      await house.storage.put(`holds/${stray.slice(0, 2)}/${stray}`, Buffer.from('cut off'))
      for (let n = 0; n < 2; n += 1) await sweep(work)
      house.keyring.forget()
      await assert.rejects(house.keyring.key('hold', stray), KeyGone)
      assert.equal(await house.storage.get(`holds/${stray.slice(0, 2)}/${stray}`), undefined)
      assert.ok(await openHold(house, row.id, privateKey))
    } finally {
      await work.close()
    }
  })

  async function withList(path: string): Promise<House> {
    const config = Object.freeze({ ...w.config, knownImages: { lists: [path], holdsKey: publicKey } })
    return { ...w.house, config, known: await openKnownImages(config) }
  }

  /** Everybody goes on in the same house, by a door that has the list, has none, or cannot read it. */
  function listIs(http: World['http']): void {
    w.mia.house.http = http
  }

  function holds(): Promise<HoldRow[]> {
    return w.asOwner<HoldRow>('select * from holds order by at, id')
  }

  async function listed(): Promise<string> {
    return readFileSync(list, 'utf8').split('\n')[1]?.slice(0, 64) ?? assert.fail()
  }

  /** Whatever there is of photos and of the family, and the boxes. */
  async function left() {
    const stored: string[] = []
    for await (const key of w.house.storage.keys()) stored.push(key)
    const keys = async (kind: 'photo' | 'post' | 'form' | 'hold') => {
      const ids: string[] = []
      for await (const id of w.house.keyring.ids(kind)) ids.push(id)
      return ids.sort()
    }
    const [rows] = await w.asOwner<Record<string, string>>(`
      select (select count(*) from photos) as photos, (select count(*) from posts) as posts, (select count(*) from forms) as forms,
        (select count(*) from log_entries) as log, (select count(*) from graphile_worker._private_jobs) as jobs`)
    return {
      ...rows,
      stored: stored.filter((key) => !key.startsWith('holds/')).sort(),
      boxes: stored.filter((key) => key.startsWith('holds/')).sort(),
      photoKeys: await keys('photo'),
      postKeys: await keys('post'),
      formKeys: await keys('form'),
      holdKeys: await keys('hold'),
    }
  }
})

function headersOf({ headers }: { headers: Record<string, unknown> }): Record<string, unknown> {
  const { date: _, 'x-ratelimit-remaining': __, 'x-ratelimit-reset': ___, ...same } = headers
  return same
}

function viewerOf(who: Person): { kind: 'child' | 'guardian' | 'relative'; token: string } {
  const [, kind = '', token = ''] = /=(\w+)\.(.*)$/.exec(who.cookie) ?? []
  return { kind: kind as 'child' | 'guardian' | 'relative', token }
}
