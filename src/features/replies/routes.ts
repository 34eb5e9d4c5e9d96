// What somebody says about a photo that was shared with them, and how it is taken away again. WEL-2, BUL-1
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { newReply } from './contract.ts'

export const replyRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/posts/:postId/replies',
    may: 'reply.send',
    says: 'A private reply to the child, one of the few there are; the guardians of both see it too.',
    body: newReply,
    answer: 'nothing',
    work: async ({ db, params, body }) =>
      void (await db.rows(sql`select access.send_reply(${newId('reply')}, ${params['postId']}, ${body.says})`)),
  }),
  route({
    method: 'DELETE',
    url: '/api/replies/:replyId',
    may: 'reply.take-back',
    says: 'Takes it away: whoever sent it, the child whose photo it is, or a guardian of either.',
    answer: 'nothing',
    work: async ({ db, params }) => void (await db.rows(sql`select access.take_back_reply(${params['replyId']})`)),
  }),
]
