// The receipt of an erased child: what was erased, when, and what others may have kept; signed as the family log is, and without a name or an id. DEL-6
import { z } from 'zod'
import { sha256, signerFrom, type Signer } from '../../platform/crypto.ts'
import { isId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'

const count = z.number().int().min(0)
const words = z.string().regex(/^[a-z0-9-]+$/)
const hash = z.string().regex(/^[\w-]{43}$/)
const moment = z.iso.datetime()

const receipt = z.strictObject({
  kitestring: z.literal('erasure-receipt-1'),
  id: z.string().refine(isId),
  site: z.url(),
  askedAt: moment,
  closedAt: moment,
  erasedAt: moment,
  erased: z.strictObject({ photos: count, posts: count, logEntries: count, also: z.array(words) }),
  othersMayHave: z.strictObject({ copiesOfSharedPosts: count, copiesOfPostsTakenBackBefore: count, also: z.array(words) }),
  log: z.strictObject({ chain: hash, entries: count, last: hash.nullable() }), // where the family log of the child ended
  key: hash,
  signature: z.tuple([hash, hash]), // in two: no mail program breaks lines as short as these
})
export type Receipt = z.infer<typeof receipt>
export type Unsigned = Omit<Receipt, 'kitestring' | 'erased' | 'othersMayHave' | 'key' | 'signature'> & {
  erased: Pick<Receipt['erased'], 'photos' | 'posts' | 'logEntries'>
  othersMayHave: Pick<Receipt['othersMayHave'], 'copiesOfSharedPosts' | 'copiesOfPostsTakenBackBefore'>
}

const alsoErased = ['profile', 'drafts', 'yeses', 'connections', 'devices', 'receipts', 'family-log', 'every-key']
const othersAlways = ['pictures-of-the-screen', 'mails', 'backups-for-30-days']

export function receiptSigner(keyring: Pick<Keyring, 'deriveKey'>): Signer {
  return signerFrom(keyring.deriveKey('family log'))
}

/** The text to keep: a file, or a part of a mail. */
export function writeReceipt(signer: Signer, { id, site, askedAt, closedAt, erasedAt, erased, othersMayHave, log }: Unsigned): string {
  const said = {
    kitestring: 'erasure-receipt-1' as const,
    ...{ id, site, askedAt, closedAt, erasedAt },
    erased: { ...erased, also: alsoErased },
    othersMayHave: { ...othersMayHave, also: othersAlways },
    log,
    key: signer.publicKey,
  }
  const signature = signer.sign(saidBy(said))
  return `${JSON.stringify({ ...said, signature: [signature.slice(0, 43), signature.slice(43)] }, null, 2)}\n`
}

/** Every text in this file that looks like a receipt; a mail may hold one between its lines, and have broken the longer ones of these. */
export function receiptsIn(text: string): string[] {
  return (
    text
      .replaceAll('\r\n', '\n')
      .replaceAll('=\n', '')
      .match(/^\{$[\s\S]*?^\}$/gm) ?? []
  )
}

/** The public key that a receipt says it was signed with: for a Kitestring whose own keys are gone. */
export function keyIn(text: string): string | undefined {
  return receipt.shape.key.safeParse(Object(orUndefined(text)).key).data
}

/** The receipt, when this Kitestring signed it and nothing in it was changed since: every letter counts, but for white space. */
export function readReceipt(signer: Pick<Signer, 'verifies'>, text: string): Receipt | undefined {
  const read = receipt.safeParse(orUndefined(text))
  if (!read.success || JSON.stringify(read.data) !== text.replace(/\s/g, '')) return undefined
  const { signature, ...said } = read.data
  return signer.verifies(saidBy(said), signature.join('')) ? read.data : undefined
}

/** Tells whoever has a child's id, from a mail about its log, that a receipt is about that log; from it no id can be found. */
export function chainOf(child: string): string {
  return sha256(`kitestring chain 1\n${child}\n`).toString('base64url')
}

function saidBy(said: Omit<Receipt, 'signature'>): string {
  return `kitestring erasure receipt 1\n${JSON.stringify(said)}\n`
}

function orUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not a receipt at all
  }
}
