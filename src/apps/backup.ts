// `npm run backup -- <folder>`: everything but the keys, sealed, while Kitestring goes on; `npm run backup -- keys <folder>`: a copy of the keys, which lies elsewhere. Decision 0050
import { resolve } from 'node:path'
import { readEnv, toConfig } from '../platform/config.ts'
import { BackupFault } from './backup/fault.ts'
import { backUp } from './backup/make.ts'
import { copyKeys } from './backup/keys.ts'

const usage = `npm run backup -- <folder>         everything but the keys, sealed, into that folder; Kitestring may go on running
npm run backup -- keys <folder>    a copy of the keys, into a folder on ANOTHER stick or disk; it ends after 30 days, so make a new one each week`

const [first = '', second = ''] = process.argv.slice(2)
const say = (line: string) => console.log(line)

try {
  if (!first || (first === 'keys' && !second)) throw new BackupFault(usage)
  const config = toConfig(readEnv())
  if (first === 'keys') await copyKeys(config, resolve(second), say)
  else await backUp(config, resolve(first), say)
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
