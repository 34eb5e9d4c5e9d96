// What no library would send: requests that are wrong below HTTP. The server must answer or hang up, and live on.
import { connect } from 'node:net'
import { ask } from './ask.ts'
import { faultsOf } from './judge.ts'
import type { Part } from './part.ts'
import type { Target } from './site.ts'

export async function brokenConnections(site: Target): Promise<Part> {
  const host = `Host: localhost:${site.port}\r\n`
  const wrong: Readonly<Record<string, string>> = {
    'no request': 'kites\r\n\r\n',
    'two lengths': `POST /api/codes/look HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}`,
    'a length and pieces': `POST /api/codes/look HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/me HTTP/1.1\r\n${host}\r\n`,
    'a length below nothing': `POST /api/codes/look HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n{}`,
    'two hosts': `GET /api/me HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`,
    'another host': 'GET /api/me HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    'no host': 'GET /api/me HTTP/1.1\r\n\r\n',
    'a whole address': 'GET http://evil.example/api/me HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    'a nul in a header': `GET /api/me HTTP/1.1\r\n${host}X-A: a\u0000b\r\n\r\n`,
    'a header on two lines': `GET /api/me HTTP/1.1\r\n${host}X-A: a\r\n b\r\n\r\n`,
    'headers without end': `GET /api/me HTTP/1.1\r\n${host}${'X-A: b\r\n'.repeat(5_000)}\r\n`,
    'a long line': `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`,
    'http 0.9': 'GET /api/me\r\n',
    'http 9': `GET /api/me HTTP/9.9\r\n${host}\r\n`,
    tls: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    'a body that never comes': `POST /api/codes/look HTTP/1.1\r\n${host}Content-Length: 1000\r\n\r\n{`,
    'a cookie of 15 KB': `GET /api/me HTTP/1.1\r\n${host}Cookie: kitestring=guardian.${'a'.repeat(15_000)}\r\n\r\n`,
    'asked to speak http 2': `GET /api/me HTTP/1.1\r\n${host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    'a tunnel': `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${host}\r\n`,
  }
  const findings: string[] = []
  for (const [name, text] of Object.entries(wrong)) {
    const said = await send(site.port, text)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0)
    const served = [...said.matchAll(/^HTTP\/1\.1 /gm)].length
    if (status >= 500 && status !== 505) findings.push(`${name}: it broke (${status})`)
    if (served > 1) findings.push(`${name}: two answers to one request`)
    if (status === 200 && /host|whole|tunnel/.test(name)) findings.push(`${name}: it answered as if it were another site`)
    const after = await ask(site, { method: 'GET', path: '/api/health' })
    for (const fault of after.status === 200
      ? faultsOf({ method: 'GET', path: '/api/health', from: 'our pages' }, after)
      : [`not well: ${after.status}`])
      findings.push(`after ${name}: ${fault}`)
  }
  return {
    name: 'Broken connections',
    tried: 'Requests that are wrong below HTTP: two lengths, two hosts, smuggled ones, endless headers, other protocols.',
    counts: { connections: Object.keys(wrong).length },
    findings,
  }
}

function send(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(Buffer.from(text, 'latin1')))
    const done = () => {
      socket.destroy()
      resolve(said)
    }
    socket.setTimeout(1_500, done)
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
    })
    socket.on('close', done)
    socket.on('error', done)
  })
}
