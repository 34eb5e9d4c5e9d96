// Bytes in, as a draft only its child sees; clean renditions out, for whom the access rule lets through at this moment.
import { route, type Bytes, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type PersonId, type PhotoId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { takeIn } from '../holds/take-in.ts'
import { goneIsNotThere } from './gone.ts'
import { beginning, draftKey, newPhoto, renditionName } from './contract.ts'
import { keyOfDraft } from './draft-key.ts'
import { openRendition, sealPhoto } from './sealed.ts'

type Row = { child_id: PersonId; type: string }

export const photoRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/photos',
    may: 'photo.make',
    says: 'A child puts a picture in: JPEG, PNG, WebP or HEIC, as the body.',
    body: 'bytes',
    answer: newPhoto,
    status: 201,
    // The bytes that came in are never stored, so decoding, sealing and storing are done before the answer. DAT-3
    prepare: async ({ house, viewer, me, body }) => {
      await house.room.asViewer(viewer, 'read', (db) => db.rows(sql`select access.may_put_in()`)) // CON-1
      const id = newId('photo')
      const sender = { way: 'upload', viewer, child: me, by: me } as const
      const clean = await takeIn(house, sender, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
      const sealed = await sealPhoto(house.keyring, house.storage, { id, child_id: me }, clean)
      return { id, clean, sealed }
    },
    work: async ({ db, prepared: { id, clean, sealed } }) => {
      const renditions = clean.renditions.map(({ name, width, height, type }) => ({ name, width, height, type }))
      const found = [...(clean.found.place ? ['place'] : []), ...(clean.found.camera ? ['camera'] : [])]
      await db.rows(
        sql`select access.keep_photo(${id}, ${clean.width}, ${clean.height}, ${sealed.thumbhash}, ${sealed.digest}, ${found}, ${JSON.stringify(renditions)}::jsonb)`,
      )
      return { photoId: id, width: clean.width, height: clean.height, found: clean.found }
    },
  }),
  route({
    method: 'GET',
    url: '/api/photos/:photoId/:rendition',
    may: 'photo.read',
    says: 'The bytes of one rendition.',
    answer: 'bytes',
    together: true,
    work: async ({ house, db, params }): Promise<Bytes> => {
      const name = renditionName.safeParse(params['rendition']).data ?? refuse('not-found')
      const id = params['photoId'] as PhotoId
      const row = await db.one<Row>(sql`select child_id, type from access.rendition(${id}, ${name})`)
      if (!row) refuse('not-found')
      const bytes = await openRendition(house.keyring, house.storage, { id, child_id: row.child_id }, name).catch(goneIsNotThere)
      if (!bytes) throw new Error('a rendition is missing from the store')
      return { type: row.type, bytes }
    },
    looks: (_given, { photoId = '' }) => ({ what: 'photos', ids: [photoId] }),
  }),
  route({
    method: 'DELETE',
    url: '/api/photos/:photoId',
    may: 'photo.discard',
    says: 'The child does not want this draft.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.discard_photo(${params['photoId']})`),
  }),
  route({
    method: 'GET',
    url: '/api/draft-keys/:day',
    may: 'draft.keep',
    says: 'What opens the picture that this tablet keeps sealed, while this sign-in lasts and a week at most.',
    answer: draftKey,
    work: ({ house, viewer, me, params }) =>
      keyOfDraft(house, { viewer, me, day: beginning.safeParse(params['day']).data ?? refuse('not-found') }),
  }),
]
