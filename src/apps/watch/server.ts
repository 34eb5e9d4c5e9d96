// What a supervisor and a Prometheus on this machine may ask: is it alive, is it ready, how does it do. On a port of its own, for this machine alone; the families' port answers none of it. Decision 0055
import { createServer, type Server, type ServerResponse } from 'node:http'
import pg from 'pg'
import { clock, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { log } from '../../platform/log.ts'
import { metricsText, type Sample } from '../../platform/metrics/allowed.ts'
import type { Part } from '../part.ts'
import { machineNow, type Machine } from './machine.ts'
import { whatIsNotReady, type Watched } from './readiness.ts'

type Parts = Record<'server' | 'worker', Pick<Part, 'metrics' | 'starts'>>
export type Watch = { config: Config; ownerUrl: string; parts: Parts; isLeaving(): boolean }

export async function startWatch(watch: Watch, port: number): Promise<{ port: number; stop(): Promise<void> }> {
  const since = clock.now()
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    const isHere = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '') // another name that leads here is another site. T27
    const asks = isHere && request.method === 'GET' ? request.url : undefined
    answer(watch, since, asks, response).catch((fault: unknown) => {
      log.error('watch.bug', fault)
      send(response, 500, 'It cannot be said.')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: portOf(server), stop: () => close(server) }
}

async function answer(watch: Watch, since: Instant, asks: string | undefined, response: ServerResponse): Promise<void> {
  if (asks === '/live') return send(response, 200, 'alive')
  if (asks !== '/ready' && asks !== '/metrics') return send(response, 404, 'There is nothing here.')
  const [server, worker] = await Promise.all([watch.parts.server.metrics(), watch.parts.worker.metrics()])
  const answering = { server: server !== undefined, worker: worker !== undefined }
  const watched: Watched = { config: watch.config, since, isLeaving: watch.isLeaving, answering }
  const client = await reached(watch.ownerUrl)
  try {
    const missing = await whatIsNotReady(client, watched, clock.now())
    if (asks === '/ready')
      return send(response, missing.length === 0 ? 200 : 503, missing.length === 0 ? 'ready' : `not ready: ${missing.join(', ')}`)
    const machine = client && (await machineNow(watch.config, client))
    const samples = [
      ...(server ?? []),
      ...(worker ?? []),
      ...ofParts(watch.parts, answering),
      ...(machine ? ofMachine(machine, clock.now()) : []),
    ]
    send(
      response,
      200,
      metricsText([...samples, { name: 'kitestring_ready', labels: {}, value: missing.length === 0 ? 1 : 0 }]),
      'text/plain; version=0.0.4',
    )
  } finally {
    await client?.end()
  }
}

// A connection for each question: nothing is kept open for a page that is asked for every half a minute.
async function reached(ownerUrl: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 2_000, query_timeout: 5_000 })
  client.on('error', () => {})
  return client.connect().then(
    () => client,
    () => undefined,
  )
}

function ofParts(parts: Parts, answering: Watched['answering']): Sample[] {
  return (['server', 'worker'] as const).flatMap((part): Sample[] => [
    { name: 'kitestring_part_up', labels: { part }, value: answering[part] ? 1 : 0 },
    { name: 'kitestring_part_starts_total', labels: { part }, value: parts[part].starts() },
  ])
}

export function ofMachine({ jobs, checks, free, backups, kept }: Machine, now: Instant): Sample[] {
  const age = (at: number) => Math.max(0, (now - at) / 1000)
  return [
    { name: 'kitestring_jobs_waiting', labels: {}, value: jobs.due },
    { name: 'kitestring_jobs_failed', labels: { again: 'yes' }, value: jobs.again },
    { name: 'kitestring_jobs_failed', labels: { again: 'no' }, value: jobs.given_up },
    { name: 'kitestring_jobs_oldest_seconds', labels: {}, value: jobs.oldest },
    { name: 'kitestring_disk_free_bytes', labels: { of: 'data' }, value: free.data },
    { name: 'kitestring_disk_free_bytes', labels: { of: 'keys' }, value: free.keys },
    ...(['data', 'keys'] as const).flatMap((of): Sample[] => {
      const at = backups[of]
      return at === undefined ? [] : [{ name: 'kitestring_backup_age_seconds', labels: { of }, value: age(at) }]
    }),
    ...(kept
      ? [
          { name: 'kitestring_damaged_files', labels: { of: 'data' }, value: kept.damagedPictures.length } as const,
          { name: 'kitestring_damaged_files', labels: { of: 'keys' }, value: kept.damagedKeys.length } as const,
        ]
      : []),
    ...(checks.last ? [{ name: 'kitestring_checks_age_seconds', labels: {}, value: age(checks.last.getTime()) } as const] : []),
    { name: 'kitestring_checks_failed', labels: {}, value: checks.failed.length },
  ]
}

function send(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(body)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
