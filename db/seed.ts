// The families of the demo and of the tests, made the way real ones are: through the server's own door, one request at a time.
import { randomUUID } from 'node:crypto'
import { TOTP } from 'otpauth'
import type { Child, Face } from '../src/features/people/contract.ts'
import type { Post } from '../src/features/posts/contract.ts'
import type { SettingName, SettingValue } from '../src/features/settings/values.ts'
import type { FreshAct, SignUp } from '../src/features/sign-in/contract.ts'

export type Method = 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'OPTIONS'
export type Answer<T = unknown> = { status: number; body: T; raw: Buffer; headers: Record<string, unknown> }
export type Send = (
  method: Method,
  url: string,
  headers: Record<string, string>,
  body: Buffer | string | undefined,
) => Promise<{ status: number; headers: Record<string, unknown>; cookies: { name: string; value: string }[]; raw: Buffer }>

/** Every grown-up of the demo and the tests has this one; real ones choose their own. */
export const demoPassword = 'a kite needs a long string'

/** Somebody with a device: sends requests as their browser would. */
export class Person {
  name: string
  id = ''
  kind: Face['kind'] | 'visitor' = 'visitor'
  cookie = ''
  /** Of a tablet on which somebody locked a session. */
  tablet = ''
  /** Of a browser in which a grown-up was. */
  known = ''
  #send: Send
  constructor(name: string, send: Send) {
    this.name = name
    this.#send = send
  }

  async ask<T>(method: Method, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const isBytes = Buffer.isBuffer(body)
    const type = body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }
    const cookies = [this.cookie, this.tablet, this.known].filter(Boolean).join('; ')
    const cookie = cookies ? { cookie: cookies } : {}
    const answer = await this.#send(
      method,
      url,
      { ...type, ...cookie, ...headers },
      isBytes || body === undefined ? body : JSON.stringify(body),
    )
    const session = answer.cookies.find((one) => /^(__Host-)?kitestring$/.test(one.name))
    if (session) this.cookie = session.value ? `${session.name}=${session.value}` : ''
    const tablet = answer.cookies.find((one) => /^(__Host-)?kitestring-tablet$/.test(one.name))
    if (tablet) this.tablet = `${tablet.name}=${tablet.value}`
    const known = answer.cookies.find((one) => /^(__Host-)?kitestring-known$/.test(one.name))
    if (known) this.known = `${known.name}=${known.value}`
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    return {
      status: answer.status,
      headers: answer.headers,
      raw: answer.raw,
      body: (isJson && answer.raw.length > 0 ? JSON.parse(answer.raw.toString()) : undefined) as T,
    }
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
    const check = await good(
      this.post<{ freshCheckId: string }>('/api/fresh-checks', {
        challengeId: challenge.challengeId,
        way: { kind: 'password', password: demoPassword },
      }),
    )
    return check.freshCheckId
  }

  /** As a child: puts a picture in and asks to share it; it waits for a guardian. */
  async asksWith(
    picture: Buffer,
    options: {
      with?: Person[]
      tagged?: Person[]
      written?: string[]
      unread?: boolean
      caption?: string
      alt?: string
      days?: 7 | 30 | 90
    } = {},
  ): Promise<string> {
    const { photoId } = await good(this.post<{ photoId: string }>('/api/photos', picture))
    const asked = this.post<{ postId: string }>('/api/posts', {
      photos: [{ photoId, alt: options.alt ?? 'a drawing' }],
      caption: options.caption ?? 'look',
      audience: (options.with ?? []).map((person) => person.id),
      tagged: (options.tagged ?? []).map((person) => person.id),
      written: options.written ?? [],
      unread: options.unread ?? false,
      days: options.days ?? 7,
    })
    return (await good(asked)).postId
  }

  /** As a guardian: says yes to what stands there now. */
  async approves(post: string): Promise<Answer> {
    const seen = await good(this.get<Post>(`/api/posts/${post}`))
    return this.post(`/api/posts/${post}/approval`, {
      contentHash: seen.contentHash,
      freshCheckId: await this.fresh('post.approve', 'inbox'),
    })
  }

  takesBack(post: string): Promise<Answer<{ receiptId: string }>> {
    return this.post(`/api/posts/${post}/taking-back`)
  }
}

/** Over the network, as from a browser on a page of that address. */
export function overHttp(url: URL, more: Record<string, string> = {}): Send {
  return async (method, path, headers, body) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { origin: url.origin, ...more, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const cookies = response.headers
      .getSetCookie()
      .map((line) => /^([^=]+)=([^;]*)/.exec(line))
      .filter((match) => match !== null)
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      cookies: cookies.map((match) => ({ name: match[1] ?? '', value: match[2] ?? '' })),
      raw: Buffer.from(await response.arrayBuffer()),
    }
  }
}

export async function good<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

export async function signsUp(person: Person, code: string, avatar = 'bear'): Promise<void> {
  const signUp = await good(person.post<SignUp>('/api/sign-ups', { code }))
  const totpCode = new TOTP({ secret: signUp.totp.secret }).generate()
  const { version } = await good(person.get<{ version: string }>('/api/notice'))
  const { kind } = await good(
    person.post<{ kind: Face['kind'] }>('/api/accounts', {
      signUpId: signUp.signUpId,
      code,
      name: person.name,
      avatar,
      email: `${person.name.toLowerCase()}@example.org`,
      noticeVersion: version,
      way: { kind: 'password', signInName: person.name, password: demoPassword, totpCode },
    }),
  )
  person.kind = kind
  person.id = (await good(person.get<{ viewer: Face }>('/api/me'))).viewer.id
}

export async function invitationFrom(guardian: Person): Promise<string> {
  return (
    await good(
      guardian.post<{ code: string }>('/api/guardian-invitations', {
        method: 'video-call',
        freshCheckId: await guardian.fresh('guardian.invite', 'self'),
      }),
    )
  ).code
}

/** A code for somebody who is to guard this child too. */
export async function guardianInvitationFrom(guardian: Person, child: Person): Promise<string> {
  return (
    await good(
      guardian.post<{ code: string }>(`/api/children/${child.id}/guardian-invitations`, {
        method: 'video-call',
        freshCheckId: await guardian.fresh('guardian.invite', child.id),
      }),
    )
  ).code
}

export async function relativeInvitationFrom(guardian: Person, child: Person): Promise<string> {
  return (
    await good(
      guardian.post<{ code: string }>(`/api/children/${child.id}/relative-invitations`, {
        freshCheckId: await guardian.fresh('relative.invite', child.id),
      }),
    )
  ).code
}

/** Profile and consent by the guardian, who opens these settings; the tablet paired, and the child's own yes, which it says while it is awake. */
export async function makesChild<P extends Person>(
  guardian: Person,
  child: P,
  avatar: string,
  opened: Partial<Record<SettingName, SettingValue>> = {},
  band: Child['band'] = '5-9',
): Promise<P> {
  const { version } = await good(guardian.get<{ version: string }>('/api/notice'))
  const made = await good(
    guardian.post<Child>('/api/children', {
      name: child.name,
      avatar,
      band,
      noticeVersion: version,
      purposes: ['profile', 'photos', 'sharing'],
    }),
  )
  const { code } = await good(guardian.post<{ code: string }>(`/api/children/${made.id}/pairings`))
  await good(child.post('/api/sessions', { way: { kind: 'code', code } }))
  child.kind = 'child'
  child.id = made.id
  for (const [setting, value] of Object.entries(opened)) await opens(guardian, child, setting as SettingName, value)
  await good(child.post('/api/assents', { lesson: '2026-11' }))
  return child
}

/** Who guards a child alone opens a setting at once. CON-10 */
export async function opens(guardian: Person, child: Person, setting: SettingName, value: SettingValue): Promise<void> {
  const freshCheckId = await guardian.fresh('setting.open', `${child.id}:${setting}:${value}`)
  await good(guardian.post(`/api/children/${child.id}/openings`, { setting, value, freshCheckId }))
}

/** Face to face: one shows a code, the other types it, both confirm. CNT-1 */
export async function connects([guardian, child]: [Person, Person], [otherGuardian, otherChild]: [Person, Person]): Promise<void> {
  const offer = await good(
    guardian.post<{ offerId: string; code: string }>(`/api/children/${child.id}/connection-offers`, {
      freshCheckId: await guardian.fresh('connection.offer', child.id),
    }),
  )
  await good(
    otherGuardian.post('/api/connection-offers/answer', {
      code: offer.code,
      childId: otherChild.id,
      freshCheckId: await otherGuardian.fresh('connection.answer', offer.code),
    }),
  )
  await good(
    guardian.post(`/api/connection-offers/${offer.offerId}/confirmation`, {
      freshCheckId: await guardian.fresh('connection.confirm', offer.offerId),
    }),
  )
}
