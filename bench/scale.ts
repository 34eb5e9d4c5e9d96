// `node bench/scale.ts [children]`: what a child, a post and a look cost on this machine, measured; and from that, by arithmetic and named assumptions, what a thousand to a hundred million children would.
// What is computed was never run. docs/scale.md keeps the tables and says what follows from them. Issue line 7
import { randomUUID } from 'node:crypto'
import { cpus } from 'node:os'
import { openWorkerRoom } from '../src/access/as-viewer.ts'
import type { Work } from '../src/access/work.ts'
import { openWork, passwordsOf, urlsOf } from '../src/apps/house.ts'
import { standingIn } from '../src/apps/standing.ts'
import { sweep } from '../src/features/erasure/sweep.ts'
import { headSigner } from '../src/features/family-log/jobs.ts'
import { closeDecoders, decodePhoto } from '../src/features/photos/pixels/decoder.ts'
import { SEALED_OVERHEAD } from '../src/platform/crypto.ts'
import { phoneJpeg } from '../test/fixtures/make-photos.ts'
import { fillAround, fillCircle } from './filling.ts'
import { cpuOf, measure, openBenchHouse, show, startGenerator, type BenchHouse, type Generator } from './ground.ts'

/** What the model takes for granted. None of it was measured: change it here, and every number below follows. */
const assumed = {
  'share of children who open it on a day': 0.6,
  'feeds a child who opens it asks for on that day': 6,
  'pictures with each feed (a browser keeps none)': 8,
  'posts of such a child on that day': 0.4,
  'people a post is for': 12,
  'days a post lasts': 30,
  'connections of a child': 15,
  'grown-ups for each child': 1.6,
  'questions of a grown-up on a day': 8,
  'entries a month in a child’s log, which are kept': 40,
  'years that a child is here': 4,
  'the busiest hour, in hours’ worth of an even day': 4,
  'share of children with an open line in that hour': 0.05,
  'how busy a core may be': 0.5,
  'cores of the largest primary that one would run': 64,
  'euros a month for a core with 4 GB': 10,
  'euros a month for a GB on a fast disk, three times over': 0.3,
  'euros a month for a GB of objects': 0.02,
  'euros for a GB that is sent': 0.01,
}

type Measured = Record<keyof typeof units, number>
const units = {
  'bytes of rows and indexes a child has by itself': 'B',
  'bytes of a connection, with both yeses': 'B',
  'bytes of a post with its photo and yes, without for whom': 'B',
  'bytes of one face in an audience': 'B',
  'bytes of an entry in the family log': 'B',
  'bytes of a photo’s two pictures, sealed': 'B',
  'bytes of one picture that is looked at (card)': 'B',
  'bytes that one key takes on the disk': 'B',
  'CPU of the server for a feed': 'ms',
  'CPU of the database for a feed': 'ms',
  'CPU of the server for a picture': 'ms',
  'CPU of the database for a picture': 'ms',
  'CPU of everything to take in a 12 MP photo': 'ms',
  'list beside the keys, every 10 s: for a child': 'µs',
  'signing heads, every 60 s: for a child with nothing new': 'µs',
  'sweep, every 300 s: for a key or picture that is there': 'µs',
} as const

const children = Number(process.argv[2] ?? 5_000)
const house = await openBenchHouse()
const generator = await startGenerator()
try {
  const measured = await measureAll(house, generator)
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${children} children in the database\n`,
  )
  console.log('## Measured\n')
  print(
    ['what', 'here'],
    Object.entries(units).map(([what, unit]) => [what, `${show(measured[what as keyof Measured])} ${unit}`]),
  )
  console.log('\n## Assumed\n')
  print(
    ['what', 'value'],
    Object.entries(assumed).map(([what, value]) => [what, String(value)]),
  )
  console.log('\n## Computed\n')
  const sizes = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
  const models = sizes.map((size) => modelOf(size, measured))
  print(
    ['children', ...sizes.map((size) => size.toLocaleString('en'))],
    Object.keys(models[0] ?? {}).map((what) => [what, ...models.map((model) => shown(model[what] ?? Number.NaN))]),
  )
  console.log('\n## What fills its time first\n')
  print(
    ['work of one worker', 'children at which it takes all the time there is'],
    hotSpots(measured).map(([what, size]) => [what, shown(size)]),
  )
} finally {
  await generator.stop()
  await house.stop()
}
process.exit(0)

async function measureAll(house: BenchHouse, generator: Generator): Promise<Measured> {
  const { owner } = house
  const photo = await phoneJpeg()
  const clean = await decodePhoto(photo)
  closeDecoders()
  const { cookies, photos } = await fillCircle(house, clean)
  await fillAround(house, children * 10)
  const bytesOf = async (...tables: string[]) =>
    Number(
      (await owner.query('select sum(pg_total_relation_size(t::regclass)) as bytes from unnest($1::text[]) t', [tables])).rows[0]?.bytes,
    )
  const rowsOf = async (table: string) => Number((await owner.query(`select count(*) as rows from ${table}`)).rows[0]?.rows)
  const all = await rowsOf('children')
  const posts = await rowsOf('posts')

  const asking = async (paths: string[], requests: number) => {
    const what = { paths, cookies, clients: 8, requests, url: house.url.href }
    await generator.load({ ...what, requests: 200 })
    const [server, database] = [cpuOf(house.server), cpuOf(house.postgres)]
    const loaded = await measure(generator, what, () => 0)
    if (loaded.failed > 0) throw new Error(`${loaded.failed} of ${requests} were not answered`)
    return { server: (cpuOf(house.server) - server) / requests, database: (cpuOf(house.postgres) - database) / requests }
  }
  const feed = await asking(['/api/feed'], 1_000)
  const card = await asking(
    photos.slice(0, 1).map((id) => `/api/photos/${id}/card`),
    2_000,
  )
  return {
    'bytes of rows and indexes a child has by itself':
      (await bytesOf('people', 'guardians', 'children', 'guardianships', 'consents', 'assents')) / all,
    'bytes of a connection, with both yeses': (await bytesOf('connections', 'connection_approvals')) / (await rowsOf('connections')),
    'bytes of a post with its photo and yes, without for whom': (await bytesOf('posts', 'photos', 'renditions', 'approvals')) / posts,
    'bytes of one face in an audience': (await bytesOf('post_audience')) / (await rowsOf('post_audience')),
    'bytes of an entry in the family log': await logEntry(house),
    'bytes of a photo’s two pictures, sealed': clean.renditions.reduce((sum, one) => sum + one.bytes.length + SEALED_OVERHEAD, 0),
    'bytes of one picture that is looked at (card)': clean.renditions.find(({ name }) => name === 'card')?.bytes.length ?? Number.NaN,
    'bytes that one key takes on the disk': 4096, // a block: the file itself has under 100 bytes
    'CPU of the server for a feed': feed.server,
    'CPU of the database for a feed': feed.database,
    'CPU of the server for a picture': card.server,
    'CPU of the database for a picture': card.database,
    'CPU of everything to take in a 12 MP photo': await taking(house, photo, cookies),
    ...(await chores(house, all)),
  }
}

async function taking(house: BenchHouse, photo: Buffer, cookies: readonly string[]): Promise<number> {
  const rounds = 6
  const take = async (nth: number) => {
    const answer = await fetch(new URL('/api/photos', house.url), {
      method: 'POST',
      body: new Uint8Array(photo),
      headers: {
        cookie: `kitestring=${cookies[nth]}`,
        origin: house.url.origin,
        'content-type': 'application/octet-stream',
        'idempotency-key': randomUUID(),
      },
    })
    if (answer.status !== 201) throw new Error(`not taken in: ${answer.status}`)
  }
  await take(0)
  const before = house.cpu()
  for (let nth = 1; nth <= rounds; nth += 1) await take(nth)
  return (house.cpu() - before) / rounds
}

async function logEntry({ owner }: BenchHouse): Promise<number> {
  const count = 20_000
  await owner.query('create temp table l (like log_entries including indexes)')
  await owner.query(
    `insert into l (child_id, number, at, act, by_id, thing_id, previous_hash, hash) select c, n, now(), 'post.approve', gen_random_uuid(), gen_random_uuid(), sha256(n::text::bytea), sha256(n::text::bytea)
     from (select gen_random_uuid() as c from generate_series(1, ${count / 40})) c, generate_series(1, 40) n`,
  )
  const { rows } = await owner.query("select pg_total_relation_size('l') as bytes")
  await owner.query('drop table l')
  return Number(rows[0]?.bytes) / count
}

/** What a worker does again and again over everything there is. Each of it grows with the site, whoever looks or not. */
async function chores(
  { running, owner }: BenchHouse,
  all: number,
): Promise<Pick<Measured, Extract<keyof Measured, `${string}, every ${string}`>>> {
  const url = urlsOf(running.ownerUrl, await passwordsOf(running.config)).worker
  const opened = await openWork(running.config, url)
  const hold = openWorkerRoom(url)
  const work: Work = { ...opened, worker: hold }
  try {
    await owner.query(
      "insert into log_entries (child_id, number, act, previous_hash, hash) select child_id, 1, 'child.make', sha256(''), sha256(child_id::text::bytea) from children on conflict do nothing",
    )
    await owner.query('vacuum analyze log_entries')
    const sign = headSigner(work)
    await sign()
    const idle = await took(sign, 3)
    await owner.query('begin')
    const listed = await took(() => standingIn(owner), 3)
    await owner.query('rollback')
    let there = 0
    for (const kind of ['photo', 'post'] as const) for await (const _id of work.keyring.ids(kind)) there += 1
    for await (const _key of work.storage.keys()) there += 1
    const swept = await took(() => sweep(work), 2)
    return {
      'list beside the keys, every 10 s: for a child': (listed / all) * 1000,
      'signing heads, every 60 s: for a child with nothing new': (idle / all) * 1000,
      'sweep, every 300 s: for a key or picture that is there': (swept / there) * 1000,
    }
  } finally {
    await hold.close()
    await opened.close()
  }
}

/** Milliseconds, the shortest of so many times. */
async function took(work: () => Promise<unknown>, times: number): Promise<number> {
  let shortest = Infinity
  for (let nth = 0; nth < times; nth += 1) {
    const began = performance.now()
    await work()
    shortest = Math.min(shortest, performance.now() - began)
  }
  return shortest
}

function modelOf(size: number, m: Measured): Record<string, number> {
  const a = assumed
  const active = size * a['share of children who open it on a day']
  const posted = active * a['posts of such a child on that day']
  const posts = posted * a['days a post lasts']
  const faces = posts * a['people a post is for']
  const entries = size * a['entries a month in a child’s log, which are kept'] * 12 * a['years that a child is here'] * 0.5 // half of the years are over, on average
  const rowBytes =
    size * m['bytes of rows and indexes a child has by itself'] +
    ((size * a['connections of a child']) / 2) * m['bytes of a connection, with both yeses'] +
    posts * m['bytes of a post with its photo and yes, without for whom'] +
    faces * m['bytes of one face in an audience'] +
    entries * m['bytes of an entry in the family log']
  const busiest = a['the busiest hour, in hours’ worth of an even day'] / 86_400 // of a day’s work, in a second
  const feeds =
    active * a['feeds a child who opens it asks for on that day'] +
    size * a['grown-ups for each child'] * a['questions of a grown-up on a day']
  const pictures = active * a['feeds a child who opens it asks for on that day'] * a['pictures with each feed (a browser keeps none)']
  const appWork =
    feeds * m['CPU of the server for a feed'] +
    pictures * m['CPU of the server for a picture'] +
    posted * m['CPU of everything to take in a 12 MP photo']
  const databaseWork = feeds * m['CPU of the database for a feed'] + pictures * m['CPU of the database for a picture']
  const coresOf = (milliseconds: number) => (milliseconds * busiest) / 1000 / a['how busy a core may be']
  const [app, database] = [coresOf(appWork), coresOf(databaseWork)]
  const objects = posts * m['bytes of a photo’s two pictures, sealed']
  const sent = pictures * 30 * m['bytes of one picture that is looked at (card)']
  const keys = posts * 2 + size * (1 + a['grown-ups for each child'])
  const cost =
    (Math.max(1, app) + Math.max(1, database) * 2) * a['euros a month for a core with 4 GB'] +
    ((rowBytes + keys * m['bytes that one key takes on the disk']) / 1e9) * a['euros a month for a GB on a fast disk, three times over'] +
    (objects / 1e9) * a['euros a month for a GB of objects'] +
    (sent / 1e9) * a['euros for a GB that is sent']
  return {
    'posts that are there': posts,
    'faces in audiences': faces,
    'entries of the family log': entries,
    'GB of rows and indexes': rowBytes / 1e9,
    'TB of pictures': objects / 1e12,
    'files of keys': keys,
    'feeds and questions a second, busiest hour': feeds * busiest,
    'pictures a second, busiest hour': pictures * busiest,
    'photos taken in a second, busiest hour': posted * busiest,
    'open lines': size * a['share of children with an open line in that hour'],
    'cores of nodes': app,
    'cores of the database': database,
    'primaries of the largest kind': Math.ceil(database / a['cores of the largest primary that one would run']),
    'Gbit/s sent, busiest hour': (pictures * busiest * m['bytes of one picture that is looked at (card)'] * 8) / 1e9,
    'euros for a child and month': cost / size,
  }
}

function hotSpots(m: Measured): [string, number][] {
  const a = assumed
  const alive = a['share of children who open it on a day'] * a['posts of such a child on that day'] * a['days a post lasts']
  const thingsEach = alive * 4 // two keys and two pictures a post
  const spots: [string, number][] = [
    ['the list beside the keys, every 10 s', 10e6 / m['list beside the keys, every 10 s: for a child']],
    ['signing the heads, every 60 s', 60e6 / m['signing heads, every 60 s: for a child with nothing new']],
    [
      'the sweep’s look at every key and picture, every 300 s',
      300e6 / (m['sweep, every 300 s: for a key or picture that is there'] * thingsEach),
    ],
  ]
  return spots.sort(([, one], [, other]) => one - other)
}

function shown(value: number): string {
  if (value >= 1e9) return `${show(value / 1e9)} G`
  if (value >= 1e6) return `${show(value / 1e6)} M`
  if (value >= 1e4) return `${show(value / 1e3)} k`
  return Number.isInteger(value) ? String(value) : show(value, 3)
}

function print(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`)
}
