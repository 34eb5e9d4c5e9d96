// Whether anybody at all can list the store of pictures: asked without a key, as a stranger would. They are sealed, but how many there are, and when each was made, is nobody's business. SEC-7
import { seconds } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'

const patience = seconds(3)

/** Nothing when it is not public, and when it cannot be asked: then the start fails by itself. */
export async function publicBucket({ storage }: Pick<Config, 'storage'>): Promise<string | undefined> {
  if (storage.kind !== 's3') return undefined
  const list = new URL(`${storage.endpoint.replace(/\/$/, '')}/${encodeURIComponent(storage.bucket)}?list-type=2&max-keys=1`)
  const status = await fetch(list, { redirect: 'manual', signal: AbortSignal.timeout(patience) }).then(
    async (answer) => {
      await answer.body?.cancel()
      return answer.status
    },
    () => 0, // nobody answers
  )
  return status === 200
    ? `The bucket ${storage.bucket} is public: anybody can list it without a key. Close it for everybody but S3_ACCESS_KEY.`
    : undefined
}
