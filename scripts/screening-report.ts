// Writes docs/screening.md from what the checks of words and photos find today. Times are of this machine, now. PUB-2, PUB-6, BUL-5
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openNets } from '../src/features/screening/photos/nets.ts'
import { netFile, runnerFile } from '../src/features/screening/photos/nets/files.ts'
import { measured } from '../test/screening/measure.ts'
import { measuredPictures } from '../test/screening/measure-pictures.ts'
import { reportOf } from '../test/screening/report.ts'
import { pictureReportOf } from '../test/screening/report-pictures.ts'

const file = join(import.meta.dirname, '../docs/screening.md')
const found = measured()
const pictures = await measuredPictures(openNets(async (name) => netFile(name), runnerFile()))
writeFileSync(file, `${reportOf(found)}\n${pictureReportOf(pictures)}`)
console.log(
  `docs/screening.md says it anew: ${found.messages.length} messages, ${(found.milliseconds / found.messages.length).toFixed(2)} ms each; ${pictures.length} pictures.`,
)
