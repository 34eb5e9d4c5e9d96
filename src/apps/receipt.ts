// `npm run receipt -- verify <file> …`: whether a Kitestring signed a receipt and nothing in it was changed. It needs the keyring only, and changes nothing;
// of a Kitestring that was erased whole no key is left, and its receipts are held to one another. DEL-6, GOV-12
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyIn, readReceipt, receiptSigner, receiptsIn, type Receipt } from '../features/erasure/receipt.ts'
import { digestOf, readSiteReceipt, type SiteReceipt } from '../features/sunset/receipt.ts'
import { readEnv, toConfig } from '../platform/config.ts'
import { verifierOf } from '../platform/crypto.ts'
import { openKeyring } from '../platform/keyring.ts'
import { StartFault } from './house.ts'

const [command, ...files] = process.argv.slice(2)

try {
  if (command !== 'verify' || files.length === 0)
    throw new StartFault('Run: npm run receipt -- verify <the receipt, or the mail it came in> …')
  process.exitCode = await verify(files)
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}

type Read = { key: string; words: string }

async function verify(paths: readonly string[]): Promise<number> {
  for (const path of paths) if (!existsSync(path)) throw new StartFault(`There is no file ${path}.`)
  const texts = paths.flatMap((path) => receiptsIn(readFileSync(path, 'utf8')))
  const key = await keyOfThisOne()
  const read = texts.map((text) => readOne(text, texts))
  for (const one of read) if (one) console.log(one.words)
  const keys = new Set(read.map((one) => one?.key))
  const isTrue = read.length > 0 && !read.includes(undefined) && keys.size === 1 && (key === undefined || keys.has(key))
  if (!isTrue) console.log('The receipt is NOT true: it was changed, or this Kitestring did not sign it.')
  else if (key !== undefined) console.log('The receipt is true.')
  else console.log(withoutKeyring(read.length, [...keys].join()))
  return isTrue ? 0 : 1
}

async function keyOfThisOne(): Promise<string | undefined> {
  const { keyringFolder } = toConfig(readEnv())
  if (!existsSync(join(keyringFolder, 'root.key'))) return undefined
  return receiptSigner(await openKeyring(keyringFolder, 'must-exist')).publicKey
}

function readOne(text: string, all: readonly string[]): Read | undefined {
  const site = readSiteReceipt(text)
  if (site) return { key: site.key, words: siteInWords(site, all) }
  const key = keyIn(text)
  const receipt = key === undefined ? undefined : readReceipt(verifierOf(key), text)
  return receipt && { key: receipt.key, words: inWords(receipt) }
}

function withoutKeyring(receipts: number, key: string): string {
  return [
    `Nothing was changed since it was signed, with the key ${key}.`,
    receipts > 1
      ? 'All of these were signed with this one key.'
      : 'There is no keyring here to hold it to. Name an older receipt of the same Kitestring as well, such as one that a guardian was mailed: it must have the same key.',
  ].join('\n')
}

function inWords({ site, askedAt, closedAt, erasedAt, erased }: Receipt): string {
  return [
    `${site} erased everything about a child: ${erased.posts} posts with ${erased.photos} photos, and a log of ${erased.logEntries} entries.`,
    `Asked for at ${askedAt}, closed for everybody at ${closedAt}, erased at ${erasedAt}.`,
  ].join('\n')
}

function siteInWords({ site, announcedAt, begunAt, erasedAt, erased, childReceipts, packed }: SiteReceipt, all: readonly string[]): string {
  const held = all.filter((text) => childReceipts.includes(digestOf(text))).length
  return [
    `${site} erased itself: ${erased.children} children, ${erased.accounts} accounts, ${erased.keys} keys, ${erased.files} sealed files, and the database. Then nothing was found any more.`,
    `Announced ${announcedAt ? `at ${announcedAt}` : 'to nobody, for no child was left'}, begun at ${begunAt}, over at ${erasedAt}. ${packed.length} files were packed to hand over.`,
    ...(held > 0 ? [`${held} of the other receipts here are of its children.`] : []),
  ].join('\n')
}
