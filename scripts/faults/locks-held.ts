// F19: a family's locks are held, and everything its people ask for piles up behind them, as much as they can send; all who look are slow too. Meanwhile everybody else takes
// back, pauses, hides, blocks and ends, and each of these is done within a second.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { good, type Person } from '../../db/seed.ts'
import type { World } from '../../test/world.ts'
import { count, missing, quantile, seconds, shareOf, type How, type Play, type Played } from './ground.ts'

const crowd = 40 // of each kind at once
const goal = 1_000 // ms

export const locksHeld: Play = { id: 'F19', what: 'locks pile up and pools run out', play }

async function play(how: How): Promise<Played> {
  const { world } = await import('../../test/world.ts')
  const w = await world()
  try {
    const rounds = shareOf(how, 25)
    const took: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      took.push(...(await stopsWhileLocked(w)))
      how.tell(`${round + 1} of ${rounds} rounds, p95 ${Math.round(quantile(took, 0.95))} ms`)
    }
    const [p95, worst] = [quantile(took, 0.95), Math.max(...took)]
    return {
      seen: `${count(took.length)} acts that stop something, while ${crowd * 3} others of another family waited for a lock and ${crowd} looked slowly: p95 ${seconds(p95)}, the slowest ${seconds(worst)}`,
      missed: missing({ [`p95 within ${goal} ms`]: p95 <= goal }),
    }
  } finally {
    await w.close()
  }
}

/** How long each took, in ms. What is locked is Mia's; who stops something is Leo's and Ana's family. */
export async function stopsWhileLocked(w: World): Promise<number[]> {
  const { mia, dana, leo, ana, lena, aron } = w
  const posts = await Promise.all([leo, ana].map(async (child) => [child, await child.asks(), await child.asks()] as const))
  const [hidden] = [await w.shares(leo, lena, { with: [ana] })]
  const waiting = await Promise.all([mia.asks(), mia.asks()])
  const { circleId } = await good(
    dana.post<{ circleId: string }>(`/api/children/${mia.id}/circles`, { picture: 'star', name: 'Piled', people: [] }),
  )
  const holder = new pg.Client({ connectionString: w.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select access.hold_chain($1)', [mia.id])
  for (const table of ['children', 'guardianships', 'posts'])
    await holder.query(`select from ${table} where child_id = $1 for update`, [mia.id])
  const piling = Array.from({ length: crowd }, (_, n) => [
    mia.post('/api/feelings', { feeling: 'cross' }),
    dana.post(`/api/circles/${circleId}/name`, { picture: 'star', name: `Piled ${n}` }),
    mia.takesBack(waiting[n % 2] ?? ''),
  ]).flat()
  const looking = Array.from({ length: crowd }, () => leo.get('/api/feed'))
  try {
    await pause(300) // all of it is waiting by now
    const took: number[] = []
    const stops = async (act: Promise<{ status: number; body: unknown }>) => {
      const began = performance.now()
      await good(act as ReturnType<Person['post']>)
      took.push(performance.now() - began)
    }
    for (const [child, one, other] of posts) {
      await stops(child.takesBack(one))
      await stops((child === leo ? lena : aron).post(`/api/posts/${other}/sending-back`, { word: 'words', note: '' }))
      await stops(child.takesBack(other))
    }
    await stops(lena.post(`/api/posts/${hidden.post}/hides`))
    await stops(lena.post(`/api/children/${leo.id}/pauses`))
    await stops(aron.post(`/api/children/${ana.id}/tightenings`, { setting: 'days', value: '7' }))
    await stops(leo.takesBack(hidden.post))
    await w.asOwner('delete from pauses')
    return took
  } finally {
    await holder.query('rollback')
    await holder.end()
    await Promise.all([...piling, ...looking])
    // No crowd of posts that wait, for the next round.
    await w.asOwner(
      "delete from receipts; update posts set shared_from = now(), shared_until = now() + interval '1 day' where shared_from is null; delete from settings where setting = 'days' and value = '7'",
    )
  }
}
