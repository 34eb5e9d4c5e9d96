// sqlmap, which looks for SQL injection, against every place that takes something. Where it is not installed it was not tried, and the page says so.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Route } from '../../src/access/door.ts'
import { routes } from '../../src/apps/routes.ts'
import { goodFor } from './inputs.ts'
import type { How, Part } from './part.ts'
import { isInstalled, run } from './program.ts'
import type { Target } from './site.ts'

const longest = { quick: 240, whole: 1500 } // s, for all routes
const cannotInject = 'does not seem to be injectable'
const spoke = /does not seem to be injectable|do not appear to be injectable|identified the following/

export async function scanWithSqlmap(site: Target, { folder, isQuick }: How): Promise<Part> {
  const part = {
    name: 'sqlmap',
    tried:
      'SQL injection by every place in an address, every parameter and every text of a body, as a guardian: boolean, error, union, stacked and time-based. Most of it the schemas refuse before it comes to the database.',
  }
  if (!isInstalled('sqlmap'))
    return { ...part, counts: {}, left: 'not tried: sqlmap is not installed (Debian: apt-get install sqlmap)', findings: [] }
  const targets = routes
    .filter(({ answer, body }) => answer !== 'changes' && body !== 'bytes')
    .filter((line) => requestFor(line, site).includes('*'))
  const until = performance.now() + (isQuick ? longest.quick : longest.whole) * 1000
  const findings: string[] = []
  const counts = { routes: 0, 'fields that cannot be injected into': 0 }
  for (const [nth, line] of targets.entries()) {
    if (performance.now() > until) break
    await site.comesBack(site.w.dana)
    const file = join(folder, `sqlmap-${nth}.txt`)
    writeFileSync(file, requestFor(line, site))
    const { said } = await run('sqlmap', wordsFor(file, folder), 180)
    counts.routes += 1
    counts['fields that cannot be injected into'] += said.split(cannotInject).length - 1
    const name = `${line.method} ${line.url}`
    for (const [, field] of said.matchAll(/^Parameter: (.+)$/gm)) findings.push(`${name}: injection by ${field}`)
    if (!spoke.test(said)) findings.push(`${name}: sqlmap could not try: ${said.trim().split('\n').slice(-3).join(' ')}`)
  }
  const missed = targets.length - counts.routes
  return {
    ...part,
    counts,
    findings,
    ...(missed > 0 ? { left: `${missed} of ${targets.length} routes were not reached in the time it had` } : {}),
  }
}

function wordsFor(file: string, folder: string): string[] {
  const output = join(folder, 'sqlmap')
  mkdirSync(output, { recursive: true })
  const what = ['-r', file, '--dbms=PostgreSQL', '--level=1', '--risk=1', '--technique=BEUST', '--time-sec=2', '--threads=4']
  const how = [
    '--batch',
    '--timeout=10',
    '--retries=0',
    '--ignore-code=401,403,404,409,429',
    '--flush-session',
    '--disable-coloring',
    '--skip-waf',
  ]
  return [...what, ...how, '--ignore-stdin', `--output-dir=${output}`]
}

/** A star stands where sqlmap is to try. */
function requestFor({ method, url, body, query }: Route, { port, w, ids }: Target): string {
  const path = url.replace(/:(\w+)/g, (_, name) => `${name === 'rendition' ? 'card' : (ids[name] ?? ids['postId'])}*`)
  const fields = query ? Object.keys(z.toJSONSchema(query, { io: 'input' }).properties ?? {}) : []
  const asked = fields.length > 0 ? `?${fields.map((field) => `${field}=1*`).join('&')}` : ''
  const text =
    typeof body === 'object' ? JSON.stringify(starred(goodFor(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as never))) : ''
  const head = [
    `${method} ${path}${asked} HTTP/1.1`,
    `Host: localhost:${port}`,
    `Origin: http://localhost:${port}`,
    `Cookie: ${w.dana.cookie}`,
    ...(text ? ['Content-Type: application/json'] : []),
  ]
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

function starred(given: unknown): unknown {
  if (typeof given === 'string') return `${given}*`
  if (Array.isArray(given)) return given.map(starred)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, inner]) => [name, starred(inner)]))
}
