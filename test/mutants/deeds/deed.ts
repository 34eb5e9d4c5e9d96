// How the deeds are written: what is said at a SQL prompt, and what comes of it when this one or that one says it.

/** A person, "nobody" whose session has ended, the login "door", "worker" or "checks", or the "owner" of the database. */
export type Who =
  | 'mia'
  | 'leo'
  | 'ana'
  | 'dana'
  | 'omar'
  | 'lena'
  | 'aron'
  | 'rosa'
  | 'sam'
  | 'vera'
  | 'cleo'
  | 'nobody'
  | 'door'
  | 'worker'
  | 'checks'
  | 'owner'

/** `proves`: of what the fresh check `:fresh` is, which whoever acts has just made. `when`: the same after something has happened. */
export type Deed = {
  say: string
  proves?: readonly [act: string, subject: string]
  is: Partial<Record<Who, string>>
  when?: readonly (readonly [who: Who, change: string, is: string])[]
}

export const notThere = 'no: not-found'
export const notGranted = 'no: not granted'
export const needsCheck = 'no: fresh-check.needed'

export const broken = (feature: string) =>
  `insert into incidents (id, promise, feature, code) values (:new5, 'strangers', '${feature}', 'x')`
export const unguarded = 'update guardianships set ended_at = now() where child_id = :mia and guardian_id = :dana'
export const withdrawn = (purpose: string) =>
  `insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where child_id = :mia and purpose = '${purpose}'`
export const saidNo = (child: string) => `insert into assent_withdrawals (assent_id) select id from assents where child_id = :${child}`
export const connectedNoMore = (connection: string) => `update connections set ended_at = now() where id = :${connection}`
/** What keeps rows right is asleep: the database as no act leaves it. */
export const asleep = (change: string) => `set session_replication_role = 'replica'; ${change}; set session_replication_role = 'origin'`
