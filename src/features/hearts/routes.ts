// A relative sends a heart for a photo that was shared with them, and takes it back. WEL-2
import { z } from 'zod'
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'

export const heartRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/posts/:postId/heart',
    may: 'heart.send',
    says: 'A private reply to the child: it has no words, and its guardians see it too.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: async ({ db, params }) => void (await db.rows(sql`select access.send_heart(${params['postId']})`)),
  }),
  route({
    method: 'DELETE',
    url: '/api/posts/:postId/heart',
    may: 'heart.take-back',
    says: 'Takes it back.',
    answer: 'nothing',
    work: async ({ db, params }) => void (await db.rows(sql`select access.take_back_heart(${params['postId']})`)),
  }),
]
