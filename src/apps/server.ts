// The process that answers requests. Started by start.ts, which hands it the logins; it has no other way to the database.
import { closeDecoders } from '../features/photos/pixels/decoder.ts'
import { toConfig, type Env } from '../platform/config.ts'
import { openChanges } from '../platform/db/changes.ts'
import { openHouse, type Urls } from './house.ts'
import { openHttp } from './http.ts'
import { untilTold } from './part.ts'
import { routes } from './routes.ts'

await untilTold<{ env: Env; urls: Urls }>(async ({ env, urls }) => {
  const config = toConfig(env)
  const house = await openHouse(config, urls)
  const changes = await openChanges(urls.app)
  const http = await openHttp(house, routes, changes)
  await http.listen({ port: config.port, host: config.host })
  return async () => {
    await http.close()
    await changes.close()
    closeDecoders()
    await house.close()
  }
})
