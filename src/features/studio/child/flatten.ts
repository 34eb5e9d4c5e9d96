// Makes one flat picture of the photo and all that lies on it: these bytes leave the device, and the photo it was made from stays. PUB-5
import { exportSize } from '../edit.ts'
import { naturalSize } from '../geometry.ts'
import { rendererOn } from '../render.ts'
import { drawings, loadWhatIsOn } from './drawings.ts'
import type { Studio } from './studio.ts'

const quality = 0.9

export async function flatten({ photo, large, history: { now } }: Pick<Studio, 'photo' | 'large' | 'history'>): Promise<Blob> {
  await loadWhatIsOn(now)
  const canvas = document.createElement('canvas')
  rendererOn(canvas).draw(exportSize(naturalSize(photo, now)), { image: large, photo, edit: now, drawings: drawings.get() })
  return blobOf(canvas)
}

/** As a JPEG; the canvas is let go of. */
export async function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality)
  })
  canvas.width = canvas.height = 0
  if (blob?.type !== 'image/jpeg') throw new Error('this browser could not write the picture') // an unedited photo is never sent instead
  return blob
}
