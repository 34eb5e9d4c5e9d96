// wapiti, a scanner of the web that others wrote. Where it is not installed it was not tried, and the page says so.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { routes } from '../../src/apps/routes.ts'
import type { How, Part } from './part.ts'
import { isInstalled, run } from './program.ts'
import type { Target } from './site.ts'

const longest = { quick: 120, whole: 300 } // s, for each of the two people
/** What wapiti 3.0 asks of a site over http at home, and nobody should have: a header that browsers gave up because it opened holes, and one that is ignored over http (the headers part asks for it over https). */
const notOfToday = ['X-XSS-Protection is not set', 'Strict-Transport-Security is not set']

export async function scanWithWapiti(site: Target, { folder, isQuick }: How): Promise<Part> {
  const part = {
    name: 'wapiti',
    tried:
      'The web scanner: injection, files, redirects, scripts, headers, backup files, as a visitor and as a guardian, beginning at every GET of the site map. Two of its wishes are left out: X-XSS-Protection, which browsers gave up, and strict transport security over http, which they ignore.',
  }
  if (!isInstalled('wapiti'))
    return { ...part, counts: {}, left: 'not tried: wapiti is not installed (Debian: apt-get install wapiti)', findings: [] }
  const findings: string[] = []
  let asked = 0
  const cutOff: string[] = []
  const starts = routes
    .filter(({ method, answer }) => method === 'GET' && answer !== 'changes')
    .map(({ url }) => url.replace(/:(\w+)/g, (_, name) => (name === 'rendition' ? 'card' : (site.ids[name] ?? site.ids['postId'] ?? ''))))
  for (const person of [site.w.visitor, site.w.dana]) {
    const report = join(folder, `wapiti-${person.name}.json`)
    const base = `http://localhost:${site.port}`
    const time = isQuick ? longest.quick : longest.whole
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
    asked += Number(/(\d+) (?:urls|URLs) /.exec(said)?.[1] ?? 0)
    if (cut) cutOff.push(person.name)
    if (!existsSync(report) && !cut) findings.push(`wapiti as ${person.name} wrote no report: ${said.slice(-300)}`)
    if (existsSync(report)) findings.push(...wapitiFindings(report).map((text) => `as ${person.name}: ${text}`))
  }
  return {
    ...part,
    counts: { starts: starts.length * 2, 'addresses found besides': asked },
    findings,
    ...(cutOff.length > 0 ? { left: `not tried to its end: cut off when its time was over, as ${cutOff.join(' and ')}` } : {}),
  }
}

const wapitiReport = z.object({
  vulnerabilities: z.record(z.string(), z.array(z.object({ path: z.string(), info: z.string(), parameter: z.string().nullable() }))),
  anomalies: z.record(z.string(), z.array(z.object({ path: z.string(), info: z.string() }))),
})

function wapitiFindings(file: string): string[] {
  const { vulnerabilities, anomalies } = wapitiReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, found]) =>
    found.filter(({ info }) => !notOfToday.includes(info)).map(({ path, info }) => `${kind}: ${path}: ${info}`),
  )
}
