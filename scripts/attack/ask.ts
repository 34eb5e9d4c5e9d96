// One request as an attacker would send it: any method, any path, any bytes, and a new address each time, so that the limits of tries do not shield the rest.
import { Agent, request } from 'node:http'
import { once } from 'node:events'
import type { Answer } from './judge.ts'

export type Site = { port: number }
export type Wish = { method: string; path: string; cookie?: string; body?: string | Buffer | undefined; headers?: Record<string, string> }

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
let nth = 0

export async function ask({ port }: Site, { method, path, cookie, body, headers = {} }: Wish): Promise<Answer> {
  const began = performance.now()
  const from = `198.18.${Math.floor(++nth / 250) % 250}.${nth % 250}`
  const sent = request({
    agent,
    host: '127.0.0.1',
    port,
    method,
    path: path.replace(/[^\x21-\x7e]/g, (letter) => encodeURIComponent(letter.isWellFormed() ? letter : '\ufffd')),
    timeout: 20_000,
    headers: {
      host: `localhost:${port}`,
      origin: `http://localhost:${port}`,
      'x-forwarded-for': from,
      ...(cookie ? { cookie } : {}),
      ...(body === undefined
        ? {}
        : {
            'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
            'content-length': String(Buffer.byteLength(body)),
          }),
      ...headers,
    },
  })
  sent.on('timeout', () => sent.destroy(new Error('no answer for 20 s')))
  sent.end(body)
  const [answer] = await once(sent, 'response')
  const text = headers['accept'] === 'text/event-stream' ? '' : (await answer.setEncoding('latin1').toArray()).join('')
  return { status: answer.statusCode, headers: answer.headers, text, took: performance.now() - began }
}

export function closeAgent(): void {
  agent.destroy()
}
