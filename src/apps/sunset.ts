// `npm run sunset`: a whole Kitestring closes for good. Everybody is told thirty days before; then each child's world is packed into a file, and the site
// is erased, looked through for what may be left, and a signed receipt written. GOV-12, DEL-8
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { writeSiteReceipt } from '../features/sunset/receipt.ts'
import { keyFrom, signerFrom } from '../platform/crypto.ts'
import { clock, instant, toDate } from '../platform/clock.ts'
import { readEnv, toConfig, type Config } from '../platform/config.ts'
import { makeFolder, writeDurably } from '../platform/durable-file.ts'
import { openKeyring } from '../platform/keyring.ts'
import { countKeys } from '../platform/keyring/end.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import { StartFault } from './house.ts'
import { eraseChildren, eraseSite, whatIsLeft } from './sunset/erase.ts'
import { packChildren } from './sunset/pack.ts'
import { endProgress, keepProgress, readProgress, type Begun, type Progress } from './sunset/progress.ts'
import { asOwner, whileNothingRuns, type Site } from './sunset/site.ts'
import { aboutToErase, afterwards, inWords, usage } from './sunset/words.ts'

const [command, argument = ''] = process.argv.slice(2)

try {
  process.exitCode = await run(toConfig(readEnv()))
} catch (fault) {
  console.error(inWords(fault))
  process.exitCode = 1
}

async function run(config: Config): Promise<number> {
  if (command === 'announce') return announce(config, argument)
  if (command === 'call-off') return callOff(config)
  if (command === 'into' && argument) return closeInto(config, resolve(argument))
  throw new StartFault(usage)
}

async function announce(config: Config, day: string): Promise<number> {
  const closes = Date.parse(`${day}T12:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(closes)) throw new StartFault(`Name a day, such as 2027-03-01.\n${usage}`)
  await asOwner(config, (owner) => owner.rows('select access.announce_sunset($1)', [toDate(instant(closes))]))
  console.log(
    `It is announced: ${config.url.host} closes on ${day}. Every page says so, and a running Kitestring mails every grown-up, and again a week before.`,
  )
  console.log(`On that day or later: npm run sunset -- into <folder>. Until then: npm run sunset -- call-off`)
  return 0
}

async function callOff(config: Config): Promise<number> {
  await asOwner(config, (owner) => owner.rows('select access.call_off_sunset()'))
  console.log(`${config.url.host} stays. Every grown-up is mailed that it does.`)
  return 0
}

async function closeInto(config: Config, folder: string): Promise<number> {
  const kept = await startIn(config, folder)
  const childless = kept?.stage === 'keys' ? kept : await whileNothingRuns(config, (site) => closeChildren(site, folder, kept))
  if (!childless) return 1
  await eraseSite(config)
  const left = await whatIsLeft(config)
  if (left.length > 0) throw new StartFault(`This is left:\n${left.join('\n')}\nTake it away, then run this again.`)
  const receipt = receiptOf(config, childless)
  await writeDurably(folder, 'site-receipt.json', Buffer.from(receipt))
  await endProgress(folder)
  console.log(
    `Nothing is left: no key, no file, no row. This is the receipt, in ${join(folder, 'site-receipt.json')}:\n\n${receipt}\n${afterwards}`,
  )
  return 0
}

/** Asked first of all, because what is packed into a folder that is erased later is lost. */
async function startIn({ dataFolder, keyringFolder, storage }: Config, folder: string): Promise<Progress | undefined> {
  for (const erased of [dataFolder, keyringFolder, ...(storage.kind === 'disk' ? [storage.folder] : [])])
    if (!relative(resolve(erased), folder).startsWith(`..${sep}`))
      throw new StartFault(`${folder} lies in ${erased}, which is erased. Choose another folder.`)
  const kept = await readProgress(folder)
  if (!kept && existsSync(folder) && readdirSync(folder).length > 0) throw new StartFault(`${folder} is not empty. Choose a new folder.`)
  await makeFolder(folder)
  return kept
}

/** Undefined: the operator thought better of it. */
async function closeChildren(site: Site, folder: string, kept: Progress | undefined): Promise<Progress | undefined> {
  const { config, owner } = site
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  if (kept && kept.keyring !== keyring.id) throw new StartFault(`${folder} holds the files of another Kitestring. Choose a new folder.`)
  await refuseTooEarly(site)
  await refuseWhileUnreported(site)
  const empty = { kitestring: 'sunset-1', keyring: keyring.id, stage: 'packing', packed: [], childReceipts: [] } as const
  let now = await packChildren(site, folder, kept ?? { ...empty, packed: [], childReceipts: [] })
  if (now.stage === 'packing') {
    if (!(await saysTheName(aboutToErase(config, folder, now.packed.length), config.url.host))) {
      console.log('That is not its name. Nothing was erased.')
      return undefined
    }
    const begun = await countAll(site, keyring.deriveKey('family log').export().toString('base64url'))
    now = await keepProgress(folder, { ...now, stage: 'erasing', begun })
  }
  await owner.rows('select access.begin_sunset()')
  console.log('Erasing every child …')
  const childReceipts = await eraseChildren(site, folder)
  return keepProgress(folder, { ...now, stage: 'keys', childReceipts })
}

// Until every grown-up was told whose address takes mails, and had thirty days to take along or to erase, nothing begins.
async function refuseTooEarly({ owner }: Site): Promise<void> {
  const [standing] = await owner.rows<{ due: boolean; closes_at: Date | null; untold: boolean }>(`
    select access.sunset_is_due() as due, (select closes_at from sunsets) as closes_at,
      exists (select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'alerts.sunset' and (j.run_at <= now() or j.attempts > 0) and j.attempts < j.max_attempts) as untold`)
  if (!standing?.due && !standing?.closes_at) throw new StartFault(`Nobody has been told yet. Announce it first.\n${usage}`)
  if (!standing.due)
    throw new StartFault(
      `It closes on ${standing.closes_at?.toISOString().slice(0, 10)}, as everybody was told. Nothing was packed or erased.`,
    )
  if (standing.untold)
    throw new StartFault(
      'Not every grown-up has had the mail that announces it. Start Kitestring until it is sent (npm start), then run this again.',
    )
}

// A hold that nobody has reported would go with its key. SAF-3
async function refuseWhileUnreported({ owner }: Site): Promise<void> {
  if ((await owner.rows('select from holds where reported_at is null')).length > 0)
    throw new StartFault(
      'A known image is held that was not reported. The desk says what to do: npm run desk. Nothing was packed or erased.',
    )
}

async function saysTheName(question: string, name: string): Promise<boolean> {
  console.log(question)
  const lines = createInterface({ input: process.stdin })
  try {
    for await (const line of lines) return line.trim() === name
    return false
  } finally {
    lines.close()
  }
}

async function countAll({ config, owner }: Site, signingKey: string): Promise<Begun> {
  const [row] = await owner.rows<{ children: number; accounts: number; announced_at: Date | null }>(`
    select (select count(*)::integer from children c where not access.is_canary(c.child_id)) as children,
      (select count(*)::integer from people p where p.kind <> 'child' and not access.is_canary(p.id)) as accounts, (select announced_at from sunsets) as announced_at`)
  let files = 0
  for await (const _key of (await openStorage(config.storage)).keys()) files += 1
  return {
    signingKey,
    announcedAt: row?.announced_at?.toISOString() ?? null,
    at: toDate(clock.now()).toISOString(),
    ...{ children: row?.children ?? 0, accounts: row?.accounts ?? 0, keys: await countKeys(config.keyringFolder), files },
  }
}

function receiptOf({ url }: Config, { begun, childReceipts, packed }: Progress): string {
  if (!begun) throw new StartFault('The file of how far it came is damaged.')
  const { signingKey, announcedAt, at, children, accounts, keys, files } = begun
  return writeSiteReceipt(signerFrom(keyFrom(Buffer.from(signingKey, 'base64url'))), {
    site: url.origin,
    announcedAt,
    begunAt: at,
    erasedAt: toDate(clock.now()).toISOString(),
    erased: { children, accounts, keys, files },
    childReceipts,
    packed: packed.map(({ sha256 }) => Buffer.from(sha256, 'hex').toString('base64url')),
  })
}
