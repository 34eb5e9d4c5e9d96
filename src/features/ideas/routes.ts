// A guardian gives their child an idea what to make, and takes one away. PAR-5
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { checkWords } from '../screening/words.ts'
import { ideas, newIdea } from './contract.ts'
import { ideasGiven, sealIdea } from './queries.ts'

export const ideaRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/ideas',
    may: 'idea.read',
    says: 'The ideas that guardians gave a child, or those of one’s children, and who gave them; and the operator’s own.',
    answer: ideas,
    work: async ({ house, db }) => ({ ideas: await ideasGiven(db, house.keyring), house: [...house.ideas] }),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/ideas',
    may: 'idea.give',
    says: 'A guardian gives their child an idea, for 30 days.',
    body: newIdea,
    answer: 'nothing',
    work: async ({ house, db, params, body }) => {
      const child =
        (await db.one<{ child_id: PersonId }>(sql`select child_id from children where child_id = ${params['childId']}`)) ??
        refuse('not-found')
      if (checkWords([body.words]).is !== 'clear') refuse('idea.words') // it asks a child for something: neither for where it is nor for who. PUB-6
      const id = newId('idea')
      const sealed = await sealIdea(house.keyring, { id, ...child }, body.words)
      await db.rows(sql`select access.give_idea(${child.child_id}, ${id}, ${sealed})`)
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/ideas/:ideaId',
    may: 'idea.take-away',
    says: 'Any guardian takes an idea away, at once.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.take_away_idea(${params['ideaId']})`),
  }),
]
