// A child is in a friend's picture: its family says whether anybody else may see it. PUB-5
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newTagAgreement, tags } from './contract.ts'
import { tagsOf } from './queries.ts'

export const tagRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/tags',
    may: 'tag.read',
    says: 'In which pictures that reached them a child is, as who shared them said.',
    answer: tags,
    work: async ({ house, db }) => ({ tags: await tagsOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/tags/:tagId/agreement',
    may: 'tag.agree',
    says: 'A guardian of the child in the picture says that the others may see it.',
    body: newTagAgreement,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.agree_to_tag(${params['tagId']}, ${body.freshCheckId})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/tags/:tagId/agreement',
    may: 'tag.decline',
    says: 'The child in the picture, or a guardian, says no: nobody else sees it.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.decline_tag(${params['tagId']})`),
  }),
]
