// A guardian takes a child's world along as one file, or brings one in. DEL-8
import { route, type Route, type Stream } from '../../access/door.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { bringCollection, bringPost, readyPost } from './bring.ts'
import {
  begunMove,
  broughtCollection,
  broughtPost,
  moves,
  newFile,
  newMove,
  type BegunMove,
  type BroughtPost,
  type Move,
} from './contract.ts'
import { zipOf } from './packing.ts'

export const moveRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/moves',
    may: 'move.read',
    says: 'What this guardian may take along or bring in now.',
    answer: moves,
    work: async ({ db }) => ({ moves: await movesOf(db) }),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/exports',
    may: 'export.make',
    says: 'A guardian wants to take everything of a child along.',
    body: newMove,
    answer: begunMove,
    status: 202,
    work: async ({ db, params, body }): Promise<BegunMove> => {
      const id = newId('proposal')
      await db.rows(sql`select access.propose_export(${params['childId']}, ${id}, ${body.freshCheckId})`)
      return begun(db, id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/exports/:moveId/file',
    may: 'export.take',
    says: 'The file: made while it is sent, for whoever asked, within the day.',
    body: newFile,
    answer: 'stream',
    work: async ({ house, db, viewer, params, body }): Promise<Stream> => {
      const moveId = params['moveId'] ?? ''
      const taken = await db.one<{ child: PersonId }>(sql`select access.take_export(${moveId}, ${body.freshCheckId}) as child`)
      const child = taken?.child ?? refuse('not-found')
      const name = `kitestring-${new Date(house.clock.now()).toISOString().slice(0, 10)}.zip`
      return { type: 'application/zip', name, begin: () => zipOf({ house, viewer, moveId, child }) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/imports',
    may: 'import.make',
    says: 'A guardian wants to bring in what a child had in another Kitestring.',
    body: newMove,
    answer: begunMove,
    status: 202,
    work: async ({ db, params, body }): Promise<BegunMove> => {
      const id = newId('proposal')
      await db.rows(sql`select access.propose_import(${params['childId']}, ${id}, ${body.freshCheckId})`)
      return begun(db, id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/imports/:moveId/posts',
    may: 'post.bring',
    says: 'One post of such a file: it becomes the child’s own, for nobody else.',
    body: 'bytes',
    answer: broughtPost,
    status: 201,
    prepare: async ({ house, viewer, me, params, body }) => {
      const move = await house.room.asViewer(viewer, 'read', (db) => bringing(db, params['moveId']))
      return readyPost(house, viewer, me, move, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
    },
    work: async ({ house, db, params, prepared }): Promise<BroughtPost> => {
      const isNew = prepared !== 'here-already' && (await bringPost(db, house, params['moveId'] ?? '', prepared))
      return { outcome: isNew ? 'brought' : 'here-already' }
    },
  }),
  route({
    method: 'POST',
    url: '/api/imports/:moveId/collections',
    may: 'collection.bring',
    says: 'One collection of such a file, of posts that came in: a new one, or more for one of the same name and picture.',
    body: broughtCollection,
    answer: 'nothing',
    work: async ({ house, db, params, body }) => bringCollection(db, house, await bringing(db, params['moveId']), body),
  }),
]

async function bringing(db: Db, id: string | undefined): Promise<Move> {
  return (await movesOf(db)).find((move) => move.id === id && move.what === 'import-child') ?? refuse('not-found')
}

async function movesOf(db: Db): Promise<Move[]> {
  const rows = await db.rows<{ move_id: string; child_id: string; what: Move['what']; until: Date }>(
    sql`select move_id, child_id, what, until from access.my_moves() order by until desc, move_id`,
  )
  return rows.map(({ move_id, child_id, what, until }) => ({ id: move_id, childId: child_id, what, until: until.toISOString() }))
}

async function begun(db: Db, id: string): Promise<BegunMove> {
  return { moveId: id, state: (await movesOf(db)).some((move) => move.id === id) ? 'ready' : 'waits' }
}
