// While a community runs: whether all that it owes is still there. What has fallen away is written to the log and mailed to the operator's own address, at once and each day until it is mended. LEG-3, decision 0061
import { days, minutes } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { log } from '../../platform/log.ts'
import { openMail, type Letter, type Mail } from '../../platform/mail.ts'
import { withClient } from '../owner.ts'
import { missingDuties } from './look.ts'
import type { Duty, Missing } from './owed.ts'

const every = minutes(15)
const remindsAfter = days(1)

export async function startDutiesWatch(config: Config, ownerUrl: string): Promise<{ stop(): Promise<void> }> {
  if (config.mode === 'household') return { stop: async () => {} }
  const told = openTelling(config, await openMail(config.mail))
  const look = async () => {
    try {
      await told.of(await withClient(ownerUrl, (client) => missingDuties(config, client)), performance.now())
    } catch (fault) {
      log.error('duty.not-told', fault) // the database or the mail server is away: the next look
    }
  }
  let looking = look()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, every)
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

/** What was told when, by a clock that goes on. */
export function openTelling(config: Config, mail: Mail): { of(missing: readonly Missing[], now: number): Promise<void> } {
  const toldAt = new Map<Duty, number>()
  return {
    async of(missing, now) {
      for (const duty of toldAt.keys()) if (!missing.some((one) => one.duty === duty)) toldAt.delete(duty) // mended: it is news again
      const isDue = missing.some(({ duty }) => now - (toldAt.get(duty) ?? -Infinity) >= remindsAfter)
      for (const { duty } of missing) log.warn('duty.missing', { duty })
      if (!isDue) return
      const to = addressIn(config.contact ?? '')
      if (to !== undefined) await mail.send(letterOf(config, to, missing)) // fails: the next look tries again
      for (const { duty } of missing) toldAt.set(duty, now)
    },
  }
}

function letterOf({ url }: Config, to: string, missing: readonly Missing[]): Letter {
  return {
    to,
    subject: 'Your Kitestring does not meet its duties',
    text: [
      `${url.origin} goes on, so that families can take back and erase. It does not start again before this is mended:`,
      ...missing.map(({ says }) => `- ${says}`),
      'npm run doctor names the same.',
      '',
    ].join('\n\n'),
  }
}

/** The mail address in what families read of how to reach the operator. */
function addressIn(contact: string): string | undefined {
  return /[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]+/.exec(contact)?.[0]
}
