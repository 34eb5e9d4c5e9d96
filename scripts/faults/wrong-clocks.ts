// F8: the clock of Kitestring's own processes is an hour, a day or ten years wrong, forwards and backwards, while that of the database is right. Nobody sees more than before, and
// when the clock is right again nothing is lost. (Debian's faketime.)
import { existsSync } from 'node:fs'
import { good, type Person } from '../../db/seed.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { missing, shareOf, until, type How, type Play, type Played } from './ground.ts'
import { freshInbox, openSite, shares, type Site } from './site.ts'

const library = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'].find(
  (path) => existsSync(path),
)
const shifts = ['-1h', '+1h', '-1d', '+1d', '+10y'] as const

export const wrongClocks: Play = { id: 'F8', what: 'clocks that are wrong', play }

async function play(how: How): Promise<Played> {
  if (!library) throw new Error('this needs faketime: apt-get install faketime')
  const env: Record<string, string> = {}
  const site = await openSite({ env, rounds: 'ended' })
  const wrong: string[] = []
  const refused: string[] = []
  let looks = 0
  try {
    const { mia, leo, ana, dana } = site.people
    const picture = (n: number) => idPhoto(n, { width: 320, height: 240 })
    const moved = async (post: string, by: string) => {
      await site.owner(
        'update posts set shared_from = shared_from + $2::interval, shared_until = shared_until + $2::interval where id = $1',
        [post, by],
      )
      await site.owner('update post_audience set shared_from = shared_from + $2::interval where post_id = $1', [post, by])
    }
    const shared = await shares(site, mia, dana, await picture(1), [leo])
    const ended = await shares(site, mia, dana, await picture(2), [leo])
    await moved(ended.post, '-8 days')
    const soon = await shares(site, mia, dana, await picture(3), [leo])
    await moved(soon.post, '12 hours')
    const waiting = await mia.asksWith(await picture(4), { with: [leo] })
    const [hers] = await site.owner<{ id: string }>('select id from photos where post_id = $1', [waiting])
    const table: [string, Person, string, boolean][] = [
      ['the friend, what is shared', leo, shared.photo, true],
      ['the friend, what has ended', leo, ended.photo, false],
      ['the friend, what is still in its window', leo, soon.photo, false],
      ['the friend, what waits', leo, hers?.id ?? '', false],
      ['the stranger, what is shared', ana, shared.photo, false],
      ['the guardian, what waits', dana, hers?.id ?? '', true],
    ]
    async function look(when: string): Promise<void> {
      const { headers } = await leo.get('/api/me')
      const apart = Math.abs(Date.parse(String(headers['date'])) - Date.now())
      if (apart > 60_000 !== !when.startsWith('right')) wrong.push(`${when}: the server's clock is ${Math.round(apart / 1000)} s from ours`)
      for (const [who, person, photo, may] of table) {
        const { status } = await person.get(`/api/photos/${photo}/card`)
        looks += 1
        if (status === 200 && !may) wrong.push(`${when}: ${who}: seen`)
        if (status !== 200 && may && when.startsWith('right')) wrong.push(`${when}: ${who}: ${status}`)
      }
    }
    await look('right, before')
    for (const shift of shifts.slice(0, shareOf(how, shifts.length))) {
      await site.stops()
      Object.assign(env, {
        LD_PRELOAD: library,
        FAKETIME: shift,
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
        NODE_COMPILE_CACHE: '',
      })
      const started = await site.starts().then(
        () => true,
        (fault: Error) => void refused.push(`${shift}: ${fault.message.split('\n').at(-2) ?? ''}`),
      )
      if (started) {
        await look(shift)
        await jumps(site, dana, mia, leo, shift, wrong)
      }
      how.tell(`${shift}: ${started ? 'looked' : 'it does not start'}`)
    }
    await site.stops()
    for (const name of Object.keys(env)) delete env[name]
    await site.starts()
    await look('right again')
    const faults = (
      await site.owner<{ n: number }>(
        'select count(*)::int as n from (select number, lag(number) over (partition by child_id order by number) as before from log_entries) x where before is not null and number <> before + 1',
      )
    )[0]?.n
    if (faults) wrong.push(`${faults} gaps in the log`)
    return {
      seen: `${shifts.join(', ')}: ${looks} looks, ${wrong.length} saw more or lost something${refused.length > 0 ? `; it did not start with ${refused.join('; ')}` : ''}. The database's own clock was not moved`,
      missed: [...wrong, ...missing({ 'it was looked at': looks > table.length })],
    }
  } finally {
    await site.close()
  }
}

/** A yes by a wrong clock opens nothing before its window, which is the database's. */
async function jumps(site: Site, dana: Person, mia: Person, leo: Person, shift: string, wrong: string[]): Promise<void> {
  const post = await mia.asksWith(await idPhoto(9, { width: 64, height: 48 }), { with: [leo] })
  const { contentHash } = await good(dana.get<Post>(`/api/posts/${post}`))
  await good(dana.post(`/api/posts/${post}/approval`, { contentHash, freshCheckId: await freshInbox(site.owner, dana) }))
  const [photo] = await site.owner<{ id: string }>('select id from photos where post_id = $1', [post])
  if ((await leo.get(`/api/photos/${photo?.id}/card`)).status === 200) wrong.push(`${shift}: seen within its window`)
  await good(mia.takesBack(post))
  await until(
    'it is erased',
    60_000,
    async () => (await site.owner('select from receipts where thing_id = $1 and erased_at is not null', [post])).length === 1,
    200,
  )
}
