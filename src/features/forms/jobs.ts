// What lies in the store for a form is destroyed as soon as it was looked at, and when nobody looked in time. CON-3
import type { Db } from '../../platform/db/sql.ts'
import { sql } from '../../platform/db/sql.ts'
import type { FormId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import type { Work } from '../../access/work.ts'
import { destroyEvidence } from './evidence.ts'

type Emptying = { keyring: Keyring; storage: Storage; ask<T>(work: (db: Db) => Promise<T>): Promise<T> }

/** Only a form that is over; key and bytes go before it is said that they are gone, so what dies in between is done again. */
export async function emptyForm({ keyring, storage, ask }: Emptying, form: FormId): Promise<void> {
  const due = await ask((db) => db.one(sql`select 1 from access.forms_to_empty() f where f = ${form}`))
  if (!due) return
  await destroyEvidence(keyring, storage, form)
  await ask((db) => db.rows(sql`select access.form_emptied(${form})`))
}

export async function eraseForm(work: Work, { formId }: { formId: FormId }): Promise<void> {
  await emptyForm({ ...work, ask: work.worker.asWorker }, formId)
}

export async function eraseFormsLeft(work: Work): Promise<void> {
  const due = await work.worker.asWorker((db) => db.rows<{ id: FormId }>(sql`select f as id from access.forms_to_empty() f`))
  for (const { id } of due) await eraseForm(work, { formId: id })
}
