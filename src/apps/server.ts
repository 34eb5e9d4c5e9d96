// The process that answers requests. Started by start.ts, which hands it the logins; it has no other way to the database.
import { setTimeout as pause } from 'node:timers/promises'
import { closeDecoders } from '../features/photos/pixels/decoder.ts'
import { seconds } from '../platform/clock.ts'
import { toConfig, type Env } from '../platform/config.ts'
import { openChanges } from '../platform/db/changes.ts'
import { openHouse, type Urls } from './house.ts'
import { openHttp } from './http.ts'
import { untilTold } from './part.ts'
import { routes } from './routes.ts'

const lastAnswers = seconds(6) // a photo that is being sent

await untilTold<{ env: Env; urls: Urls }>('server', async ({ env, urls }) => {
  const config = toConfig(env)
  const house = await openHouse(config, urls)
  const changes = await openChanges(urls.app)
  const stage = { leaving: false, underway: 0 }
  const http = await openHttp(house, routes, changes, stage)
  await http.listen({ port: config.port, host: config.host })
  return async () => {
    stage.leaving = true // a load balancer sends nobody any more, and who is here is still served
    await pause(config.leaveMilliseconds)
    for (const giveUp = performance.now() + lastAnswers; stage.underway > 0 && performance.now() < giveUp; ) await pause(20)
    await http.close()
    await changes.close()
    closeDecoders()
    await house.close()
  }
})
