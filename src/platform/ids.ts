// Names for people and things that nobody can guess, each of its own kind, so that a child's can never stand in for a guardian's.
import { randomUUID } from 'node:crypto'
import { refuse } from './refusal.ts'

declare const kind: unique symbol
type Id<K extends string> = string & { readonly [kind]: { readonly [P in K]: true } }

export type PersonId = Id<'person'>
export type ChildId = Id<'person' | 'child'>
export type GuardianId = Id<'person' | 'guardian'>
export type StaffId = Id<'person' | 'staff'>
export type FamilyId = Id<'family'>
export type PhotoId = Id<'photo'>
export type PostId = Id<'post'>
export type ConnectionId = Id<'connection'>
export type InvitationId = Id<'invitation'>
export type SessionId = Id<'session'>
export type DeviceId = Id<'device'>
export type ConsentId = Id<'consent'>
export type ReceiptId = Id<'receipt'>
export type AlertId = Id<'alert'>
export type IncidentId = Id<'incident'>
export type ProposalId = Id<'proposal'>
export type ErasureId = Id<'erasure'>
export type PauseId = Id<'pause'>
export type ClaimId = Id<'claim'>
export type BlockId = Id<'block'>
export type TagId = Id<'tag'>
export type CircleId = Id<'circle'>
export type CollectionId = Id<'collection'>
export type IdeaId = Id<'idea'>
export type FeelingId = Id<'feeling'>
export type ReplyId = Id<'reply'>
export type HideId = Id<'hide'>
export type ReportId = Id<'report'>
export type GlassId = Id<'glass'>
export type FormId = Id<'form'>
export type HoldId = Id<'hold'>
export type SubscriptionId = Id<'subscription'>

export type Ids = {
  person: PersonId
  child: ChildId
  guardian: GuardianId
  staff: StaffId
  family: FamilyId
  photo: PhotoId
  post: PostId
  connection: ConnectionId
  invitation: InvitationId
  session: SessionId
  device: DeviceId
  consent: ConsentId
  receipt: ReceiptId
  alert: AlertId
  incident: IncidentId
  proposal: ProposalId
  erasure: ErasureId
  pause: PauseId
  claim: ClaimId
  tag: TagId
  block: BlockId
  circle: CircleId
  collection: CollectionId
  idea: IdeaId
  feeling: FeelingId
  reply: ReplyId
  hide: HideId
  report: ReportId
  glass: GlassId
  form: FormId
  hold: HoldId
  subscription: SubscriptionId
}

// 122 random bits: never reused, never guessed. SEC-3
export function newId<K extends keyof Ids>(_kind: K): Ids[K] {
  return randomUUID() as Ids[K]
}

// A malformed name is answered exactly as one that does not exist, so it tells a stranger nothing. SEC-3
export function parseId<K extends keyof Ids>(_kind: K, text: unknown): Ids[K] {
  if (!isId(text)) refuse('not-found')
  return text as Ids[K]
}

export function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
}
