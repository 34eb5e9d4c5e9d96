// `npm run restore -- <backup> [<copy of the keys>]`: a Kitestring comes back in an empty data folder. What was erased or ended since stays so; what cannot be known is closed. Decision 0050
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { readEnv } from '../platform/config.ts'
import { BackupFault } from './backup/fault.ts'
import { restore } from './restore/restore.ts'
import { usage } from './restore/words.ts'

const [first, second] = process.argv.slice(2)
const say = (line: string) => console.log(line)

let lines: AsyncIterator<string> | undefined
async function ask(question: string): Promise<string> {
  say(question)
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const { value, done } = await lines.next()
  if (done) throw new BackupFault('There was no answer. Nothing was changed.')
  return value
}

try {
  if (!first) throw new BackupFault(usage)
  await restore(readEnv(), resolve(first), second === undefined ? undefined : resolve(second), { say, ask })
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
} finally {
  process.stdin.destroy()
}
