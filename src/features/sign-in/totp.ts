// The second factor: a code from an authenticator app, good for half a minute, and only once.
import { Secret, TOTP } from 'otpauth'
import { type Instant, seconds } from '../../platform/clock.ts'
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'

type Table = 'sign_ups' | 'passwords' | 'challenges'

const period = 30
const window = 1 // a step early or late: clocks differ, and fingers are slow

export function newTotp(): { secret: string; uri: string } {
  const totp = totpOf(new Secret({ size: 20 }).base32)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/** The step the code belongs to; undefined when it is wrong, or not newer than the last one used. */
export function stepOf(secret: string, typed: string, at: Instant, lastStep: number): number | undefined {
  const delta = totpOf(secret).validate({ token: typed, timestamp: at, window })
  if (delta === null) return undefined
  const step = Math.floor(at / seconds(period)) + delta
  return step > lastStep ? step : undefined
}

export async function sealTotp(keyring: Keyring, table: Table, person: PersonId, secret: string): Promise<Buffer> {
  return sealText(await keyring.key('person', person), secret, placeOf(table, person))
}

export async function openTotp(keyring: Keyring, table: Table, person: PersonId, sealed: Buffer): Promise<string> {
  return openText(await keyring.key('person', person), sealed, placeOf(table, person))
}

function placeOf(table: Table, person: PersonId): Uint8Array {
  return boundTo({ table, row: person, owner: person, variant: 'totp_sealed', keyId: person })
}

function totpOf(secret: string): TOTP {
  return new TOTP({
    issuer: 'Kitestring',
    label: 'Kitestring',
    issuerInLabel: false,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: Secret.fromBase32(secret),
  })
}
