// A child keeps photos of its own together, and changes what it has kept together. PAR-4
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type CollectionId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { collections, madeCollection, newCollection, newLook, somePosts } from './contract.ts'
import { collectionsOf, sealCollectionName } from './queries.ts'

export const collectionRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/collections',
    may: 'collection.read',
    says: "A child's own collections, or those of one's children, and which posts are in them.",
    answer: collections,
    work: async ({ house, db }) => ({ collections: await collectionsOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/collections',
    may: 'collection.make',
    says: 'A child makes a collection of photos of its own.',
    body: newCollection,
    answer: madeCollection,
    status: 201,
    work: async ({ house, db, me, body: { picture, name, posts } }) => {
      const id = newId('collection')
      const sealed = await sealCollectionName(house.keyring, { id, child_id: me }, name)
      await db.rows(sql`select access.make_collection(${id}, ${picture}, ${sealed}, ${posts}::uuid[])`)
      return { collectionId: id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/collections/:collectionId/name',
    may: 'collection.make',
    says: 'Gives a collection another name and picture.',
    body: newLook,
    answer: 'nothing',
    work: async ({ house, db, params, body: { picture, name } }) => {
      const collection =
        (await db.one<{ id: CollectionId; child_id: PersonId }>(
          sql`select id, child_id from collections where id = ${params['collectionId']}`,
        )) ?? refuse('not-found')
      const sealed = await sealCollectionName(house.keyring, collection, name)
      await db.rows(sql`select access.rename_collection(${collection.id}, ${picture}, ${sealed})`)
    },
  }),
  route({
    method: 'POST',
    url: '/api/collections/:collectionId/posts',
    may: 'collection.put-in',
    says: 'Puts photos of the child’s own into a collection.',
    body: somePosts,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.put_in_collection(${params['collectionId']}, ${body.posts}::uuid[])`),
  }),
  route({
    method: 'POST',
    url: '/api/collections/:collectionId/removals',
    may: 'collection.take-out',
    says: 'Takes photos out of a collection. They stay the child’s own.',
    body: somePosts,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.take_out_of_collection(${params['collectionId']}, ${body.posts}::uuid[])`),
  }),
  route({
    method: 'DELETE',
    url: '/api/collections/:collectionId',
    may: 'collection.remove',
    says: 'Removes a collection. The photos that were in it stay.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.remove_collection(${params['collectionId']})`),
  }),
]
