// Every photo carries a number in its pixels and every text a word of its own: whatever reaches anybody is compared with who may hold it. I1, T4, T5
import assert from 'node:assert/strict'
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { guardianInvitationFrom } from '../../db/seed.ts'
import { sealName } from '../../src/features/people/names.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import type { OwnDevices } from '../../src/features/sign-in/contract.ts'
import type { PersonId } from '../../src/platform/ids.ts'
import { idPhoto, readPhotoId } from '../fixtures/make-photos.ts'
import { asksToMove, opened, takes } from '../moves/moving.ts'
import { covered } from '../covered.ts'
import { good, type Names, type Person, type World, world } from '../world.ts'
import { crawl, note, replay, type Crawl, type Haul } from './crawler.ts'
import { mayHold, nothingSince, type Child, type Secret } from './oracle.ts'

const everybody: Names[] = ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam']
const guardians = { mia: 'dana', leo: 'lena', ana: 'aron' } as const

describe('what reaches whom', () => {
  let w: World
  let first: Crawl
  let lines: OpenLine[]
  const secrets = new Map<string, Secret>()
  const posts: Record<string, string> = {}
  const since = nothingSince()
  const words = () => [...secrets.keys()].filter((secret) => !secret.startsWith('pixels'))

  function word(kind: string, secret: Secret): string {
    const made = `${kind}${randomBytes(6).toString('hex')}`
    secrets.set(made, secret)
    return made
  }

  async function draws(child: Child, secret: Secret): Promise<string> {
    const number = randomInt(2 ** 31)
    secrets.set(`pixels ${number}`, secret)
    const made = await good(w[child].post<{ photoId: string }>('/api/photos', await idPhoto(number, { width: 320, height: 240 })))
    return made.photoId
  }

  async function asks(post: string, owner: Child, state: (Secret & { kind: 'post' })['state'], others: Names[]): Promise<string> {
    const secret: Secret = { kind: 'post', post, owner, state, with: others }
    const photoId = await draws(owner, secret)
    const { postId } = await good(
      w[owner].post<{ postId: string }>('/api/posts', {
        photos: [{ photoId, alt: word('alt', secret) }],
        caption: word('caption', secret),
        audience: others.map((name) => w[name].id),
        days: 7,
      }),
    )
    posts[post] = postId
    for (const { thumbhash } of (await good(w[owner].get<Post>(`/api/posts/${postId}`))).photos) secrets.set(thumbhash, secret)
    if (state === 'cooling-off' || state === 'shared' || state === 'over') await good(w[guardians[owner]].approves(postId))
    if (state === 'shared' || state === 'over') await w.coolingOffEnds(postId)
    if (state === 'cooling-off')
      await w.asOwner(
        "update posts set shared_from = shared_from + interval '1 hour', shared_until = shared_until + interval '1 hour' where id = $1",
        [
          postId, // on a slow machine these tests take longer than the minute it really lasts
        ],
      )
    if (state === 'over')
      await w.asOwner(
        "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
        [postId],
      )
    if (state === 'sent-back')
      await good(
        w[guardians[owner]].post(`/api/posts/${postId}/sending-back`, {
          word: 'talk-first',
          note: word('note', { kind: 'note', post, owner }),
        }),
      )
    if (state === 'taken-back') await good(w[owner].takesBack(postId))
    return postId
  }

  async function circles(owner: Child, others: Names[]): Promise<void> {
    const people = others.map((name) => w[name].id)
    await good(
      w[owner].post(`/api/children/${w[owner].id}/circles`, { picture: 'star', name: word('Circle', { kind: 'circle', owner }), people }),
    )
    await good(w[owner].post('/api/collections', { picture: 'sun', name: word('Collection', { kind: 'collection', owner }), posts: [] }))
    await good(w[guardians[owner]].post(`/api/children/${w[owner].id}/ideas`, { words: word('Idea', { kind: 'idea', owner }) }))
    await good(w[owner].post('/api/name-wishes', { name: word('Wish', { kind: 'wish', owner }) }))
  }

  async function namesDevice(of: Names): Promise<void> {
    const { devices } = await good(w[of].get<OwnDevices>('/api/devices'))
    const by = of in guardians ? guardians[of as Child] : of
    await good(w[by].post(`/api/devices/${devices[0]?.id}/name`, { name: word(`Device${of}`, { kind: 'device', of }) }))
  }

  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    lines = await Promise.all([...everybody.map((name) => w[name]), w.visitor].map((person) => listen(person, w.config.port)))
    for (const name of everybody) {
      const sealed = await sealName(w.house.keyring, w[name].id as PersonId, word(`Name${name}`, { kind: 'name', of: name }))
      await w.asOwner('update people set name_sealed = $2 where id = $1', [w[name].id, sealed])
    }
    for (const name of everybody.filter((one) => one !== 'sam')) await namesDevice(name)
    await good(w.aron.post('/api/guardian-invitations/acceptance', { code: await guardianInvitationFrom(w.dana, w.mia) })) // and Omar has not said yes
    await asks('waiting', 'mia', 'waiting', ['leo', 'rosa'])
    await asks('cooling', 'mia', 'cooling-off', ['leo', 'rosa'])
    await asks('sent back', 'mia', 'sent-back', ['leo'])
    await asks('shared', 'mia', 'shared', ['leo', 'rosa'])
    await asks('over', 'mia', 'over', ['leo', 'rosa'])
    await asks('taken back', 'mia', 'taken-back', ['leo', 'rosa'])
    await asks('for me', 'mia', 'waiting', [])
    await asks('by leo', 'leo', 'shared', ['mia', 'ana'])
    await asks('by ana', 'ana', 'shared', ['leo'])
    for (const child of ['mia', 'leo'] as const) await draws(child, { kind: 'draft', owner: child })
    await circles('mia', ['leo', 'rosa'])
    await circles('leo', ['mia', 'ana'])
  })
  after(async () => {
    for (const line of lines ?? []) line.end()
    await w?.close()
  })

  it('I1 every address, asked with every id, gives each person what they may hold, and nothing else', async () => {
    first = await crawl([...everybody.map((name) => w[name]), w.visitor], await idsOf(w), words())
    agrees(first.hauls)
    covered('test/canary/canary.test.ts', { secrets: secrets.size, addresses: first.urls.size, reads: first.reads })
  })

  it('T4 the open lines and the mails hold not one planted word', async () => {
    for (const name of everybody) assert.match(lineOf(name).heard, /event: changed/, `${name} hears that something changed`)
    assert.equal(lineOf('nobody').heard, '')
    const mails = await mailsOf(w, 2)
    for (const heard of [...lines.map((line) => line.heard), ...mails]) {
      const haul: Haul = new Map()
      note(haul, 'line or mail', heard, words())
      assert.deepEqual([...haul], [])
    }
  })

  it('I1, DEL-8 a file of everything of a child holds what its guardian may hold of it, and goes to nobody else', async () => {
    for (const child of ['mia', 'leo', 'ana'] as const) {
      const { moveId } = await asksToMove(w[guardians[child]], w[child], 'export')
      if (child === 'mia')
        await good(w.omar.post(`/api/proposals/${moveId}/agreement`, { freshCheckId: await w.omar.fresh('proposal.agree', moveId) }))
      const parts = opened(await takes(w[guardians[child]], moveId))
      const haul: Haul = new Map()
      for (const [name, bytes] of parts) {
        note(haul, name, bytes.toString(), words())
        if (name.startsWith('photos/')) haul.set(`pixels ${await readPhotoId(bytes)}`, name)
      }
      const own = [...secrets].filter(([, about]) => about.kind === 'post' && about.owner === child && about.state !== 'taken-back')
      for (const [secret, name] of haul) {
        const about = secretOf(secret)
        assert.ok(mayHold(guardians[child], about, since), `${JSON.stringify(about)} in ${name}`)
        if (about.kind === 'post') assert.equal(about.owner, child, name)
      }
      assert.deepEqual(
        own.filter(([secret]) => /^(pixels|alt|caption)/.test(secret) && !haul.has(secret)),
        [],
      )
      for (const who of [...everybody.map((name) => w[name]), w.visitor].filter((one) => one !== w[guardians[child]])) {
        const freshCheckId = who.kind === 'guardian' || who.kind === 'relative' ? await who.fresh('export.take', moveId) : randomUUID()
        const answer = await who.post(`/api/exports/${moveId}/file`, { freshCheckId })
        assert.ok([401, 403, 404].includes(answer.status), `${who.name}: ${answer.status}`)
      }
    }
  })

  it('T5 no address that was ever given opens again after taking back, ending, or withdrawing', async () => {
    const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
    await good(w.mia.takesBack(posts['shared'] ?? ''))
    since.takenBack.add('shared')
    await again('Mia took one back')
    await good(w.lena.ask('DELETE', `/api/connections/${await w.connectionOf(w.ana, w.leo)}`))
    since.ended.add('ana-leo')
    await again('Lena ended a connection')
    await good(w.lena.post(`/api/children/${w.leo.id}/withdrawals`, { purpose: 'sharing' }))
    since.sharingOff.add('leo')
    since.brokenOff.add('leo')
    await again('Lena withdrew consent')
    await good(w.lena.post(`/api/children/${w.leo.id}/consents`, { noticeVersion: version, purposes: ['sharing'] }))
    since.sharingOff.delete('leo')
    await again('Lena consented again')
  })

  it('T5 a session that was signed out opens nothing, with whatever was kept of it', async () => {
    for (const name of ['mia', 'leo', 'rosa', 'dana'] as const) {
      const kept = w[name].cookie
      await good(w[name].ask('DELETE', '/api/session'))
      w[name].cookie = kept
      since.signedOut.add(name)
    }
    await again('four people signed out')
  })

  // Every address that ever answered, asked by everybody; and whatever they hold now must agree.
  async function again(what: string): Promise<void> {
    const now: Crawl = { hauls: new Map(), urls: new Set(), reads: 0 }
    for (const person of [...everybody.map((name) => w[name]), w.visitor]) await replay(person, [...first.urls], words(), now)
    agrees(now.hauls, what)
  }

  function agrees(hauls: Crawl['hauls'], what = 'at first'): void {
    for (const name of [...everybody, 'nobody'] as const) {
      const haul = hauls.get(name === 'nobody' ? name : w[name].name) ?? new Map<string, string>()
      const foreign = [...haul].filter(([secret]) => !mayHold(name, secretOf(secret), since))
      assert.deepEqual(
        foreign.map(([secret, url]) => ({ secret: secretOf(secret), url })),
        [],
        `${what}, and ${name} got what is not theirs`,
      )
      const missing = [...secrets].filter(([secret, about]) => about.kind !== 'name' && mayHold(name, about, since) && !haul.has(secret))
      assert.deepEqual(
        missing.map(([secret, about]) => ({ secret, about })),
        [],
        `${what}, and the crawler as ${name} missed something`,
      )
    }
  }

  function secretOf(found: string): Secret {
    return secrets.get(found) ?? assert.fail(`a number nobody planted: ${found}`)
  }

  function lineOf(name: Names | 'nobody'): OpenLine {
    return lines[name === 'nobody' ? everybody.length : everybody.indexOf(name)] ?? assert.fail()
  }
})

type OpenLine = { heard: string; end(): void }

async function listen(person: Person, port: number): Promise<OpenLine> {
  const stop = new AbortController()
  const line: OpenLine = { heard: '', end: () => stop.abort() }
  const answer = await fetch(`http://localhost:${port}/api/events`, { headers: { cookie: person.cookie }, signal: stop.signal })
  if (answer.status !== 200) return line
  const read = async () => {
    for await (const chunk of answer.body ?? []) line.heard += Buffer.from(chunk).toString('utf8')
  }
  read().catch(() => {}) // it is cut when the test ends
  return line
}

/** Every id in a table that has to do with people or what they made. */
async function idsOf(w: World): Promise<Set<string>> {
  const columns = await w.asOwner<{ table_name: string; column_name: string }>(`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'uuid' and table_name not in ('requests', 'fresh_checks', 'challenges', 'codes', 'sign_ups')`)
  const ids = new Set<string>()
  for (const { table_name: table, column_name: column } of columns) {
    for (const { id } of await w.asOwner<{ id: string }>(
      `select distinct ${column} as id from public.${table} where ${column} is not null`,
    ))
      ids.add(id)
  }
  return ids
}

async function mailsOf(w: World, atLeast: number): Promise<string[]> {
  const folder = join(w.folder, 'mail')
  for (let waited = 0; waited < 10_000; waited += 100) {
    const mails = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    if (mails.length >= atLeast) return mails.map((name) => readFileSync(join(folder, name), 'utf8'))
    await pause(100)
  }
  return assert.fail('no mail was sent')
}
