// Signed heads: "the log of this child had so many entries, and this was the hash of the last". Signed with a key that is in no database and kept in files
// that are in no database, so that whoever rewrites or shortens the log there cannot rewrite these. Each guardian has them by mail as well. I11
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toDate, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { signerFrom, type Signer } from '../../platform/crypto.ts'
import { appendDurably, filesBelow, orUndefinedWhenMissing, wipeDurably } from '../../platform/durable-file.ts'
import { isId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'

export type Head = { child: string; number: number; hash: string; at: string; signature: string }
export type Unsigned = Pick<Head, 'child' | 'number' | 'hash'>

export type Heads = {
  signer: Signer
  publicKey: string
  isOurs(head: Head): boolean
  /** Kept before it is given: in a file of the child's own, which ends with the child. */
  sign(head: Unsigned, now: Instant): Promise<Head>
  /** Oldest first. `damaged` counts the lines that are no head at all. */
  of(child: string): Promise<{ heads: Head[]; damaged: number }>
  children(): AsyncIterable<string>
  /** With the child. DEL-6 */
  end(child: string): Promise<void>
}

export function openHeads(config: Config, keyring: Keyring): Heads {
  const folder = join(config.dataFolder, 'family-log')
  const signer: Signer = signerFrom(keyring.deriveKey('family log'))
  return {
    signer,
    publicKey: signer.publicKey,
    isOurs: (head) => signer.verifies(saidBy(head), head.signature),
    async sign(unsigned, now) {
      const head = { ...unsigned, at: toDate(now).toISOString() }
      const signed = { ...head, signature: signer.sign(saidBy(head)) }
      await appendDurably(folder, pathOf(head.child), Buffer.from(`${lineOf(signed)}\n`))
      return signed
    },
    async of(child) {
      const text = await orUndefinedWhenMissing(readFile(join(folder, pathOf(child)), 'utf8'))
      const lines = (text ?? '').split('\n').slice(0, -1) // what follows the last line break was never acknowledged
      const heads = lines.flatMap((line) => headsIn(line).filter((head) => head.child === child && lineOf(head) === line))
      return { heads, damaged: lines.length - heads.length }
    },
    children: () => namesIn(folder),
    end: (child) => wipeDurably(folder, pathOf(child)),
  }
}

/** Every head that stands in a text, such as a mail that a guardian has kept. */
export function headsIn(text: string): Head[] {
  return [
    ...text.matchAll(/child ([0-9a-f-]{36})\s+number (\d{1,10})\s+hash ([0-9a-f]{64})\s+at (\S{24})\s+signed ([\w-]{43})\s*([\w-]{43})/g),
  ].map(([, child = '', number = '', hash = '', at = '', half = '', rest = '']) => ({
    child,
    number: Number(number),
    hash,
    at,
    signature: half + rest,
  }))
}

/** In lines short enough for any mail program to leave them as they are. */
export function shownHead({ child, number, hash, at, signature }: Head): string {
  return [
    `child ${child}`,
    `number ${number}`,
    `hash ${hash}`,
    `at ${at}`,
    `signed ${signature.slice(0, 43)}`,
    `       ${signature.slice(43)}`,
  ].join('\n')
}

function lineOf({ child, number, hash, at, signature }: Head): string {
  return `child ${child} number ${number} hash ${hash} at ${at} signed ${signature}`
}

function saidBy({ child, number, hash, at }: Omit<Head, 'signature'>): string {
  return `kitestring head 1\n${child}\n${number}\n${hash}\n${at}\n`
}

function pathOf(child: string): string {
  if (!isId(child)) throw new TypeError(`not an id: ${JSON.stringify(child)}`)
  return `${child.slice(0, 2)}/${child}`
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  for await (const path of filesBelow(folder)) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (isId(name)) yield name
  }
}
