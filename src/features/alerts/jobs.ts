// Tells each guardian what waits or has changed. A mail holds no photo, no name and no word of a child; its link only opens a page. T28
import type { Work } from '../../access/work.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import { openEmail, type ContactRow } from '../people/contacts.ts'

type Feature = 'viewing' | 'sharing' | 'connecting'
const closes: Record<Feature, string> = {
  viewing: 'Nobody sees what others shared until it holds again. Children and their guardians go on seeing their own.',
  sharing: 'Nothing new is shared until it holds again.',
  connecting: 'Nobody is connected until it holds again.',
}

const ends = {
  'held-again': {
    subject: 'Kitestring holds its promises again',
    text: 'A promise that did not hold does again, and what was closed for it is open.',
  },
  'no-longer-promised': {
    subject: 'Kitestring does not make a promise any more',
    text: 'A promise did not hold, and this version of Kitestring does not make it any more. What was closed for it is open.',
  },
} as const

/** Tells each guardian that something closed because a promise did not hold, or that it is open again. No name, no word, no photo. GOV-3 */
export async function promiseBroken({ worker, keyring, mail, config }: Work, { incidentId }: { incidentId: string }): Promise<void> {
  const { incident, contacts } = await worker.asWorker(async (db) => ({
    incident: await db.one<{ feature: Feature; ended: keyof typeof ends | null }>(sql`
      select i.feature, e.why as ended from incidents i left join incident_ends e on e.incident_id = i.id where i.id = ${incidentId}`),
    contacts: await db.rows<ContactRow>(sql`
      select k.person_id, k.email_sealed from contacts k where exists (select from guardianships g where g.guardian_id = k.person_id and g.ended_at is null)`),
  }))
  if (!incident) return
  const page = `Read what was tried: ${config.url.origin}/family/promises\n`
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: incident.ended ? ends[incident.ended].subject : 'Kitestring closed something, because a promise did not hold',
      text: incident.ended
        ? `${ends[incident.ended].text}\n\n${page}`
        : `A check found that one of our promises does not hold. ${closes[incident.feature]}\nTaking back works all the time, and nothing is lost.\n\n${page}`,
    })
}

const found = {
  'connection.no-yes':
    'A connection of a child you guard stood in the records without a yes from each side. It has been ended. While it stood there, each of the two could see the name and the face of the other, and be chosen for a photo.',
  'post.no-yes':
    'A share of a child you guard stood in the records without a yes for exactly this, or for somebody it was not allowed for. It has been ended: nobody but the child and the guardians sees it now.',
} as const

/** Tells each guardian of a child what was found about it in force without a yes, and that it is over. It names nobody. CNT-10 */
export async function foundWithoutYes(
  { worker, keyring, mail, config }: Work,
  { childId, thingId }: { childId: string; thingId: string },
): Promise<void> {
  const { entry, contacts } = await worker.asWorker(async (db) => ({
    entry: await db.one<{ act: keyof typeof found }>(
      sql`select act from log_entries where child_id = ${childId} and thing_id = ${thingId} and act = any (${Object.keys(found)}::text[]) limit 1`,
    ),
    contacts: await db.rows<ContactRow>(sql`
      select k.person_id, k.email_sealed from guardianships g join contacts k on k.person_id = g.guardian_id
      where g.child_id = ${childId} and g.ended_at is null`),
  }))
  if (!entry) return
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: 'Kitestring ended something that nobody had said yes to',
      text: `${found[entry.act]}\n\nNo button of Kitestring can do this, so ask whoever runs it how it came there. It stands in the list of what was done, and in public: ${config.url.origin}/family/promises\n`,
    })
}

export async function postWaiting({ worker, keyring, mail, config }: Work, { postId }: { postId: string }): Promise<void> {
  const contacts = await worker.asWorker((db) =>
    db.rows<ContactRow>(sql`
    select k.person_id, k.email_sealed from posts p
    join guardianships g on g.child_id = p.child_id and g.ended_at is null
    join contacts k on k.person_id = g.guardian_id
    where p.id = ${postId} and p.shared_from is null and not exists (select from sendings_back b where b.post_id = p.id) and not exists (select from receipts r where r.thing_id = p.id)
      -- One mail for a handful of photos: no second one while another, asked a little earlier, waits too.
      and not exists (select from posts q where q.child_id = p.child_id and q.id <> p.id and q.shared_from is null and q.asked_at between p.asked_at - interval '10 minutes' and p.asked_at
        and not exists (select from sendings_back b where b.post_id = q.id))`),
  )
  for (const contact of contacts) {
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: 'Something waits for you on Kitestring',
      text: `A photo waits for a guardian to look at it.\n\nOpen Kitestring: ${config.url.origin}/family/posts/${postId}\n\nOpening the page decides nothing. Nobody else sees the photo until a guardian says yes.\n`,
    })
  }
}

/** Tells the guardians of both children that one says they are in the other's picture; and later those of the one in it that the others ask to keep it. DEL-11 */
export async function claimChanged({ worker, keyring, mail, config }: Work, { claimId }: { claimId: string }): Promise<void> {
  const { claim, contacts } = await worker.asWorker(async (db) => ({
    claim: await db.one<{ kept: boolean }>(sql`select keeper_id is not null as kept from claims where id = ${claimId}`),
    contacts: await db.rows<ContactRow>(sql`
      select distinct k.person_id, k.email_sealed from claims c join posts p on p.id = c.post_id
      join guardianships g on g.ended_at is null and (g.child_id = c.child_id or (g.child_id = p.child_id and c.keeper_id is null))
      join contacts k on k.person_id = g.guardian_id
      where c.id = ${claimId} and not exists (select from receipts r where r.thing_id = p.id)`),
  }))
  if (!claim) return
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: claim.kept ? 'Another family asks to keep a photo on Kitestring' : 'A child says they are in a photo on Kitestring',
      text: `${claim.kept ? 'A child you look after said they are in a photo of a friend. The other family asks to keep it.' : 'A child says they are in a photo of another child. One of the two is a child you look after. The photo is hidden from everybody but these two families.'} If you do nothing, it is erased 48 hours after the child said so.\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing.\n`,
    })
}

const erasing =
  'A guardian asks to erase everything about a child: every photo, every word and the profile. If nobody says no, it happens a day after this was asked, and nobody can bring it back. You can say no until then.'

const exporting =
  'A guardian asks to take along a copy of everything of a child: every photo and every word, as a file. If nobody says no, they can save it a day after this was asked, for a day. You can say no until then.'

const changing = 'A guardian proposes a change about a child. It waits for a day, and you can say no until then.'

const asks: Record<string, string> = { 'erase-child': erasing, 'export-child': exporting }

type ProposalRow = { what: string; over: boolean; outcome: string | null; child_id: string; guardian_id: string; by_id: string }

/** Tells whoever has a say in a big step, and whom it is about, that it waits; and everybody when it is settled. CON-10 */
export async function proposalChanged({ worker, keyring, mail, config }: Work, { proposalId }: { proposalId: string }): Promise<void> {
  const { proposal, contacts } = await worker.asWorker(async (db) => {
    const found = await db.one<ProposalRow>(
      sql`select what, ended_at is not null as over, outcome, child_id, guardian_id, by_id from proposals where id = ${proposalId}`,
    )
    if (!found) return { proposal: found, contacts: [] }
    return {
      proposal: found,
      contacts: await db.rows<ContactRow>(sql`
        select k.person_id, k.email_sealed from contacts k
        where (k.person_id = ${found.guardian_id} or exists (select from guardianships g where g.child_id = ${found.child_id} and g.guardian_id = k.person_id and g.ended_at is null))
          and (${found.over} or k.person_id <> ${found.by_id})`),
    }
  })
  if (!proposal || (proposal.what === 'erase-child' && proposal.outcome === 'done')) return // of that there is a receipt
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: proposal.over ? 'What was proposed on Kitestring is settled' : 'A guardian proposes a change on Kitestring',
      text: proposal.over
        ? `What was proposed about a child is settled.\n\nOpen Kitestring: ${config.url.origin}/family/\n`
        : `${asks[proposal.what] ?? changing}\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing.\n`,
    })
}

/** The receipt goes to whoever guarded the child until then. It names nobody. DEL-6 */
export async function childErased({ worker, keyring, mail, config }: Work, { erasureId }: { erasureId: string }): Promise<void> {
  const { receipt, contacts } = await worker.asWorker(async (db) => ({
    receipt: (await db.one<{ receipt: string }>(sql`select receipt from erasures where id = ${erasureId} and receipt is not null`))
      ?.receipt,
    contacts: await db.rows<ContactRow>(sql`
      select k.person_id, k.email_sealed from erasure_readers r join contacts k on k.person_id = r.guardian_id where r.erasure_id = ${erasureId}`),
  }))
  if (!receipt) return
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: 'A child was erased from Kitestring: your receipt',
      text: farewell(receipt, config.url.origin),
    })
}

/** Asks each guardian whether what is kept of a child stays. When one of them has said so meanwhile, nobody is asked. DAT-2 */
export async function askedToRenew({ worker, keyring, mail, config }: Work, { childId }: { childId: string }): Promise<void> {
  const { child, contacts } = await worker.asWorker(async (db) => ({
    child: await db.one<{ ends: Date }>(
      sql`select greatest(renew_by, counted_at + greatest(14 - asked_days, 0) * interval '1 day') as ends from children where child_id = ${childId}`,
    ),
    contacts: await db.rows<ContactRow>(sql`
      select k.person_id, k.email_sealed from guardianships g join contacts k on k.person_id = g.guardian_id
      where g.child_id = ${childId} and g.ended_at is null`),
  }))
  if (!child) return
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: 'Shall Kitestring keep what it has of your child?',
      text: `Nothing is kept here for ever. Once a year a guardian says that what is
kept of a child stays: the photos, the words and the profile. For a child
you look after the year ends on ${day(child.ends)}. One tap keeps it all for
a year more:

${config.url.origin}/family/children

If nobody says so by then, everything about the child is erased, and you
get a receipt. Any one of the guardians can say it.
`,
    })
}

/** Tells the guardians of all children of an adult who is connected with many families. It names nobody; their own page shows who it is. CNT-5 */
export async function manyFamilies({ worker, keyring, mail, config }: Work, { personId }: { personId: PersonId }): Promise<void> {
  const contacts = await worker.asWorker((db) =>
    db.rows<ContactRow>(
      sql`select person_id, email_sealed from contacts where person_id in (select access.guardians_to_warn(${personId}))`,
    ),
  )
  for (const contact of contacts)
    await mail.send({
      to: await openEmail(keyring, contact),
      subject: 'Please look at one of your child’s connections on Kitestring',
      text: `A relative who is connected with a child you look after is now connected
with children of many families. That can be as it should be: somebody with
a large family. If it surprises you, talk with your child and with the
other guardian first, then decide. You can end the connection at once, and
it is not told why.

Your page shows which one it is: ${config.url.origin}/family/people
`,
    })
}

function day(at: Date): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

function farewell(receipt: string, origin: string): string {
  return `Everything about a child you looked after was erased: the photos, the
words, the profile, and the log of what was done. Nobody can bring it
back.

What others may have kept: whoever saw a shared photo may have taken a
picture of the screen. Mails like this one stay where they are. Copies of
the machine made before today can hold a key for up to 30 days.

This is your receipt. Please keep this mail.

${receipt}
The same receipt is here for a year:
${origin}/family/shared/receipts
To have it checked, give this mail to whoever runs your Kitestring:
npm run receipt -- verify the-mail.eml
`
}
