// The headers and cookies of every kind of answer, over http at home and over https. T25, T27
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openHttp } from '../../src/apps/http.ts'
import { routes } from '../../src/apps/routes.ts'
import { toConfig } from '../../src/platform/config.ts'
import { newCode } from '../../src/platform/crypto.ts'
import { noChanges } from '../../test/house.ts'
import { ask } from './ask.ts'
import { faultsOf, faultsOfHttps, type Answer } from './judge.ts'
import type { Part } from './part.ts'
import type { Target } from './site.ts'

export async function lookAtHeaders(site: Target): Promise<Part> {
  const assets = readdirSync(join(import.meta.dirname, '../../dist/child/assets')).slice(0, 5)
  const paths = [
    '/',
    '/family/',
    '/pair',
    '/nothing-here.js',
    '/service-worker.js',
    '/manifest.webmanifest',
    '/api/me',
    '/api/health',
    '/api/openapi.json',
    '/api/nothing',
    '/api/feed',
    `/api/photos/${site.ids['photoId']}/card`,
    `/api/photos/${site.ids['photoId']}/screen`,
    ...assets.map((name) => `/assets/${name}`),
  ]
  const findings: string[] = []
  let answers = 0
  for (const path of paths)
    for (const method of ['GET', 'HEAD', 'POST'])
      for (const person of [site.w.visitor, site.w.mia, site.w.dana]) {
        const answer = await ask(site, { method, path, cookie: person.cookie, body: method === 'POST' ? '{}' : undefined })
        answers += 1
        for (const fault of faultsOf({ method, path, from: 'our pages' }, answer))
          findings.push(`${method} ${path} as ${person.name}: ${fault}`)
      }
  const secure = await overHttps(site, paths)
  return {
    name: 'Headers and cookies',
    tried:
      'Each kind of page, file, answer and refusal: content security policy, nosniff, no-store, no referrer, what other sites may embed or read, permissions; cookies; over https also strict transport security and __Host-.',
    counts: { answers: answers + secure.answers },
    findings: [...new Set([...findings, ...secure.findings])],
  }
}

/** The same house as it is behind a web server with https. */
async function overHttps({ w }: Target, paths: readonly string[]): Promise<{ answers: number; findings: string[] }> {
  const config = toConfig({ ...w.env, KITESTRING_URL: 'https://kites.test' })
  const http = await openHttp({ ...w.house, config }, routes, noChanges)
  const findings: string[] = []
  const look = async (method: 'GET' | 'POST' | 'DELETE', path: string, cookie = '') => {
    const headers = { host: 'kites.test', origin: 'https://kites.test', cookie }
    const {
      statusCode: status,
      headers: given,
      body: text,
    } = await http.inject({ method, url: path, headers, ...(method === 'POST' ? { payload: {} } : {}) })
    const answer: Answer = { status, headers: given as Answer['headers'], text, took: 0 }
    for (const fault of [...faultsOf({ method, path, from: 'our pages' }, answer), ...faultsOfHttps(answer)])
      findings.push(`https: ${method} ${path}: ${fault}`)
  }
  for (const path of paths) await look('GET', path)
  await look('POST', '/api/sessions')
  await look('DELETE', '/api/session', `__Host-kitestring=guardian.${newCode(29)}`)
  await http.close()
  return { answers: paths.length + 2, findings }
}
