// F10: the line to the database is cut while an act commits, before, within and after the answer to its COMMIT. The same request with the same key then gives what the first
// one came to, and nothing is done twice: every table has as many rows after the second and third answer as after the first that was heard.
import assert from 'node:assert/strict'
import type { InjectOptions } from 'fastify'
import { openHouse } from '../../src/apps/house.ts'
import { openHttp } from '../../src/apps/http.ts'
import { routes } from '../../src/apps/routes.ts'
import { openChanges } from '../../src/platform/db/changes.ts'
import { addsMore, closesEverything, family } from '../../test/faults/halted.ts'
import type { World } from '../../test/world.ts'
import { count, missing, shareOf, type How, type Play, type Played } from './ground.ts'
import { openProxy, throughProxy, type Wire } from './proxy.ts'

/** Where it is cut: before the database hears "commit", or after so many bytes of its answer. */
const cuts = ['before', 0, 1, 6, 11] as const
type Cut = (typeof cuts)[number]

/** What answers with a secret is not kept, and so is not told twice; who loses such an answer asks anew. */
const toldOnce =
  /\/(sessions|session|accounts|sign-ups|pairings|fresh-checks|challenge|guardian-invitations|relative-invitations|connection-offers)$/

export const commitUnknown: Play = { id: 'F10', what: 'commit unknown', play }

async function play(how: How): Promise<Played> {
  const { world } = await import('../../test/world.ts')
  const found = { acts: new Set<string>(), cut: 0, wrong: [] as string[] }
  const rounds = shareOf(how, cuts.length)
  for (let round = 0; round < rounds; round += 1) {
    const w = await world()
    try {
      await cutInActs(w, round, found)
    } finally {
      await w.close()
    }
    how.tell(`${round + 1} of ${rounds} lives, ${found.cut} cut`)
  }
  return {
    seen: `${count(found.cut)} acts cut (${found.acts.size} kinds of act, ${cuts.length} places), each asked again twice: ${found.wrong.length} answered differently or done twice`,
    missed: [...found.wrong.slice(0, 20), ...missing({ 'twenty kinds of act were cut': found.acts.size >= 20 })],
  }
}

/** A family's whole script, from the first photo to the last erasing, through a line that is cut at every act, or every second one. */
export async function cutInActs(
  w: World,
  round: number,
  found: { acts: Set<string>; cut: number; wrong: string[] },
  each = 1,
): Promise<void> {
  let acts = 0
  const url = new URL(w.urls.app)
  const proxy = await openProxy(Number(url.port))
  const house = await openHouse(w.config, { app: throughProxy(w.urls.app, proxy), door: w.urls.door })
  const changes = await openChanges(w.urls.app)
  const http = await openHttp(house, routes, changes)
  const inject = http.inject.bind(http)
  let armed: Cut | undefined
  let fired = false
  const writing = new WeakMap<Wire, 'reads' | 'writes' | 'commits'>()
  proxy.hooks = {
    asked(bytes, wire) {
      if (bytes.includes('begin')) writing.set(wire, bytes.includes('read only') ? 'reads' : 'writes')
      if (armed === undefined || !bytes.includes('commit\0') || writing.get(wire) !== 'writes') return bytes
      if (armed !== 'before') {
        writing.set(wire, 'commits')
        return bytes
      }
      fired = true
      armed = undefined
      wire.cut()
      return undefined
    },
    answered(bytes, wire) {
      if (armed === undefined || armed === 'before' || writing.get(wire) !== 'commits' || !bytes.includes('COMMIT\0')) return bytes
      wire.up.write(bytes.subarray(0, armed), () => wire.cut())
      fired = true
      armed = undefined
      return undefined
    },
  }
  let turn: Promise<unknown> = Promise.resolve() // one after another: else who counts rows counts another's
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => {})
    return next
  }
  http.inject = ((options: InjectOptions) => inTurn(() => once(options))) as typeof http.inject
  async function once(options: InjectOptions) {
    const path = String(options.url)
    if (options.method !== 'POST' || !options.headers?.['idempotency-key'] || toldOnce.test(path)) return inject(options)
    acts += 1
    if (acts % each !== 0) return inject(options)
    const cut = cuts[(found.cut + round) % cuts.length] ?? 0
    const before = cut === 'before' ? await rows(w) : {}
    armed = cut
    fired = false
    const first = await inject(options)
    armed = undefined
    if (!fired) return first // a "no": nothing to commit
    const act = path.replace(/[0-9a-f-]{36}/g, ':id')
    const say = (what: string) => found.wrong.push(`${act}, cut ${cut === 'before' ? 'before' : `after ${cut} bytes`}: ${what}`)
    const after = await rows(w)
    const [second, third] = [await inject(options), await inject(options)]
    found.acts.add(act)
    found.cut += 1
    if (first.statusCode < 500) say(`answered ${first.statusCode}, and nobody knew`)
    if (second.statusCode >= 300) say(`then ${second.statusCode} ${second.body}`)
    if (second.statusCode !== third.statusCode || second.body !== third.body) say('a second and a third answer')
    if (cut === 'before') same(before, after, 'it was not committed, and left', say)
    else same(after, await rows(w), 'the answers after it left', say)
    return second
  }
  w.mia.house.http = http // everybody's, from here on
  try {
    const ready = await family(w)
    await addsMore(w, { ...ready, draft: await w.mia.draws() }) // the one is asked for, the other thrown away
    await closesEverything(w, ready)
  } finally {
    await http.close()
    await changes.close()
    await house.close()
    await proxy.close()
  }
}

function same(one: Record<string, number>, other: Record<string, number>, what: string, say: (what: string) => void): void {
  try {
    assert.deepEqual(one, other)
  } catch {
    const differing = Object.keys(other).filter((table) => one[table] !== other[table])
    say(`${what} other rows in ${differing.join(', ')}`)
  }
}

/** How many each table has, jobs included. */
async function rows(w: World): Promise<Record<string, number>> {
  const tables = await w.asOwner<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public' or tablename = '_private_jobs' order by 1`,
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`).join(' union all ')
  return Object.fromEntries((await w.asOwner<{ name: string; rows: number }>(counts)).map(({ name, rows }) => [name, rows]))
}
