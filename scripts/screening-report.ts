// Writes docs/screening.md from what the check of words finds today. Times are of this machine, now. PUB-6, BUL-5
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { measured } from '../test/screening/measure.ts'
import { reportOf } from '../test/screening/report.ts'

const file = join(import.meta.dirname, '../docs/screening.md')
const found = measured()
writeFileSync(file, reportOf(found))
console.log(
  `docs/screening.md says it anew: ${found.messages.length} messages, ${(found.milliseconds / found.messages.length).toFixed(2)} ms each.`,
)
