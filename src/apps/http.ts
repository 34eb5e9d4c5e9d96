// The door to the outside: turns the site map into HTTP, with one shape for every answer and every "no".
import { createHmac } from 'node:crypto'
import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import underPressure from '@fastify/under-pressure'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Kind, Viewer } from '../access/as-viewer.ts'
import { admit, answer, modeOf, type Bytes, type House, type Repeat, type Route, type Stream } from '../access/door.ts'
import type { Changes } from '../platform/db/changes.ts'
import { days, type Instant } from '../platform/clock.ts'
import { sql } from '../platform/db/sql.ts'
import { sha256 } from '../platform/crypto.ts'
import { isId } from '../platform/ids.ts'
import { log } from '../platform/log.ts'
import { metrics } from '../platform/metrics.ts'
import { Refusal } from '../platform/refusal.ts'
import { describe } from './openapi.ts'
import { statusOf } from './refusals.ts'
import { addressOf, refuseOtherSites } from './who-asks.ts'
import { addRemovalPages } from './removal-pages.ts'

import { version } from '../features/operator/version.ts'
const kinds: readonly string[] = ['child', 'guardian', 'relative', 'staff'] satisfies Kind[]
const mostLines = 16
const looker = /\/assets\/look-at\.worker-[^/]+\.js(?:\.br|\.gz)?$/
const mostUploads = 12
const mostUploadsOfOne = 5
const mostOfStrangers = 4
const uploadLimit = 26 * 1024 * 1024
const wordsLimit = 256 * 1024

// What cannot be an address at all is answered before anything of ours hears of it, and so gets its headers here.
const leastHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** `leaving`: it goes on answering for a while, and says by its health that nobody more is to come, and by each answer that the next question goes elsewhere. `underway`: how many are being answered; open lines are none. */
export type Stage = { leaving: boolean; underway: number }

export async function openHttp(
  house: House,
  routes: readonly Route[],
  changes: Changes,
  stage: Stage = { leaving: false, underway: 0 },
): Promise<FastifyInstance> {
  const secure = house.config.url.protocol === 'https:'
  const trusted = secure || ['localhost', '127.0.0.1'].includes(house.config.url.hostname) // elsewhere browsers ignore these two headers, and complain
  // Behind a web server on the same machine, or one of the balancers that the operator names, the visitor's address is the one it forwards; nobody else is believed.
  const app = fastify({
    logger: false,
    trustProxy: ['loopback', ...house.config.balancers],
    bodyLimit: wordsLimit,
    // Whoever sends a byte at a time is cut off: within ten seconds without all headers, within a minute without all the rest; and whoever reads nothing, after two. F12
    http: { headersTimeout: 8_000, connectionsCheckingInterval: 1_000 },
    requestTimeout: 58_000,
    connectionTimeout: 120_000,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    frameworkErrors: (_fault, _request, reply) => sendRefusal(reply.headers(leastHeaders), 404, 'not-found'),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(refuseInJson)
  app.setNotFoundHandler((request, reply) =>
    isPage(request) ? page(request, reply) : refuseInJson(new Refusal('not-found'), request, reply),
  )
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: uploadLimit }, (_request, body, done) =>
    done(null, body),
  )
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['kitestring', 'kitestring-words', 'kitestring-photos'], // each lets one address of our own through
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: trusted,
    originAgentCluster: trusted,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'geolocation=(), microphone=(), camera=(self), payment=(), usb=(), interest-cohort=()') // DAT-4, CNT-7
    refuseOtherSites(request.raw, ownOrigins(house))
    if (stage.leaving) reply.header('connection', 'close')
    if (stage.leaving && request.routeOptions.url === '/api/health') throw new Refusal('busy')
  })
  app.addHook('onResponse', async (request, reply) => measure(request, reply))
  app.addHook('onRequest', async (request, reply) => {
    if (lineOf(request)?.answer === 'changes') return
    stage.underway += 1
    reply.raw.once('close', () => {
      stage.underway -= 1
    })
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    max: 6000,
    timeWindow: 60_000,
    keyGenerator: addressOf,
    errorResponseBuilder: () => new Refusal('too-many-tries'),
  })
  // Over a second, one pause of a second can leave nothing to measure, which counts as too much: everything would be turned away for the next.
  await app.register(underPressure, {
    maxEventLoopDelay: 2000,
    sampleInterval: 5000,
    pressureHandler: (request) => giveWay(lineOf(request)),
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Kitestring', version, license: { name: 'AGPL-3.0-or-later' } } },
    transform: describe,
  })
  await app.register(async (api) => {
    api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
    for (const line of routes) addRoute(api, house, line, changes)
    api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  })
  await app.register(async (pages) => addRemovalPages(pages, house))
  await addPages(app)
  return app
}

/** Under pressure questions and acts wait; whoever takes back is never turned away (I17, F11), and an app without one of its files would be a blank page that nobody asks again. */
export function giveWay(line: Route | undefined): void {
  if (line && modeOf(line) !== 'stop') throw new Refusal('busy')
}

function addRoute(app: FastifyInstance, house: House, line: Route, changes: Changes): void {
  const json = typeof line.answer === 'string' ? undefined : line.answer
  app.route({
    method: line.method,
    url: line.url,
    exposeHeadRoute: line.answer !== 'changes', // an open line has no head
    bodyLimit: line.most ?? (line.body === 'bytes' ? uploadLimit : wordsLimit),
    schema: {
      summary: line.says,
      params: z.strictObject(Object.fromEntries([...line.url.matchAll(/:(\w+)/g)].map(([, name]) => [name, z.string()]))),
      ...(typeof line.body === 'object' ? { body: line.body } : {}),
      ...(line.query ? { querystring: line.query } : {}),
      ...(json ? { response: { [line.status ?? 200]: json } } : {}),
    },
    config: {
      line,
      ...(line.tries ? { rateLimit: { max: line.tries.max, timeWindow: line.tries.minutes * 60_000, keyGenerator: addressOf } } : {}),
    },
    ...(line.body === 'bytes' ? { onRequest: uploadGate(house, line) } : line.most ? { onRequest: strangersGate() } : {}),
    handler: async (request, reply) => {
      const given = await answer(line, askedOf(request, reply, house), repeatOf(request, line, house))
      if (line.answer === 'changes') return hear(request, reply, house, changes, String(given))
      if (line.answer === 'nothing') return reply.code(204).send()
      if (line.answer === 'bytes') return sendBytes(reply, given as Bytes)
      if (line.answer === 'stream') return sendStream(reply, given as Stream)
      return reply.code(line.status ?? 200).send(given)
    },
  })
}

// Who may not put a picture in hears so before one byte of it is read, and waiting pictures never fill the memory. I19
function uploadGate(house: House, line: Route) {
  const waiting = new Map<string, number>()
  let all = 0
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const viewer = viewerOf(tokenOf(request, house.config.url.protocol === 'https:'))
    const me = await admit(line, { house, viewer, page: pageOf(request) })
    const mine = waiting.get(me) ?? 0
    if (all >= mostUploads || mine >= mostUploadsOfOne) throw new Refusal('busy')
    all += 1
    waiting.set(me, mine + 1)
    reply.raw.once('close', () => {
      all -= 1
      const left = (waiting.get(me) ?? 1) - 1
      if (left > 0) waiting.set(me, left)
      else waiting.delete(me)
    })
  }
}

// Whoever is nobody here yet can send a picture too: a few at a time, of all of them together. I19, T30
function strangersGate() {
  let all = 0
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (all >= mostOfStrangers) throw new Refusal('busy')
    all += 1
    reply.raw.once('close', () => {
      all -= 1
    })
  }
}

function askedOf(request: FastifyRequest, reply: FastifyReply, house: House) {
  const secure = house.config.url.protocol === 'https:'
  const params = request.params as Record<string, string>
  for (const [name, value] of Object.entries(params)) if (name.endsWith('Id') && !isId(value)) throw new Refusal('not-found') // SEC-3
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  const tablet = request.cookies?.[tabletCookie(secure)] ?? ''
  return {
    house,
    viewer: viewerOf(tokenOf(request, secure)),
    page: pageOf(request),
    params,
    query: request.query as Record<string, string>,
    body: request.body,
    tablet: isToken(tablet) ? tablet : undefined,
    known: (request.cookies?.[knownCookie(secure)] ?? '').split('.').filter(isToken),
    session: {
      start: (kind: Kind, token: string, seconds: number) =>
        void reply.setCookie(cookieName(secure), `${kind}.${token}`, { ...options, maxAge: seconds }),
      end: () => void reply.clearCookie(cookieName(secure), options),
      lock: (token: string, seconds: number) =>
        void reply.clearCookie(cookieName(secure), options).setCookie(tabletCookie(secure), token, { ...options, maxAge: seconds }),
      know: (marks: readonly string[]) =>
        void reply.setCookie(knownCookie(secure), marks.join('.'), { ...options, maxAge: days(400) / 1000 }), // the longest that a browser keeps one
    },
  }
}

// The kind in the cookie only chooses the database role; a session that is not of that kind is nobody.
function viewerOf(value: string): Viewer {
  const [kind = '', token = ''] = value.split('.')
  return kinds.includes(kind) && isToken(token) ? { kind: kind as Kind, token } : { kind: 'visitor' }
}

function tokenOf(request: FastifyRequest, secure: boolean): string {
  return request.cookies?.[cookieName(secure)] ?? ''
}

function pageOf(request: FastifyRequest): string | undefined {
  const page = request.headers['kitestring-page-of']
  return typeof page === 'string' ? page : undefined
}

function isToken(value: string): boolean {
  return /^[\w-]{43}$/.test(value)
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-kitestring' : 'kitestring'
}

function tabletCookie(secure: boolean): string {
  return `${cookieName(secure)}-tablet`
}

function knownCookie(secure: boolean): string {
  return `${cookieName(secure)}-known`
}

// The digest is keyed: a stolen row must not let anybody guess at a caption. I10
function repeatOf(request: FastifyRequest, line: Route, house: House): Repeat | undefined {
  const key = request.headers['idempotency-key']
  if (line.method !== 'POST' || key === undefined || !isPersonal(line)) return undefined
  if (!isId(key)) throw new Refusal('bad-request')
  const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null)
  return {
    key,
    digest: createHmac('sha256', house.keyring.deriveKey('repeated requests')).update(sha256(request.url)).update(body).digest(),
  }
}

// What is answered with a secret or a cookie is never kept, so it cannot be given twice.
function isPersonal(line: Route): boolean {
  return ![
    'door.use',
    'account.make',
    'account.come-back',
    'paper.make',
    'child.pair',
    'guardian.invite',
    'relative.invite',
    'connection.offer',
    'fresh-check.make',
    'export.take', // a file is no answer to keep
    'kitestring.ask',
    'session.end',
    'session.lock',
  ].includes(line.may)
}

/** Our hosts, each with the one origin its pages have. */
function ownOrigins({ config: { url, port } }: House): Map<string, string> {
  const here = [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].map((host) => [host, `http://${host}`] as const)
  return new Map([...here, [url.host, url.origin]])
}

function refuseInJson(fault: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const code = codeOf(fault)
  const kind = kindOf(code ?? 'bug')
  if (kind) metrics.failed('kitestring_errors_total', kind)
  const status = code ? statusOf(code) : undefined
  if (code && status) return void sendRefusal(reply, status, code)
  log.error('http.bug', fault, { route: request.routeOptions.url ?? 'none' })
  sendRefusal(reply, 500, 'bug')
}

// What a visitor did wrong is not told from here; what this machine could not do is.
function kindOf(code: string): string | undefined {
  if (code.startsWith('halted.')) return 'halted'
  return ['bug', 'busy', 'too-many-tries'].find((one) => one === code)
}

function measure(request: FastifyRequest, reply: FastifyReply): void {
  const line = lineOf(request)
  if (line?.answer === 'changes') return // an open line takes as long as somebody is there
  metrics.took('kitestring_request_seconds', reply.elapsedTime, { class: classOf(line), status: `${Math.floor(reply.statusCode / 100)}xx` })
}

function lineOf(request: FastifyRequest): Route | undefined {
  return (request.routeOptions.config as { line?: Route }).line
}

function classOf(line: Route | undefined): string {
  if (!line) return 'page'
  if (line.answer === 'bytes') return 'picture'
  if (line.answer === 'stream') return 'file'
  if (line.body === 'bytes') return 'upload'
  return line.method === 'GET' ? 'read' : 'act'
}

function sendRefusal(reply: FastifyReply, status: number, code: string): void {
  // No "no" is kept either, not even that of an address that there is not.
  reply
    .code(status)
    .headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .send(JSON.stringify({ code }))
}

function codeOf(fault: unknown): string | undefined {
  if (fault instanceof Refusal) return fault.code
  if (isAway(fault)) return 'busy'
  if (isOfFullDisk(fault)) return 'halted.full'
  if (!(fault instanceof Error) || !('statusCode' in fault)) return undefined
  if (fault.statusCode === 413) return 'too-large'
  if (fault.statusCode === 429) return 'too-many-tries'
  if (fault.statusCode === 404) return 'not-found'
  return typeof fault.statusCode === 'number' && fault.statusCode < 500 ? 'bad-request' : undefined
}

// The database is not there for the moment: it is being started again.
function isAway(fault: unknown): boolean {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', 'copy'].includes(code) ||
    (fault instanceof Error && /connection terminated|timeout exceeded when trying to connect|query read timeout/i.test(fault.message))
  )
}

// Nothing of it was kept: the database takes a half act back, and a half file has no name yet. F3
function isOfFullDisk(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && ['ENOSPC', 'EDQUOT', '53100'].includes(String(fault.code))
}

// Only what our own encoder wrote is ever sent as a picture, with its one type, and kept by nobody. T25, AUD-9
function sendBytes(reply: FastifyReply, given: Bytes): FastifyReply {
  return reply
    .header('content-type', given.type)
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .send(given.bytes)
}

// A file of a child's own: saved and never shown, and kept by nobody on the way. Whatever goes wrong inside breaks the line, so that half a file is never taken for a whole.
function sendStream(reply: FastifyReply, given: Stream): FastifyReply {
  return reply
    .header('content-type', given.type)
    .header('content-disposition', `attachment; filename="${given.name}"`)
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .send(Readable.fromWeb(given.begin()))
}

// An open line that only ever says "look again". It ends when its session does. It begins with it, but where nothing was said since the page asked for what it shows. AUD-9
function hear(request: FastifyRequest, reply: FastifyReply, house: House, changes: Changes, me: string): void {
  if (changes.lines(me) >= mostLines) throw new Refusal('too-many-tries') // I19
  reply.hijack()
  const line = reply.raw
  if (line.destroyed) return // gone before it was heard: nothing would ever end what is started below
  line.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  const { since } = request.query as { since?: string }
  const isSame = since !== undefined && house.config.balancers.length === 0 && changes.wasQuiet(me, Number(since) as Instant)
  line.write(isSame ? 'retry: 1000\n\n' : 'retry: 1000\n\nevent: changed\ndata:\n\n')
  const viewer = viewerOf(tokenOf(request, house.config.url.protocol === 'https:'))
  const beat = setInterval(async () => ((await stillThere(house, viewer)) ? line.write(':\n\n') : line.end()), 20_000)
  const stop = changes.hear(me, async () => {
    const still = await stillThere(house, viewer)
    line.write('event: changed\ndata:\n\n')
    if (!still) line.end()
  })
  line.on('close', () => {
    clearInterval(beat)
    stop()
  })
}

async function stillThere(house: House, viewer: Viewer): Promise<boolean> {
  const found = await house.room
    .asViewer(viewer, 'read', (db) => db.one<{ me: string | null }>(sql`select access.viewer_id() as me`))
    .catch(() => undefined)
  return Boolean(found?.me)
}

const web = join(import.meta.dirname, '../../dist')

async function addPages(app: FastifyInstance): Promise<void> {
  for (const [root, prefix] of [
    ['family', '/family/'],
    ['child', '/'],
  ] as const) {
    if (!existsSync(join(web, root, 'index.html'))) continue
    await app.register(fastifyStatic, {
      root: join(web, root),
      prefix,
      wildcard: false,
      globIgnore: ['**/*.{br,gz}'],
      preCompressed: true,
      decorateReply: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', /\/assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
        // The nets that look at photos are WebAssembly. Their worker alone may run it: a script of ours has rules of its own there, and no page has them. PUB-2
        if (looker.test(path)) reply.header('content-security-policy', "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
      },
    })
  }
}

function isPage(request: FastifyRequest): boolean {
  return (
    ['GET', 'HEAD'].includes(request.method) &&
    !request.url.startsWith('/api/') &&
    !/\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '') &&
    existsSync(join(web, 'child/index.html'))
  )
}

// Every address inside an app is its one page; the app itself shows what is there.
function page(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const root = /^\/family(\/|$)/.test(request.url) ? 'family' : 'child'
  return reply
    .code(200)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(readFileSync(join(web, root, 'index.html')))
}
