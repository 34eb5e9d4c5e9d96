// `npm run -s duties -- <document>`: the papers that an operator owes, as Markdown, from the settings, the database and the checks of this very Kitestring. It changes nothing. GOV-6, GOV-8, SEC-1, SEC-6, LEG-4
import { clock } from '../platform/clock.ts'
import { readEnv, toConfig } from '../platform/config.ts'
import { blanks, fill, isBlank, readBlanks } from './duties/blanks.ts'
import { documents, isDocument, write } from './duties/documents.ts'
import { factsOf } from './duties/facts.ts'
import { StartFault } from './house.ts'
import { withOwner } from './owner.ts'

const usage = [
  ...Object.entries(documents).map(([name, { says }]) => `npm run -s duties -- ${name.padEnd(12)}  ${says}`),
  'npm run -s duties -- blanks        what only a person can say, and when it was last said',
  'npm run -s duties -- fill <blank> "<words>"',
].join('\n')

const [command = '', ...rest] = process.argv.slice(2)

try {
  const config = toConfig(readEnv())
  if (isDocument(command))
    console.log(await withOwner(config, 'duties', async (client) => write(command, await factsOf(config, client, clock.now()))))
  else if (command === 'blanks') {
    const filled = readBlanks(config)
    for (const [name, { asks }] of Object.entries(blanks))
      console.log(
        `${name.padEnd(16)} ${filled[name]?.at ?? '  not said'}  ${asks}${filled[name] ? `\n${' '.repeat(28)} ${filled[name].says}` : ''}`,
      )
  } else if (command === 'fill') {
    const [name = '', words = ''] = rest
    if (!isBlank(name) || words.trim().length < 2) throw new StartFault(`${usage}\n\nThe blanks: ${Object.keys(blanks).join(', ')}`)
    await fill(config, name, words.trim(), clock.now())
    console.log(`Written down. In a year it is to be looked at again; the doctor says so.`)
  } else throw new StartFault(usage)
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
