// F4: flushing to the disk fails now and then in all of Kitestring's own processes (Debian's libfiu). What was answered is whole on the disk, and what could not be flushed was not answered.
import { existsSync } from 'node:fs'
import { good } from '../../db/seed.ts'
import { idPhoto, readPhotoId } from '../../test/fixtures/make-photos.ts'
import { count, every, missing, shareOf, type How, type Play, type Played } from './ground.ts'
import { openSite } from './site.ts'

const folder = '/usr/lib/fiu'
const libraries = ['fiu_run_preload.so', 'fiu_posix_preload.so'].map((name) => `${folder}/${name}`)
const failing = ['fsync', 'fdatasync'].map((name) => `enable_random name=posix/io/sync/${name},probability=0.05`).join('\n')

export const ioErrors: Play = { id: 'F4', what: 'the disk refuses to flush', play }

async function play(how: How): Promise<Played> {
  if (!libraries.every((path) => existsSync(path))) throw new Error('this needs libfiu: apt-get install fiu-utils')
  const env: Record<string, string> = {}
  const site = await openSite({ env, rounds: 'ended' })
  const wrong: string[] = []
  const kept: { id: string; number: number }[] = []
  let [refused, thrown] = [0, 0]
  try {
    const { mia } = site.people
    await site.stops()
    Object.assign(env, { LD_PRELOAD: libraries.join(' '), FIU_ENABLE: failing })
    await site.starts()
    const wanted = shareOf(how, 1_000)
    const telling = every(20_000, how, () => `${kept.length + thrown} kept, ${refused} refused`)
    for (let number = 1; number <= wanted; number += 1) {
      const answer = await mia.ask<{ photoId: string }>('POST', '/api/photos', await idPhoto(number, { width: 64, height: 48 }), {
        'x-forwarded-for': `10.5.${number % 250}.1`,
      })
      if (answer.status === 201) kept.push({ id: answer.body.photoId, number })
      else if (answer.status >= 500) refused += 1
      else wrong.push(`an upload was answered ${answer.status}`)
      while (kept.length > 30) {
        const [oldest] = kept.splice(0, 1)
        if (oldest && (await readPhotoId((await mia.get(`/api/photos/${oldest.id}/screen`)).raw)) !== oldest.number)
          wrong.push(`${oldest.id} is not what was sent`)
        await good(mia.ask('DELETE', `/api/photos/${oldest?.id}`))
        thrown += 1
      }
    }
    telling.stop()
    await site.stops()
    for (const name of Object.keys(env)) delete env[name]
    await site.starts()
    for (const { id, number } of kept)
      if ((await readPhotoId((await mia.get(`/api/photos/${id}/screen`)).raw)) !== number) wrong.push(`${id} is lost`)
    const [row] = await site.owner<{ photos: number }>(
      'select count(*)::int as photos from photos p where not exists (select from receipts t where t.thing_id = p.id)',
    )
    if (row?.photos !== kept.length) wrong.push(`${row?.photos} photos stand, and ${kept.length} were answered`)
    return {
      seen: `${count(wanted)} uploads while one flush in twenty fails: ${count(kept.length + thrown)} answered and whole, ${count(refused)} refused, ${wrong.length} lost, altered or kept without an answer. Short writes and failing reads were not tried`,
      missed: [...wrong.slice(0, 20), ...missing({ 'some were refused': refused > 0, 'some were kept': kept.length > 0 })],
    }
  } finally {
    await site.close()
  }
}
