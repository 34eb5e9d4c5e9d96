// A Kitestring as `npm start` makes it: one process that starts and keeps all others, in a folder of its own, with three families. What is broken is broken from outside.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { childrenOf, commandOf, postmasterOf } from '../../bench/ground.ts'
import { connects, good, invitationFrom, makesChild, overHttp, Person, signsUp, type Answer, type Method } from '../../db/seed.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { freePort } from '../../src/platform/db/launcher.ts'
import { zoneWhereItIs } from '../../test/house.ts'
import { newFolder } from '../throwaway.ts'
import { until } from './ground.ts'

export type Families = Record<'dana' | 'lena' | 'aron' | 'mia' | 'leo' | 'ana', Person>
export type Site = {
  url: URL
  folder: string
  people: Families
  /** Rows as the database's owner; each time by a connection of its own, since the database is what may be killed. */
  owner<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
  ownerUrl(): string
  server(): number
  worker(): number
  postmaster(): number
  said(): string
  /** Ctrl-C, and waits for its end. */
  stops(): Promise<void>
  starts(): Promise<void>
  /** From the next start on it is this project, and no other checkout. */
  isToday(): void
  close(): Promise<void>
}
/** `rounds`: those that try the promises are ended as they begin. What is killed under one makes it close sharing for minutes, as it must (decision 0009). `root`: another checkout of this project. */
export type SiteOptions = { env?: Record<string, string>; families?: 'none'; rounds?: 'ended'; root?: string }

const root = join(import.meta.dirname, '../..')
const open = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of open) kill(child)
})

export async function openSite(options: SiteOptions = {}): Promise<Site> {
  mkdirSync(tmpdir(), { recursive: true })
  const folder = newFolder('kitestring-faults-site')
  const port = (await freePort(0)) ?? 0
  const url = new URL(`http://localhost:${port}`)
  const logFile = join(folder, 'said.log')
  const data = join(folder, 'data')
  let from = options.root ?? root
  let start: ChildProcess | undefined
  let begins = 0

  async function starts(): Promise<void> {
    const log = openSync(logFile, 'a')
    begins += 1
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/apps/start.ts'], {
      cwd: from,
      detached: true, // a group of its own, so that all of it can be ended
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        PORT: String(port),
        KITESTRING_DATA: data,
        KITESTRING_TIME_ZONE: zoneWhereItIs(12),
        KITESTRING_LEAVE_SECONDS: '0',
        ...options.env,
      },
    })
    closeSync(log)
    open.add(child)
    start = child
    const times = begins
    await until(
      'Kitestring starts',
      120_000,
      () => child.exitCode !== null || said().split('Press Ctrl-C').length > times || child.signalCode !== null,
    )
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it did not start: ${said().slice(-2000)}`)
  }

  function said(): string {
    return existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''
  }
  const part = (name: string) => childrenOf(start?.pid ?? 0).find((pid) => commandOf(pid).includes(`apps/${name}.ts`)) ?? 0
  const ownerUrl = () => {
    const home = join(data, 'postgres-18')
    const [password, its] = ['password', 'port'].map((name) => readFileSync(join(home, name), 'utf8').trim())
    return `postgres://postgres:${encodeURIComponent(password ?? '')}@127.0.0.1:${its}/kitestring`
  }
  const ending = options.rounds && setInterval(() => killPid(part('checks')), 100)
  async function stops(): Promise<void> {
    const child = start
    if (!child) return
    child.kill('SIGINT')
    await until('Kitestring stops', 60_000, () => child.exitCode !== null || child.signalCode !== null)
    open.delete(child)
  }

  try {
    await starts()
    return {
      url,
      folder: data,
      people: options.families === 'none' ? ({} as Families) : await families(url, /set-up code: (\S+)/.exec(said())?.[1] ?? ''),
      ownerUrl,
      owner: (text, values) => asOwner(ownerUrl(), text, values),
      server: () => part('server'),
      worker: () => part('worker'),
      postmaster: () => postmasterOf(data),
      said,
      stops,
      starts,
      isToday() {
        from = root
      },
      async close() {
        clearInterval(ending)
        await stops().catch(() => {})
        if (start) kill(start)
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      },
    }
  } catch (fault) {
    const last = said().slice(-1500)
    clearInterval(ending)
    if (start) kill(start)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    throw new Error(`it did not begin. ${String(fault)} It said: ${last}`, { cause: fault })
  }
}

export async function asOwner<R extends pg.QueryResultRow>(url: string, text: string, values?: unknown[]): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<R>(text, values)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** Dana guards Mia, Lena Leo, Aron Ana; Mia and Leo are connected, and Ana is a stranger to both. Everybody comes from an address of their own. */
async function families(url: URL, setUpCode: string): Promise<Families> {
  let addresses = 0
  const person = (name: string) => new Person(name, overHttp(url, { 'x-forwarded-for': `10.1.0.${++addresses}` }))
  const [dana, lena, aron] = [person('Dana'), person('Lena'), person('Aron')]
  await signsUp(dana, setUpCode)
  for (const guardian of [lena, aron]) await signsUp(guardian, await invitationFrom(dana))
  const opened = { audience: 'everyone', hours: 'never', budget: 'all-day', 'cooling-off': 'minute' } as const
  const mia = await makesChild(dana, person('Mia'), 'fox', opened)
  const leo = await makesChild(lena, person('Leo'), 'lion', opened)
  const ana = await makesChild(aron, person('Ana'), 'owl', opened)
  await connects([dana, mia], [lena, leo])
  return { dana, lena, aron, mia, leo, ana }
}

/** One try. Nothing: no answer came, or one that says "later". */
export async function tries<T>(person: Person, method: Method, path: string, body?: unknown, key?: string): Promise<Answer<T> | undefined> {
  const answer = await person.ask<T>(method, path, body, key ? { 'idempotency-key': key } : {}).catch(() => undefined)
  return answer && answer.status < 500 ? answer : undefined
}

/** The proof is put into the table: making one takes a password's hash each time, and is not what is tried here. */
export async function freshInbox(owner: Site['owner'], guardian: Person): Promise<string> {
  const id = randomUUID()
  await owner(
    `insert into fresh_checks (id, session_id, act, subject, made_at) select $1, id, 'post.approve', 'inbox', now() from sessions where person_id = $2 and kind = 'guardian' order by expires_at desc limit 1`,
    [id, guardian.id],
  )
  return id
}

/** Asked, approved, and past the cooling-off window. */
export async function shares(
  site: Pick<Site, 'owner'>,
  child: Person,
  guardian: Person,
  picture: Buffer,
  to: Person[],
): Promise<{ post: string; photo: string }> {
  const post = await child.asksWith(picture, { with: to })
  const seen = await good(guardian.get<Post>(`/api/posts/${post}`))
  await good(
    guardian.post(`/api/posts/${post}/approval`, { contentHash: seen.contentHash, freshCheckId: await freshInbox(site.owner, guardian) }),
  )
  await windowPasses(site.owner, post)
  const [photo] = await site.owner<{ id: string }>('select id from photos where post_id = $1', [post])
  return { post, photo: photo?.id ?? '' }
}

export async function windowPasses(owner: Site['owner'], post: string): Promise<void> {
  await owner(
    "update posts set shared_from = shared_from - interval '61 seconds', shared_until = shared_until - interval '61 seconds' where id = $1",
    [post],
  )
  await owner("update post_audience set shared_from = shared_from - interval '61 seconds' where post_id = $1", [post])
}

function killPid(pid: number): void {
  if (pid > 0) process.kill(pid, 'SIGKILL')
}

function kill(child: ChildProcess): void {
  open.delete(child)
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  } catch {
    // it has ended
  }
}
