// Whoever holds a code of the operator's sends the form they have signed, and says where to tell them. Nobody reads a form by an address of this server.
import { route, type Route } from '../../access/door.ts'
import { sha256, readCode } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'
import { takeIn } from '../holds/take-in.ts'
import { newForm, newFormAddress } from './contract.ts'
import { destroyEvidence, keepEvidence, sealAddress } from './evidence.ts'
import { mostPictureBytes } from './picture.ts'
import { newestForm } from './standing.ts'

const fewTries = { max: 20, minutes: 1 }

// The door does it, in `prepare`: whoever sends a form is nobody here yet.
export const formRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/forms',
    may: 'account.make',
    says: 'A guardian sends a picture of the form they have signed, with the code they were given.',
    body: newForm,
    most: mostPictureBytes * 1.4,
    answer: 'nothing',
    tries: fewTries,
    // What came in is never kept: it is decoded in its cage, and the code is looked at before that.
    prepare: async ({ house, body }) => {
      const hash = hashOf(body.code)
      const form = newId('form')
      const sent = await house.room.asDoor((db) =>
        db.one<{ code: string }>(sql`select access.form_may_be_sent(${hash}, ${body.noticeVersion}) as code`),
      )
      const sender = { way: 'form', code: sent?.code ?? '' } as const
      const { renditions } = await takeIn(house, sender, Buffer.from(body.picture, 'base64')).catch(asNoPicture)
      const picture = renditions.find(({ name }) => name === 'screen') ?? refuse('form.not-a-picture')
      await keepEvidence(house.keyring, house.storage, form, picture.bytes)
      try {
        await house.room.asDoor((db) => db.rows(sql`select access.send_form(${hash}, ${form}, ${body.noticeVersion})`))
      } catch (fault) {
        await destroyEvidence(house.keyring, house.storage, form) // another was quicker with this code: nothing of this one stays. CON-3
        throw fault
      }
    },
    work: async () => undefined,
  }),
  route({
    method: 'POST',
    url: '/api/forms/mail',
    may: 'account.make',
    says: 'Where to tell them, once, that the form was looked at.',
    body: newFormAddress,
    answer: 'nothing',
    tries: fewTries,
    prepare: async ({ house, body }) => {
      const hash = hashOf(body.code)
      await house.room.asDoor(async (db) => {
        const code = await db.one<{ id: string }>(sql`select access.form_code(${hash}) as id`)
        const form = (await newestForm(db, code?.id ?? '')) ?? refuse('not-found')
        if (form.outcome !== null) refuse('not-found')
        const sealed = await sealAddress(house.keyring, form.id, body.email)
        await db.rows(sql`select access.leave_form_address(${hash}, ${form.id}, ${sealed})`)
      })
    },
    work: async () => undefined,
  }),
]

function hashOf(typed: string): Buffer {
  return sha256(readCode(typed) ?? refuse('code.not-good'))
}

function asNoPicture(fault: unknown): never {
  if (fault instanceof Refusal && fault.code.startsWith('photo.')) throw new Refusal('form.not-a-picture')
  throw fault
}
