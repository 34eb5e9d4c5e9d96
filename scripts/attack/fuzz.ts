// Every route of the site map, by every method, with every kind of broken input, as several kinds of people. SEC-2, I19, T3, T13, T26
import { z } from 'zod'
import type { Route } from '../../src/access/door.ts'
import { routes } from '../../src/apps/routes.ts'
import type { Person } from '../../test/world.ts'
import { ask, type Wish } from './ask.ts'
import { brokenBytes, brokenFor, texts } from './inputs.ts'
import { faultsOf, type Asked } from './judge.ts'
import type { Part } from './part.ts'
import type { Target } from './site.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']
const atOnce = 8
const endings = /session|devices|closing|erasure|withdrawals|pauses|removals|blocks|moves/ // what ends things comes last, so that the rest is met alive

type Shot = Wish & { says: string; from: Asked['from'] }

export async function fuzzRoutes(site: Target): Promise<Part> {
  const findings = new Set<string>()
  const counts = { requests: 0, routes: 0, people: site.people.length, refused: 0, answered: 0 }
  const inOrder = [...routes].sort((one, other) => Number(endings.test(one.url)) - Number(endings.test(other.url)))
  for (const line of inOrder) {
    counts.routes += 1
    for (const person of site.people) {
      await site.comesBack(person)
      const left = shotsAt(line, site, person)
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let shot = left.pop(); shot; shot = left.pop()) {
            const { method, path, says, from } = shot
            counts.requests += 1
            const answer = await ask(site, shot).catch((fault: Error) => fault)
            const faults = answer instanceof Error ? [`no answer: ${answer.message}`] : faultsOf({ method, path, from }, answer)
            if (!(answer instanceof Error)) counts[answer.status < 400 ? 'answered' : 'refused'] += 1
            if (!(answer instanceof Error) && answer.status < 300 && !['GET', 'HEAD'].includes(method) && !isThere(line, method))
              faults.push(`${method} did something that is in no site map`)
            for (const fault of faults) findings.add(`${method} ${line.url} as ${person.name}, ${says}: ${fault}`)
          }
        }),
      )
    }
  }
  const alive = await ask(site, { method: 'GET', path: '/api/health' })
  if (alive.status !== 200) findings.add(`after all of it the server is not well: ${alive.status}`)
  return {
    name: 'Every route with broken input',
    tried:
      'Each address of the site map, by each method, as a visitor, a child, a guardian, a relative and staff; each place in the address, each parameter and each field of the body with what has broken servers before; bodies that are no JSON; requests from another site.',
    counts,
    findings: [...findings],
  }
}

// An address may have several lines, one for each of its methods.
function isThere(line: Route, method: string): boolean {
  return routes.some((one) => one.url.replace(/:\w+/g, ':') === line.url.replace(/:\w+/g, ':') && one.method === method)
}

function shotsAt(line: Route, { ids }: Target, person: Person): Shot[] {
  const { method } = line
  const good = line.url.replace(/:(\w+)/g, (_, name) => (name === 'rendition' ? 'card' : (ids[name] ?? ids['waitingId'] ?? '')))
  const own = {
    cookie: [person.cookie, person.tablet].filter(Boolean).join('; '),
    from: 'our pages' as const,
    ...(line.answer === 'changes' ? { headers: { accept: 'text/event-stream' } } : {}),
  }
  if (line.answer === 'changes') return [] // an open line: it takes nothing and does not end
  const shots: Shot[] = methods.map((other) => ({
    ...own,
    method: other,
    path: good,
    says: 'by another method',
    ...(other === method ? {} : { body: bodyFor(other) }),
  }))
  for (const place of line.url.match(/:\w+/g) ?? [])
    for (const [name, text] of Object.entries(texts))
      shots.push({
        ...own,
        method,
        path: line.url.replace(place, encodeURIComponent(short(text).toWellFormed())).replace(/:\w+/g, ids['postId'] ?? ''),
        says: `${place} ${name}`,
        body: bodyFor(method),
      })
  const inside = line.query ? Object.keys(z.toJSONSchema(line.query, { io: 'input' }).properties ?? {}) : ['before']
  for (const field of inside)
    for (const [name, text] of Object.entries(texts))
      shots.push({
        ...own,
        method,
        path: `${good}?${field}=${encodeURIComponent(short(text).toWellFormed())}`,
        says: `?${field} ${name}`,
        body: bodyFor(method),
      })
  shots.push(
    ...['//', '/./', '/%2e%2e/', '/%zz', '/%00', '/%ff'].map((odd) => ({
      ...own,
      method,
      path: good.replace('/api/', `/api${odd}`),
      says: `a path with ${odd}`,
      body: bodyFor(method),
    })),
  )
  if (method === 'GET') return shots
  for (const [name, body] of Object.entries(brokenBytes)) shots.push({ ...own, method, path: good, body, says: `a body: ${name}` })
  if (typeof line.body === 'object')
    for (const { name, body } of brokenFor(z.toJSONSchema(line.body, { io: 'input', unrepresentable: 'any' }) as never))
      shots.push({ ...own, method, path: good, body: JSON.stringify(body), says: name })
  if (line.body === 'bytes')
    for (const text of Object.values(texts))
      shots.push({ ...own, method, path: good, body: Buffer.from(text), says: 'bytes that are no picture' })
  const strange = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  shots.push({ ...own, from: 'another site', method, path: good, body: bodyFor(method), headers: strange, says: 'from another site' })
  shots.push({ ...own, method, path: good, body: '{}', headers: { 'content-type': 'text/plain' }, says: 'as plain text' })
  return shots
}

function bodyFor(method: string): string | undefined {
  return ['POST', 'PUT', 'PATCH'].includes(method) ? '{}' : undefined
}

function short(text: string): string {
  return text.slice(0, 2_000)
}
