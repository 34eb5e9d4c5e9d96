// A child's own pictures: what opens a tablet that was locked, on that tablet alone. Only a keyed hash of them is kept. SEC-8, T22
import { createHmac, timingSafeEqual } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Asked } from '../../access/door.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Pictures, PicturesWay } from './contract.ts'
import { leastOfThem } from './lock-pictures.ts'
import { secondsOf, type NewSession } from './sessions.ts'

export async function choosePictures(db: Db, keyring: Keyring, me: PersonId, pictures: Pictures): Promise<void> {
  if (new Set(pictures).size < leastOfThem) refuse('pictures.too-easy')
  await db.rows(sql`select access.choose_pictures(${hashOfPictures(keyring, me, pictures)})`)
}

/** The tablet keeps a token of its own, which says nothing of anybody; whose sessions it opens again is known here alone. */
export async function lockSession(db: Db, { tablet, session }: Pick<Asked, 'tablet' | 'session'>): Promise<void> {
  const token = randomToken() // a new one each time: a copy of the last one opens nothing
  await db.rows(sql`select access.lock_session(${tablet ? sha256(tablet) : null}, ${sha256(token)})`)
  session.lock(token, secondsOf.child)
}

/** Whatever is wrong, the answer is one; a tablet on which nothing is locked hears it too. */
export async function byPictures({ house, tablet }: Asked, { animal, pictures }: PicturesWay): Promise<NewSession> {
  if (!tablet) refuse('sign-in.wrong')
  const evenly = pause(250) // whether a child with this animal locked it, or none: one time
  const opened = await house.room.asDoor((db) => tryPictures(db, house.keyring, sha256(tablet), { animal, pictures }))
  await evenly
  return opened ?? refuse('sign-in.wrong') // out here, so that a wrong try stays counted
}

type Locked = { session_id: string; child_id: PersonId; pictures_hash: Buffer }

async function tryPictures(db: Db, keyring: Keyring, tablet: Buffer, { animal, pictures }: Omit<PicturesWay, 'kind'>) {
  const locked = await db.rows<Locked>(sql`select * from access.locked_here(${tablet}, ${animal})`)
  const right = locked.filter(({ child_id, pictures_hash }) => timingSafeEqual(hashOfPictures(keyring, child_id, pictures), pictures_hash))
  const [one] = right
  if (right.some(({ child_id }) => child_id !== one?.child_id)) return undefined // two children with one animal chose the same: nobody may be the other
  if (!one) {
    await db.rows(sql`select access.wrong_pictures(${locked.map(({ session_id }) => session_id)}::uuid[])`)
    return undefined
  }
  const token = randomToken()
  const left = await db.one<{ seconds: number }>(sql`select access.open_lock(${one.session_id}, ${sha256(token)}) as seconds`)
  return { person: one.child_id, kind: 'child', token, seconds: left?.seconds ?? 0 } as const
}

// Without the keyring nobody finds the pictures to a hash, however few there are to choose from.
function hashOfPictures(keyring: Keyring, child: PersonId, pictures: Pictures): Buffer {
  return createHmac('sha256', keyring.deriveKey('picture locks'))
    .update([child, ...pictures].join(' '))
    .digest()
}
