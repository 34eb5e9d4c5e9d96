// F17: a Kitestring of an earlier day, with families in it who go on using it, is brought to today's shape, and killed at one statement after another on the way. At every moment
// between, the database shows each person no more than before; what was answered is there afterwards; and today's Kitestring starts with it.
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Person } from '../../db/seed.ts'
import { currentNotice } from '../../src/features/consent/notice.ts'
import { toConfig } from '../../src/platform/config.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { newFolder } from '../throwaway.ts'
import { count, every, missing, seconds, type How, type Play, type Played } from './ground.ts'
import { openSite, shares, tries, type Site } from './site.ts'

/** The first migration that the earlier one has not: it is what stood just before this came. */
const firstNew = 'db/migrations/0058-collections.sql'
const everyOfRoom = 9 // of the room's statements, a thousand, one in so many
const root = join(import.meta.dirname, '../..')

export const upgrade: Play = { id: 'F17', what: 'upgrade under traffic, killed at each statement', play }

async function play(how: How): Promise<Played> {
  const earlier = newFolder('kitestring-faults-earlier')
  try {
    const commit = fetchEarlier(earlier)
    const site = await openSite({ root: earlier, rounds: 'ended' })
    try {
      return await upgraded(site, commit, how)
    } finally {
      await site.close()
    }
  } finally {
    rmSync(earlier, { recursive: true, force: true })
  }
}

/** From the history of this project; a copy without one cannot play this. The packages are today's, whole and of its own: the decoder's cage shows it nothing else. */
function fetchEarlier(folder: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, maxBuffer: 2 ** 30 })
  const came = git('log', '--diff-filter=A', '--format=%H', '--', firstNew).toString().trim().split('\n').at(-1)
  if (!came) throw new Error(`there is no history here in which ${firstNew} came`)
  execFileSync('tar', ['x', '-C', folder], { input: git('archive', `${came}^`) })
  execFileSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')])
  mkdirSync(join(folder, '.kitestring'), { recursive: true })
  symlinkSync(join(root, '.kitestring/node'), join(folder, '.kitestring/node'))
  return came.slice(0, 8)
}

async function upgraded(site: Site, commit: string, how: How): Promise<Played> {
  const { mia, leo, ana, dana } = site.people
  const shared = await shares(site, mia, dana, await idPhoto(1, { width: 320, height: 240 }), [leo])
  const waiting = await mia.asksWith(await idPhoto(2, { width: 320, height: 240 }), { with: [leo] })
  const gone = await shares(site, mia, dana, await idPhoto(3, { width: 320, height: 240 }), [leo])
  await mia.takesBack(gone.post)
  const [hers] = await site.owner<{ id: string }>('select id from photos where post_id = $1', [waiting])
  const allowed: [Person, string[]][] = [
    [mia, [shared.photo, hers?.id ?? '']],
    [dana, [shared.photo, hers?.id ?? '']],
    [leo, [shared.photo]],
    [ana, []],
  ]
  const wrong: string[] = []
  const others = allowed.slice(1) // to whom no draft shows
  const before = await seenByDatabase(site, others)
  if (before.get('Leo')?.join() !== shared.photo) wrong.push(`before all of it Leo sees ${before.get('Leo')?.join() || 'nothing'}`)

  const traffic = goesOn(site, wrong, { seen: [shared.photo], never: [hers?.id ?? '', gone.photo] })
  await makeTrap(site)
  const passwords = JSON.parse(readFileSync(join(site.folder, 'logins.json'), 'utf8'))
  const kills = { migrations: 0, room: 0 }
  const schemas = new Set<number>()
  const telling = every(
    20_000,
    how,
    () => `${kills.migrations} + ${kills.room} kills, ${count(traffic.acknowledged.length)} acknowledged meanwhile, ${wrong.length} wrong`,
  )
  let at = 1
  let passed = (await appliedIn(site)).length
  const old = passed
  const step = () => (passed > old ? Math.ceil(everyOfRoom / how.share) : Math.ceil(1 / how.share))
  const longest = { milliseconds: 0 }
  for (;;) {
    await site.owner("select setval('faults.statements', 1, false)")
    await site.owner('update faults.trap set at = $1', [at])
    const began = performance.now()
    const said = await migrateOnce(site.ownerUrl(), passwords)
    if (said === undefined) {
      longest.milliseconds = performance.now() - began
      break
    }
    const [counted] = await site.owner<{ last_value: string }>('select last_value from faults.statements')
    if (Number(counted?.last_value) < at) throw new Error(`it ended by itself at statement ${counted?.last_value}: ${said.slice(-800)}`)
    const applied = (await appliedIn(site)).length
    schemas.add(applied)
    if (applied > passed) {
      passed = applied
      at = 1
      kills.room += 1
    } else {
      at += step()
      if (passed > old) kills.room += 1
      else kills.migrations += 1
    }
    for (const [name, seen] of await seenByDatabase(site, others)) {
      const may = allowed.find(([one]) => one.name === name)?.[1] ?? []
      const more = seen.filter((id) => !may.includes(id))
      if (more.length > 0) wrong.push(`killed at ${at} of ${applied} migrations: ${name} sees ${more.join(', ')}`)
    }
  }
  telling.stop()
  const acknowledged = await traffic.ends()
  await site.owner('drop event trigger trap')
  await site.owner('drop schema faults cascade')
  const { textHash, livePart } = currentNotice(toConfig({ KITESTRING_DATA: site.folder }))
  await site.owner('update notices set text_hash = $1, live_part = $2', [textHash, livePart]) // a notice of before the first release may still be rewritten under its name
  await site.stops()
  site.isToday()
  await site.starts()
  for (const [person, photos] of allowed)
    for (const photo of [shared.photo, hers?.id ?? '', gone.photo]) {
      const { status } = await person.get(`/api/photos/${photo}/card`)
      if ((status === 200) !== photos.includes(photo)) wrong.push(`today ${person.name} is answered ${status} for ${photo}`)
    }
  let lost = 0
  for (const { person, id } of acknowledged) if ((await person.get(`/api/photos/${id}/card`)).status !== 200) lost += 1
  return {
    seen: `from ${old} migrations (before ${commit}) to ${(await appliedIn(site)).length}: killed ${kills.migrations} times at a statement of the migrations and ${kills.room} times of the room; ${count(traffic.looks())} looks meanwhile, ${wrong.length} saw what they must not; ${acknowledged.length} acknowledged, ${lost} lost; whole in ${seconds(longest.milliseconds)}, and today's started with it`,
    missed: [
      ...wrong.slice(0, 20),
      ...missing({
        'nothing lost': lost === 0,
        'killed among the migrations and in the room': kills.migrations > 0 && kills.room > 0,
        'something was acknowledged': acknowledged.length > 0,
      }),
    ],
  }
}

// ── What stops it at one statement ──────────────────────────────────────────────────────────────────────────

/** Each statement that changes the structure counts, and the one that is told ends its own connection, as a kill does. */
async function makeTrap({ owner }: Site): Promise<void> {
  await owner(`
    create schema faults;
    create sequence faults.statements;
    create table faults.trap (at integer not null);
    insert into faults.trap values (0);
    create function faults.counts() returns event_trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        if nextval('faults.statements') = (select at from faults.trap) then perform pg_terminate_backend(pg_backend_pid()); end if;
      end $$;
    create event trigger trap on ddl_command_start execute function faults.counts();`)
}

/** In a process of its own, today's way. Gives its last words when it did not live to the end. */
async function migrateOnce(ownerUrl: string, passwords: object): Promise<string | undefined> {
  const child = fork(new URL('./migrating.ts', import.meta.url), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  child.send({ ownerUrl, passwords })
  const [code] = await once(child, 'close')
  return code === 0 ? undefined : said
}

async function appliedIn({ owner }: Pick<Site, 'owner'>): Promise<{ name: string }[]> {
  return owner('select name from migrations.applied')
}

// ── Who looks ───────────────────────────────────────────────────────────────────────────────────────────────

/** What the database itself shows each of them, past every server: by the app's login, as a server that was not yet told would ask. */
async function seenByDatabase(site: Site, people: readonly [Person, string[]][]): Promise<Map<string, string[]>> {
  const url = new URL(site.ownerUrl())
  url.username = 'kitestring_app'
  url.password = JSON.parse(readFileSync(join(site.folder, 'logins.json'), 'utf8')).kitestring_app
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const seen = new Map<string, string[]>()
  try {
    for (const [person] of people) {
      const [kind, token] = (person.cookie.split('=')[1] ?? '').split('.')
      await client.query('begin')
      await client.query("select set_config('role', $1, true), set_config('app.session', $2, true)", [`kitestring_${kind}`, token])
      const rows = await client.query<{ id: string }>('select id from photos').then(
        (found) => found.rows,
        () => [], // it may not ask just now: nothing is seen
      )
      await client.query('rollback')
      seen.set(
        person.name,
        rows.map(({ id }) => id),
      )
    }
  } finally {
    await client.end()
  }
  return seen
}

/** The families go on: pictures come in, and everybody looks. An error is no fault meanwhile; what is seen and must not be is one. */
function goesOn({ people: { mia, leo, ana } }: Site, wrong: string[], photos: { seen: string[]; never: string[] }) {
  const acknowledged: { person: Person; id: string }[] = []
  let [over, looks, number] = [false, 0, 10]
  const drawing = (async () => {
    while (!over) {
      if (acknowledged.length < 30) {
        const made = await tries<{ photoId: string }>(mia, 'POST', '/api/photos', await idPhoto(++number, { width: 64, height: 48 }))
        if (made?.status === 201) acknowledged.push({ person: mia, id: made.body.photoId })
      }
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
  })()
  const looking = (
    [
      [leo, photos.never],
      [ana, [...photos.never, ...photos.seen]],
    ] as const
  ).map(async ([person, never]) => {
    while (!over) {
      for (const photo of never) {
        const seen = await tries(person, 'GET', `/api/photos/${photo}/card`)
        looks += 1
        if (seen && seen.status < 400) wrong.push(`meanwhile ${person.name} was answered ${seen.status} for ${photo}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  return {
    acknowledged,
    looks: () => looks,
    async ends() {
      over = true
      await Promise.all([drawing, ...looking])
      return acknowledged
    },
  }
}
