// What an answer must never be, whatever was asked. Each fault is a sentence.
import { marks } from './inputs.ts'

export type Answer = { status: number; headers: Readonly<Record<string, string | string[] | undefined>>; text: string; took: number }
export type Asked = { method: string; path: string; from: 'our pages' | 'another site' }

const inside =
  /\bat \S+ \(?(?:file:|\/)[^)]*:\d+:\d+\)?|node_modules|syntax error at or near|\bSQLSTATE\b|PL\/pgSQL|relation "\w+"|\/src\/(?:apps|features|access|platform)|-----BEGIN|root:x:0:0/
const slow = 5_500 // ms: less than what a sleep in a query or a shell would take

export function faultsOf(asked: Asked, answer: Answer): string[] {
  const { status, headers, text, took } = answer
  const isApi = asked.path.startsWith('/api/')
  const type = String(headers['content-type'] ?? '')
  const cookies = [headers['set-cookie'] ?? []].flat()
  const isPicture = type.startsWith('image/')
  const faults: (string | false)[] = [
    status >= 500 && ![503, 507].includes(status) && `it broke: ${status}`,
    !isPicture && inside.test(text) && 'it told of its inside',
    type.startsWith('text/html') && text.includes(marks.html) && 'it gave back a script',
    headers[marks.header] !== undefined && 'it took a header from what was sent',
    took > slow && `it slept for ${Math.round(took / 1000)} s`,
    asked.from === 'another site' &&
      !['GET', 'HEAD', 'OPTIONS'].includes(asked.method) &&
      status < 400 &&
      'it let another site change something',
    headers['access-control-allow-origin'] !== undefined && 'it lets other sites read',
    status >= 300 &&
      status < 400 &&
      status !== 304 &&
      !String(headers['location'] ?? '/').startsWith('/') &&
      'it sends people to another site',
    headers['x-powered-by'] !== undefined && 'it says what it is made of',
    headers['x-content-type-options'] !== 'nosniff' && 'no nosniff',
    !/default-src '(?:self|none)'/.test(String(headers['content-security-policy'])) && 'no content security policy',
    headers['referrer-policy'] !== 'no-referrer' && 'no referrer policy',
    headers['cross-origin-resource-policy'] !== 'same-origin' && 'other sites may embed it',
    !/geolocation=\(\)/.test(String(headers['permissions-policy'])) && 'no permissions policy',
    isApi &&
      !isPicture &&
      status < 500 &&
      headers['cache-control'] !== 'no-store' &&
      `it may be kept: cache-control ${headers['cache-control'] ?? 'is missing'}`,
    ...cookies.map((cookie) => !/; HttpOnly/.test(cookie) && 'a cookie that scripts can read'),
    ...cookies.map((cookie) => !/; SameSite=Strict/.test(cookie) && 'a cookie that goes along from other sites'),
    ...cookies.map((cookie) => !/; Path=\/(?:;|$)/.test(cookie) && 'a cookie of a part of the site'),
  ]
  return faults.filter((fault) => fault !== false)
}

/** What only an https site can have. */
export function faultsOfHttps({ headers }: Answer): string[] {
  const cookies = [headers['set-cookie'] ?? []].flat()
  const faults: (string | false)[] = [
    !/max-age=31536000/.test(String(headers['strict-transport-security'])) && 'no strict transport security',
    headers['cross-origin-opener-policy'] !== 'same-origin' && 'other sites keep a hand on its window',
    ...cookies.map((cookie) => !/^__Host-/.test(cookie) && 'a cookie without __Host-'),
    ...cookies.map((cookie) => !/; Secure/.test(cookie) && 'a cookie that goes without https'),
  ]
  return faults.filter((fault) => fault !== false)
}
