// Synthetic families. They come in by the server's own door like everybody else, and are never connected to anybody real. GOV-2
import { sign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { makesChild, good, Person, type Send } from '../../db/seed.ts'
import type { Child } from '../features/people/contract.ts'
import { sealName } from '../features/people/names.ts'
import type { Config } from '../platform/config.ts'
import { newCode, randomToken, sha256, showCode } from '../platform/crypto.ts'
import { sql, type Db } from '../platform/db/sql.ts'
import { newId, type PersonId, type PhotoId, type PostId } from '../platform/ids.ts'
import { eraseBytes } from '../features/photos/sealed.ts'
import { codeLetters } from '../features/sign-in/codes.ts'
import type { FreshAct, FreshChallenge } from '../features/sign-in/contract.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Storage } from '../platform/storage/storage.ts'

export type AsChecks = <T>(work: (db: Db) => Promise<T>) => Promise<T>
export type Nest = { config: Config; asChecks: AsChecks; keyring: Keyring; storage: Storage; send: Send }
export type Family = { guardian: Canary; child: Canary }

/** A person whose device is software: proves who decides with a passkey of its own. PAR-8 */
export class Canary extends Person {
  #device: Device | undefined
  constructor(name: string, send: Send, device?: Device) {
    super(name, send)
    this.#device = device
  }

  override async fresh(act: FreshAct, subject: string): Promise<string> {
    const { challengeId, passkeyOptions } = await good(this.post<FreshChallenge>('/api/fresh-checks/challenge', { act, subject }))
    const response = this.#device?.prove(String(passkeyOptions?.['challenge']))
    const { freshCheckId } = await good(
      this.post<{ freshCheckId: string }>('/api/fresh-checks', { challengeId, way: { kind: 'passkey', response } }),
    )
    return freshCheckId
  }
}

/** `words`: a name that is found nowhere else, so that a search for it means something. */
export async function makeFamily(nest: Nest, words: { guardian: string; child: string }, band: Child['band'] = '5-9'): Promise<Family> {
  const id = newId('guardian')
  const token = randomToken()
  const device = newDevice(nest.config.url)
  await nest.keyring.makePersonKey(id)
  const name = await sealName(nest.keyring, id, words.guardian)
  await nest.asChecks((db) =>
    db.rows(sql`select access.make_canary(${id}, ${name}, 'bear', ${randomUUID()}, ${sha256(token)}, ${device.id}, ${device.publicKey})`),
  )
  const guardian = new Canary(words.guardian, nest.send, device)
  guardian.id = id
  guardian.kind = 'guardian'
  guardian.cookie = cookieOf(nest, 'guardian', token)
  const child = await makesChild(guardian, new Canary(words.child, nest.send), 'fox', { hours: 'never', budget: 'all-day' }, band) // attacks do not sleep
  return { guardian, child }
}

/** A relative of a canary's child, who was invited as its guardian would do it. */
export async function makeRelative(nest: Nest, { child }: Family, word: string): Promise<Canary> {
  const id = newId('person')
  const [token, code] = [randomToken(), newCode(codeLetters.invitation)]
  const device = newDevice(nest.config.url)
  await nest.keyring.makePersonKey(id)
  const name = await sealName(nest.keyring, id, word)
  await nest.asChecks((db) =>
    db.rows(
      sql`select access.make_relative_canary(${id}, ${name}, 'owl', ${randomUUID()}, ${sha256(token)}, ${device.id}, ${device.publicKey}, ${child.id}, ${randomUUID()}, ${sha256(code)})`,
    ),
  )
  const relative = new Canary(word, nest.send, device)
  relative.id = id
  relative.kind = 'relative'
  relative.cookie = cookieOf(nest, 'relative', token)
  await good(relative.post('/api/relative-invitations/acceptance', { code: showCode(code) }))
  return relative
}

/** An account of staff, as the product has no door to yet. It can never be anything else. AUD-8 */
export async function makeStaff(nest: Nest, name: string): Promise<Canary> {
  const id = newId('staff')
  const token = randomToken()
  await nest.keyring.makePersonKey(id)
  const sealed = await sealName(nest.keyring, id, name)
  await nest.asChecks((db) => db.rows(sql`select access.make_staff_canary(${id}, ${sealed}, 'owl', ${randomUUID()}, ${sha256(token)})`))
  const staff = new Canary(name, nest.send)
  staff.id = id
  staff.kind = 'staff'
  staff.cookie = cookieOf(nest, 'staff', token)
  return staff
}

/** Everything of every canary there is: keys, bytes and rows. What an interrupted round left goes with the next one. */
export async function removeCanaries({ asChecks, keyring, storage }: Nest): Promise<void> {
  const found = await asChecks(async (db) => ({
    people: await db.rows<{ id: PersonId }>(sql`select person_id as id from canaries`),
    posts: await db.rows<{ id: PostId }>(sql`select id from posts`),
    photos: await db.rows<{ id: PhotoId }>(sql`select id from photos`),
  }))
  for (const { id } of found.photos) await keyring.destroy('photo', id)
  for (const { id } of found.photos) await eraseBytes(storage, id)
  for (const { id } of found.posts) await keyring.destroy('post', id)
  for (const { id } of found.people) await keyring.destroy('person', id)
  await asChecks(async (db) => {
    await db.rows(sql`delete from approvals`) // of canaries only: the policies say so
    await db.rows(sql`delete from photos`)
    await db.rows(sql`delete from posts`)
    await db.rows(sql`delete from people where kind = 'child'`)
    await db.rows(sql`delete from people`)
  })
}

function cookieOf({ config }: Nest, kind: 'guardian' | 'relative' | 'staff', token: string): string {
  return `${config.url.protocol === 'https:' ? '__Host-' : ''}kitestring=${kind}.${token}`
}

type Device = { id: string; publicKey: Buffer; prove(challenge: string): Record<string, unknown> }

function newDevice(url: URL): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32).toString('base64url')
  let used = 0
  return {
    id,
    // COSE: kty EC2, alg ES256, crv P-256, x, y
    publicKey: Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]),
    prove(challenge) {
      used += 1
      const presentAndVerified = 0x05
      const head = Buffer.alloc(5)
      head[0] = presentAndVerified
      head.writeUInt32BE(used, 1)
      const data = Buffer.concat([sha256(url.hostname), head])
      const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: url.origin, crossOrigin: false }))
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
        },
      }
    },
  }
}
