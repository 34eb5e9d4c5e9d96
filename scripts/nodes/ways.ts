// The two addresses of a site with several nodes: the families' (Debian's HAProxy before the nodes), and the database's, which moves when the copy takes over.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { untilItListens } from './programs.ts'

export type Address = { port: number; leadTo(port: number | undefined): void; close(): Promise<void> }

/** As a floating address does: what was open is cut when it moves, and leads nowhere for as long as nobody has taken it. */
export async function openAddress(first: number): Promise<Address> {
  let target: number | undefined = first
  const open = new Set<Socket>()
  const server = createServer((near) => {
    if (target === undefined) return void near.destroy()
    const far = createConnection(target, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    leadTo(port) {
      target = port
      for (const socket of open) socket.destroy()
    },
    async close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

/** One request goes here, the next one there: nobody sticks to a node. */
export async function startBalancer(folder: string, port: number, nodes: readonly number[]): Promise<{ stop(): void }> {
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(
    file,
    `global
  maxconn 2000
defaults
  mode http
  timeout connect 2s
  timeout client 90s
  timeout server 90s
  timeout check 3s
  retries 2
  option redispatch 1
  retry-on conn-failure
  option http-server-close
frontend families
  bind 127.0.0.1:${port}
  option forwardfor
  default_backend nodes
backend nodes
  balance roundrobin
  option httpchk
  http-check send meth GET uri /api/health ver HTTP/1.1 hdr Host localhost:${port}
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1
${nodes.map((node, nth) => `  server node${nth + 1} 127.0.0.1:${node} check`).join('\n')}
`,
  )
  const child = spawn('/usr/sbin/haproxy', ['-db', '-q', '-f', file], { stdio: 'ignore' })
  await untilItListens(port, 10)
  return { stop: () => void child.kill('SIGTERM') }
}
