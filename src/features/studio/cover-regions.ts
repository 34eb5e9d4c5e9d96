// Covers laid over what was found in a picture: large enough that nothing of it looks out, and set on the photo that the picture was made from. PUB-5
import type { Cover, Edit } from './edit.ts'
import { angleOnPhoto, back, pixelsPerSide, type Size, type Spot, wayTo } from './geometry.ts'

type Region = { at: Spot; width: number; height: number; angle: number }

/** A head is larger than the face that was found; a line than its letters. */
const head = 1.35
const letters = 1.18
const piece = 2.5 // how long a piece of a line one cover hides, in heights of the line

/** Each in parts of the picture's longer side, as it was found. */
export function coversOver(regions: readonly (Region & { isFace: boolean })[], edit: Edit, photo: Size, picture: Size): Cover[] {
  const way = wayTo(picture, photo, edit)
  const side = Math.max(picture.width, picture.height)
  const last = edit.covers.at(-1)?.look
  return regions.flatMap(({ isFace, ...region }) => {
    const pieces = isFace ? [{ ...region, shape: 'round' as const, size: Math.max(region.width, region.height) * head }] : piecesOf(region)
    return pieces.map(
      ({ at, angle, shape, size }): Cover => ({
        look: last ?? (isFace ? 'sticker' : 'mosaic'),
        shape,
        at: back(way, { x: at.x * side, y: at.y * side }),
        size: (size * side) / pixelsPerSide(way),
        angle: angleOnPhoto(edit, angle),
      }),
    )
  })
}

function piecesOf({ at, width, height, angle }: Region): (Pick<Region, 'at' | 'angle'> & Pick<Cover, 'shape' | 'size'>)[] {
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  const isTall = height > width
  const [x, y] = direction(angle + (isTall ? 90 : 0))
  const count = Math.ceil(long / (short * piece))
  return Array.from({ length: count }, (_, n) => {
    const from = ((n + 0.5) / count - 0.5) * long
    return { at: { x: at.x + x * from, y: at.y + y * from }, angle, shape: isTall ? 'tall' : 'wide', size: short * letters * 2 }
  })
}

function direction(angle: number): [x: number, y: number] {
  return [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
}
