// Every grown-up is told by mail that this Kitestring closes for good, again a week before, and when it stays after all. GOV-12
import type { Work } from '../../access/work.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Alert } from './telling.ts'

type To = { personId: PersonId }

/** Nothing, when it was called off meanwhile. */
export async function sunsetAnnounced({ worker, config }: Work, { personId }: To): Promise<Alert | undefined> {
  const closes = await worker.asWorker((db) => db.one<{ closes_at: Date }>(sql`select closes_at from sunsets`))
  if (!closes) return undefined
  return {
    about: 'ending',
    to: [personId],
    subject: 'This Kitestring closes for good',
    talk: 'tell your child early, and look together at what to take along.',
    text: `Whoever runs ${config.url.host} has decided to close it for good, on ${day(closes.closes_at)}.

On that day everything of each child is packed into one file: the photos,
the words and what was done. Whoever runs this Kitestring hands the file
to the guardians, and can read it until then. Then everything here is
erased, and guardians get a signed receipt for each child by mail.

If you would rather not: until that day a guardian can take everything
along as such a file, or erase it. What is erased is in no file of theirs.

${config.url.origin}/family/children

Opening the page decides nothing.
`,
  }
}

export async function sunsetCalledOff({ worker, config }: Work, { personId }: To): Promise<Alert | undefined> {
  const closes = await worker.asWorker((db) => db.one(sql`select from sunsets`))
  if (closes) return undefined // and announced anew: of that there is a mail of its own
  return {
    about: 'ending',
    to: [personId],
    subject: 'This Kitestring stays',
    talk: 'tell your child that nothing changes.',
    text: `${config.url.host} does not close after all. Nothing was erased, and nothing changes.\n\nOpen Kitestring: ${config.url.origin}/family/\n`,
  }
}

function day(at: Date): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}
