// A child and its guardians read what is set for the child; any guardian makes it stricter, or proposes to open it. PAR-1, CON-10
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { childSettings, newOpening, newTightening } from './contract.ts'
import { settingsOf, stepsOf, todayOf } from './queries.ts'

export const settingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/children/:childId/settings',
    may: 'setting.read',
    says: 'What is set for a child, and who set it: for the child and its guardians.',
    answer: childSettings,
    work: async ({ house, db, params }) => {
      const child = params['childId'] ?? ''
      const settings = await settingsOf(db, house.keyring, child)
      if (settings.length === 0) refuse('not-found')
      return { settings, people: await stepsOf(db, house.keyring, child), today: await todayOf(db, child) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/tightenings',
    may: 'setting.tighten',
    says: 'Any guardian makes a setting stricter, at once, or for one person alone which photos they are asked for; a child has itself asked for every photo.',
    body: newTightening,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.tighten_setting(${params['childId']}, ${body.setting}, ${body.value}, ${body.personId ?? null})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/openings',
    may: 'setting.open',
    says: 'A guardian opens a setting, which waits for the other guardians.',
    body: newOpening,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(
        sql`select access.open_setting(${params['childId']}, ${body.setting}, ${body.value}, ${newId('proposal')}, ${body.freshCheckId}, ${body.personId ?? null})`,
      ),
  }),
]
