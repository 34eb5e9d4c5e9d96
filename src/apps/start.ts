// Starts a Kitestring: database, keyring, server and worker, in this order; ends them in the other.
import { readEnv } from '../platform/config.ts'
import { showCode } from '../platform/crypto.ts'
import { startKitestring, stopOnSignals } from './kitestring.ts'

const say = (line: string) => console.log(line)

try {
  const running = await startKitestring(readEnv(), say)
  stopOnSignals(running, say) // before anything says that it may be stopped
  running.whenApart(async () => {
    console.error('The folders of this node are no longer those of the other nodes. It stops, so that no key outlives its end here.')
    await running.stop()
    process.exit(1)
  })
  say('')
  say(`Kitestring is ready: ${running.config.url.origin}`)
  if (running.isNew) {
    say('')
    say('Write this recovery code on paper and keep it away from this machine. Whoever loses the keys loses the photos:')
    say(`  ${running.recoveryCode}`)
    say('')
    if (running.setUpCode) {
      say(`To begin, open ${running.config.url.origin}/family/ and enter this set-up code: ${showCode(running.setUpCode)}`)
      say('It works once, for one day. A new start makes a new one.')
    } else say('To begin, make the first codes for guardians at the desk: npm run desk')
  }
  say('Press Ctrl-C to stop.')
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exit(1)
}
