// Everything that is kept about a child, as the guardian who takes it along may read it. Names, never ids; what is its child's alone is not in it (PAR-6). KID-1
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { refuse } from '../../platform/refusal.ts'
import { circlesOf } from '../circles/queries.ts'
import { collectionsOf } from '../collections/queries.ts'
import { blocksOf, connectionsOf } from '../connections/queries.ts'
import type { Yeses } from '../consent/contract.ts'
import { yesesOf } from '../consent/yeses.ts'
import type { Entry } from '../family-log/contract.ts'
import { logOf } from '../family-log/queries.ts'
import type { Child } from '../people/contract.ts'
import { settingsOf, stepsOf } from '../settings/queries.ts'
import { childrenOf, facesById } from '../people/queries.ts'
import type { Post } from '../posts/contract.ts'
import { postsSeen } from '../posts/queries.ts'
import { worldFormat, worldVersion, type AlbumPost, type World } from './world.ts'

export type PackedPhoto = { file: string; sha256: string; width: number; height: number }
/** The photos that lie in the file, by their ids here. */
type Packed = ReadonlyMap<string, PackedPhoto>

const postsAtOnce = 50 // each photo's key is a small file of its own

/** What is in the file of the child's photos, and all that is kept about the child; a photo that was taken back meanwhile is not in it, and its post neither. */
export async function gatherWorld(db: Db, keyring: Keyring, child: string, packed: Packed, now: Instant): Promise<World> {
  const kept = (await childrenOf(db, keyring)).find(({ id }) => id === child) ?? refuse('not-found')
  const posts = (await postsOf(db, keyring, child)).filter(
    ({ photos }) => photos.length > 0 && photos.every(({ photoId }) => packed.has(photoId)),
  )
  const pairs = posts
    .map((post) => ({ id: post.id, album: albumPostOf(post, packed), share: shareOf(post) }))
    .sort((a, b) => orderOf(a.album).localeCompare(orderOf(b.album)))
  return {
    format: worldFormat,
    version: worldVersion,
    madeAt: new Date(now).toISOString(),
    album: pairs.map(({ album }) => album),
    collections: (await collectionsOf(db, keyring))
      .filter(({ mine }) => mine.id === child)
      .map(({ picture, name, posts }) => ({ picture, name, posts: pairs.flatMap(({ id }, place) => (posts.includes(id) ? [place] : [])) })),
    about: {
      ...profileOf(kept),
      shares: pairs.map(({ share }) => share),
      connections: (await connectionsOf(db, keyring))
        .filter(({ mine }) => mine.id === child)
        .map(({ other, madeAt, approvals }) => ({
          name: other.name,
          kind: other.kind,
          since: madeAt,
          approvedBy: approvals.map(({ by }) => by.name),
        })),
      circles: (await circlesOf(db, keyring))
        .filter(({ mine }) => mine.id === child)
        .map(({ name, people }) => ({ name, people: people.map((person) => person.name) })),
      settings: [
        ...(await settingsOf(db, keyring, child)).map(({ setting, value, by }) => ({ setting, value, by: by?.name ?? null })),
        ...(await stepsOf(db, keyring, child)).flatMap(({ person, own, value, by }) =>
          own === null || own === 'same' ? [] : [{ setting: 'asking', value, by: by?.name ?? null, for: person.name }],
        ),
      ],
      blocks: (await blocksOf(db, keyring))
        .filter(({ mine }) => mine.id === child)
        .map(({ person, by }) => ({ name: person.name, by: by?.name ?? null })),
      ...yesesIn((await yesesOf(db, keyring, child)) ?? refuse('not-found')),
      log: (await everyEntryOf(db, keyring, child)).map(({ number, at, act, by, hash }) => ({
        number,
        at,
        act,
        by: by?.name ?? null,
        hash,
      })),
      receipts: await receiptsOf(db, keyring, child),
    },
  }
}

async function postsOf(db: Db, keyring: Keyring, child: string): Promise<Post[]> {
  const rows = await db.rows<{ id: string }>(sql`select id from posts where child_id = ${child}`)
  const posts: Post[] = []
  for (let from = 0; from < rows.length; from += postsAtOnce) {
    const ids = rows.slice(from, from + postsAtOnce).map(({ id }) => id)
    posts.push(...(await postsSeen(db, keyring, { ids }, 'guardian')))
  }
  return posts
}

function albumPostOf({ askedAt, caption, photos }: Post, packed: Packed): AlbumPost {
  return {
    at: askedAt,
    caption,
    photos: photos.flatMap(({ photoId, alt }) => {
      const photo = packed.get(photoId)
      return photo ? [{ ...photo, alt }] : []
    }),
  }
}

/** By what it is, never by an id: the same album has one order in every Kitestring. */
function orderOf({ at, photos, caption }: AlbumPost): string {
  return JSON.stringify([at, photos.map(({ sha256 }) => sha256), caption])
}

function shareOf({ state, days, sharedFrom, sharedUntil, seers, findings, sentBack }: Post): World['about']['shares'][number] {
  const was = state === 'brought' ? { days: 0, from: null, until: null } : { days, from: sharedFrom, until: sharedUntil }
  return {
    state,
    ...was,
    audience: seers.filter(({ why }) => why === 'audience').map(({ person }) => person.name),
    findings: findings.map(({ kind }) => kind),
    sentBack: sentBack && { word: sentBack.word, note: sentBack.note, by: sentBack.by.name },
  }
}

function profileOf({
  name,
  avatar,
  band,
  sharing,
  assentedAt,
  keptUntil,
  growsUpOn,
  guardians,
  devices,
}: Child): Pick<World['about'], 'child' | 'guardians' | 'devices'> {
  return {
    child: { name, avatar, band, sharing, assentedAt, keptUntil, growsUpOn },
    guardians: guardians.map((guardian) => guardian.name),
    devices: devices.map(({ name, since, until }) => ({ name, since, until })),
  }
}

/** Oldest first, as the rest of the file. */
function yesesIn({ consents, assents }: Yeses): Pick<World['about'], 'consents' | 'assents'> {
  return {
    consents: consents
      .toReversed()
      .map(({ by, withdrawn, ...given }) => ({ ...given, by: by?.name ?? null, withdrawnAt: withdrawn?.at ?? null })),
    assents: assents.toReversed(),
  }
}

/** Oldest first. */
async function everyEntryOf(db: Db, keyring: Keyring, child: string): Promise<Entry[]> {
  const entries: Entry[] = []
  let before: number | null | undefined
  do {
    const page = (await logOf(db, keyring, child, before ? { before: String(before) } : {})) ?? refuse('not-found')
    entries.push(...page.entries)
    before = page.before
  } while (before !== null)
  return entries.reverse()
}

async function receiptsOf(db: Db, keyring: Keyring, child: string): Promise<World['about']['receipts']> {
  const rows = await db.rows<{ what: string; by_id: string | null; taken_back_at: Date; erased_at: Date | null }>(
    sql`select what, by_id, taken_back_at, erased_at from receipts where child_id = ${child} order by taken_back_at, id`,
  )
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => row.by_id ?? []),
  )
  return rows.map((row) => ({
    what: row.what,
    by: faces.get(row.by_id ?? '')?.name ?? null,
    takenBackAt: row.taken_back_at.toISOString(),
    erasedAt: row.erased_at?.toISOString() ?? null,
  }))
}
