// How the machine does, as the operator reads it at the desk: a sentence for each thing, those to mend first. No number about people. WEL-14
import { days, hours, minutes, type Instant } from '../../platform/clock.ts'
import type { MailConfig } from '../../platform/config.ts'
import type { Machine } from './machine.ts'

export type Line = { what: string; isWell: boolean; says: string }

const enough = 2 * 1024 ** 3
const backupLasts = days(8)
const checksLast = minutes(30)
const scrubLasts = days(3)
const jobLasts = minutes(15)

export function machineLines({ jobs, checks, free, backups, kept }: Machine, mail: MailConfig, now: Instant): Line[] {
  const lines: Line[] = [
    {
      what: 'Space',
      isWell: Math.min(free.data, free.keys) >= enough,
      says: `${bytes(free.data)} are free where the data lies, ${bytes(free.keys)} where the keys lie.${Math.min(free.data, free.keys) < enough ? ' Make space: below 256 MB nothing new is kept.' : ''}`,
    },
    { what: 'Jobs', isWell: jobs.given_up === 0 && jobs.oldest * 1000 < jobLasts, says: jobWords(jobs) },
    { what: 'Checks', ...checkWords(checks, now) },
    { what: 'What is kept', ...keptWords(kept, now) },
    { what: 'Mail', ...mailWords(mail, jobs.mail_failed) },
    { what: 'Backup', ...backupWords(backups.data, now, 'npm run backup -- &lt;folder&gt;') },
    { what: 'Copy of the keys', ...backupWords(backups.keys, now, 'npm run backup -- keys &lt;folder&gt;') },
  ]
  return lines.sort((one, other) => Number(one.isWell) - Number(other.isWell)) // what is to mend comes first; the rest stays in order
}

export function machineSection(lines: readonly Line[]): string {
  return `<section><h2>How the machine does</h2><dl>${lines
    .map(
      ({ what, isWell, says }) =>
        `<dt>${isWell ? '<span class="well">✓ Well</span>' : '<span class="mend">! Look at this</span>'} ${what}</dt><dd>${says}</dd>`,
    )
    .join('')}</dl><p>More: <code>npm run doctor</code></p></section>`
}

function jobWords({ due, again, given_up, oldest }: Machine['jobs']): string {
  const waits = due === 0 ? 'Nothing waits.' : `${due === 1 ? 'One waits' : `${due} wait`}, the longest for ${span(oldest * 1000)}.`
  const retried = again === 0 ? '' : ` ${again} failed and will be tried again.`
  const lost = given_up === 0 ? '' : ` ${given_up} failed for good: the server’s log (job.failed) says which.`
  return `${waits}${retried}${lost}`
}

function checkWords({ last, failed }: Machine['checks'], now: Instant): Omit<Line, 'what'> {
  if (!last) return { isWell: false, says: 'No promise was tried yet. The first round is over a few minutes after the start.' }
  const ago = now - last.getTime()
  const tried = `The promises were last tried ${span(ago)} ago`
  if (failed.length > 0)
    return {
      isWell: false,
      says: `${tried}, and these did not hold: ${failed.join(', ')}. What they guard is closed; /family/promises says more.`,
    }
  return { isWell: ago < checksLast, says: `${tried}, and all held.${ago < checksLast ? '' : ' That is long: does Kitestring run?'}` }
}

function keptWords(kept: Machine['kept'], now: Instant): Omit<Line, 'what'> {
  if (!kept)
    return {
      isWell: true,
      says: 'Each night it is looked whether every key and every picture still opens. The first night is still to come.',
    }
  const damaged = kept.damagedKeys.length + kept.damagedPictures.length
  const ago = now - Date.parse(kept.at)
  const looked = `Whether every key and every picture still opens was looked at ${span(ago)} ago`
  if (damaged > 0)
    return {
      isWell: false,
      says: `${looked}, and ${damaged === 1 ? 'one file does' : `${damaged} files do`} not. A disk may be failing: <code>npm run doctor</code> names them.`,
    }
  return {
    isWell: ago < scrubLasts,
    says: `${looked}, and all did.${ago < scrubLasts ? '' : ' That is long: does Kitestring run at night?'}`,
  }
}

function mailWords(mail: MailConfig, failed: number): Omit<Line, 'what'> {
  const way =
    mail.kind === 'smtp'
      ? 'Mails go out by your mail server.'
      : 'No mail server is set (SMTP_URL): mails lie in a folder, and guardians are told only in the app.'
  const lost = failed === 0 ? '' : ` ${failed} ${failed === 1 ? 'alert' : 'alerts'} could not be sent so far: the server’s log says why.`
  return { isWell: failed === 0, says: `${way}${lost}` }
}

function backupWords(at: Instant | undefined, now: Instant, command: string): Omit<Line, 'what'> {
  if (at === undefined) return { isWell: false, says: `There is none yet. Make one: <code>${command}</code>` }
  const isWell = now - at < backupLasts
  return { isWell, says: `The last is ${span(now - at)} old.${isWell ? '' : ` Make one each week: <code>${command}</code>`}` }
}

function bytes(count: number): string {
  return count >= 1024 ** 3 ? `${(count / 1024 ** 3).toFixed(1)} GB` : `${Math.round(count / 1024 ** 2)} MB`
}

function span(milliseconds: number): string {
  const [size, word] =
    milliseconds >= days(2)
      ? [days(1), 'day']
      : milliseconds >= hours(2)
        ? [hours(1), 'hour']
        : milliseconds >= minutes(1)
          ? [minutes(1), 'minute']
          : [1000, 'second']
  const count = Math.max(1, Math.floor(milliseconds / Number(size)))
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
