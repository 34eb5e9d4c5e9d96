// Passkeys: the one place that speaks with the WebAuthn library. A passkey always asks its owner (finger, face or PIN).
import { generateKeyPairSync } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Config } from '../../platform/config.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

export type Passkey = { credential_id: string; person_id: PersonId; public_key: Buffer; counter: string; transports: string[] }
export type NewPasskey = { id: string; publicKey: Buffer; counter: number; transports: string[] }
export type Options = { challenge: string; [more: string]: unknown }

// Ed25519, ECDSA with P-256, RSA: what today's devices have, named here so that a new library version changes nothing unseen.
const supportedAlgorithmIDs = [-8, -7, -257]

const base64url = z.string().max(20_000)
const made = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
})
const proof = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
})

export async function creationOptions(config: Config, person: PersonId, others: readonly Passkey[] = []): Promise<Options> {
  return {
    ...(await generateRegistrationOptions({
      rpName: 'Kitestring',
      rpID: config.url.hostname,
      userName: 'Kitestring', // the same for everybody: no name of a person is kept in a device
      userID: new TextEncoder().encode(person),
      attestationType: 'none',
      supportedAlgorithmIDs,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: others.map(descriptor),
    })),
  }
}

/** With passkeys given, one of these; without, whichever the person picks. */
export async function requestOptions(config: Config, among: readonly Passkey[] = []): Promise<Options> {
  return {
    ...(await generateAuthenticationOptions({
      rpID: config.url.hostname,
      userVerification: 'required',
      allowCredentials: among.map(descriptor),
    })),
  }
}

export async function madePasskey(config: Config, challenge: string, response: unknown): Promise<NewPasskey> {
  const given = made.safeParse(response)
  if (!given.success) refuse('passkey.wrong')
  const { transports, ...rest } = given.data.response
  const verified = await verifyRegistrationResponse({
    response: { ...given.data, response: rest, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: config.url.origin,
    expectedRPID: config.url.hostname,
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch(() => undefined) // the library throws for every fault of a response
  if (!verified?.verified) refuse('passkey.wrong')
  const { id, publicKey, counter } = verified.registrationInfo.credential
  return { id, publicKey: Buffer.from(publicKey), counter, transports }
}

/** Which passkey a proof says it is of. Nothing else in it is believed before it is verified, its user handle not even then. */
export function credentialIn(response: unknown): string | undefined {
  return proof.safeParse(response).data?.id
}

/** The passkey's new counter, or undefined when this is no proof. */
export async function provenCounter(
  config: Config,
  challenge: string,
  response: unknown,
  passkey: Pick<Passkey, 'credential_id' | 'public_key' | 'counter'>,
): Promise<number | undefined> {
  const given = proof.safeParse(response)
  if (!given.success) return undefined
  const verified = await verifyAuthenticationResponse({
    response: { ...given.data, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: config.url.origin,
    expectedRPID: config.url.hostname,
    requireUserVerification: true,
    credential: { id: passkey.credential_id, publicKey: new Uint8Array(passkey.public_key), counter: Number(passkey.counter) },
  }).catch(() => undefined)
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}

export function passkeyById(db: Db, credential: string): Promise<Passkey | undefined> {
  return db.one<Passkey>(
    sql`select credential_id, person_id, public_key, counter, transports from passkeys where credential_id = ${credential}`,
  )
}

export function passkeysOf(db: Db, person: PersonId): Promise<Passkey[]> {
  return db.rows<Passkey>(
    sql`select credential_id, person_id, public_key, counter, transports from passkeys where person_id = ${person} order by created_at`,
  )
}

/** A proof by a passkey that nobody has is tried against this one and takes as long: nobody learns by the time that a passkey is unknown. T29 */
export const nobodys: Pick<Passkey, 'credential_id' | 'public_key' | 'counter'> = {
  credential_id: 'nobody',
  public_key: newPublicKey(),
  counter: '0',
}

// As a device would send it (COSE): kty EC2, alg ES256, crv P-256, x, y.
function newPublicKey(): Buffer {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
}

/** False when another proof with this counter was faster: a copied passkey. Passkeys without a counter stay at 0. */
export async function keepCounter(db: Db, passkey: Passkey, counter: number): Promise<boolean> {
  const kept = await db.one(sql`
    update passkeys set counter = ${counter} where credential_id = ${passkey.credential_id} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning 1`)
  return kept !== undefined
}

function descriptor(passkey: Passkey) {
  return { id: passkey.credential_id, transports: passkey.transports }
}
