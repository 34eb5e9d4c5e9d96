// `npm run desk`: a page on this machine alone, where the operator prints codes to hand over, looks at signed forms, learns that a known image is held, and where staff decide about reports. Nothing of it is written to a file. CON-2, CON-3
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openRoom } from '../access/as-viewer.ts'
import { readEnv, toConfig } from '../platform/config.ts'
import { startPostgres } from '../platform/db/launcher.ts'
import { openKeyring } from '../platform/keyring.ts'
import { openMail } from '../platform/mail.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import { deskServer } from './desk-server.ts'
import { withClient } from './owner.ts'
import { machineNow } from './watch/machine.ts'
import { passwordsOf, StartFault, urlsOf } from './house.ts'

try {
  const config = toConfig(readEnv())
  if (!existsSync(join(config.dataFolder, 'logins.json')))
    throw new StartFault(`There is no Kitestring in ${config.dataFolder}. Name its folder: KITESTRING_DATA=… npm run desk`)
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataFolder: config.dataFolder })
  const ownerUrl = new URL(config.databaseUrl ?? postgres?.url ?? '')
  if (postgres) ownerUrl.pathname = '/kitestring'
  const room = openRoom(urlsOf(ownerUrl.href, await passwordsOf(config)))
  const desk = { config, room, keyring, storage: await openStorage(config.storage), mail: await openMail(config.mail) }
  const secrets = { operator: randomBytes(18).toString('base64url'), staff: randomBytes(18).toString('base64url') }
  const server = deskServer(desk, secrets, () => withClient(ownerUrl.href, (client) => machineNow(config, client)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  console.log(`The desk is open, for a browser on this machine only: http://127.0.0.1:${port}/${secrets.operator}/`)
  console.log(`For staff, the reports alone; each signs in there as themselves: http://127.0.0.1:${port}/${secrets.staff}/reports`)
  console.log(`From another machine: ssh -L ${port}:127.0.0.1:${port} <this machine>, then open the same addresses there.`)
  console.log('Press Ctrl-C to close it.')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, async () => {
      server.closeAllConnections()
      server.close()
      await room.close()
      await postgres?.stop()
      process.exit(0)
    })
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exit(1)
}
