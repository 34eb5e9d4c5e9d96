// `node scripts/notice.ts 2027-01`: writes the notice of that month from what the database says of its columns. Run it with the project's Node. A text that was
// released is frozen: a change needs a new month. NOT-1
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { aboutNobody } from '../src/features/consent/notices/items.ts'
import { annotationsFrom, annotationsQuery, makeNotice, type AnnotationRow } from '../src/features/consent/notices/make.ts'
import { released } from '../src/features/consent/notices/released.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { newFolder, startThrowaway } from './throwaway.ts'

const [version = ''] = process.argv.slice(2)
if (!/^\d{4}-\d\d$/.test(version)) throw new Error('Run: node scripts/notice.ts <year-month>')
if (version in released) throw new Error(`The notice of ${version} was released. Choose a later month.`)

const folder = newFolder('kitestring-notice')
const database = await startThrowaway(folder, 20)
try {
  const secret = 'for these minutes only'
  await migrate(database.url, { kitestring_app: secret, kitestring_door: secret, kitestring_worker: secret, kitestring_checks: secret })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<AnnotationRow>(annotationsQuery, [aboutNobody])
  await client.end()
  const file = join(import.meta.dirname, `../src/features/consent/notices/${version}.en.md`)
  const was = existsSync(file) ? 'changed' : 'new'
  writeFileSync(file, makeNotice(annotationsFrom(rows)))
  console.log(`${file} is ${was}. Read it whole, aloud.`)
} finally {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
