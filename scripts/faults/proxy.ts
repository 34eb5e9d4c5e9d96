// A wire between two of our processes that can be cut, slowed or closed, byte by byte, on this machine alone.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** One connection through it. A hook gives what goes on instead of what came; nothing: it was cut. */
export type Wire = { up: Socket; down: Socket; cut(): void }
export type Hooks = {
  /** From who asks to who answers. */
  asked?(bytes: Buffer, wire: Wire): Buffer | undefined
  answered?(bytes: Buffer, wire: Wire): Buffer | undefined
  /** Before it is let through at all; false: cut at once. */
  opened?(): boolean
  /** Milliseconds that each piece waits, on the way to who answers. */
  delay?: number
}
export type Between = { port: number; hooks: Hooks; cutAll(): void; close(): Promise<void> }

export async function openProxy(port: number): Promise<Between> {
  const wires = new Set<Wire>()
  const proxy: Omit<Between, 'port'> = {
    hooks: {},
    cutAll() {
      for (const wire of wires) wire.cut()
    },
    async close() {
      proxy.cutAll()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer((up) => {
    if (proxy.hooks.opened?.() === false) return void up.destroy()
    const down = connect({ port, host: '127.0.0.1' })
    const wire: Wire = {
      up,
      down,
      cut() {
        wires.delete(wire)
        up.destroy()
        down.destroy()
      },
    }
    wires.add(wire)
    let asked: Promise<unknown> = Promise.resolve()
    up.on('data', (bytes) => {
      asked = asked.then(async () => {
        if (proxy.hooks.delay) await pause(proxy.hooks.delay)
        const on = proxy.hooks.asked ? proxy.hooks.asked(bytes, wire) : bytes
        if (on && !down.destroyed) down.write(on)
      })
    })
    down.on('data', (bytes) => {
      const on = proxy.hooks.answered ? proxy.hooks.answered(bytes, wire) : bytes
      if (on && !up.destroyed) up.write(on)
    })
    for (const [one, other] of [
      [up, down],
      [down, up],
    ] as const) {
      one.on('error', () => wire.cut())
      one.on('end', () => other.end())
      one.on('close', () => wires.delete(wire))
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return Object.assign(proxy, { port: typeof address === 'object' && address ? address.port : 0 })
}

export function throughProxy(url: string, { port }: Pick<Between, 'port'>): string {
  const through = new URL(url)
  through.port = String(port)
  return through.href
}
