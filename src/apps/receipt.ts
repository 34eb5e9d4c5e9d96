// `npm run receipt -- verify <file>`: whether this Kitestring signed a receipt and nothing in it was changed. It needs the keyring only, and changes nothing. DEL-6
import { existsSync, readFileSync } from 'node:fs'
import { readReceipt, receiptSigner, receiptsIn, type Receipt } from '../features/erasure/receipt.ts'
import { readEnv, toConfig } from '../platform/config.ts'
import { openKeyring } from '../platform/keyring.ts'
import { StartFault } from './house.ts'

const [command, file] = process.argv.slice(2)

try {
  if (command !== 'verify' || !file) throw new StartFault('Run: npm run receipt -- verify <the receipt, or the mail it came in>')
  process.exitCode = await verify(file)
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}

async function verify(path: string): Promise<number> {
  if (!existsSync(path)) throw new StartFault(`There is no file ${path}.`)
  const { keyringFolder } = toConfig(readEnv())
  const signer = receiptSigner(await openKeyring(keyringFolder, 'must-exist'))
  const receipts = receiptsIn(readFileSync(path, 'utf8')).map((text) => readReceipt(signer, text))
  for (const receipt of receipts) if (receipt) console.log(inWords(receipt))
  const isTrue = receipts.length > 0 && !receipts.includes(undefined)
  console.log(isTrue ? 'The receipt is true.' : 'The receipt is NOT true: it was changed, or this Kitestring did not sign it.')
  return isTrue ? 0 : 1
}

function inWords({ site, askedAt, closedAt, erasedAt, erased }: Receipt): string {
  return [
    `${site} erased everything about a child: ${erased.posts} posts with ${erased.photos} photos, and a log of ${erased.logEntries} entries.`,
    `Asked for at ${askedAt}, closed for everybody at ${closedAt}, erased at ${erasedAt}.`,
  ].join('\n')
}
