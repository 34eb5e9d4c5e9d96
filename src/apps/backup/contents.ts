// What is in a backup, and what never is: whatever lets somebody in, waits for a yes, or was opened wider, so that an old backup cannot bring it back. Decision 0050
import { z } from 'zod'

export const magic = 'kitestring-backup-1'
/** The sealed file with everything but the photos. It is put in place whole, and last. */
export const databaseFile = 'database'
/** Sealed photos, each as it lies in the store. */
export const blobFolder = 'blobs'

/** Every table is in one of these lists (backup.test.ts). */
export const kept = [
  ...['people', 'guardians', 'children', 'guardianships', 'contacts', 'passkeys', 'passwords', 'alert_ways'],
  ...['notices', 'consents', 'withdrawals', 'assents', 'assent_withdrawals', 'pauses', 'blocks', 'connection_approvals', 'connections'],
  ...[
    'posts',
    'photos',
    'renditions',
    'approvals',
    'sendings_back',
    'tags',
    'hides',
    'circles',
    'circle_members',
    'collections',
    'collected',
  ],
  ...['receipts', 'tombstones', 'erasures', 'erasure_readers', 'log_entries', 'visits'],
  ...['keyrings', 'clocks', 'communities', 'canaries', 'checks', 'incidents', 'incident_ends', 'holds'],
] as const
export const leftOut: Record<string, string> = {
  sessions: 'a device that was signed out stays out',
  codes: 'a code that was used or called off opens nothing',
  sign_ups: 'minutes',
  challenges: 'minutes',
  fresh_checks: 'minutes',
  requests: 'a day, to know repeats by',
  offers: 'minutes',
  push_subscriptions: 'a device that was turned off hears nothing',
  picture_locks: 'of devices that are signed out',
  forms: 'their keys are in no copy, and they end within days',
  proposals: 'a no that was said since stays said',
  proposal_answers: 'likewise',
  handovers: 'likewise',
  account_closings: 'whoever thought better of it stays',
  settings: 'what was made stricter since stays strict: without a row each is at its strictest',
  steps: 'likewise: without a row it is as with everybody',
  post_audience:
    'what was shared comes back to its own family, and for nobody else: it may have been taken back, hidden or ended since. AUD-4',
  claims: 'one that both families ended since would take the photo away; until it is said again the photo is for nobody but its own family',
  sunsets: 'one that was called off would close everything: whoever means it announces it anew',
  replies: 'what was taken away since stays away',
  own_words: 'likewise',
  own_words_answers: 'likewise',
  carings: 'who helps out is asked anew',
  feelings: 'what a child says to itself is in no copy',
  ideas: 'what was taken away since stays away, and all end within a month',
  staff_acts: 'it points at staff, who are named anew',
  staff: 'who was let go since stays away: whoever is staff is named anew',
  reports: 'what was decided since stays decided; nobody else sees the photos of before any more',
  takedowns: 'likewise',
  name_wishes: 'a wish that was answered or taken back since stays so',
}

export type Blob = [key: string, bytes: number, sha256: string]
const migration = z.object({ name: z.string(), checksum: z.string() })
const piece = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), at: z.string(), migrations: z.array(migration) }),
  z.object({ kind: z.literal('rows'), table: z.enum(kept), columns: z.array(z.string()), rows: z.array(z.string()) }),
  z.object({ kind: z.literal('heads'), child: z.uuid(), text: z.string() }),
  z.object({ kind: z.literal('blobs'), blobs: z.array(z.tuple([z.string(), z.number(), z.string()])) }),
  z.object({ kind: z.literal('end'), rows: z.number(), blobs: z.number() }),
])
export type Piece = z.infer<typeof piece>

export function frameOf(one: Piece): Buffer {
  return Buffer.from(JSON.stringify(one))
}

export function pieceIn(frame: Buffer): Piece {
  return piece.parse(JSON.parse(frame.toString()))
}
