// Somebody without an account says that they, or their child, are in a picture here, and reads the answer with a code. Whoever asks is answered the same. SAF-7, SEC-3
import type { House } from '../../access/door.ts'
import { newCode, readCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { outsidersReasons, type Decision } from './contract.ts'
import { sealWords } from './sealed.ts'

const codeLetters = 24
export const mostLetters = 1000

export type Removal = { reason: (typeof outsidersReasons)[number]; words: string; number: string | null }
export type RemovalAnswer = 'waits' | 'read' | Exclude<Decision, 'not-found'> // whether there is such a picture nobody is told

/** Undefined: something is missing. */
export function removalIn(given: URLSearchParams): Removal | undefined {
  const reason = outsidersReasons.find((one) => one === given.get('reason'))
  const words = (given.get('words') ?? '').trim()
  if (!reason || words === '' || words.length > mostLetters) return undefined
  return { reason, words, number: pictureNumber(given.get('number') ?? '') }
}

/** As it stands under a picture; null: it is none. */
export function pictureNumber(typed: string): string | null {
  const number = typed.toLowerCase().replace(/[\s-]/g, '')
  return /^[0-9a-f]{8}$/.test(number) ? number : null
}

/** The code by which the answer is read. */
export async function askRemoval({ room, keyring }: House, { reason, words, number }: Removal): Promise<string> {
  const id = newId('report')
  const code = newCode(codeLetters)
  await room.asDoor((db) =>
    db.rows(sql`select access.ask_removal(${id}, ${sha256(code)}, ${sealWords(keyring, id, words)}, ${number}, ${reason})`),
  )
  return showCode(code)
}

/** A code that there is not is answered as one that waits: it tells nobody whether anything was asked here. */
export async function answerOf({ room }: House, typed: string): Promise<RemovalAnswer> {
  const code = readCode(typed)
  const row = await room.asDoor((db) =>
    db.one<{ received_at: Date | null; word: Exclude<RemovalAnswer, 'waits' | 'read'> | null }>(
      sql`select received_at, word from access.answer_of_removal(${sha256(code ?? '')})`,
    ),
  )
  return row?.word ?? (row?.received_at ? 'read' : 'waits')
}
