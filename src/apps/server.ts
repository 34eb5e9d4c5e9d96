// The process that answers requests. Started by start.ts, which hands it the logins; it has no other way to the database.
import { setTimeout as pause } from 'node:timers/promises'
import { closeDecoders } from '../features/photos/pixels/decoder.ts'
import { toConfig, type Env } from '../platform/config.ts'
import { openChanges } from '../platform/db/changes.ts'
import { openHouse, type Urls } from './house.ts'
import { openHttp } from './http.ts'
import { untilTold } from './part.ts'
import { routes } from './routes.ts'

await untilTold<{ env: Env; urls: Urls }>('server', async ({ env, urls }) => {
  const config = toConfig(env)
  const house = await openHouse(config, urls)
  const changes = await openChanges(urls.app)
  let leaving = false
  const http = await openHttp(house, routes, changes, () => leaving)
  await http.listen({ port: config.port, host: config.host })
  return async () => {
    leaving = true // a load balancer sends nobody any more, and who is here is still served
    await pause(config.leaveMilliseconds)
    await http.close()
    await changes.close()
    closeDecoders()
    await house.close()
  }
})
