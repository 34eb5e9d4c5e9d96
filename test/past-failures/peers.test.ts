// The ways in which other makers' servers have leaked, tried here. GOV-5
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, describe } from 'node:test'
import { ruleOf } from '../../src/access/may.ts'
import { routes } from '../../src/apps/routes.ts'
import { relativeInvitationFrom } from '../../db/seed.ts'
import { idsSeen, sightOf } from '../access/looking.ts'
import { idPhoto, readPhotoId } from '../fixtures/make-photos.ts'
import { good, Person, world, type World } from '../world.ts'
import { neverAgain, peers, isKept } from './failures.ts'
import { bodyOf } from './product.ts'

describe('how other servers leaked', () => {
  let w: World
  before(async () => {
    w = await world()
  })
  after(() => w.close())

  neverAgain(peers, {
    T2: async () => {
      const steps: Record<string, (offer: { offerId: string; code: string }) => Promise<unknown>> = {
        'one side offers': async () => {},
        'the other side looks': ({ code }) => good(w.aron.post('/api/connection-offers/look', { code })),
        'the other side answers': async ({ code }) =>
          good(
            w.aron.post('/api/connection-offers/answer', {
              code,
              childId: w.ana.id,
              freshCheckId: await w.aron.fresh('connection.answer', code),
            }),
          ),
        'the other side confirms as well': async ({ offerId }) => confirmed(w.aron, offerId),
        'another guardian of the first child confirms': async ({ offerId }) => confirmed(w.omar, offerId),
        'it is confirmed with a check made before there was an answer': async ({ offerId }) =>
          assert.equal((await w.dana.post(`/api/connection-offers/${offerId}/confirmation`, { freshCheckId: early })).status, 403),
        'its minutes are over': () =>
          w.asOwner("update offers set expires_at = made_at + interval '1 microsecond' where confirmed_at is null"),
        'it is confirmed too late': async ({ offerId }) => confirmed(w.dana, offerId),
      }
      const confirmed = async (guardian: Person, offer: string) =>
        assert.ok(
          (
            await guardian.post(`/api/connection-offers/${offer}/confirmation`, {
              freshCheckId: await guardian.fresh('connection.confirm', offer),
            })
          ).status >= 400,
        )
      const offer = await good(
        w.dana.post<{ offerId: string; code: string }>(`/api/children/${w.mia.id}/connection-offers`, {
          freshCheckId: await w.dana.fresh('connection.offer', w.mia.id),
        }),
      )
      const early = await w.dana.fresh('connection.confirm', offer.offerId)
      const [photoOfMia, photoOfAna] = [await w.mia.draws(), await w.ana.draws()]
      for (const [step, take] of Object.entries(steps)) {
        await take(offer)
        assert.equal(await w.connectionOf(w.mia, w.ana), '', step)
        for (const [one, other, photoId] of [
          [w.mia, w.ana, photoOfMia],
          [w.ana, w.mia, photoOfAna],
        ] as const) {
          const asked = await one.post('/api/posts', { photos: [{ photoId, alt: '' }], caption: '', audience: [other.id], days: 7 })
          assert.equal(asked.status, 422, step)
          for (const url of ['/api/connections', '/api/audience'])
            assert.ok(!(await one.get(url)).raw.includes(other.id), `${step}: ${url}`)
        }
      }
    },

    T7: async () => {
      const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
      const [photos, people] = [['card', 'screen'].map((name) => `/api/photos/${photo}/${name}`), [w.mia, w.leo, w.rosa, w.dana, w.omar]]
      for (const person of people) for (const url of photos) assert.equal((await person.get(url)).status, 200)
      assert.equal((await w.mia.takesBack(post)).status, 202) // nothing has erased its bytes yet: no worker runs here
      for (const person of people)
        for (const url of [...photos, `/api/posts/${post}`])
          for (const headers of [{}, { 'if-none-match': '*' }, { range: 'bytes=0-' }]) {
            const { status } = await person.get(url, headers)
            assert.ok(status === 404 || status === 403, `${person.name} ${url}: ${status}`)
          }
    },

    T10: async () => {
      const pictures = new Map<string, { url: string; who: Person[]; digest: string }>()
      for (const [n, { child, guardian, others }] of [
        { child: w.mia, guardian: w.dana, others: [w.leo, w.rosa] },
        { child: w.leo, guardian: w.lena, others: [w.mia, w.ana] },
        { child: w.ana, guardian: w.aron, others: [w.leo] },
        { child: w.mia, guardian: w.dana, others: [w.leo] },
      ].entries()) {
        const { photo } = await w.shares(child, guardian, { with: others, photo: await idPhoto(7000 + n, { width: 320, height: 240 }) })
        const url = `/api/photos/${photo}/card`
        const { raw } = await child.get(url)
        assert.equal(await readPhotoId(raw), 7000 + n)
        pictures.set(url, { url, who: [child, guardian, ...others], digest: digestOf(raw) })
      }
      const everybody = [w.mia, w.leo, w.ana, w.dana, w.lena, w.aron, w.rosa, w.sam]
      const reads = Array.from({ length: 40 }, () =>
        [...pictures.values()].flatMap((picture) => everybody.map((person) => ({ ...picture, person }))),
      ).flat()
      const shuffled = reads.map((read, n) => ({ read, at: (n * 7919) % reads.length })).sort((a, b) => a.at - b.at)
      const wrong: string[] = []
      const ask = async () => {
        for (let next = shuffled.pop(); next; next = shuffled.pop()) {
          const { person, url, who, digest } = next.read
          const { status, raw } = await person.get(url)
          if (who.includes(person) ? status !== 200 || digestOf(raw) !== digest : status < 400)
            wrong.push(`${person.name} ${url} ${status}`)
        }
      }
      await Promise.all(Array.from({ length: 60 }, ask)) // more at once than there are connections to the database
      assert.deepEqual(wrong, [])
      assert.ok(reads.length > 1000)
    },

    T13: async () => {
      const rank = {
        kind: 'guardian',
        role: 'staff',
        is_admin: true,
        opens: 'guardian-invitation',
        method: 'video-call',
        guardian_id: w.mia.id,
      }
      const code = await relativeInvitationFrom(w.dana, w.mia)
      const uncle = new Person(w, 'Uncle')
      assert.equal((await uncle.post('/api/sign-ups', { code, ...rank })).status, 400)
      for (const [person, method, url, body] of [
        [w.leo, 'POST', '/api/assents', { lesson: '2026-11' }],
        [w.leo, 'POST', '/api/sessions', { way: { kind: 'code', code } }],
        [w.lena, 'POST', `/api/children/${w.leo.id}/withdrawals`, { purpose: 'sharing' }],
      ] as const)
        assert.ok((await person.ask(method, url, { ...body, ...rank })).status === 400, url)
      for (const [person, kinds] of [
        [w.leo, ['guardian', 'staff', 'relative']],
        [w.rosa, ['guardian', 'staff', 'child']],
        [w.sam, ['guardian', 'child']],
      ] as const) {
        for (const kind of kinds) {
          const pretender = new Person(w, `${person.name} as ${kind}`)
          pretender.cookie = person.cookie.replace(/=\w+\./, `=${kind}.`)
          assert.equal((await good(pretender.get<{ viewer: unknown }>('/api/me'))).viewer, null, pretender.name)
          for (const url of ['/api/children', '/api/inbox', '/api/posts', '/api/feed'])
            assert.ok((await pretender.get(url)).status >= 400, `${pretender.name} ${url}`)
        }
      }
    },

    T14: async () => {
      const post = await w.mia.asks({ with: [w.leo] })
      const { contentHash } = await good(w.dana.get<{ contentHash: string }>(`/api/posts/${post}`))
      const freshCheckId = await w.dana.fresh('post.approve', 'inbox') // as if it were found on the table
      const closed = routes.filter(({ may }) => !forChildren.includes(may))
      assert.ok(closed.length > 15)
      for (const line of closed) {
        const address = line.url
          .replace(':postId', post)
          .replace(':childId', w.mia.id)
          .replaceAll(/:\w+/g, () => randomUUID())
        const asked = await w.mia.ask<{ code: string }>(
          line.method,
          address,
          bodyOf(line, { freshCheckId, contentHash, childId: w.mia.id }),
        )
        assert.equal(asked.body.code, 'not-allowed', `${line.method} ${line.url}`)
      }
      assert.equal((await w.asOwner('select from approvals where post_id = $1', [post])).length, 0)
      const stolen = await w.lena.post(`/api/posts/${post}/approval`, { contentHash, freshCheckId })
      assert.equal(stolen.status, 404, 'and it is no use to another guardian')
      assert.equal(
        (await w.omar.post<{ code: string }>(`/api/posts/${post}/approval`, { contentHash, freshCheckId })).body.code,
        'fresh-check.needed',
      )
    },

    T17: async () => {
      for (const [one, other] of [
        [w.dana, w.omar],
        [w.omar, w.dana],
      ] as const) {
        const { post, photo } = await w.shares(w.mia, one, { with: [w.leo] })
        assert.equal((await other.takesBack(post)).status, 202)
        assert.ok(!(await w.leo.sees(post, photo)))
        const waiting = await w.mia.asks({ with: [w.leo] })
        await good(other.post(`/api/posts/${waiting}/sending-back`, { word: 'talk-first', note: '' }))
        assert.equal((await one.approves(waiting)).status, 409)
        await good(other.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
        assert.equal(await w.connectionOf(w.mia, w.leo), '')
        await w.connect([one, w.mia], [w.lena, w.leo])
        for (const { method, url } of routes.filter(({ may: action }) => /guardian|child\./.test(action)))
          await other.ask(method, url.replace(':childId', w.mia.id), { guardianId: one.id, remove: one.id })
        assert.equal(
          (await good(one.get<{ guardians: unknown[] }>(`/api/children/${w.mia.id}`))).guardians.length,
          2,
          'neither can put the other out',
        )
      }
      isKept('test/guardians/two-homes.test.ts', ['CON-10 nobody is locked out by another alone', 'CON-10 leaving is one’s own affair'])
    },

    T18: async () => {
      const agent = {
        'user-agent': 'Canary-Phone-7781',
        'accept-language': 'xx-CANARY',
        'x-forwarded-for': '203.0.113.77',
        referer: 'https://canary.example/home',
      }
      const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
      for (const url of ['/api/me', '/api/inbox', `/api/posts/${post}`, `/api/photos/${photo}/screen`, '/api/receipts'])
        await w.dana.get(url, agent)
      await w.dana.post('/api/fresh-checks/challenge', { act: 'passkey.add', subject: 'self' }, agent)
      await w.dana.post('/api/sessions/challenge', {}, agent)
      const canary = /canary|203\.0\.113\.77|10\.0\.0\.\d/i
      for (const person of [w.omar, w.mia, w.lena, w.leo]) {
        for (const { url } of routes.filter(({ method, answer }) => method === 'GET' && answer !== 'changes')) {
          const { raw, headers } = await person.get(
            url
              .replace(':childId', w.mia.id)
              .replace(':postId', post)
              .replace(':photoId', photo)
              .replace(':rendition', 'card')
              .replace(/:\w+/, randomUUID()),
          )
          assert.doesNotMatch(`${JSON.stringify(headers)} ${raw.toString('latin1')}`, canary, `${person.name} ${url}`)
        }
      }
      for (const { name } of await w.asOwner<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'"))
        for (const { line } of await w.asOwner<{ line: string }>(`select t::text as line from ${name} t`))
          assert.doesNotMatch(line, canary, name)
      const { guardians } = await good(w.omar.get<{ guardians: object[] }>(`/api/children/${w.mia.id}`))
      for (const guardian of guardians)
        assert.deepEqual(Object.keys(guardian).sort(), ['avatar', 'id', 'kind', 'name'], 'no device, no time, no place')
    },

    T20: async () => {
      const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
      const ids = [post, photo, w.mia.id, w.dana.id, await w.connectionOf(w.mia, w.leo)]
      for (const line of routes.filter(({ answer }) => answer !== 'changes')) {
        if (ruleOf(line.may).who.includes('visitor') || line.may === 'session.end') continue
        for (const id of ids) {
          const address = line.url.replace(':rendition', 'screen').replaceAll(/:\w+/g, id)
          const { status, raw } = await w.sam.ask(line.method, address, bodyOf(line, { childId: w.mia.id, contentHash: '0'.repeat(64) }))
          assert.equal(status, 403, `${line.method} ${line.url}`)
          assert.ok(raw.length < 100)
        }
      }
      const [session] = await w.asOwner<{ n: string }>(
        "select count(*) as n from pg_policies where 'kitestring_staff' = any (roles) and tablename not in ('people', 'sessions', 'sunsets', 'posts', 'photos')",
      )
      assert.equal(
        session?.n,
        '0',
        'no rule lets staff read anything but themselves, on which day everything closes, and what was reported',
      )
      for (const table of ['posts', 'photos'] as const) assert.deepEqual(await idsSeen(w, w.sam, table), [], `of ${table} nothing else`)
    },

    T27: async () => {
      const own = `http://localhost:${w.config.port}`
      const foreign: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: '' },
        { origin: `${own}.evil.example` },
        { origin: own.replace('http:', 'https:') },
        { origin: own, 'sec-fetch-site': 'cross-site' },
        { origin: own, 'sec-fetch-site': 'same-site' },
        { origin: own, host: 'evil.example' },
      ]
      const before = await w.asOwner(
        'select (select count(*) from posts) as posts, (select count(*) from receipts) as receipts, (select count(*) from sessions) as sessions, (select count(*) from withdrawals) as withdrawals',
      )
      for (const line of routes.filter(({ method }) => method !== 'GET')) {
        const person = ruleOf(line.may).who.includes('guardian') ? w.dana : w.mia
        for (const headers of foreign) {
          const address = line.url.replace(':childId', w.mia.id).replaceAll(/:\w+/g, () => randomUUID())
          const { status, body } = await person.ask<{ code: string }>(line.method, address, bodyOf(line, { childId: w.mia.id }), headers)
          assert.deepEqual([status, body.code], [403, 'other-site'], `${line.url} ${JSON.stringify(headers)}`)
        }
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
          const { status } = await person.ask(
            line.method,
            line.url.replaceAll(/:\w+/g, () => randomUUID()),
            line.method === 'DELETE' ? undefined : '{}',
            { 'content-type': type, origin: 'https://evil.example' },
          )
          assert.ok(status >= 400, `${line.url} ${type}`)
        }
      }
      assert.deepEqual(
        await w.asOwner(
          'select (select count(*) from posts) as posts, (select count(*) from receipts) as receipts, (select count(*) from sessions) as sessions, (select count(*) from withdrawals) as withdrawals',
        ),
        before,
      )
    },

    T31: async () => {
      const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
      await good(w.mia.takesBack(post))
      await w.house.keyring.destroy('post', post as never)
      await w.house.keyring.destroy('photo', photo as never)
      await w.asOwner('delete from photos where id = $1', [photo])
      await w.asOwner('delete from posts where id = $1', [post])
      for (const field of ['id', 'postId', 'photoId']) {
        const asked = await w.ana.post('/api/posts', {
          photos: [{ photoId: await w.ana.draws(), alt: '' }],
          caption: '',
          audience: [w.leo.id],
          days: 7,
          [field]: post,
        })
        assert.equal(asked.status, 400, 'nobody but the server says an id')
      }
      // Even if chance gave the same ids once more, to another child: what was Mia's stays closed to hers, and the new one has its own people.
      await w.asOwner(
        "insert into posts (id, child_id, caption_sealed, days, content_hash, shared_from, shared_until) select $1, $2, '', 7, sha256('x'), now(), now() + interval '7 days'",
        [post, w.ana.id],
      )
      for (const person of [w.mia, w.dana, w.leo, w.rosa]) assert.ok((await person.get(`/api/posts/${post}`)).status >= 400, person.name)
      assert.deepEqual(await sightOf(w, post), [], 'it was taken back, and stays so')
      await w.asOwner('delete from posts where id = $1', [post])
    },
  })
})

// All that a child's tablet is for. What is not in this list is a grown-up's.
const forChildren: readonly string[] = [
  ...[
    'kitestring.ask',
    'door.use',
    'account.make',
    'account.come-back',
    'session.end',
    'changes.hear',
    'assent.give',
    'assent.withdraw',
    'connection.read',
    'connection.end',
  ],
  ...[
    'draft.keep',
    'photo.make',
    'photo.discard',
    'photo.read',
    'post.make',
    'post.list',
    'post.read',
    'post.take-back',
    'audience.choose',
    'feed.read',
  ],
  ...['setting.read', 'block.read', 'block.make', 'block.undo'], // CNT-8
  ...['claim.read', 'claim.make', 'claim.take-back'], // DEL-11
  ...['tag.read', 'tag.decline'], // PUB-5
  ...['read', 'make', 'put-in', 'take-out', 'remove'].map((act) => `circle.${act}`), // AUD-6
  ...['read', 'make', 'put-in', 'take-out', 'remove'].map((act) => `collection.${act}`), // PAR-4
  'report.read', // its own
  'report.make',
  'idea.read', // of its own guardians
  ...['read', 'say', 'forget'].map((act) => `feeling.${act}`), // WEL-10: to itself
  'visit.begin', // WEL-9
  ...['face.change', 'name.read-wish', 'name.wish', 'name.take-back'], // DAT-8
  'carer.read', // PAR-3
  ...['reply.send', 'reply.write', 'reply.take-back'], // WEL-2
  ...['handover.read', 'handover.ask', 'handover.assent', 'handover.end'], // DEL-10
  'receipt.read',
  'log.read', // its own family's
  'session.read', // its own
  'session.lock',
  'pictures.choose',
  'pictures.remove', // its own (SEC-8)
]

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
