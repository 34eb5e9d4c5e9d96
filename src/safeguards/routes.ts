// The promises as anybody may read them. Nothing here depends on who asks. GOV-2
import { route, type Route } from '../access/door.ts'
import { sql } from '../platform/db/sql.ts'
import { promisesNow, type Feature, type PromisesNow } from './contract.ts'
import { promiseIds, register } from './register.ts'

type Check = { id: string; attacks: number; failed: string | null; triedAt: string; heldAt: string | null; broken: boolean }
type Found = Pick<PromisesNow, 'closed' | 'silentSince' | 'incidents'> & { checks: Check[] }

export const safeguardRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/promises',
    may: 'kitestring.ask',
    says: 'Every promise: when it was last attacked, whether it held, and what is closed because one did not.',
    answer: promisesNow,
    work: async ({ db }) => {
      const row = await db.one<{ found: Found }>(sql`select access.promises() as found`)
      const { checks, closed, silentSince, incidents } = row?.found ?? unknown
      return { everyMinutes: 15, promises: promiseIds.map((id) => promiseNow(id, checks)), closed, silentSince, incidents }
    },
  }),
]

const unknown: Found = { checks: [], closed: [], silentSince: null, incidents: [] }

function promiseNow(id: (typeof promiseIds)[number], checks: Check[]): PromisesNow['promises'][number] {
  const { requirements, guards }: { requirements: readonly string[]; guards: Feature } = register[id]
  const check = checks.find((one) => one.id === id)
  return {
    id,
    requirements: [...requirements],
    guards,
    state: !check ? 'not-tried' : check.broken ? 'broken' : 'holds',
    tried: check?.attacks ?? 0,
    lastTriedAt: check?.triedAt ?? null,
    lastHeldAt: check?.heldAt ?? null,
  }
}
