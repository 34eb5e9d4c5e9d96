// Signs the heads of the family log, mails them to the guardians once a week, and looks every night whether the log still fits them.
import type { Work } from '../../access/work.ts'
import { clock } from '../../platform/clock.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import { log } from '../../platform/log.ts'
import { openEmail, type ContactRow } from '../people/contacts.ts'
import { openHeads, shownHead, type Head, type Heads, type Unsigned } from './heads.ts'
import { verifyLog } from './verify.ts'

/** Every child's newest head, where it has not been signed yet. The older ones stay: a log that no longer fits them never fits again. */
export function headSigner(work: Work): () => Promise<void> {
  const heads = openHeads(work.config, work.keyring)
  const signed = new Map<string, string>()
  return async () => {
    for (const head of await newestHeads(work)) {
      if (signed.get(head.child) === head.hash) continue
      const hash = await signNewest(work, heads, head.child)
      if (hash) signed.set(head.child, hash)
      else signed.delete(head.child)
    }
  }
}

// While the chain is held, so that no head is signed of a child who is being erased at this moment. DEL-6
async function signNewest({ worker }: Work, heads: Heads, child: string): Promise<string | undefined> {
  return worker.asWorker(async (db) => {
    await db.rows(sql`select access.hold_chain(${child})`)
    const head = await db.one<Unsigned>(
      sql`select child_id as child, number, encode(hash, 'hex') as hash from log_entries where child_id = ${child} order by number desc limit 1`,
    )
    if (!head) return undefined
    const last = (await heads.of(child)).heads.at(-1)
    if (last?.hash !== head.hash) await heads.sign(head, clock.now())
    return head.hash
  })
}

export async function nightlyCheck(work: Work): Promise<void> {
  const { entries, faults } = await verifyLog(work.worker, openHeads(work.config, work.keyring))
  for (const { child, number, what } of faults.slice(0, 100)) log.warn('family-log.broken', { child, number, what })
  log.info('family-log.verified', { entries, faults: faults.length })
}

export async function guardiansWithMail({ worker }: Work): Promise<PersonId[]> {
  const rows = await worker.asWorker((db) =>
    db.rows<{ person_id: PersonId }>(sql`
    select t.person_id from access.alerts_to('week', array(select k.person_id from contacts k)) t
    where t.by_mail and exists (select from guardianships g where g.guardian_id = t.person_id and g.ended_at is null)`),
  )
  return rows.map((row) => row.person_id)
}

/** The mail holds no name and no word of a child, and no photo. T28 */
export async function mailHeads(work: Work, { guardianId }: { guardianId: PersonId }): Promise<void> {
  const { worker, keyring, mail, config } = work
  const found = await worker.asWorker(async (db) => ({
    contact: await db.one<ContactRow>(sql`select person_id, email_sealed from contacts where person_id = ${guardianId}`),
    children: await db.rows<{ child_id: string }>(
      sql`select child_id from guardianships where guardian_id = ${guardianId} and ended_at is null order by child_id`,
    ),
  }))
  if (!found.contact) return
  const heads = openHeads(config, keyring)
  const marks: string[] = []
  for (const { child_id: child } of found.children) {
    const signed = (await heads.of(child)).heads
    const last = signed.at(-1)
    if (last) marks.push((await fits(work, child, signed)) ? shownHead(last) : `${shownHead(last)}\n${torn}`)
  }
  if (marks.length === 0) return
  await mail.send({
    to: await openEmail(keyring, found.contact),
    subject: 'Your family log on Kitestring, this week',
    text: letter(marks, heads, config.url.origin),
  })
}

const torn = 'THIS LOG NO LONGER FITS ITS EARLIER MARKS: somebody has changed it\nor shortened it. Please ask whoever runs your Kitestring.'

function letter(marks: string[], heads: Heads, site: string): string {
  return `Your week on one page: ${site}/family/week

Please keep this mail. There is nothing else to do.

Kitestring writes down what is done about your child: each yes and no,
each connection, each tablet, each look by a grown-up at the photos, and
what was taken back or erased. This is the family log.

Below is a signed mark of how far each child's log reached. If anybody
ever changes or shortens the log, even whoever runs the machine, it no
longer fits the marks in the mails you have kept.

${marks.join('\n\n')}

key ${heads.publicKey}

To have a mark checked, give this mail to whoever runs your Kitestring:
npm run log -- verify the-mail.eml
`
}

async function newestHeads({ worker }: Work): Promise<Unsigned[]> {
  return worker.asWorker((db) =>
    db.rows<Unsigned>(sql`
    select e.child_id as child, e.number, encode(e.hash, 'hex') as hash from people p
    cross join lateral (select * from log_entries l where l.child_id = p.id order by l.number desc limit 1) e
    where p.kind = 'child' and not exists (select from canaries k where k.person_id = p.id)`),
  )
}

/** Does the log still have every entry that was signed? */
async function fits({ worker }: Work, child: string, heads: readonly Head[]): Promise<boolean> {
  const rows = await worker.asWorker((db) =>
    db.rows<{ number: number; hash: string }>(sql`
    select number, encode(hash, 'hex') as hash from log_entries where child_id = ${child} and number = any (${heads.map((head) => head.number)}::integer[])`),
  )
  const hashes = new Map(rows.map((row) => [row.number, row.hash]))
  return heads.every((head) => hashes.get(head.number) === head.hash)
}
