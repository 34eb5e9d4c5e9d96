// From which site and from where a request comes, before anything is done for it.
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { Refusal } from '../platform/refusal.ts'

/** `own`: our hosts, each with the one origin its pages have. Only our own pages may change anything: the origin must be ours, and be said. Of two hosts, whatever stands before us may have read the other. T27 */
export function refuseOtherSites({ method, headers, rawHeaders }: IncomingMessage, own: ReadonlyMap<string, string>): void {
  const origin = own.get(headers.host ?? '')
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host')
  if (!origin || hosts.length > 1) throw new Refusal('other-site')
  if (method === 'GET' || method === 'HEAD') return
  const site = headers['sec-fetch-site']
  if (headers.origin !== origin || (site !== undefined && site !== 'same-origin')) throw new Refusal('other-site')
}

/** By which tries are counted. Of IPv6 the first 64 bits: one household has all that follow. */
export function addressOf({ ip }: { ip: string | undefined }): string {
  if (!ip) return 'gone'
  if (!isIPv6(ip)) return ip
  const within = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (within) return within
  const [start = '', end] = ip.split('::')
  const groups = start.split(':').filter(Boolean)
  const after = (end ?? '').split(':').filter(Boolean)
  const zeros = end === undefined ? 0 : 8 - groups.length - after.length
  const all = [...groups, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...after]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
