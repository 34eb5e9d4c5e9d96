// Loaded into a worker by the faults only (NODE_OPTIONS): a job about one of the things named in a file kills its whole process, as a broken native part would.
import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'

const named = process.env['KITESTRING_FAULTS_POISON'] ?? ''
const isWorker = process.argv[1]?.endsWith('apps/worker.ts') === true

if (isWorker) {
  const { Client } = createRequire(import.meta.url)('pg')
  const query = Client.prototype.query
  Client.prototype.query = function (this: unknown, ...given: unknown[]) {
    const values = (given[0] as { values?: unknown[] } | undefined)?.values ?? []
    const poisoned = existsSync(named) ? readFileSync(named, 'utf8').split('\n') : []
    if (values.some((value) => typeof value === 'string' && poisoned.includes(value))) process.kill(process.pid, 'SIGKILL')
    return Reflect.apply(query, this, given)
  }
}
