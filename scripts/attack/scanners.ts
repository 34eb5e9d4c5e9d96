// Scanners that others wrote, where they are installed: wapiti (the web) and sqlmap (injection). What is not there was not tried, and the page says so.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { routes } from '../../src/apps/routes.ts'
import { goodFor } from './inputs.ts'
import type { How, Part } from './part.ts'
import type { Target } from './site.ts'

const shortest = 240 // s, for all of one scanner
const longest = 1500

export async function scanWithWapiti(site: Target, { folder, isQuick }: How): Promise<Part> {
  const part = {
    name: 'wapiti',
    tried:
      'The web scanner: injection, files, redirects, scripts, headers, backup files, as a visitor and as a guardian, beginning at every GET of the site map.',
  }
  if (!isInstalled('wapiti'))
    return { ...part, counts: {}, left: 'not tried: wapiti is not installed (Debian: apt-get install wapiti)', findings: [] }
  const findings: string[] = []
  let asked = 0
  let isCut = false
  const starts = routes
    .filter(({ method, answer }) => method === 'GET' && answer !== 'changes')
    .map(({ url }) => url.replace(/:(\w+)/g, (_, name) => (name === 'rendition' ? 'card' : (site.ids[name] ?? site.ids['postId'] ?? ''))))
  for (const person of [site.w.visitor, site.w.dana]) {
    const report = join(folder, `wapiti-${person.name}.json`)
    const base = `http://localhost:${site.port}`
    const time = isQuick ? shortest : 600
    const args = [
      '-u',
      `${base}/`,
      ...starts.flatMap((path) => ['-s', `${base}${path}`]),
      '--scope',
      'domain',
      '-f',
      'json',
      '-o',
      report,
      '--flush-session',
      '--store-session',
      join(folder, `wapiti-${person.name}`),
      '-m',
      'all',
      '--max-scan-time',
      String(time),
      '-t',
      '8',
      '-H',
      `Origin: ${base}`,
      ...(person.cookie ? ['-H', `Cookie: ${person.cookie}`] : []),
    ]
    const { said, cut } = await run('wapiti', args, time + 120)
    isCut ||= cut
    asked += Number(/(\d+) (?:urls|URLs) /.exec(said)?.[1] ?? 0)
    if (!existsSync(report)) findings.push(`wapiti as ${person.name} wrote no report: ${said.slice(-300)}`)
    else findings.push(...wapitiFindings(report).map((text) => `as ${person.name}: ${text}`))
  }
  return {
    ...part,
    counts: { starts: starts.length * 2, 'addresses found besides': asked },
    findings,
    ...(isCut ? { left: 'it was cut off when its time was over' } : {}),
  }
}

const wapitiReport = z.object({
  vulnerabilities: z.record(z.string(), z.array(z.object({ path: z.string(), info: z.string(), parameter: z.string().nullable() }))),
  anomalies: z.record(z.string(), z.array(z.object({ path: z.string(), info: z.string() }))),
})

function wapitiFindings(file: string): string[] {
  const { vulnerabilities, anomalies } = wapitiReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, found]) =>
    found.map(({ path, info }) => `${kind}: ${path}: ${info}`),
  )
}

export async function scanWithSqlmap(site: Target, { folder, isQuick }: How): Promise<Part> {
  const part = {
    name: 'sqlmap',
    tried:
      'SQL injection by every place in an address, every parameter and every field of a body, as a guardian and as a visitor: boolean, error, union, stacked and time-based.',
  }
  if (!isInstalled('sqlmap'))
    return { ...part, counts: {}, left: 'not tried: sqlmap is not installed (Debian: apt-get install sqlmap)', findings: [] }
  const requests = sqlRequests(site)
  const until = performance.now() + (isQuick ? shortest : longest) * 1000
  const findings: string[] = []
  const counts = { routes: 0, 'fields that are not injectable': 0, requests: 0 }
  for (const [nth, { says, text }] of requests.entries()) {
    if (performance.now() > until) break
    const file = join(folder, `sqlmap-${nth}.txt`)
    writeFileSync(file, text)
    const output = join(folder, 'sqlmap')
    mkdirSync(output, { recursive: true })
    const args = [
      '-r',
      file,
      '--batch',
      '--dbms=PostgreSQL',
      '--level=1',
      '--risk=1',
      '--technique=BEUST',
      '--time-sec=2',
      '--timeout=10',
      '--retries=0',
      '--threads=4',
      '--ignore-code=401,403,404,409,429',
      '--flush-session',
      '--disable-coloring',
      '--skip-waf',
      '--ignore-stdin',
      `--output-dir=${output}`,
    ]
    const { said } = await run('sqlmap', args, 180)
    counts.routes += 1
    counts['fields that are not injectable'] += [...said.matchAll(/does not seem to be injectable/g)].length
    for (const [, field] of said.matchAll(/^Parameter: (.+)$/gm)) findings.push(`${says}: ${field}`)
    if (/is vulnerable|identified the following injection point/.test(said) && !findings.some((one) => one.startsWith(says)))
      findings.push(`${says}: injectable`)
    if (process.env['SHOW']) console.log(said)
    if (!/does not seem to be injectable|do not appear to be injectable|identified the following/.test(said))
      findings.push(`${says}: sqlmap could not try: ${said.trim().split('\n').slice(-3).join(' ')}`)
  }
  const { requests: _, ...told } = counts
  return {
    ...part,
    counts: told,
    findings,
    ...(counts.routes < requests.length
      ? { left: `${requests.length - counts.routes} of ${requests.length} routes were not reached in the time it had` }
      : {}),
  }
}

/** Each route that takes something, with a star where sqlmap is to try. */
function sqlRequests({ port, w, ids }: Target): { says: string; text: string }[] {
  const starred = (text: unknown): unknown =>
    typeof text === 'string'
      ? `${text}*`
      : Array.isArray(text)
        ? text.map(starred)
        : typeof text === 'object' && text !== null
          ? Object.fromEntries(Object.entries(text).map(([name, inner]) => [name, starred(inner)]))
          : text
  return routes
    .filter(
      ({ answer, body, url, query }) =>
        answer !== 'changes' && body !== 'bytes' && (typeof body === 'object' || url.includes(':') || query),
    )
    .map(({ method, url, body, query }) => {
      const path = url.replace(/:(\w+)/g, (_, name) => `${name === 'rendition' ? 'card' : (ids[name] ?? ids['postId'])}*`)
      const fields = query ? Object.keys(z.toJSONSchema(query, { io: 'input' }).properties ?? {}) : []
      const asked = fields.length > 0 ? `?${fields.map((field) => `${field}=1*`).join('&')}` : ''
      const text =
        typeof body === 'object'
          ? JSON.stringify(starred(goodFor(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as never)))
          : ''
      const head = [
        `${method} ${path}${asked} HTTP/1.1`,
        `Host: localhost:${port}`,
        `Origin: http://localhost:${port}`,
        `Cookie: ${w.dana.cookie}`,
        ...(text ? ['Content-Type: application/json'] : []),
      ]
      return { says: `${method} ${url}`, text: `${head.join('\r\n')}\r\n\r\n${text}` }
    })
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0
}

async function run(program: string, args: readonly string[], seconds: number): Promise<{ said: string; cut: boolean }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let cut = false
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const late = setTimeout(() => {
    cut = true
    child.kill('SIGKILL')
  }, seconds * 1000)
  await once(child, 'close')
  clearTimeout(late)
  return { said, cut }
}
