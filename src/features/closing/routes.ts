// A grown-up closes their account, or keeps it after all. DEL-6
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { closing, newClosing } from './contract.ts'

export const closingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/account/closing',
    may: 'account.close',
    says: 'Whether the viewer’s account is closing.',
    answer: closing,
    work: async ({ db }) => {
      const asked = await db.one<{ asked_at: Date }>(sql`select asked_at from account_closings`)
      return { askedAt: asked?.asked_at.toISOString() ?? null }
    },
  }),
  route({
    method: 'POST',
    url: '/api/account/closing',
    may: 'account.close',
    says: 'Closes the viewer’s account, with the children whom nobody else guards.',
    body: newClosing,
    answer: 'nothing',
    status: 202,
    work: async ({ db, body }) => void (await db.rows(sql`select access.close_account(${body.freshCheckId})`)),
  }),
  route({
    method: 'DELETE',
    url: '/api/account/closing',
    may: 'account.keep',
    says: 'Keeps it.',
    answer: 'nothing',
    work: async ({ db }) => void (await db.rows(sql`select access.keep_account()`)),
  }),
]
