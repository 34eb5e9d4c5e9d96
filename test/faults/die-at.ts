// Loaded into a server or worker by the tests only (--import): ends it with kill -9 just before its n-th effect on files, database or client.
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { IncomingMessage, Server, ServerResponse } from 'node:http'

const require = createRequire(import.meta.url)
const files = require('node:fs/promises')
const { Client } = require('pg')

/** Counts down from here; undefined while nobody has asked for an end. A worker is told at its start, a server by a request's header. */
let left: number | undefined = process.env['DIE_AT'] ? Number(process.env['DIE_AT']) : undefined

function effect(): void {
  if (left === undefined) return
  left -= 1
  if (left < 0) process.kill(process.pid, 'SIGKILL')
}

for (const name of ['rename', 'link', 'unlink', 'mkdir']) before(files, name, () => true)
syncBuiltinESMExports()
const probe = await files.open('/dev/null')
for (const name of ['sync', 'writeFile', 'write']) before(Object.getPrototypeOf(probe), name, () => true)
await probe.close()
// Of a worker's statements only its own work counts: its queue asks all the time.
before(
  Client.prototype,
  'query',
  ([query]) =>
    !process.env['DIE_AT'] ||
    /receipts|tombstones|erasures|remove_child|delete from p/.test(typeof query === 'string' ? query : (query?.text ?? '')),
)
before(ServerResponse.prototype as never, 'end', () => true) // all is done, and the client has not heard it

const emit = Server.prototype.emit
Server.prototype.emit = function (this: Server, event: string, ...given: unknown[]) {
  const [request] = given
  if (event === 'request' && request instanceof IncomingMessage)
    left = request.headers['x-die-at'] ? Number(request.headers['x-die-at']) : undefined
  return Reflect.apply(emit, this, [event, ...given])
} as typeof emit

function before(
  holder: Record<string, (...given: unknown[]) => unknown>,
  name: string,
  counts: (given: { text?: string }[]) => boolean,
): void {
  const real = holder[name]
  if (!real) throw new Error(`there is no ${name}`)
  holder[name] = function (this: unknown, ...given: unknown[]) {
    if (counts(given as { text?: string }[])) effect()
    return Reflect.apply(real, this, given)
  }
}
