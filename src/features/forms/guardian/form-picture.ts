// The photo of a signed form, made as small as can still be read: slow phones and thin lines send it all the same.
import { mostPictureBytes } from '../picture.ts'

const longestSide = 2000 // a sheet of paper, with its small print

/** As it will be sent. `canvas`: to look at it first; null where this browser cannot open such a file, and the server tries. */
export type FormPicture = { bytes: Blob; canvas: HTMLCanvasElement | null }

export class PictureTooLarge extends Error {
  override name = 'PictureTooLarge'
}

export async function readFormPicture(file: File): Promise<FormPicture> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  const picture = bitmap === null ? { bytes: file, canvas: null } : await drawn(bitmap)
  if (picture.bytes.size > mostPictureBytes) throw new PictureTooLarge()
  return picture
}

export async function inBase64(bytes: Blob): Promise<string> {
  const parts: string[] = []
  const all = new Uint8Array(await bytes.arrayBuffer())
  for (let at = 0; at < all.length; at += 30_000) parts.push(btoa(String.fromCharCode(...all.subarray(at, at + 30_000)))) // of three, so that they join
  return parts.join('')
}

async function drawn(bitmap: ImageBitmap): Promise<FormPicture> {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const bytes = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  if (bytes === null) throw new Error('the picture could not be drawn')
  return { bytes, canvas }
}
