// An account closes, one step in a transaction of its own after the other. Each step looks again and may run twice. DEL-6
import type { Work } from '../../access/work.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import { KeyGone } from '../../platform/keyring.ts'
import { openEmail, type ContactRow } from '../people/contacts.ts'

type Step = 'more' | 'waits' | 'over'

export async function closeAccount(work: Work, { personId }: { personId: PersonId }): Promise<void> {
  const { worker, keyring } = work
  for (;;) {
    const address = await addressOf(work, personId) // when it is over nobody knows it any more
    const step = await worker.asWorker(async (db) => {
      const taken = await db.one<{ step: Step | null }>(sql`select access.close_account_further(${personId}) as step`)
      if (taken?.step === 'over') {
        await endJobsOf(db, personId)
        await keyring.destroy('person', personId) // last: or it is gone and the rows are not
      }
      return taken?.step
    })
    if (step === 'over' && address) await tellThatItIsOver(work, address)
    if (step !== 'more') return
  }
}

/** What waits for a child's other guardians, or for the time in which it can be kept, and what a killed worker left. */
export async function closeAccountsLeft(work: Work): Promise<void> {
  const left = await work.worker.asWorker((db) =>
    db.rows<{ person_id: PersonId }>(sql`select person_id from account_closings order by asked_at, person_id`),
  )
  for (const { person_id: personId } of left) await closeAccount(work, { personId })
}

// A job holds ids only, and these go too.
async function endJobsOf(db: Db, person: PersonId): Promise<void> {
  await db.rows(sql`
    select graphile_worker.complete_jobs(array(
      select j.id from graphile_worker._private_jobs j, json_each_text(j.payload) e where e.value = ${person}))`)
}

async function addressOf({ worker, keyring }: Work, person: PersonId): Promise<string | undefined> {
  const contact = await worker.asWorker((db) =>
    db.one<ContactRow>(sql`select person_id, email_sealed from contacts where person_id = ${person}`),
  )
  return contact && openEmail(keyring, contact).catch(goneUnread)
}

// A worker was killed after the key was gone and before the rows were.
function goneUnread(fault: unknown): undefined {
  if (fault instanceof KeyGone) return undefined
  throw fault
}

async function tellThatItIsOver({ mail, config }: Work, to: string): Promise<void> {
  await mail.send({
    to,
    subject: 'Your account on Kitestring is closed',
    text: `Your account on ${config.url.origin} is closed. Your name, this address and how you signed in are erased there, and this is the last mail.\n\nWhat you said yes to for a child whom others look after goes on without your name. Of each child who was erased with your account you had a receipt by mail: keep it.\n`,
  })
}
