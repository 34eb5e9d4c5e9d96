// `npm run log -- verify`: goes through the family log and says whether it is whole. It changes nothing and runs beside a running Kitestring.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWorkerRoom, type Worker } from '../access/as-viewer.ts'
import { readReceipt, receiptsIn, type Receipt } from '../features/erasure/receipt.ts'
import { headsIn, openHeads, type Head, type Heads } from '../features/family-log/heads.ts'
import { verifyLog, type Fault } from '../features/family-log/verify.ts'
import { readEnv, toConfig, type Config } from '../platform/config.ts'
import { startPostgres } from '../platform/db/launcher.ts'
import { sql } from '../platform/db/sql.ts'
import { openKeyring } from '../platform/keyring.ts'
import { passwordsOf, StartFault, urlsOf } from './house.ts'

const [command, ...files] = process.argv.slice(2)

const words: Record<Fault['what'], string> = {
  changed: 'was changed after it was written',
  'out-of-chain': 'does not follow the entry before it',
  missing: 'is missing',
  'not-as-signed': 'is another than the one that was signed',
  gone: 'was signed and is no longer there',
  'head-damaged': 'its signed head was changed or is damaged',
  erased: 'is there, although a signed receipt says that this child was erased',
}

try {
  if (command !== 'verify') throw new StartFault('Run: npm run log -- verify [a mail or a receipt that a guardian has kept] …')
  process.exitCode = await verify(toConfig(readEnv()))
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}

async function verify(config: Config): Promise<number> {
  if (!existsSync(join(config.dataFolder, 'logins.json')))
    throw new StartFault(`There is no Kitestring in ${config.dataFolder}. Name its folder: KITESTRING_DATA=… npm run log -- verify`)
  const heads = openHeads(config, await openKeyring(config.keyringFolder, 'must-exist'))
  const handed = files.map((file) => keptIn(heads, file))
  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataFolder: config.dataFolder })
  const ownerUrl = new URL(config.databaseUrl ?? postgres?.url ?? '')
  if (postgres) ownerUrl.pathname = '/kitestring'
  const worker = openWorkerRoom(urlsOf(ownerUrl.href, await passwordsOf(config)).worker)
  try {
    const began = performance.now()
    const found = await verifyLog(
      worker,
      heads,
      handed.flatMap((one) => one.heads),
      handed.flatMap((one) => one.receipts),
    )
    const took = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${found.entries} entries of ${found.children} children, held to ${found.heads} signed heads, in ${took} s`)
    for (const at of await restoresIn(worker))
      console.log(`It was restored from a backup on ${at}: what mails of before say of later entries is true, and these entries are lost.`)
    for (const fault of found.faults) console.log(`child ${fault.child} entry ${fault.number}: ${words[fault.what]}`)
    console.log(found.faults.length === 0 ? 'The family log is whole.' : `Faults: ${found.faults.length}. The family log is not whole.`)
    return found.faults.length === 0 ? 0 : 1
  } finally {
    await worker.close()
    await postgres?.stop()
  }
}

async function restoresIn(worker: Worker): Promise<string[]> {
  const rows = await worker.asWorker((db) =>
    db.rows<{ at: Date }>(sql`select distinct at from log_entries where act = 'site.restore' order by at`),
  )
  return rows.map(({ at }) => at.toISOString())
}

type Kept = { heads: Head[]; receipts: Receipt[] }

function keptIn(heads: Heads, file: string): Kept {
  const text = readFileSync(file, 'utf8')
  const found = headsIn(text)
  const receipts = receiptsIn(text).map((one) => readReceipt(heads.signer, one))
  if (found.length + receipts.length === 0)
    throw new StartFault(`No signed head stands in ${file}, and no receipt. Give the whole mail as a file.`)
  if (!found.every(heads.isOurs)) throw new StartFault(`A head in ${file} was not signed by this Kitestring.`)
  if (receipts.includes(undefined)) throw new StartFault(`The receipt in ${file} was not signed by this Kitestring, or was changed.`)
  return { heads: found, receipts: receipts.filter((one) => one !== undefined) }
}
