// What staff do at the desk: each signs in as themselves, finds reports without anybody in them, looks at one when they choose to, and says a word. AUD-8, SAF-7
import type { Viewer } from '../../access/as-viewer.ts'
import type { House } from '../../access/door.ts'
import { clock } from '../../platform/clock.ts'
import { openText, randomToken, readCode, sha256 } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type GlassId, type PersonId, type PhotoId, type PostId, type ReportId, type StaffId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { openName, sealName, type PersonRow } from '../people/names.ts'
import { openRendition } from '../photos/sealed.ts'
import { placeOf } from '../posts/queries.ts'
import { facesById } from '../people/queries.ts'
import type { Decision, GlassReason, Role } from './contract.ts'
import { openWords } from './sealed.ts'

export type StaffDesk = Pick<House, 'room' | 'keyring' | 'storage'>
export type Signed = { viewer: Viewer; name: string; role: Role; isOperator: boolean }
export type QueuedReport = {
  id: ReportId
  from: 'child' | 'guardian' | 'outsider'
  reason: string
  words: string | undefined // of somebody without an account
  number: string | undefined // of a picture, as they read it
  what: 'post' | 'person' | 'number' | 'words' | 'gone'
  madeAt: Date
  dueAt: Date
  receivedAt: Date | null
  first: { decision: Decision; at: Date } | undefined // after an appeal
  wasMine: boolean
  joined: 'no' | 'yes' | 'seen-now' // one picture, by two of the staff
  glass: Glass | undefined // somebody asks to see one picture more
}
/** What whoever agrees says yes to. */
export type Glass = { id: GlassId; number: string; why: GlassReason; by: string | undefined; at: Date; wasMine: boolean }
/** What one report is about, for a quarter of an hour. */
export type Looked = {
  id: ReportId
  photos: { id: PhotoId; child_id: PersonId }[]
  caption: string
  owner: string | undefined
  person: string | undefined
  child: string | undefined
}

/** Where nobody is named, whoever opened the desk is the operator; else undefined, and somebody signs in. */
export async function signInOperator({ room, keyring }: StaffDesk): Promise<string | undefined> {
  const named = await room.asDoor((db) => db.one<{ named: boolean }>(sql`select access.staff_sign_in() as named`))
  if (named?.named) return undefined
  const found = await room.asDoor((db) => db.one<{ id: StaffId | null }>(sql`select access.operator_here() as id`))
  const id = found?.id ?? newId('staff')
  if (!found?.id) await keyring.makePersonKey(id)
  const name = await sealName(keyring, id, 'Operator')
  const token = randomToken()
  await room.asDoor((db) => db.rows(sql`select access.sign_in_operator(${id}, ${name}, ${newId('session')}, ${sha256(token)})`))
  return token
}

export async function signInStaff({ room }: StaffDesk, phrase: string): Promise<string> {
  const token = randomToken()
  const secret = sha256(readCode(phrase) ?? refuse('sign-in.wrong'))
  await room.asDoor((db) => db.rows(sql`select access.sign_in_staff(${secret}, ${newId('session')}, ${sha256(token)})`))
  return token
}

/** Undefined: the session is over, or they are staff no longer. */
export async function whoIs({ room, keyring }: StaffDesk, token: string): Promise<Signed | undefined> {
  const viewer = { kind: 'staff', token } as const
  return room.asViewer(viewer, 'read', async (db) => {
    const row = await db.one<PersonRow & { role: Role; signs_in: boolean }>(
      sql`select p.id, p.kind, p.name_sealed, p.avatar, m.role, m.signs_in from access.my_duty m join people p on p.id = m.staff_id`,
    )
    return row && { viewer, name: await openName(keyring, row.id, row.name_sealed), role: row.role, isOperator: !row.signs_in }
  })
}

export async function signOut({ room }: StaffDesk, { viewer }: Signed): Promise<void> {
  await room.asViewer(viewer, 'act', (db) => db.rows(sql`select access.sign_out()`))
}

/** A child’s before a guardian’s, and theirs before what somebody without an account asks, however many those are; then the one that is due first. There is no number of how many somebody has done. */
export async function queueOf({ room, keyring }: StaffDesk, { viewer }: Signed): Promise<QueuedReport[]> {
  type Row = {
    report_id: ReportId
    from_kind: QueuedReport['from']
    reason: string
    words_sealed: Buffer | null
    number: string | null
    what: QueuedReport['what']
    made_at: Date
    due_at: Date
    received_at: Date | null
    first_word: Decision | null
    first_at: Date | null
    was_mine: boolean
    joined: boolean
    sees_joined: boolean
    glass_id: GlassId | null
    glass_number: string
    glass_why: GlassReason
    glass_by: StaffId | null
    glass_asked_at: Date
    me: boolean
  }
  const { rows, askers } = await room.asViewer(viewer, 'read', async (db) => {
    const rows =
      await db.rows<Row>(sql`select report_id, from_kind, reason, words_sealed, number, what, made_at, due_at, received_at, first_word, first_at, was_mine, joined, sees_joined,
      glass_id, glass_number, glass_why, glass_by, glass_asked_at, glass_by = access.viewer_id() as me
      from access.my_queue order by array_position(array['child', 'guardian', 'outsider'], from_kind), due_at, report_id`)
    const people = await db.rows<PersonRow>(
      sql`select id, kind, name_sealed, avatar from people where id = any (${rows.flatMap(({ glass_by }) => glass_by ?? [])})`,
    )
    const askers = new Map<string, string>()
    for (const { id, name_sealed } of people) askers.set(id, await openName(keyring, id, name_sealed))
    return { rows, askers }
  })
  return rows.map((row) => ({
    id: row.report_id,
    from: row.from_kind,
    reason: row.reason,
    words: row.words_sealed ? openWords(keyring, row.report_id, row.words_sealed) : undefined,
    number: row.number ?? undefined,
    what: row.what,
    madeAt: row.made_at,
    dueAt: row.due_at,
    receivedAt: row.received_at,
    first: row.first_word && row.first_at ? { decision: row.first_word, at: row.first_at } : undefined,
    wasMine: row.was_mine,
    joined: row.sees_joined ? 'seen-now' : row.joined ? 'yes' : 'no',
    glass: row.glass_id
      ? {
          id: row.glass_id,
          number: row.glass_number,
          why: row.glass_why,
          by: askers.get(row.glass_by ?? ''),
          at: row.glass_asked_at,
          wasMine: row.me,
        }
      : undefined,
  }))
}

export async function receiveReport({ room }: StaffDesk, { viewer }: Signed, report: ReportId): Promise<void> {
  await room.asViewer(viewer, 'act', (db) => db.rows(sql`select access.receive_report(${report})`))
}

/** The logs say so before anything is given. PAR-3 */
export async function lookAtReport(desk: StaffDesk, { viewer }: Signed, report: ReportId): Promise<Looked | undefined> {
  await desk.room.asViewer(viewer, 'act', (db) => db.rows(sql`select access.look_at_report(${report})`))
  return desk.room.asViewer(viewer, 'read', (db) => lookedAt(db, desk, report, false))
}

/** The one picture more, while who asked for it sees it. */
export async function lookAtJoined(desk: StaffDesk, { viewer }: Signed, report: ReportId): Promise<Looked | undefined> {
  return desk.room.asViewer(viewer, 'read', (db) => lookedAt(db, desk, report, true))
}

async function lookedAt(db: Db, { keyring }: StaffDesk, report: ReportId, joined: boolean): Promise<Looked | undefined> {
  type Row = { post_id: PostId | null; owner_id: PersonId | null; person_id: PersonId | null; child_id: PersonId | null }
  const row = await db.one<Row>(
    sql`select post_id, owner_id, person_id, child_id from access.my_look where report_id = ${report} and joined = ${joined}`,
  )
  if (!row) return undefined
  const faces = await facesById(
    db,
    keyring,
    [row.owner_id, row.person_id, row.child_id].flatMap((id) => id ?? []),
  )
  const post = await db.one<{ id: PostId; child_id: PersonId; caption_sealed: Buffer }>(
    sql`select id, child_id, caption_sealed from posts where id = ${row.post_id}`,
  )
  const nameOf = (id: PersonId | null) => faces.get(id ?? '')?.name
  return {
    id: report,
    photos: await db.rows<Looked['photos'][number]>(sql`select id, child_id from photos where post_id = ${row.post_id} order by position`),
    caption: post ? openText(await keyring.key('post', post.id, post.child_id), post.caption_sealed, placeOf(post, 'caption_sealed')) : '',
    owner: nameOf(row.owner_id),
    person: nameOf(row.person_id),
    child: nameOf(row.child_id),
  }
}

/** The bytes, while that look lasts. */
export async function pictureOfReport(
  { room, keyring, storage }: StaffDesk,
  { viewer }: Signed,
  photo: PhotoId,
): Promise<Buffer | undefined> {
  const row = await room.asViewer(viewer, 'read', (db) =>
    db.one<{ id: PhotoId; child_id: PersonId }>(sql`select id, child_id from photos where id = ${photo}`),
  )
  return row && openRendition(keyring, storage, row, 'screen')
}

/** `number`: as it stands under the picture. */
export async function askGlass({ room }: StaffDesk, { viewer }: Signed, report: ReportId, number: string, why: GlassReason): Promise<void> {
  await room.asViewer(viewer, 'act', (db) => db.rows(sql`select access.ask_glass(${report}, ${newId('glass')}, ${number}, ${why})`))
}

/** `asked`: which asking they read; `phrase`: their own. */
export async function agreeToGlass(
  { room }: StaffDesk,
  { viewer }: Signed,
  report: ReportId,
  asked: GlassId,
  phrase: string,
): Promise<void> {
  const secret = sha256(readCode(phrase) ?? refuse('sign-in.wrong'))
  await room.asViewer(viewer, 'act', (db) => db.rows(sql`select access.agree_to_glass(${report}, ${asked}, ${secret})`))
}

export async function decideReport({ room }: StaffDesk, { viewer }: Signed, report: ReportId, decision: Decision): Promise<void> {
  await room.asViewer(viewer, 'act', (db) => db.rows(sql`select access.decide_report(${report}, ${decision})`))
}

/** That there is something to do, for whoever opens the desk. */
export async function reportsWaiting({ room }: StaffDesk): Promise<'none' | 'some' | 'overdue'> {
  const row = await room.asDoor((db) => db.one<{ due_at: Date | null }>(sql`select access.report_due() as due_at`))
  if (!row?.due_at) return 'none'
  return row.due_at.getTime() < clock.now() ? 'overdue' : 'some'
}
