// The limit of an upload: the product's own renditions of one picture, made by sharp in this process and written durably, with nothing of ours around it.
import sharp from 'sharp'
import { makeRenditions } from '../src/features/photos/pixels/renditions.ts'
import { writeDurably } from '../src/platform/durable-file.ts'

let given: { folder: string; bytes: Uint8Array } | undefined

process.on('disconnect', () => process.exit()) // nobody measures any more
process.on('message', async (message: { folder: string; bytes: Uint8Array } | 'again') => {
  if (message !== 'again') given = message
  else if (given) {
    const { folder, bytes } = given
    const { renditions } = await makeRenditions(sharp(bytes))
    await Promise.all(renditions.map((one) => writeDurably(folder, `${one.name}.webp`, one.bytes)))
  }
  process.send?.('ready')
})
