// Debian's Postgres with one streaming copy, as a site that means it runs them: TLS, and nothing is answered before the copy has it on its disk.
import { appendFileSync, chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountOfPostgres, begin, end, newPort, postgresPrograms, run, untilItListens } from './programs.ts'

const secret = 'a-word-for-this-run-only'

/** `freeze`: as a copy it takes nothing in until it is thawed. */
export type Server = {
  port: number
  pid(): number
  start(): Promise<void>
  kill(): Promise<void>
  promote(): void
  stop(): Promise<void>
  freeze(): void
  thaw(): void
}

/** The owner's address by a port, over TLS, with the certificate looked at. */
export function ownerUrl(port: number, certificate: string, database = 'postgres'): string {
  return `postgres://postgres:${secret}@127.0.0.1:${port}/${database}?sslmode=verify-full&sslrootcert=${certificate}`
}

export async function startPrimary(folder: string): Promise<{ server: Server; certificate: string }> {
  const account = accountOfPostgres()
  const home = join(folder, 'primary')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const own = (path: string) => account.uid !== undefined && chownSync(path, account.uid, account.gid ?? account.uid)
  own(home)
  const [data, word, certificate] = [join(home, 'data'), join(home, 'word'), join(folder, 'database.pem')]
  writeFileSync(word, secret, { mode: 0o600 })
  own(word)
  run(
    join(postgresPrograms, 'initdb'),
    ['-D', data, '-U', 'postgres', `--pwfile=${word}`, '--auth=scram-sha-256', '-k', '--locale=C.UTF-8', '--encoding=UTF8'],
    account,
  )
  run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=kitestring database'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(data, 'server.key'), '-out', certificate],
  ])
  copyFileSync(certificate, join(data, 'server.crt'))
  for (const name of ['server.key', 'server.crt']) own(join(data, name))
  writeFileSync(
    join(data, 'pg_hba.conf'),
    'hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl replication all 127.0.0.1/32 scram-sha-256\n',
  )
  const port = await newPort()
  appendFileSync(
    join(data, 'postgresql.conf'),
    `listen_addresses = '127.0.0.1'\nport = ${port}\nunix_socket_directories = ''\nssl = on\nmax_connections = 200\nshared_buffers = 128MB\nsynchronous_standby_names = '*'\nsynchronous_commit = off\nlog_error_verbosity = terse\nlog_min_error_statement = panic\n`, // the logins of the product say `on` themselves
  )
  const server = serverOf(data, port)
  await server.start()
  return { server, certificate }
}

/** A copy that follows; what the other answers, it has. Once it is promoted it waits for nobody. */
export async function startCopy(folder: string, of: Server): Promise<Server> {
  const account = accountOfPostgres()
  const home = join(folder, 'copy')
  mkdirSync(home, { mode: 0o700 })
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid ?? account.uid)
  const data = join(home, 'data')
  run(
    join(postgresPrograms, 'pg_basebackup'),
    ['-h', '127.0.0.1', '-p', String(of.port), '-U', 'postgres', '-D', data, '-R', '-X', 'stream', '-c', 'fast'],
    { env: { PGPASSWORD: secret }, ...account },
  )
  const port = await newPort()
  appendFileSync(join(data, 'postgresql.conf'), `port = ${port}\nsynchronous_standby_names = ''\n`)
  const server = serverOf(data, port)
  await server.start()
  return server
}

function serverOf(data: string, port: number): Server {
  const account = accountOfPostgres()
  let frozen = 0
  const pid = () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  return {
    port,
    pid,
    async start() {
      begin(join(postgresPrograms, 'postgres'), ['-D', data, '-c', `log_directory=${data}`, '-c', 'logging_collector=on'], account)
      await untilItListens(port, 30)
    },
    kill: () => end(pid(), 'SIGKILL'), // its own children notice, and end at once
    promote: () => void run(join(postgresPrograms, 'pg_ctl'), ['-D', data, 'promote', '-w'], account),
    freeze() {
      const children = readFileSync(`/proc/${pid()}/task/${pid()}/children`, 'utf8').trim().split(' ').map(Number)
      frozen = children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('walreceiver')) ?? 0
      if (frozen === 0) throw new Error('the copy follows nobody')
      process.kill(frozen, 'SIGSTOP')
    },
    thaw: () => void process.kill(frozen, 'SIGCONT'),
    stop: () => end(pid(), 'SIGINT').catch(() => {}), // it has been killed
  }
}
