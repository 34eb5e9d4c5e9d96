// The receipt of a whole Kitestring that was erased: what there was, what left as a file, and that nothing was found afterwards. It names nobody. GOV-12
//   Its keys are gone, so whoever checks it needs none: the key it was signed with stands in it, and in every receipt of an erased child before.
import { z } from 'zod'
import { sha256, verifierOf, type Signer } from '../../platform/crypto.ts'

const count = z.number().int().min(0)
const words = z.string().regex(/^[a-z0-9-]+$/)
const hash = z.string().regex(/^[\w-]{43}$/)
const moment = z.iso.datetime()

const siteReceipt = z.strictObject({
  kitestring: z.literal('sunset-receipt-1'),
  site: z.url(),
  announcedAt: moment.nullable(), // null: no child was left to wait for
  begunAt: moment,
  erasedAt: moment,
  erased: z.strictObject({ children: count, accounts: count, keys: count, files: count, also: z.array(words) }),
  childReceipts: z.array(hash), // of each child's own receipt
  packed: z.array(hash), // of each file that was handed over
  foundAfterwards: z.strictObject({ keys: z.literal(0), files: z.literal(0), rows: z.literal(0) }),
  othersMayHave: z.array(words),
  key: hash,
  signature: z.tuple([hash, hash]),
})
export type SiteReceipt = z.infer<typeof siteReceipt>
export type Unsigned = Pick<SiteReceipt, 'site' | 'announcedAt' | 'begunAt' | 'erasedAt' | 'childReceipts' | 'packed'> & {
  erased: Omit<SiteReceipt['erased'], 'also'>
}

const alsoErased = ['profiles', 'family-logs', 'family-log-heads', 'mails-in-the-folder', 'logins', 'database', 'root-key']
const othersAlways = ['the-packed-files', 'pictures-of-the-screen', 'mails', 'backups-of-the-operator', 'the-recovery-code-on-paper']

/** Called once nothing was found any more. */
export function writeSiteReceipt(
  signer: Pick<Signer, 'publicKey' | 'sign'>,
  { site, announcedAt, begunAt, erasedAt, erased, childReceipts, packed }: Unsigned,
): string {
  const said = {
    kitestring: 'sunset-receipt-1' as const,
    ...{ site, announcedAt, begunAt, erasedAt },
    erased: { ...erased, also: alsoErased },
    ...{ childReceipts, packed },
    foundAfterwards: { keys: 0, files: 0, rows: 0 } as const,
    othersMayHave: othersAlways,
    key: signer.publicKey,
  }
  const signature = signer.sign(saidBy(said))
  return `${JSON.stringify({ ...said, signature: [signature.slice(0, 43), signature.slice(43)] }, null, 2)}\n`
}

/** The receipt, when it is as it was signed: every letter counts, but for white space. By whom is for who knows the key. */
export function readSiteReceipt(text: string): SiteReceipt | undefined {
  const read = siteReceipt.safeParse(orUndefined(text))
  if (!read.success || JSON.stringify(read.data) !== text.replace(/\s/g, '')) return undefined
  const { signature, ...said } = read.data
  return verifierOf(said.key).verifies(saidBy(said), signature.join('')) ? read.data : undefined
}

/** The same for a receipt in a file and in a mail, which breaks lines its own way. */
export function digestOf(text: string): string {
  return sha256(text.replace(/\s/g, '')).toString('base64url')
}

function saidBy(said: Omit<SiteReceipt, 'signature'>): string {
  return `kitestring sunset receipt 1\n${JSON.stringify(said)}\n`
}

function orUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not a receipt at all
  }
}
