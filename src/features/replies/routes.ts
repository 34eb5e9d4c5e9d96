// What somebody says about a photo that was shared with them, what a guardian answers to a child's own words, and how it is taken away again. WEL-2, BUL-1
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { checkWords } from '../screening/words.ts'
import { allWritten, newReply, newTry, newWords, newYes } from './contract.ts'
import { sealWords } from './own-words.ts'
import { writtenBy } from './queries.ts'

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
    method: 'POST',
    url: '/api/posts/:postId/own-words',
    may: 'reply.write',
    says: "A private reply in a child's own words, which waits until a guardian of its own has said yes to it.",
    body: newWords,
    answer: 'nothing',
    work: async ({ house, db, me, params, body }) => {
      const post = params['postId'] ?? ''
      const to = await db.one<{ owner: PersonId }>(sql`select access.may_write(${post}) as owner`) // before a key of it exists
      if (!to) refuse('not-found')
      const id = newId('reply')
      const verdict = checkWords([body.words]) // asked anew, whatever the child's own device has found. PUB-6
      const findings = verdict.is === 'held' ? ['unread'] : [...new Set(verdict.findings.map(({ kind }) => kind))]
      const { sealed, hash } = await sealWords(house.keyring, { id, person: me, owner: to.owner }, body.words)
      await db.rows(sql`select access.write_reply(${id}, ${post}, ${sealed}, ${hash}, ${findings})`)
    },
  }),
  route({
    method: 'GET',
    url: '/api/children/:childId/own-words',
    may: 'reply.read',
    says: 'What a child wrote to friends in its own words and how that stands, for its guardians; not to which photo.',
    answer: allWritten,
    work: async ({ house, db, params }) => {
      if (!(await db.one(sql`select from access.my_children where child_id = ${params['childId']}`))) refuse('not-found')
      return { written: await writtenBy(db, house.keyring, ({ person_id }) => person_id === params['childId']) }
    },
    looks: ({ written }) => ({ what: 'children', ids: [...new Set(written.map(({ child }) => child.id))] }),
  }),
  route({
    method: 'POST',
    url: '/api/replies/:replyId/approval',
    may: 'reply.approve',
    says: 'A guardian says yes to exactly these words.',
    body: newYes,
    answer: 'nothing',
    work: async ({ db, params, body }) =>
      void (await db.rows(
        sql`select access.approve_reply(${params['replyId']}, ${Buffer.from(body.contentHash, 'hex')}, ${body.freshCheckId})`,
      )),
  }),
  route({
    method: 'DELETE',
    url: '/api/replies/:replyId/approval',
    may: 'reply.undo',
    says: 'A guardian thinks better of a yes before the friend could read it; the words wait again.',
    answer: 'nothing',
    work: async ({ db, params }) => void (await db.rows(sql`select access.undo_reply(${params['replyId']})`)),
  }),
  route({
    method: 'POST',
    url: '/api/replies/:replyId/sending-back',
    may: 'reply.send-back',
    says: 'A guardian sends the words back with a kind one.',
    body: newTry,
    answer: 'nothing',
    work: async ({ db, params, body }) => void (await db.rows(sql`select access.send_back_reply(${params['replyId']}, ${body.word})`)),
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
