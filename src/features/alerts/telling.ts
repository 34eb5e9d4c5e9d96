// Tells people what is to be told, each the way they chose: a mail, a message to their devices, or both. Neither holds a photo, a name or a word of a child. T28
import type { Work } from '../../access/work.ts'
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PersonId, SubscriptionId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Address } from '../../platform/push.ts'
import { openEmail, type ContactRow } from '../people/contacts.ts'
import type { AlertKind } from './contract.ts'

/** `about` decides which way it comes; an ending of a child or an account comes by mail, whatever was chosen. `talk`: how to speak of it with the child; undefined where it is no child's matter. PAR-9 */
export type Alert = { about: AlertKind | 'ending'; to: readonly PersonId[]; subject: string; text: string; talk: string | undefined }

type Reached = { person_id: PersonId; by_mail: boolean; devices: SubscriptionId[]; email_sealed: Buffer | null }

const firstTries = 3 // seconds apart: the worker may die before the devices are told, and what comes to one twice by then is shown once

/** `tries`: how often it was tried. When a mail does not go and all is tried again for days, no device hears of it again and again. */
export async function tell(work: Work, tries: number, alert: Alert | undefined): Promise<void> {
  if (!alert) return
  const reached = await work.worker.asWorker((db) =>
    db.rows<Reached>(sql`
    select t.person_id, t.by_mail, t.devices, k.email_sealed from access.alerts_to(${alert.about}, ${alert.to}::uuid[]) t
    left join contacts k on k.person_id = t.person_id order by t.person_id`),
  )
  if (tries <= firstTries)
    await sendMessages(
      work,
      reached.flatMap(({ devices }) => devices),
    )
  for (const { person_id, by_mail, email_sealed } of reached)
    if (by_mail && email_sealed) await sendMail(work, { person_id, email_sealed }, alert)
}

async function sendMail({ keyring, mail }: Work, contact: ContactRow, alert: Alert): Promise<void> {
  await mail.send({ to: await openEmail(keyring, contact), subject: alert.subject, text: textOf(alert) })
}

/** What the mail says, how to talk about it last. */
export function textOf({ text, talk }: Alert): string {
  return talk === undefined ? text : `${text}\nHow to talk about it: ${talk}\n`
}

const mostTries = 10 // some hours

// Each device in a job of its own, so that one push service that is away keeps nothing else waiting. What waits for a device already is not sent twice.
async function sendMessages({ worker }: Work, devices: readonly SubscriptionId[]): Promise<void> {
  await worker.asWorker((db) =>
    db.rows(sql`
    select graphile_worker.add_job('alerts.push', json_build_object('subscriptionId', d), job_key => 'push ' || d, max_attempts => ${mostTries})
    from unnest(${devices}::uuid[]) d`),
  )
}

/** One message to one device. When it cannot be brought there, a mail takes its place. */
export async function sendMessage(work: Work, tries: number, { subscriptionId }: { subscriptionId: SubscriptionId }): Promise<void> {
  const found = await work.worker.asWorker((db) =>
    db.one<SealedAddress>(sql`select ${subscriptionId} as id, person_id, sealed from access.push_of(${subscriptionId})`),
  )
  if (!found) return
  const address = await openAddress(work.keyring, found)
  try {
    if ((await work.push.send(address, message(work.config.url.origin))) === 'sent') return
  } catch (fault) {
    if (tries === mostTries) await mailInstead(work, found.person_id)
    throw fault
  }
  await work.worker.asWorker((db) => db.rows(sql`select access.lose_push(${subscriptionId})`))
  await mailInstead(work, found.person_id)
}

// The same for everything, so in the same length too: nobody on the way learns what it is about. Browsers that need no code of ours to show it read it as it is.
function message(origin: string): string {
  return JSON.stringify({
    web_push: 8030,
    notification: { title: 'Something waits for you in Kitestring', navigate: `${origin}/family/`, tag: 'kitestring', silent: true },
  })
}

async function mailInstead(work: Work, person: PersonId): Promise<void> {
  const contact = await work.worker.asWorker((db) =>
    db.one<ContactRow>(sql`select person_id, email_sealed from contacts where person_id = ${person}`),
  )
  if (!contact) return
  const page = work.config.url.origin
  await sendMail(work, contact, {
    about: 'ending',
    to: [person],
    subject: 'Something may wait for you on Kitestring',
    talk: undefined,
    text: `A message to one of your devices could not be brought there, so this mail\ntakes its place.\n\nOpen Kitestring: ${page}/family/\n\nOpening the page decides nothing. Which devices get messages stands here:\n${page}/family/you/alerts\n`,
  })
}

type Sealed = { id: SubscriptionId; person_id: PersonId }
type SealedAddress = Sealed & { sealed: Buffer }

export async function sealAddress(keyring: Keyring, whose: Sealed, address: Address): Promise<Buffer> {
  return sealText(await keyring.key('person', whose.person_id), JSON.stringify(address), placeOf(whose))
}

async function openAddress(keyring: Keyring, { sealed, ...whose }: SealedAddress): Promise<Address> {
  return JSON.parse(openText(await keyring.key('person', whose.person_id), sealed, placeOf(whose)))
}

function placeOf({ id, person_id }: Sealed): Uint8Array {
  return boundTo({ table: 'push_subscriptions', row: id, owner: person_id, variant: 'sealed', keyId: person_id })
}
