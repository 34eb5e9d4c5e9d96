// F5: the store of the photos is away, slow, or fails every other time. Feeds are as quick as ever, no request hangs, and who may see what is answered without it.
import { setTimeout as pause } from 'node:timers/promises'
import { openHouse } from '../../src/apps/house.ts'
import { openHttp } from '../../src/apps/http.ts'
import { routes } from '../../src/apps/routes.ts'
import { toConfig } from '../../src/platform/config.ts'
import { openChanges } from '../../src/platform/db/changes.ts'
import { standInForS3 } from '../../src/platform/storage/s3.fixture.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { missing, quantile, seconds, shareOf, type How, type Play, type Played } from './ground.ts'
import { openProxy, type Between } from './proxy.ts'

export const slowStore: Play = { id: 'F5', what: 'the store is away or slow', play }

const troubles: Record<string, (proxy: Between) => void> = {
  away: (proxy) => {
    proxy.hooks = { opened: () => false }
    proxy.cutAll()
  },
  silent: (proxy) => {
    proxy.hooks = { asked: () => undefined } // takes everything, and never answers
  },
  'five seconds late': (proxy) => {
    proxy.hooks = { delay: 5_000 }
  },
  'failing every other time': (proxy) => {
    let times = 0
    proxy.hooks = { asked: (bytes, wire) => (times++ % 2 === 0 ? bytes : void wire.cut()) }
  },
}

async function play(how: How): Promise<Played> {
  const { world } = await import('../../test/world.ts')
  const w = await world()
  const store = await standInForS3({ bucket: 'photos', accessKey: 'us' })
  const proxy = await openProxy(Number(store.url.port))
  const env = {
    ...w.env,
    S3_ENDPOINT: `http://localhost:${proxy.port}`,
    S3_BUCKET: 'photos',
    S3_ACCESS_KEY: 'us',
    S3_SECRET_KEY: 'testsecret',
  }
  const [house, changes] = [await openHouse(toConfig(env), w.urls), await openChanges(w.urls.app)]
  const http = await openHttp(house, routes, changes)
  w.mia.house.http = http // everybody's, from here on
  const wrong: string[] = []
  const feeds: number[] = []
  const longest: Record<string, number> = {}
  try {
    const { mia, leo, ana, dana } = w
    const { post, photo } = await w.shares(mia, dana, { with: [leo], photo: await idPhoto(1, { width: 320, height: 240 }) })
    if ((await leo.get(`/api/photos/${photo}/card`)).status !== 200) wrong.push('it is not there before anything is broken')
    for (const [name, breaks] of Object.entries(troubles)) {
      breaks(proxy)
      const until = performance.now() + shareOf(how, 120_000) // four of them: eight minutes
      longest[name] = 0
      const took = async <T>(what: string, ask: Promise<T>): Promise<T> => {
        const began = performance.now()
        const answer = await ask
        const milliseconds = performance.now() - began
        if (what === 'feed') feeds.push(milliseconds)
        longest[name] = Math.max(longest[name] ?? 0, milliseconds)
        return answer
      }
      do {
        await Promise.all([
          ...Array.from({ length: 10 }, async () => {
            if ((await took('feed', leo.get('/api/feed'))).status !== 200) wrong.push(`${name}: no feed`)
          }),
          took('bytes', leo.get(`/api/photos/${photo}/card`)).then(({ status, raw }) => {
            if (status !== 200 && status < 500) wrong.push(`${name}: who may see it was answered ${status}`)
            if (status === 200 && raw.length === 0) wrong.push(`${name}: an empty picture`)
          }),
          took('bytes', ana.get(`/api/photos/${photo}/card`)).then(({ status }) => {
            if (status !== 404) wrong.push(`${name}: a stranger was answered ${status}`)
          }),
          idPhoto(2, { width: 64, height: 48 })
            .then((bytes) => took('upload', mia.post<{ photoId: string }>('/api/photos', bytes)))
            .then(async ({ status, body }) => {
              if (status === 201) {
                await mia.ask('DELETE', `/api/photos/${body.photoId}`)
              } else if (status < 500 && status !== 429) wrong.push(`${name}: an upload was answered ${status}`)
            }),
          pause(200),
        ])
      } while (performance.now() < until)
      proxy.hooks = {}
      proxy.cutAll()
      how.tell(`${name}: the longest ${seconds(longest[name] ?? 0)}`)
    }
    breaksAway(proxy)
    if ((await mia.takesBack(post)).status >= 300) wrong.push('taking back needs the store')
    proxy.hooks = {}
    if ((await leo.get(`/api/photos/${photo}/card`)).status !== 404) wrong.push('taken back, and still there')
  } finally {
    await http.close()
    await changes.close()
    await house.close()
    await proxy.close()
    await store.close()
    await w.close()
  }
  const p95 = quantile(feeds, 0.95)
  const worst = Math.max(...Object.values(longest))
  return {
    seen: `${Object.entries(longest)
      .map(([name, most]) => `${name}: the longest request ${seconds(most)}`)
      .join(', ')}; ${feeds.length} feeds meanwhile, p95 ${p95.toFixed(0)} ms; ${new Set(wrong).size} wrong answers`,
    missed: [...new Set(wrong), ...missing({ 'feed p95 within 500 ms': p95 <= 500, 'no request over 10 s': worst <= 10_500 })],
  }
}

function breaksAway(proxy: Between): void {
  troubles['away']?.(proxy)
}
