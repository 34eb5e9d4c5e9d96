/// <reference lib="webworker" />
// Looks at a photo beside the page, so that nothing else waits for it. Nothing of the photo goes anywhere. PUB-2
import { checkPhoto, held, longestSide, type Verdict } from './check-photo.ts'
import { type NetFile, type Nets, openNets } from './nets.ts'
import { type Pixels, sizeWithin } from './pixels.ts'

export type Asked = { id: number; picture: Blob; language: string; addresses: Record<NetFile, string> }

let nets: Nets | undefined
let turn = Promise.resolve()

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  turn = turn.then(async () => postMessage({ id: data.id, verdict: await look(data).catch(() => held) })) // one after the other: a tablet's memory holds one
})

async function look({ picture, language, addresses }: Asked): Promise<Verdict> {
  const pixels = await pixelsOf(picture)
  nets ??= openNets((file) => fetched(addresses[file]))
  return checkPhoto(pixels, nets, { language })
}

async function pixelsOf(picture: Blob): Promise<Pixels> {
  const image = await createImageBitmap(picture)
  const { width, height } = sizeWithin(image, longestSide)
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser cannot draw here')
  context.fillStyle = '#fff' // where the picture is clear
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, width, height)
  image.close()
  return context.getImageData(0, 0, width, height)
}

async function fetched(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (!answer.ok || bytes.length === 0) throw new Error('a net did not come')
  return bytes
}
