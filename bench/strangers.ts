// What is there and is not the viewer's: one question for every address at which somebody might listen how long a "no" takes. T29
import { randomBytes, randomUUID } from 'node:crypto'
import { newDevice } from '../src/features/sign-in/passkey.fixture.ts'
import { madePasskey } from '../src/features/sign-in/passkeys.ts'
import { hashOfName, hashPassword } from '../src/features/sign-in/passwords.ts'
import { newCode, randomToken, sha256 } from '../src/platform/crypto.ts'
import { openKeyring } from '../src/platform/keyring.ts'
import type { Filled } from './filling.ts'
import type { BenchHouse } from './ground.ts'

export type Asked = { method: 'GET' | 'POST' | 'DELETE'; path: string; cookie?: string; body?: object }
/** `there`: something that exists; `nowhere`: the like that never did. Both are answered alike. */
export type Question = { work: string; there(): Asked; nowhere(): Asked; rounds?: { quick: number; whole: number } }

const triesOfAName = 9 // one fewer than the door allows
const real = 'not in (select person_id from canaries)' // canaries are made anew now and then
const lettersOfAnInvitation = 29

export async function strangersOf(house: BenchHouse, circle: Filled): Promise<Question[]> {
  return [...(await thingsOf(house, circle)), ...(await codesOf(house)), ...(await waysIn(house))]
}

// A child asks for what others' children have, by its id: something it never saw, and something that was shared with it while it was connected.
async function thingsOf({ owner }: BenchHouse, { cookies, viewers }: Filled): Promise<Question[]> {
  const [me, friend] = [...new Set(viewers)]
  const cookie = cookies.filter((_, at) => viewers[at] === me)
  await owner.query('update connections set ended_at = now(), ended_by = $1 where $1 in (low_id, high_id) and $2 in (low_id, high_id)', [
    me,
    friend,
  ])
  const idsOf = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows.map(({ id }) => String(id))
  const others = `p.child_id <> all ($1) and p.child_id ${real}`
  const photos = await idsOf(`select f.id from photos f join posts p on p.id = f.post_id where ${others} limit 500`, [viewers])
  const seenOnce = await idsOf('select id from photos where child_id = $1', [friend])
  const posts = await idsOf(`select p.id from posts p where ${others} limit 500`, [viewers])
  const connections = await idsOf(`select id from connections where $1 not in (low_id, high_id) and low_id ${real} limit 500`, [me])
  const asks = (work: string, method: Asked['method'], ids: string[], path: (id: string) => string): Question => {
    const asked = (id: string): Asked => ({ method, path: path(id), cookie: oneOf(cookie), ...(method === 'POST' ? { body: {} } : {}) })
    return { work, there: () => asked(oneOf(ids)), nowhere: () => asked(randomUUID()) }
  }
  return [
    asks('the bytes of a photo of strangers', 'GET', photos, (id) => `/api/photos/${id}/card`),
    asks('the bytes of a photo of a friend who was', 'GET', seenOnce, (id) => `/api/photos/${id}/card`),
    asks('a post', 'GET', posts, (id) => `/api/posts/${id}`),
    asks('taking back a post', 'POST', posts, (id) => `/api/posts/${id}/taking-back`),
    asks('discarding a photo', 'DELETE', photos, (id) => `/api/photos/${id}`),
    asks('ending a connection', 'DELETE', connections, (id) => `/api/connections/${id}`),
  ]
}

// Codes that were used: whoever finds one should not hear that it was one.
async function codesOf(house: BenchHouse): Promise<Question[]> {
  const { owner } = house
  const codes = Array.from({ length: 200 }, () => newCode(lettersOfAnInvitation))
  const hashes = codes.map((code) => sha256(code))
  const { guardian, token } = await guardianSession(house)
  await owner.query(
    `insert into codes (id, code_hash, opens, by_id, method, expires_at, used_at)
     select gen_random_uuid(), h, 'guardian-invitation', $2, 'video-call', now() + interval '1 day', now() from unnest($1::bytea[]) h`,
    [hashes, guardian],
  )
  await owner.query(
    `insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at)
     select gen_random_uuid(), g.child_id, g.guardian_id, h, a.child_id, a.guardian_id, now()
     from unnest($1::bytea[]) h, (select * from guardianships where guardian_id <> $2 and guardian_id ${real} limit 1) g, (select * from guardianships where guardian_id <> $2 and guardian_id ${real} offset 1 limit 1) a`,
    [hashes, guardian],
  )
  const asks = (work: string, path: string, body: (code: string) => object, cookie = ''): Question => {
    const asked = (code: string): Asked => ({ method: 'POST', path, body: body(code), cookie })
    return { work, there: () => asked(oneOf(codes)), nowhere: () => asked(newCode(lettersOfAnInvitation)) }
  }
  return [
    asks('a connection code', '/api/connection-offers/look', (code) => ({ code }), `guardian.${token}`),
    asks('an invitation code', '/api/codes/look', (code) => ({ code })),
    asks('a code to sign in', '/api/sessions', (code) => ({ way: { kind: 'code', code } })),
  ]
}

async function guardianSession({ owner }: BenchHouse): Promise<{ guardian: string; token: string }> {
  const token = randomToken()
  const { rows } = await owner.query(
    `insert into sessions (id, person_id, kind, token_hash, expires_at)
     select gen_random_uuid(), guardian_id, 'guardian', $1, now() + interval '1 day' from guardianships where guardian_id ${real} limit 1 returning person_id`,
    [sha256(token)],
  )
  return { guardian: rows[0].person_id, token }
}

async function waysIn(house: BenchHouse): Promise<Question[]> {
  const { config } = house.running
  const origin = config.url.origin
  const challenge = { id: randomUUID(), challenge: randomToken() }
  await house.owner.query("insert into challenges (id, challenge, expires_at) values ($1, $2, now() + interval '1 day')", [
    challenge.id,
    challenge.challenge,
  ])
  const device = await madePasskey(config, challenge.challenge, newDevice(origin).make(challenge))
  await house.owner.query(
    `insert into passkeys (credential_id, person_id, public_key) select $1, guardian_id, $2 from guardians where guardian_id ${real} limit 1`,
    [device.id, device.publicKey],
  )
  // Everything in the proof is right but the key that signed it.
  const stranger = newDevice(origin)
  const proof = (id: string): Asked => ({
    method: 'POST',
    path: '/api/sessions',
    body: { way: { kind: 'passkey', challengeId: challenge.id, response: { ...stranger.prove(challenge), id, rawId: id } } },
  })
  return [
    { work: 'a passkey', there: () => proof(device.id), nowhere: () => proof(randomBytes(32).toString('base64url')) },
    await signInNames(house),
  ]
}

// Each name bears a few wrong tries, so there are many.
async function signInNames({ owner, running: { config } }: BenchHouse): Promise<Question> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  const rounds = { quick: 90, whole: 450 }
  const names = Array.from({ length: Math.ceil((rounds.whole * 1.1) / triesOfAName) }, (_, at) => `known${at}@example.org`)
  await owner.query(
    `insert into passwords (person_id, sign_in_name_hash, hash, totp_sealed)
     select g.guardian_id, h, $2, '' from unnest($1::bytea[]) with ordinality n (h, at)
     join (select guardian_id, row_number() over () as at from guardians where guardian_id ${real} and guardian_id not in (select person_id from passwords)) g using (at)`,
    [names.map((name) => hashOfName(keyring, name)), await hashPassword(randomToken())],
  )
  let tried = 0
  const way = (signInName: string): Asked => ({
    method: 'POST',
    path: '/api/sessions',
    body: { way: { kind: 'password', signInName, password: 'not the right one', totpCode: '000000' } },
  })
  return {
    work: 'a sign-in name',
    rounds,
    there: () => way(names[Math.floor(tried++ / triesOfAName)] ?? ''),
    nowhere: () => way(`${randomUUID()}@example.org`),
  }
}

function oneOf<T>(all: readonly T[]): T {
  const one = all[Math.floor(Math.random() * all.length)]
  if (one === undefined) throw new Error('There is nothing to ask for')
  return one
}
