// F2: the database is killed in the middle of what six people do. What was answered is there afterwards, once, and everything answers again by itself.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { good, type Person } from '../../db/seed.ts'
import { idPhoto, readPhotoId } from '../../test/fixtures/make-photos.ts'
import { count, every, missing, seconds, shareOf, until, type How, type Play, type Played } from './ground.ts'
import { openSite, tries, type Site } from './site.ts'

const size = { width: 64, height: 48 }
const mostKept = 12 // a child may have forty drafts

/** Does one thing after another, each until it is answered, with the key of its first try. */
type Writer = { acknowledged: number; newest: number; goesOn(): void; rests(): Promise<void>; lost(): Promise<string[]> }

export const postgresKilled: Play = { id: 'F2', what: 'postgres killed', play }

async function play(how: How): Promise<Played> {
  const kills = shareOf(how, 200)
  const site = await openSite()
  const [lost, back]: [string[], number[]] = [[], []]
  try {
    const { mia, leo, ana, dana, lena, aron } = site.people
    const writers = [
      ...[mia, leo, ana].map((child, n) => drawing(site, child, n)),
      ...(await Promise.all(
        (
          [
            [dana, mia],
            [lena, leo],
            [aron, ana],
          ] as const
        ).map(([guardian, child]) => renaming(guardian, child)),
      )),
    ]
    const sum = () => writers.reduce((all, one) => all + one.acknowledged, 0)
    const telling = every(20_000, how, () => `${back.length} of ${kills} kills, ${count(sum())} acknowledged, ${lost.length} lost`)
    const [server, began] = [site.server(), performance.now()]
    while (back.length < kills) {
      for (const writer of writers) writer.goesOn()
      await pause(200 + Math.random() * 1300)
      const killed = performance.now()
      process.kill(site.postmaster(), 'SIGKILL')
      await until('everybody is answered again', 60_000, () => writers.every(({ newest }) => newest > killed), 20)
      back.push(performance.now() - killed)
      await Promise.all(writers.map((one) => one.rests()))
      for (const writer of writers) lost.push(...(await writer.lost()))
    }
    telling.stop()
    const worst = Math.max(...back)
    const same = site.server() === server
    return {
      seen: `${kills} times in ${Math.round((performance.now() - began) / 60_000)} minutes, ${count(sum())} acknowledged, ${lost.length} lost or double, back in at most ${seconds(worst)} (median ${seconds(back.sort((a, b) => a - b)[Math.floor(back.length / 2)] ?? 0)}), the app ${same ? 'never started again' : 'WAS started again'}`,
      missed: [
        ...lost.slice(0, 20),
        ...missing({
          'back within 10 s': worst <= 10_000,
          'the app needs no new start': same,
          'something was acknowledged': sum() > kills,
        }),
      ],
    }
  } finally {
    await site.close()
  }
}

/** A child that puts pictures in, and the oldest away again. */
function drawing(site: Site, child: Person, nth: number): Writer {
  const kept: { id: string; number: number }[] = []
  const gone: string[] = []
  let number = nth * 1_000_000
  return insisting(
    async (until) => {
      const oldest = kept.length >= mostKept ? kept[0] : undefined
      if (oldest) {
        const answer = await until(() => tries(child, 'DELETE', `/api/photos/${oldest.id}`))
        if (!answer) return
        if (![204, 404].includes(answer.status)) throw new Error(`putting away: ${answer.status}`) // 404: done, and the answer was lost
        gone.push(kept.shift()?.id ?? '')
      } else {
        const [key, picture] = [randomUUID(), await idPhoto(++number, size)]
        const answer = await until(() => tries<{ photoId: string }>(child, 'POST', '/api/photos', picture, key))
        if (!answer) return
        if (answer.status !== 201) throw new Error(`putting in: ${answer.status} ${JSON.stringify(answer.body)}`)
        kept.push({ id: answer.body.photoId, number })
      }
    },
    async () => {
      const wrong: string[] = []
      for (const { id, number } of kept) {
        const { status, raw } = await child.get(`/api/photos/${id}/screen`)
        if (status !== 200 || (await readPhotoId(raw)) !== number) wrong.push(`photo ${id} of ${child.name}: ${status}`)
      }
      for (const id of gone.splice(0)) if ((await child.get(`/api/photos/${id}/card`)).status !== 404) wrong.push(`photo ${id} came back`)
      const rows = await site.owner<{ id: string }>(
        'select id from photos p where child_id = $1 and not exists (select from receipts t where t.thing_id = p.id)',
        [child.id],
      )
      if (rows.length !== kept.length) wrong.push(`${child.name} has ${rows.length} photos, and ${kept.length} were answered`)
      return wrong
    },
  )
}

/** A guardian that names a circle anew again and again: the last name answered is the one that stands. */
async function renaming(guardian: Person, child: Person): Promise<Writer> {
  const { circleId } = await good(
    guardian.post<{ circleId: string }>(`/api/children/${child.id}/circles`, { picture: 'star', name: 'Start', people: [] }),
  )
  let number = 0
  let last = 'Start'
  return insisting(
    async (until) => {
      const [key, name] = [randomUUID(), `Number ${++number}`]
      const answer = await until(() => tries(guardian, 'POST', `/api/circles/${circleId}/name`, { picture: 'star', name }, key))
      if (!answer) return
      if (answer.status >= 300) throw new Error(`naming: ${answer.status} ${JSON.stringify(answer.body)}`)
      last = name
    },
    async () => {
      const { circles } = await good(child.get<{ circles: { id: string; name: string }[] }>('/api/circles'))
      const stands = circles.find(({ id }) => id === circleId)?.name
      return stands === last ? [] : [`the circle is called ${stands}, and ${last} was answered`]
    },
  )
}

type Insists = <A>(attempt: () => Promise<A | undefined>) => Promise<A | undefined>

function insisting(act: (insist: Insists) => Promise<void>, lost: () => Promise<string[]>): Writer {
  let resting = true
  let going: Promise<void> = Promise.resolve()
  const writer: Writer = {
    acknowledged: 0,
    newest: 0,
    lost,
    goesOn() {
      resting = false
      going = go()
      going.catch(() => {}) // rests() says it
    },
    async rests() {
      resting = true
      await going
    },
  }
  async function go(): Promise<void> {
    while (!resting) {
      await act(async (attempt) => {
        for (;;) {
          const asked = performance.now()
          const answer = await attempt()
          if (answer) {
            writer.acknowledged += 1
            writer.newest = asked
            return answer
          }
          await pause(50)
        }
      })
    }
  }
  return writer
}
