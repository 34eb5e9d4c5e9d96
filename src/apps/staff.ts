// `npm run staff`: names somebody who decides about reports, with a phrase that is shown once, or ends that. They see what is reported and nothing else. AUD-8
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openName, sealName } from '../features/people/names.ts'
import { roles } from '../features/reports/contract.ts'
import { readEnv, toConfig, type Config } from '../platform/config.ts'
import { newCode, sha256, showCode } from '../platform/crypto.ts'
import { isId, newId, type StaffId } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { makeFolder } from '../platform/durable-file.ts'
import { startPostgres } from '../platform/db/launcher.ts'
import { missingDuties } from './duties/look.ts'
import { passwordsOf, prepareDatabase, StartFault } from './house.ts'
import { ownDatabase, withOwner } from './owner.ts'

const usage = `Run one of these:
  npm run staff -- add <name> triage       reads reports, and says that they were read
  npm run staff -- add <name> moderator    looks at what was reported, and decides
  npm run staff -- add <name> lead         likewise, and is named as the one to ask
  npm run staff -- list
  npm run staff -- log                      who looked, asked to see a picture, and agreed to it, for a year
  npm run staff -- end <number>            at once; whatever they decided stays`
const letters = 28

try {
  const [command, ...given] = process.argv.slice(2)
  const config = toConfig(readEnv())
  if (command === 'add' && config.mode === 'community' && !existsSync(join(config.keyringFolder, 'root.key'))) await begin(config)
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  await withOwner(config, 'staff', async (client) => {
    const [name = '', role = ''] = given
    if (command === 'add' && given.length === 2 && name.length <= 40 && roles.some((one) => one === role)) {
      const id = newId('staff')
      const phrase = newCode(letters)
      await keyring.makePersonKey(id)
      await client.query('select access.name_staff($1, $2, $3, $4)', [id, await sealName(keyring, id, name), role, sha256(phrase)])
      console.log(`${name} is named. This is their phrase; it is shown once and kept nowhere. Give it to them alone:\n\n  ${showCode(phrase)}\n
They sign in at the desk (npm run desk says where). Whoever was at the desk as the operator decides about reports no longer, unless they are named as well.`)
    } else if (command === 'list' && given.length === 0) {
      type Row = { staff_id: StaffId; role: string; since: Date; name_sealed: Buffer }
      const { rows } = await client.query<Row>(
        'select s.staff_id, s.role, s.since, p.name_sealed from staff s join people p on p.id = s.staff_id where s.ended_at is null and s.secret_hash is not null order by s.since',
      )
      for (const row of rows)
        console.log(
          `${row.staff_id}  ${await openName(keyring, row.staff_id, row.name_sealed)}, ${row.role}, since ${row.since.toISOString().slice(0, 10)}`,
        )
      if (rows.length === 0 && config.mode === 'household')
        console.log('Nobody is named: whoever opens the desk as the operator decides about reports.')
    } else if (command === 'log' && given.length === 0) {
      type Row = { id: StaffId; name_sealed: Buffer; what: string; report_id: string; at: Date }
      const { rows } = await client.query<Row>(
        'select p.id, p.name_sealed, a.what, a.report_id, a.at from staff_acts a join people p on p.id = a.staff_id order by a.at',
      )
      for (const { id, name_sealed, what, report_id, at } of rows)
        console.log(`${at.toISOString().slice(0, 16)}  ${await openName(keyring, id, name_sealed)} ${what}, report ${report_id}`)
    } else if (command === 'end' && given.length === 1 && isId(name)) {
      await client.query('select access.end_staff($1)', [name])
      console.log('They are staff no longer, and signed out.')
    } else throw new StartFault(usage)
    const missing = (await missingDuties(config, client)).find(({ duty }) => duty === 'staff')
    if (missing && command !== 'log') console.log(`\n! ${missing.says} Until then Kitestring does not start again.`)
  })
} catch (fault) {
  const isGone = fault instanceof Error && fault.message === 'not-found'
  console.error(isGone ? 'Nobody of that number is staff.' : fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}

// A community names its staff before it opens for the first time: they need a database and the keyring, and nothing else is started. LEG-3
async function begin(config: Config): Promise<void> {
  const say = (line: string) => console.log(line)
  say(`There is no Kitestring in ${config.dataFolder} yet: its database and its keys are made now.`)
  await makeFolder(config.dataFolder)
  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataFolder: config.dataFolder, log: say })
  try {
    const ownerUrl = config.databaseUrl ?? (await ownDatabase(postgres?.url ?? ''))
    await prepareDatabase(ownerUrl, await passwordsOf(config), (whenMissing) => openKeyring(config.keyringFolder, whenMissing), config)
  } finally {
    await postgres?.stop()
  }
}
