// People with names, made the way families make them: through the server's own door. Mia (7) and Leo (8) are connected; Ana is connected to Leo only;
// Dana and Omar guard Mia, Lena guards Leo, Aron guards Ana; Rosa is Mia's grandmother; Sam is staff.
import { randomUUID } from 'node:crypto'
import { TOTP } from 'otpauth'
import { ensureSetUpCode } from '../src/features/sign-in/codes.ts'
import { sealName } from '../src/features/people/names.ts'
import type { Child, Face } from '../src/features/people/contract.ts'
import type { Feed, Post } from '../src/features/posts/contract.ts'
import type { FreshAct, SignUp } from '../src/features/sign-in/contract.ts'
import { sha256, randomToken } from '../src/platform/crypto.ts'
import { newId } from '../src/platform/ids.ts'
import { idPhoto } from './fixtures/make-photos.ts'
import { openTestHouse, type TestHouse } from './house.ts'

export type Answer<T = unknown> = { status: number; body: T; raw: Buffer; headers: Record<string, unknown> }
export type Names = 'mia' | 'leo' | 'ana' | 'dana' | 'omar' | 'lena' | 'aron' | 'rosa' | 'sam'
const password = 'a kite needs a long string'

/** Somebody with a device: sends requests as their browser would. */
export class Person {
  name: string
  id = ''
  kind: Face['kind'] | 'visitor' = 'visitor'
  cookie = ''
  house: TestHouse
  constructor(house: TestHouse, name: string) {
    this.house = house
    this.name = name
  }

  async ask<T>(method: 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'OPTIONS', url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const { port } = this.house.config
    const isBytes = Buffer.isBuffer(body)
    const response = await this.house.http.inject({
      method, url,
      headers: {
        host: `localhost:${port}`, origin: `http://localhost:${port}`,
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: isBytes ? body : JSON.stringify(body) }),
    })
    const cookie = response.cookies.find((one) => one.name === 'kitestring')
    if (cookie) this.cookie = cookie.value ? `kitestring=${cookie.value}` : ''
    const isJson = String(response.headers['content-type'] ?? '').includes('json')
    return { status: response.statusCode, body: (isJson && response.body ? JSON.parse(response.body) : undefined) as T, raw: response.rawPayload, headers: response.headers }
  }

  get<T>(url: string, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.ask('GET', url, undefined, headers)
  }

  post<T>(url: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.ask('POST', url, body, { 'idempotency-key': randomUUID(), ...headers })
  }

  /** Proof of who decides, as the password asks for it. PAR-8 */
  async fresh(act: FreshAct, subject: string): Promise<string> {
    const challenge = await good(this.post<{ challengeId: string }>('/api/fresh-checks/challenge', { act, subject }))
    const check = await good(this.post<{ freshCheckId: string }>('/api/fresh-checks', { challengeId: challenge.challengeId, way: { kind: 'password', password } }))
    return check.freshCheckId
  }

  // ── as a child ──

  async draws(bytes?: Buffer): Promise<string> {
    return (await good(this.post<{ photoId: string }>('/api/photos', bytes ?? (await idPhoto(Math.floor(Math.random() * 2 ** 31), { width: 320, height: 240 }))))).photoId
  }

  /** Asks to share one photo with these people; it waits for a guardian. */
  async asks(options: { with?: Person[]; caption?: string; alt?: string; photo?: Buffer; days?: 7 | 30 | 90 } = {}): Promise<string> {
    const photoId = await this.draws(options.photo)
    const asked = this.post<{ postId: string }>('/api/posts', {
      photos: [{ photoId, alt: options.alt ?? 'a drawing' }],
      caption: options.caption ?? 'look',
      audience: (options.with ?? []).map((person) => person.id),
      days: options.days ?? 7,
    })
    return (await good(asked)).postId
  }

  async feed(): Promise<Feed['posts']> {
    return (await good(this.get<Feed>('/api/feed'))).posts
  }

  /** Whether a post reaches this person by any way there is: the page, the list, the feed or the bytes. All ways must agree. */
  async sees(post: string, photo: string): Promise<boolean> {
    const page = (await this.get(`/api/posts/${post}`)).status === 200
    const list = ((await this.get<{ posts?: Post[] }>('/api/posts')).body?.posts ?? []).some((one) => one.id === post)
    const feed = ((await this.get<Partial<Feed>>('/api/feed')).body?.posts ?? []).some((one) => one.id === post)
    const bytes = await Promise.all(['card', 'screen'].map(async (name) => (await this.get(`/api/photos/${photo}/${name}`)).status === 200))
    if (new Set(bytes).size !== 1 || page !== list || bytes[0] !== (page || feed)) throw new Error(`${this.name} sees ${post} on some ways only: ${JSON.stringify({ page, list, feed, bytes })}`)
    return page || feed
  }

  // ── as a guardian ──

  async approves(post: string): Promise<Answer> {
    const seen = await good(this.get<Post>(`/api/posts/${post}`))
    return this.post(`/api/posts/${post}/approval`, { contentHash: seen.contentHash, freshCheckId: await this.fresh('post.approve', `${post}:${seen.contentHash}`) })
  }

  takesBack(post: string): Promise<Answer<{ receiptId: string }>> {
    return this.post(`/api/posts/${post}/taking-back`)
  }
}

export type World = TestHouse & Record<Names, Person> & {
  visitor: Person
  /** The cooling-off window passes, as it does by itself after a minute. */
  coolingOffEnds(post: string): Promise<void>
  /** Asked, approved and past the window. */
  shares(child: Person, guardian: Person, options?: Parameters<Person['asks']>[0]): Promise<{ post: string; photo: string }>
  connectionOf(a: Person, b: Person): Promise<string>
  connect(a: [guardian: Person, child: Person], b: [guardian: Person, child: Person]): Promise<void>
}

export async function good<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

export async function world(options: Parameters<typeof openTestHouse>[0] = {}): Promise<World> {
  const house = await openTestHouse(options)
  const person = (name: string) => new Person(house, name)
  const [dana, omar, lena, aron, rosa, sam] = ['Dana', 'Omar', 'Lena', 'Aron', 'Rosa', 'Sam'].map(person) as [Person, Person, Person, Person, Person, Person]
  const setUpCode = (await ensureSetUpCode(house.house.room.asDoor)) ?? ''
  await signsUp(dana, setUpCode)
  for (const guardian of [lena, aron, omar]) await signsUp(guardian, await invitationFrom(dana))
  const mia = await makesChild(dana, person('Mia'), 'fox')
  const leo = await makesChild(lena, person('Leo'), 'lion')
  const ana = await makesChild(aron, person('Ana'), 'owl')
  await house.asOwner('insert into guardianships (id, child_id, guardian_id) values ($1, $2, $3)', [randomUUID(), mia.id, omar.id])
  const forRosa = await good(dana.post<{ code: string }>(`/api/children/${mia.id}/relative-invitations`, { freshCheckId: await dana.fresh('relative.invite', mia.id) }))
  await signsUp(rosa, forRosa.code)
  await isStaff(house, sam)
  const made: World = {
    ...house, mia, leo, ana, dana, omar, lena, aron, rosa, sam, visitor: person('nobody'),
    connect: (a, b) => connects(a, b),
    async coolingOffEnds(post) {
      await house.asOwner("update posts set shared_from = shared_from - interval '61 seconds', shared_until = shared_until - interval '61 seconds' where id = $1", [post])
      await house.asOwner("update post_audience set shared_from = shared_from - interval '61 seconds' where post_id = $1", [post])
    },
    async shares(child, guardian, asked) {
      const post = await child.asks(asked)
      await good(guardian.approves(post))
      await made.coolingOffEnds(post)
      const [photo] = await house.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
      return { post, photo: photo?.id ?? '' }
    },
    async connectionOf(a, b) {
      const [row] = await house.asOwner<{ id: string }>('select id from connections where ended_at is null and least(low_id, high_id) = least($1::uuid, $2::uuid) and greatest(low_id, high_id) = greatest($1::uuid, $2::uuid)', [a.id, b.id])
      return row?.id ?? ''
    },
  }
  await connects([dana, mia], [lena, leo])
  await connects([aron, ana], [lena, leo])
  return made
}

export async function signsUp(person: Person, code: string): Promise<void> {
  const signUp = await good(person.post<SignUp>('/api/sign-ups', { code }))
  const totpCode = new TOTP({ secret: signUp.totp.secret }).generate()
  const { version } = await good(person.get<{ version: string }>('/api/notice'))
  const { kind } = await good(person.post<{ kind: Face['kind'] }>('/api/accounts', {
    signUpId: signUp.signUpId, code, name: person.name, avatar: 'bear', email: `${person.name.toLowerCase()}@example.org`, noticeVersion: version,
    way: { kind: 'password', signInName: person.name, password, totpCode },
  }))
  person.kind = kind
  person.id = (await good(person.get<{ viewer: Face }>('/api/me'))).viewer.id
}

async function invitationFrom(guardian: Person): Promise<string> {
  return (await good(guardian.post<{ code: string }>('/api/guardian-invitations', { method: 'video-call', freshCheckId: await guardian.fresh('guardian.invite', 'self') }))).code
}

export async function makesChild(guardian: Person, child: Person, avatar: string): Promise<Person> {
  const { version } = await good(guardian.get<{ version: string }>('/api/notice'))
  const made = await good(guardian.post<Child>('/api/children', { name: child.name, avatar, band: '5-9', noticeVersion: version, purposes: ['profile', 'photos', 'sharing'] }))
  const { code } = await good(guardian.post<{ code: string }>(`/api/children/${made.id}/pairings`))
  await good(child.post('/api/sessions', { way: { kind: 'code', code } }))
  child.kind = 'child'
  child.id = made.id
  await good(child.post('/api/assents', { lesson: '2026-11' }))
  return child
}

async function connects([guardian, child]: [Person, Person], [otherGuardian, otherChild]: [Person, Person]): Promise<void> {
  const offer = await good(guardian.post<{ offerId: string; code: string }>(`/api/children/${child.id}/connection-offers`, { freshCheckId: await guardian.fresh('connection.offer', child.id) }))
  await good(otherGuardian.post('/api/connection-offers/answer', { code: offer.code, childId: otherChild.id, freshCheckId: await otherGuardian.fresh('connection.answer', offer.code) }))
  await good(guardian.post(`/api/connection-offers/${offer.offerId}/confirmation`, { freshCheckId: await guardian.fresh('connection.confirm', offer.offerId) }))
}

// There is no way to become staff through the door yet: an operator makes the account.
async function isStaff(house: TestHouse, sam: Person): Promise<void> {
  const id = newId('staff')
  const token = randomToken()
  await house.house.keyring.makePersonKey(id)
  await house.asOwner("insert into people (id, kind, name_sealed, avatar) values ($1, 'staff', $2, 'owl')", [id, await sealName(house.house.keyring, id, sam.name)])
  await house.asOwner("insert into sessions (id, person_id, kind, token_hash, expires_at) values ($1, $2, 'staff', $3, now() + interval '1 hour')", [randomUUID(), id, sha256(token)])
  sam.id = id
  sam.kind = 'staff'
  sam.cookie = `kitestring=staff.${token}`
}
