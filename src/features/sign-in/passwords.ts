// Passwords: strong ones only, kept as slow hashes; and sign-in names, kept as keyed hashes that a stolen database cannot guess at.
import { createHmac } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { randomToken } from '../../platform/crypto.ts'
import type { Keyring } from '../../platform/keyring.ts'

// Argon2id. Four at once, as many as Node runs, take 128 MiB: a machine with 1 GB has room for that.
const cost = { memoryCost: 32 * 1024, timeCost: 3, parallelism: 1 }
const shortest = 12
const leastOfItsOwn = 6

/** What passwords are made of when nobody thinks: it is taken out before the rest is measured. */
const common = [
  'passwort',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'kennwort',
  'kitestring',
  'administrator',
  'letmein',
  'welcome',
  'willkommen',
  'iloveyou',
  'sunshine',
  'princess',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'qwerty',
  'qwertz',
  'azerty',
  'asdf',
  '1q2w3e4r',
  '1qaz2wsx',
  'qazwsx',
  'football',
  'baseball',
  'superman',
  'batman',
  'dragon',
  'monkey',
  'shadow',
  'master',
  'hallo',
  'hello',
  'secret',
  'geheim',
  'changeme',
  'admin',
  'login',
  'guest',
  'trustno1',
  'michael',
  'jordan',
  'charlie',
  'family',
  'familie',
  '1234567890',
  '123456789',
  '12345678',
  '1234567',
  '123456',
  '12345',
  '1234',
  '123',
  '321',
  'abcdef',
  'abcd',
  'abc',
  '2024',
  '2025',
  '2026',
  '2027',
]

export function isTooWeak(password: string, signInName: string): boolean {
  const typed = password.normalize('NFKC')
  const plain = typed.toLowerCase()
  if ([...typed].length < shortest || isOnePattern(plain)) return true
  if (namesIn(signInName).some((name) => plain.includes(name))) return true
  const ownWork = common.reduce((rest, word) => rest.replaceAll(word, ''), plain)
  return ownWork !== plain && new Set(ownWork).size < leastOfItsOwn
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Without a hash to compare with it takes as long: nobody learns by the time that a name is unknown. */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const right = await verify(hashed ?? (await nobodys), password.normalize('NFKC'))
  return right && hashed !== undefined
}

const nobodys = hashPassword(randomToken())

export function hashOfName(keyring: Keyring, signInName: string): Buffer {
  return createHmac('sha256', keyring.deriveKey('sign-in names')).update(oneWay(signInName)).digest()
}

function oneWay(signInName: string): string {
  return signInName.normalize('NFKC').trim().toLowerCase()
}

function namesIn(signInName: string): string[] {
  const name = oneWay(signInName)
  return [name, name.split('@')[0] ?? ''].filter((part) => part.length >= 3)
}

// "aaaaaaaaaaaa", "ab1ab1ab1ab1", "abcdefghijkl", "210987654321"
function isOnePattern(text: string): boolean {
  const letters = [...text]
  const repeats = letters.some(
    (_, length) => length > 0 && length <= letters.length / 2 && letters.every((letter, at) => letter === letters[at % length]),
  )
  const steps = new Set(letters.slice(1).map((letter, at) => ((letter.codePointAt(0) ?? 0) - (letters[at]?.codePointAt(0) ?? 0) + 20) % 10))
  return repeats || (steps.size === 1 && (steps.has(1) || steps.has(9)))
}
