// What every viewer asks once, and does not leave to chance: every address of the site map that can be read, every hidden thing by its id, every code
// that was used up in one world only, every name that somebody signs in with in one world only. T3, T29
import { randomUUID } from 'node:crypto'
import type { Route } from '../../src/access/door.ts'
import type { Person } from '../world.ts'
import type { Chance } from './chance.ts'
import type { Id, Ids, Kind } from './ids.ts'
import { asked, bodies, inWorld, routesOf, type Step } from './steps.ts'

const byCode: Record<string, (code: Id) => unknown> = {
  'POST /api/codes/look': (code) => ({ code }),
  'POST /api/sign-ups': (code) => ({ code }),
  'POST /api/sessions': (code) => ({ way: { kind: 'code', code } }),
  'POST /api/connection-offers/look': (code) => ({ code }),
}

/** First what was there for both, then what is there in one world only. Nothing here changes what somebody else may see. */
export function roundOf(person: Person, ids: Ids, hidden: ReadonlySet<string>, chance: Chance): (Step & { way: 'round' })[] {
  const steps: (Step & { way: 'round' })[] = []
  const add = (route: Pick<Route, 'method' | 'url'>, id: Id, body?: unknown) => {
    const url = route.url.replace(':rendition', 'card')
    const whom = url.includes(':personId') ? ids.any('child') : nowhere()
    steps.push({
      route: `${route.method} ${route.url}`,
      method: route.method,
      url: {
        bare: url.replace(':personId', whom.bare).replace(/:\w+Id/, id.bare),
        laden: url.replace(':personId', whom.laden).replace(/:\w+Id/, id.laden),
      },
      body: { bare: inWorld(body, 'bare'), laden: inWorld(body, 'laden') },
      headers: {},
      way: 'round',
    })
  }
  const own = routesOf(person)
  for (const route of asked.filter(({ method }) => method === 'GET')) {
    const kind = kindOf(route)
    add(route, kind ? ids.any(kind) : nowhere())
  }
  for (const route of own) {
    const kind = kindOf(route)
    const name = `${route.method} ${route.url}`
    const body = () => (route.method === 'POST' ? (bodies[name]?.(ids, chance) ?? {}) : undefined)
    if (kind) for (const id of ids.all(kind).filter(({ laden }) => hidden.has(laden))) add(route, id, body())
    for (const code of byCode[name] ? ids.all('code') : []) add(route, nowhere(), byCode[name]?.(code))
  }
  // A name bears a few wrong tries only, and to all it is one door: the visitor's tries are enough.
  for (const signInName of person.kind === 'visitor' ? ids.all('signInName') : [])
    add(signIn, nowhere(), { way: { kind: 'password', signInName, password: 'x', totpCode: '000000' } })
  return steps
}

const signIn = { method: 'POST', url: '/api/sessions' } as const

function kindOf({ url }: Route): Kind | undefined {
  return /:(child|post|photo|connection|offer|session|block|claim|tag|circle|collection|idea|report)Id/.exec(url)?.[1] as Kind | undefined
}

function nowhere(): Id {
  const id = randomUUID()
  return { bare: id, laden: id }
}
