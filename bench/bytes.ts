// P13: what is kept of one 12-megapixel photo.
import { closeDecoders, decodePhoto } from '../src/features/photos/pixels/decoder.ts'
import { SEALED_OVERHEAD } from '../src/platform/crypto.ts'
import { phoneJpeg } from '../test/fixtures/make-photos.ts'
import { bounded, runAlone, show, type Bench } from './ground.ts'

export const bytes: Bench = async () => {
  const given = await phoneJpeg()
  const { renditions } = await decodePhoto(given)
  closeDecoders()
  const kept = renditions.reduce((sum, one) => sum + one.bytes.length + SEALED_OVERHEAD, 0)
  return [bounded('P13 bytes kept of a 12 MP photo (synthetic scene)', kept / 1e6, 'MB', 0.6, `${show(given.length / 1e6)} MB came in`)]
}

await runAlone(import.meta, bytes)
