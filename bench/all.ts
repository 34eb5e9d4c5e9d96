// `node bench/all.ts [--quick]`: every benchmark, one after another, and one table.
import { cpus } from 'node:os'
import { addresses } from './addresses.ts'
import { bytes } from './bytes.ts'
import { familyLog } from './family-log.ts'
import { feed } from './feed.ts'
import { firstLoad } from './first-load.ts'
import { knownImages } from './known-images.ts'
import { looking } from './looking.ts'
import { options, table, type Bench, type Line } from './ground.ts'
import { photo } from './photo.ts'
import { rowLevelSecurity } from './row-level-security.ts'
import { start } from './start.ts'
import { studio } from './studio.ts'
import { timing } from './timing.ts'
import { upload } from './upload.ts'

const benches: Record<string, Bench> = {
  bytes,
  start,
  'row-level-security': rowLevelSecurity,
  photo,
  upload,
  'known-images': knownImages,
  looking,
  'first-load': firstLoad,
  studio,
  feed,
  addresses,
  'family-log': familyLog,
  timing,
}
const lines: Line[] = []
for (const [name, bench] of Object.entries(benches)) {
  process.stderr.write(`${name} …\n`)
  lines.push(...(await bench(options())))
}
console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`)
console.log(table(lines))
process.exit(0)
