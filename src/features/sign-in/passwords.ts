// Passwords: strong ones only, kept as slow hashes; and sign-in names, kept as keyed hashes that a stolen database cannot guess at.
import { createHmac } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { randomToken } from '../../platform/crypto.ts'
import type { Keyring } from '../../platform/keyring.ts'

// Argon2id. Four at once, as many as Node runs, take 128 MiB: a machine with 1 GB has room for that.
const cost = { memoryCost: 32 * 1024, timeCost: 3, parallelism: 1 }
const shortest = 12

/** Whoever has the stolen hash guesses so often and does not find it (log10): the library's "very unguessable". */
const leastGuesses = 10
const measured = 64 // letters: what is strong so far is not weakened by more, and measuring takes ever longer

/** Too short, too guessable (common, leaked, a pattern, a word or name of four languages with its ornaments), or made of the sign-in name. T19, ASVS 6.2.12 */
export async function isTooWeak(password: string, signInName: string): Promise<boolean> {
  const typed = password.normalize('NFKC')
  if ([...typed].length < shortest) return true
  if (namesIn(signInName).some((name) => typed.toLowerCase().includes(name))) return true
  const { guessesLog10 } = (await meter()).check([...typed].slice(0, measured).join(''), ['kitestring', ...namesIn(signInName)])
  return guessesLog10 < leastGuesses
}

let made: Promise<ZxcvbnFactory> | undefined

// 35 MB of words, needed some times a year: they come when the first password is chosen.
function meter(): Promise<ZxcvbnFactory> {
  made ??= makeMeter()
  return made
}

async function makeMeter(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory: Meter } = await import('@zxcvbn-ts/core')
  const words = await Promise.all([
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-de'),
    import('@zxcvbn-ts/language-fr'),
    import('@zxcvbn-ts/language-es-es'),
  ])
  const dictionary = Object.assign({}, ...words.map((language) => language.dictionary))
  return new Meter({ dictionary, graphs: words[0].adjacencyGraphs })
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
