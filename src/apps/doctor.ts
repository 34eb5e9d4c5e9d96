// `npm run doctor`: names everything that is unsafe or broken here, with what to do. It changes nothing and runs beside a running Kitestring. SEC-7
import { clock } from '../platform/clock.ts'
import { readEnv } from '../platform/config.ts'
import { knownImagesOf } from './doctor/known-images.ts'
import { examine } from './doctor/examine.ts'

try {
  const faults = await examine(readEnv(), clock.now())
  for (const line of await knownImagesOf(readEnv())) console.log(line)
  for (const fault of faults) console.log(`- ${fault}`)
  console.log(faults.length === 0 ? 'Nothing unsafe was found.' : `\n${faults.length} to mend.`)
  process.exitCode = faults.length === 0 ? 0 : 1
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
