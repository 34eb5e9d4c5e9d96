// What guardians are told of what waits or has changed, and who is: `tell` brings it. A mail holds no photo, no name and no word of a child;
// its link only opens a page. T28
import type { Work } from '../../access/work.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Alert } from './telling.ts'

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

/** Each guardian is told that something closed because a promise did not hold, or that it is open again. No name, no word, no photo. GOV-3 */
export async function promiseBroken({ worker, config }: Work, { incidentId }: { incidentId: string }): Promise<Alert | undefined> {
  const { incident, to } = await worker.asWorker(async (db) => ({
    incident: await db.one<{ feature: Feature; ended: keyof typeof ends | null }>(sql`
      select i.feature, e.why as ended from incidents i left join incident_ends e on e.incident_id = i.id where i.id = ${incidentId}`),
    to: ids(await db.rows<Row>(sql`select distinct guardian_id as id from guardianships where ended_at is null`)),
  }))
  if (!incident) return undefined
  const page = `Read what was tried: ${config.url.origin}/family/promises\n`
  return {
    about: 'safety',
    to,
    subject: incident.ended ? ends[incident.ended].subject : 'Kitestring closed something, because a promise did not hold',
    talk: incident.ended
      ? 'what your child missed is there again. Nobody has to catch up.'
      : 'if your child misses photos, say that nobody did anything wrong, and that they come back.',
    text: incident.ended
      ? `${ends[incident.ended].text}\n\n${page}`
      : `A check found that one of our promises does not hold. ${closes[incident.feature]}\nTaking back works all the time, and nothing is lost.\n\n${page}`,
  }
}

const found = {
  'connection.no-yes':
    'A connection of a child you guard stood in the records without a yes from each side. It has been ended. While it stood there, each of the two could see the name and the face of the other, and be chosen for a photo.',
  'post.no-yes':
    'A share of a child you guard stood in the records without a yes for exactly this, or for somebody it was not allowed for. It has been ended: nobody but the child and the guardians sees it now.',
} as const

/** Each guardian of a child is told what was found about it in force without a yes, and that it is over. It names nobody. CNT-10 */
export async function foundWithoutYes(
  { worker, config }: Work,
  { childId, thingId }: { childId: string; thingId: string },
): Promise<Alert | undefined> {
  const { entry, to } = await worker.asWorker(async (db) => ({
    entry: await db.one<{ act: keyof typeof found }>(
      sql`select act from log_entries where child_id = ${childId} and thing_id = ${thingId} and act = any (${Object.keys(found)}::text[]) limit 1`,
    ),
    to: await guardiansOf(db, childId),
  }))
  if (!entry) return undefined
  return {
    about: 'safety',
    to,
    subject: 'Kitestring ended something that nobody had said yes to',
    talk: 'tell your child that they did nothing wrong, and ask whether anything felt strange. Listen first.',
    text: `${found[entry.act]}\n\nNo button of Kitestring can do this, so ask whoever runs it how it came there. It stands in the list of what was done, and in public: ${config.url.origin}/family/promises\n`,
  }
}

export async function postWaiting({ worker, config }: Work, { postId }: { postId: string }): Promise<Alert> {
  const to = await worker.asWorker((db) =>
    db.rows<Row>(sql`
    select g.guardian_id as id from posts p
    join guardianships g on g.child_id = p.child_id and g.ended_at is null
    where p.id = ${postId} and p.shared_from is null and not exists (select from sendings_back b where b.post_id = p.id) and not exists (select from receipts r where r.thing_id = p.id)
      -- One alert for all that comes within an hour, of whichever child of theirs: no second one while another, asked a little earlier, waits too.
      and not exists (select from posts q join guardianships o on o.child_id = q.child_id and o.guardian_id = g.guardian_id and o.since <= q.asked_at and o.ended_at is null
        where q.id <> p.id and q.shared_from is null and q.asked_at between p.asked_at - interval '1 hour' and p.asked_at
        and not exists (select from sendings_back b where b.post_id = q.id) and not exists (select from receipts r where r.thing_id = q.id))`),
  )
  return {
    about: 'waiting',
    to: ids(to),
    subject: 'Something waits for you on Kitestring',
    talk: 'ask your child what the photo is about and who it is for, before you say yes or no.',
    text: `A photo waits for a guardian to look at it.\n\nOpen Kitestring: ${config.url.origin}/family/posts/${postId}\n\nOpening the page decides nothing. Nobody else sees the photo until a guardian says yes.\n`,
  }
}

/** The guardians of a child who wrote a reply in its own words: once for all of an hour. WEL-7 */
export async function replyWaiting({ worker, config }: Work, { replyId }: { replyId: string }): Promise<Alert> {
  const to = await worker.asWorker((db) => db.rows<Row>(sql`select access.guardians_to_read(${replyId}) as id`))
  return {
    about: 'waiting',
    to: ids(to),
    subject: 'Something waits for you on Kitestring',
    talk: 'ask your child what their friend should hear. If it needs another word, find it together.',
    text: `A few words to a friend wait for a guardian to read them.\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing. Nobody else reads them until a guardian says yes.\n`,
  }
}

/** The guardians are told that a photo goes out and nobody was asked, as they have set it: one alert an hour. KID-5 */
export async function postWent({ worker, config }: Work, { postId }: { postId: string }): Promise<Alert | undefined> {
  const to = await worker.asWorker((db) => db.rows<Row>(sql`select access.guardians_to_tell(${postId}) as id`))
  if (to.length === 0) return undefined
  return {
    about: 'waiting',
    to: ids(to),
    subject: 'A photo goes out on Kitestring',
    talk: 'say what you like about it first, then ask who it is for.',
    text: `A child you look after shares a photo and nobody was asked before, as it is set.\nYou can stop it, hide it or take it back.\n\nOpen Kitestring: ${config.url.origin}/family/posts/${postId}\n\nOpening the page decides nothing.\n`,
  }
}

/** The guardians are told that somebody whom one of them asked to help out said yes, each time. Decision 0048 */
export async function carerSaidYes({ worker, config }: Work, { postId }: { postId: string }): Promise<Alert | undefined> {
  const to = await worker.asWorker((db) => db.rows<Row>(sql`select access.guardians_of_yes(${postId}) as id`))
  if (to.length === 0) return undefined
  return {
    about: 'waiting',
    to: ids(to),
    subject: 'A photo goes out on Kitestring',
    talk: 'ask your child what the photo is about, and whoever helped out what they thought of it.',
    text: `Somebody who helps out said yes to a photo of a child you look after.\nYou can stop it, hide it or take it back.\n\nOpen Kitestring: ${config.url.origin}/family/posts/${postId}\n\nOpening the page decides nothing.\n`,
  }
}

/** The guardians of both children are told that one says they are in the other's picture; and later those of the one in it that the others ask to keep it. DEL-11 */
export async function claimChanged({ worker, config }: Work, { claimId }: { claimId: string }): Promise<Alert | undefined> {
  const { claim, to } = await worker.asWorker(async (db) => ({
    claim: await db.one<{ kept: boolean }>(sql`select keeper_id is not null as kept from claims where id = ${claimId}`),
    to: ids(
      await db.rows<Row>(sql`
      select distinct g.guardian_id as id from claims c join posts p on p.id = c.post_id
      join guardianships g on g.ended_at is null and (g.child_id = c.child_id or (g.child_id = p.child_id and c.keeper_id is null))
      where c.id = ${claimId} and not exists (select from receipts r where r.thing_id = p.id)`),
    ),
  }))
  if (!claim) return undefined
  return {
    about: 'pictured',
    to,
    subject: claim.kept ? 'Another family asks to keep a photo on Kitestring' : 'A child is in a photo on Kitestring',
    talk: 'ask your child how they feel about the photo, and not who is right. Nobody has to give a reason.',
    text: `${claim.kept ? 'A child you look after is in a photo of a friend, and your family hid it. The other family asks to keep it.' : 'A child, or a guardian for them, says that they are in a photo of another child. One of the two is a child you look after. The photo is hidden from everybody but these two families.'} If you do nothing, it is erased 48 hours after that was said.\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing.\n`,
  }
}

/** The guardians of a child who is in a friend's photo: the others see it when one of them says yes. PUB-5 */
export async function taggedWaits({ worker, config }: Work, { tagId }: { tagId: string }): Promise<Alert | undefined> {
  const to = await worker.asWorker((db) => db.rows<Row>(sql`select access.guardians_to_ask(${tagId}) as id`))
  if (to.length === 0) return undefined
  return {
    about: 'waiting',
    to: ids(to),
    subject: 'Something waits for you on Kitestring',
    talk: 'ask your child whether they want to be seen in it. No is fine, and needs no reason.',
    text: `A friend shares a photo with a child you look after who is in it. Nobody else sees it until a guardian of that child says yes.\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing.\n`,
  }
}

/** The guardians of a child who is 13 and asks for a step that both decide. DEL-10 */
export async function handoverAsked({ worker, config }: Work, { handoverId }: { handoverId: string }): Promise<Alert | undefined> {
  const to = await worker.asWorker((db) => db.rows<Row>(sql`select access.guardians_asked(${handoverId}) as id`))
  if (to.length === 0) return undefined
  return {
    about: 'waiting',
    to: ids(to),
    subject: 'Something waits for you on Kitestring',
    talk: 'ask what your child would like to keep and what to let go, and decide together.',
    text: `A child you look after is 13 now, and asks to take everything along or to have it erased. Nothing happens before a guardian says yes.\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing.\n`,
  }
}

const erasing =
  'A guardian asks to erase everything about a child: every photo, every word and the profile. If nobody says no, it happens a day after this was asked, and nobody can bring it back. You can say no until then.'

const exporting =
  'A guardian asks to take along a copy of everything of a child: every photo and every word, as a file. If nobody says no, they can save it a day after this was asked, for a day. You can say no until then.'

const changing = 'A guardian proposes a change about a child. It waits for a day, and you can say no until then.'

const asks: Record<string, string> = { 'erase-child': erasing, 'export-child': exporting }

type ProposalRow = { what: string; over: boolean; outcome: string | null; child_id: string; guardian_id: PersonId; by_id: PersonId }

/** Whoever has a say in a big step, and whom it is about, is told that it waits; and everybody when it is settled. CON-10 */
export async function proposalChanged({ worker, config }: Work, { proposalId }: { proposalId: string }): Promise<Alert | undefined> {
  const { proposal, to } = await worker.asWorker(async (db) => {
    const proposal = await db.one<ProposalRow>(
      sql`select what, ended_at is not null as over, outcome, child_id, guardian_id, by_id from proposals where id = ${proposalId}`,
    )
    if (!proposal) return { proposal, to: [] }
    const voices = [...(await guardiansOf(db, proposal.child_id)), proposal.guardian_id]
    return { proposal, to: voices.filter((voice) => proposal.over || voice !== proposal.by_id) }
  })
  if (!proposal || (proposal.what === 'erase-child' && proposal.outcome === 'done')) return undefined // of that there is a receipt
  return {
    about: 'proposed',
    to,
    subject: proposal.over ? 'What was proposed on Kitestring is settled' : 'A guardian proposes a change on Kitestring',
    talk: proposal.over
      ? 'tell your child what is different now, and why.'
      : 'speak with the other guardian, and tell your child what may change and when, before it does.',
    text: proposal.over
      ? `What was proposed about a child is settled.\n\nOpen Kitestring: ${config.url.origin}/family/\n`
      : `${asks[proposal.what] ?? changing}\n\nOpen Kitestring: ${config.url.origin}/family/\n\nOpening the page decides nothing.\n`,
  }
}

/** The receipt goes to whoever guarded the child until then. It names nobody. DEL-6 */
export async function childErased({ worker, config }: Work, { erasureId }: { erasureId: string }): Promise<Alert | undefined> {
  const { erased, to } = await worker.asWorker(async (db) => ({
    erased: await db.one<{ receipt: string }>(sql`select receipt from erasures where id = ${erasureId} and receipt is not null`),
    to: ids(await db.rows<Row>(sql`select guardian_id as id from erasure_readers where erasure_id = ${erasureId}`)),
  }))
  if (!erased) return undefined
  return {
    about: 'ending',
    to,
    subject: 'A child was erased from Kitestring: your receipt',
    talk: 'a child may miss what is gone. Say what you kept, and that missing it is fine.',
    text: farewell(erased.receipt, config.url.origin),
  }
}

/** Each guardian is asked whether what is kept of a child stays. When one of them has said so meanwhile, nobody is asked. DAT-2 */
export async function askedToRenew({ worker, config }: Work, { childId }: { childId: string }): Promise<Alert | undefined> {
  const { child, to } = await worker.asWorker(async (db) => ({
    child: await db.one<{ ends: Date; grown: boolean }>(
      sql`select greatest(least(renew_by, grows_up_on + interval '1 year'), counted_at + greatest(14 - asked_days, 0) * interval '1 day') as ends,
        coalesce(renew_by >= grows_up_on + interval '1 year', false) as grown from children where child_id = ${childId}`,
    ),
    to: await guardiansOf(db, childId),
  }))
  if (!child) return undefined
  if (child.grown) return grownUp(to, child.ends, config.url.origin)
  return {
    about: 'ending',
    to,
    subject: 'Shall Kitestring keep what it has of your child?',
    talk: 'ask your child whether they still like it here. Stopping is fine too.',
    text: `Nothing is kept here for ever. Once a year a guardian says that what is
kept of a child stays: the photos, the words and the profile. For a child
you look after the year ends on ${day(child.ends)}. One tap keeps it all for
a year more:

${config.url.origin}/family/children

If nobody says so by then, everything about the child is erased, and you
get a receipt. Any one of the guardians can say it.

Does the child turn 13 within a year? Then say on the same page in which
month: Kitestring is for children until then.
`,
  }
}

/** There is no year more for a child who turns 14. DEL-10 */
function grownUp(to: PersonId[], ends: Date, origin: string): Alert {
  return {
    about: 'ending',
    to,
    subject: 'Your child grows out of Kitestring',
    talk: 'look through the photos together, and let your child choose first.',
    text: `Kitestring is for children until they are 13, and nothing of theirs is kept
when they are 14. On ${day(ends)} everything here about a child
you look after is erased, and you get a receipt.

Until then decide together what to take along: everything as a file, or a
photo book. Both are on the child's page:

${origin}/family/children
`,
  }
}

/** The guardians of all children of an adult who is connected with many families. It names nobody; their own page shows who it is. CNT-5 */
export async function manyFamilies({ worker, config }: Work, { personId }: { personId: PersonId }): Promise<Alert> {
  const to = await worker.asWorker((db) => db.rows<Row>(sql`select access.guardians_to_warn(${personId}) as id`))
  return {
    about: 'safety',
    to: ids(to),
    subject: 'Please look at one of your child’s connections on Kitestring',
    talk: 'ask your child who this is to them and what they like about each other. Ask calmly: it may be as it should be.',
    text: `A relative who is connected with a child you look after is now connected
with children of many families. That can be as it should be: somebody with
a large family. If it surprises you, speak with the other guardian first, then
decide. You can end the connection at once, and it is not told why.

Your page shows which one it is: ${config.url.origin}/family/people
`,
  }
}

/** Somebody changed how this grown-up comes in: they themselves, or who must not. By mail, whatever was chosen: devices have just been signed out. T19 */
export async function wayInChanged({ config }: Work, { personId }: { personId: PersonId }): Promise<Alert> {
  return {
    about: 'ending',
    to: [personId],
    subject: 'How you sign in to Kitestring was changed',
    talk: undefined,
    text: `A password, a passkey or the code on paper of your account was made, changed
or removed, by somebody who proved to be you.

If that was you, there is nothing to do. If it was not, come back with the code
you wrote down, which ends every other way in, and tell the other guardians:
${config.url.origin}/family/back
`,
  }
}

/** A grown-up came in where they never were: they are told, and who guards the same children. T19 */
export async function newBrowser(work: Work, { personId }: { personId: PersonId }): Promise<Alert> {
  return {
    about: 'safety',
    to: [personId, ...(await guardiansBeside(work, personId))],
    subject: 'A new device signed in to Kitestring',
    talk: undefined,
    text: `You, or a guardian who looks after a child with you, signed in on a device or in
a browser that was not used before.

If you know of it, there is nothing to do. If it was not you, sign it out and
change how you come in: ${work.config.url.origin}/family/you

If you are in doubt about the other guardian, ask them, not by this mail. You can
pause your child's sharing at once, without giving a reason.
`,
  }
}

/** Somebody came back with the code on paper: they are told, and who guards the same children, who can act for a day before anything can be opened. T19 */
export async function cameBack(work: Work, { personId }: { personId: PersonId }): Promise<Alert> {
  const { config } = work
  return {
    about: 'ending',
    to: [personId, ...(await guardiansBeside(work, personId))],
    subject: 'A guardian came back to Kitestring with the code on paper',
    talk: undefined,
    text: `A guardian, you or one who looks after a child with you, lost their way in and
came back with the code they wrote down. For a day they can stop things, and open
nothing. Every device and every other way in of theirs was ended.

If you are in doubt, ask them, not by this mail. You can end what they guard with
you: ${config.url.origin}/family/

Opening the page decides nothing.
`,
  }
}

type Row = { id: PersonId }

/** Those who guard a child with this guardian. */
async function guardiansBeside({ worker }: Work, personId: PersonId): Promise<PersonId[]> {
  const others = await worker.asWorker((db) =>
    db.rows<Row>(sql`
    select distinct o.guardian_id as id from guardianships g join guardianships o on o.child_id = g.child_id and o.ended_at is null
    where g.guardian_id = ${personId} and g.ended_at is null and o.guardian_id <> ${personId}`),
  )
  return ids(others)
}

async function guardiansOf(db: Db, childId: string): Promise<PersonId[]> {
  return ids(await db.rows<Row>(sql`select guardian_id as id from guardianships where child_id = ${childId} and ended_at is null`))
}

function ids(rows: readonly Row[]): PersonId[] {
  return rows.map(({ id }) => id)
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
