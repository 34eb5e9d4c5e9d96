// Acts that meet: what two to four sessions do statement by statement, in every order, and whether some order of whole acts explains what came of it. T9, I16
// An act that had committed before another began comes before it in that order too.
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { everybody } from '../looking.ts'
import { arrives, type Act } from './acts.ts'
import type { Families } from './families.ts'
import { morning, type ActName, type Scene } from './quarrels.ts'
import { seesPerson, travelsTo, whySees, type Life } from './sentence.ts'
import type { Outcome, Sessions } from './sessions.ts'

export type Played = { interleavings: number; refused: number }

/** Throws at the first outcome that no order explains, and says how to play it again. */
export async function playAll(
  families: Families,
  sessions: Sessions,
  names: readonly ActName[],
  orders: readonly (readonly number[])[],
): Promise<Played> {
  const played: Played = { interleavings: 0, refused: 0 }
  for (const order of orders) {
    const scene = await morning(families, names)
    const outcomes = await sessions.play(scene.scripts, order)
    const seen = await shown(families)
    const explained = ordersOf(outcomes, scene).some((life) => isDeepStrictEqual(told(life), seen))
    if (!explained) {
      const lines = names.map((name, n) => `${name}: ${outcomes[n]?.yes ? 'yes' : 'no'}`)
      assert.deepEqual(seen, told(scene.life), `no order explains ${JSON.stringify([names, order])}\n${lines.join('\n')}`)
      assert.fail(`no order explains ${JSON.stringify([names, order])}\n${lines.join('\n')}`)
    }
    played.interleavings += 1
    played.refused += outcomes.filter(({ yes }) => !yes).length
  }
  return played

  /** What is true after each order that keeps to the clock and gives the same answers. */
  function ordersOf(outcomes: readonly Outcome[], { life, acts: done }: Scene): Life[] {
    const follow = (from: Life, left: readonly number[]): Life[] =>
      left.length === 0
        ? [from]
        : left.flatMap((n) => {
            const act = done[n] as Act
            const mine = outcomes[n] as Outcome
            if (left.some((other) => other !== n && (outcomes[other]?.ended ?? 0) < mine.began)) return [] // that one came first
            const after = structuredClone(from)
            const same = arrives(after, { act, key: `${n}` }) === mine.yes || act.do === 'end' // two who end one connection at once are both told that it is ended
            return same
              ? follow(
                  after,
                  left.filter((one) => one !== n),
                )
              : []
          })
    return follow(
      life,
      outcomes.map((_, n) => n),
    )
  }
}

type Shown = { sight: string[]; reach: string[]; people: string[] }

/** The relations themselves, once every cooling-off window that was opened has ended: what an act has made shows then at the latest. */
async function shown({ w, ids }: Families): Promise<Shown> {
  await w.asOwner(
    "update posts set shared_from = shared_from - interval '61 seconds', shared_until = shared_until - interval '61 seconds' where shared_from > now()",
  )
  const [row] = await w.asOwner<{ seen: Record<keyof Shown, string[][]> }>(`select jsonb_build_object(
    'sight', (select coalesce(jsonb_agg(jsonb_build_array(post_id, viewer_id, why)), '[]') from access.post_sight),
    'reach', (select coalesce(jsonb_agg(jsonb_build_array(post_id, person_id)), '[]') from access.post_travels),
    'people', (select jsonb_agg(distinct jsonb_build_array(viewer_id, person_id)) from access.person_sight)) as seen`)
  const names = new Map([
    ...everybody.map((name) => [w[name].id, name] as const),
    ...[...ids.posts].map(([name, id]) => [id, name] as const),
  ])
  const words = (these: string[][] = []) => these.map((ids) => ids.map((id) => names.get(id) ?? id).join(' ')).sort()
  return { sight: words(row?.seen.sight), reach: words(row?.seen.reach), people: words(row?.seen.people) }
}

function told(life: Life): Shown {
  const posts = Object.entries(life.posts).map(([name, post]) => ({
    name,
    post: { ...post, state: post.state === 'cooling-off' ? ('shared' as const) : post.state },
  }))
  const sight = posts.flatMap(({ name, post }) =>
    everybody.flatMap((viewer) => (whySees(life, viewer, post) ? [`${name} ${viewer} ${whySees(life, viewer, post)}`] : [])),
  )
  const reach = posts.flatMap(({ name, post }) => travelsTo(life, post).map((person) => `${name} ${person}`))
  const people = everybody.flatMap((viewer) =>
    everybody.flatMap((other) => (seesPerson(life, viewer, other) ? [`${viewer} ${other}`] : [])),
  )
  return { sight: sight.sort(), reach: reach.sort(), people: people.sort() }
}
