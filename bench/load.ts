// Asks a server as many clients at once would, each waiting for its answer before it asks again, and notes how long every answer took.
import { Agent, get } from 'node:http'
import type { Load, Loaded } from './ground.ts'

process.on('disconnect', () => process.exit()) // nobody measures any more
process.on('message', async (message: Load | 'begin') => {
  process.send?.(message === 'begin' ? 'ready' : await load(message))
})

async function load({ url, paths, cookies, clients, requests }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const loaded: Loaded = { milliseconds: [], failed: 0, bytes: 0, wall: 0 }
  let next = 0
  const began = performance.now()
  async function client(): Promise<void> {
    for (;;) {
      const at = next
      next += 1
      if (at >= requests) return
      const asked = performance.now()
      const { status, bytes } = await ask(
        agent,
        new URL(paths[at % paths.length] ?? '/', url),
        cookies[at % cookies.length] ?? '',
        `10.0.${at % 200}.${at % 199}`,
      )
      loaded.milliseconds.push(performance.now() - asked)
      loaded.bytes += bytes
      if (status !== 200) loaded.failed += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  loaded.wall = performance.now() - began
  agent.destroy()
  return loaded
}

// Everybody asks from an address of their own, as through a web server on the same machine.
function ask(agent: Agent, url: URL, cookie: string, from: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, bytes: 0 })
    const request = get(url, { agent, headers: { cookie: `kitestring=${cookie}`, 'x-forwarded-for': from } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }))
      answer.on('error', failed)
    })
    request.on('error', failed)
  })
}
