// The process that runs jobs. Started by start.ts, which hands it its login.
import { toConfig, type Env } from '../platform/config.ts'
import { openWork, type Urls } from './house.ts'
import { startWorker } from './jobs.ts'
import { untilTold } from './part.ts'

await untilTold<{ env: Env; urls: Urls }>('worker', async ({ env, urls }) => {
  const work = await openWork(toConfig(env), urls.worker)
  const worker = await startWorker(work, urls.worker)
  worker.whenLost(() => process.exit(1)) // start.ts starts another
  return async () => {
    await worker.stop()
    await work.close()
  }
})
