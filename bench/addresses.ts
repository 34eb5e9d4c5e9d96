// P7 for every address that tells something about a family: how long it takes a child, its guardian, a friend, a friend's guardian and who helps out, in a database full of others.
import { picture } from '../db/pictures.ts'
import { connects, good, invitationFrom, makesChild, overHttp, Person, relativeInvitationFrom, signsUp } from '../db/seed.ts'
import { routes } from '../src/safeguards/addresses.ts'
import { fillAround, fillCircle } from './filling.ts'
import { bounded, median, openBenchHouse, runAlone, type Bench, type BenchHouse } from './ground.ts'

const asks = 5 // of which the median counts
const most = 250 // ms: a screen asks several at once

export const addresses: Bench = async ({ quick }) => {
  const house = await openBenchHouse()
  const posts = quick ? 10_000 : 100_000
  try {
    const { people, ids } = await family(house)
    await fillCircle(house)
    await fillAround(house, posts)
    const took: { what: string; ms: number }[] = []
    for (const person of people)
      for (const url of routes(ids).filter((one) => one !== '/api/events'))
        took.push({ what: `${person.name} ${nameless(url)}`, ms: await asked(person, url) })
    took.sort((one, other) => other.ms - one.ms)
    return took.slice(0, 10).map(({ what, ms }) => bounded(`P7 ${what}, ${posts} posts`, ms, 'ms', most))
  } finally {
    await house.stop()
  }
}

/** Mia has shared with Leo and her grandmother, who helps out and decides about what waits. */
async function family({ running, owner, url }: BenchHouse): Promise<{ people: Person[]; ids: Parameters<typeof routes>[0] }> {
  const [dana, lena, rosa, mia, leo] = ['Dana', 'Lena', 'Rosa', 'Mia', 'Leo'].map((name) => new Person(name, overHttp(url))) as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  await signsUp(dana, running.setUpCode ?? '')
  await signsUp(lena, await invitationFrom(dana))
  const opened = { audience: 'everyone', hours: 'never', budget: 'all-day' } as const
  await makesChild(dana, mia, 'fox', opened)
  await makesChild(lena, leo, 'lion', opened)
  await signsUp(rosa, await relativeInvitationFrom(dana, mia))
  await connects([dana, mia], [lena, leo])
  const beach = await picture('beach')
  const post = await mia.asksWith(beach, { with: [leo, rosa] })
  await good(dana.approves(post))
  await owner.query("update posts set shared_from = shared_from - interval '1 hour', shared_until = shared_until - interval '1 hour'")
  await owner.query("update post_audience set shared_from = shared_from - interval '1 hour'")
  await mia.asksWith(beach, { with: [leo] })
  const freshCheckId = await dana.fresh('carer.ask', `${mia.id}:${rosa.id}`)
  await good(dana.post(`/api/children/${mia.id}/carers`, { personId: rosa.id, until: 'today', freshCheckId }))
  const { rows } = await owner.query<{ id: string }>('select id from photos where post_id = $1', [post])
  return { people: [mia, dana, leo, lena, rosa], ids: { child: mia.id, post, photo: rows[0]?.id ?? '' } }
}

async function asked(person: Person, url: string): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < asks; n += 1) {
    const began = performance.now()
    const { status } = await person.get(url)
    took.push(performance.now() - began)
    if (status >= 500) throw new Error(`${person.name} asks ${nameless(url)}: ${status}`)
  }
  return median(took)
}

function nameless(url: string): string {
  return url.replaceAll(/[0-9a-f-]{36}/g, '…')
}

await runAlone(import.meta, addresses)
