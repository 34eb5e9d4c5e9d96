// The server goes away for a while, as a machine in a cupboard does, and is there again at the same address.
import { once } from 'node:events'
import type { TestHouse } from '../../house.ts'

export async function goesAway({ http: { server } }: TestHouse): Promise<void> {
  server.close()
  server.closeAllConnections()
  if (server.listening) await once(server, 'close')
}

export async function comesBack({ http: { server }, config }: TestHouse): Promise<void> {
  server.listen(config.port, '127.0.0.1')
  await once(server, 'listening')
}
