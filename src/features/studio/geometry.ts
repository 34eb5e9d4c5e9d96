// Where a spot of the photo is to be seen once it is flipped, turned, straightened and cropped, and back. Spots of the photo are in parts of its longer side.
import { type Crop, type Edit, mostStraight, type Shape } from './edit.ts'

export type Size = { width: number; height: number }
export type Spot = { x: number; y: number }
/** x' = a·x + c·y + e, y' = b·x + d·y + f, as a canvas takes it. */
export type Way = { a: number; b: number; c: number; d: number; e: number; f: number }
type Turned = Pick<Edit, 'turn' | 'flip' | 'straighten'>

/** The photo in parts of its longer side. */
export function unitSize({ width, height }: Size): Size {
  const side = Math.max(width, height)
  return { width: width / side, height: height / side }
}

/** The same after its quarter turns. */
export function turnedSize(photo: Size, { turn }: Pick<Edit, 'turn'>): Size {
  const { width, height } = unitSize(photo)
  return turn % 2 === 0 ? { width, height } : { width: height, height: width }
}

/** How much larger a photo is drawn so that its corners stay full while it is straightened. */
export function growth(photo: Size, { straighten }: Pick<Edit, 'straighten'>): number {
  const { width, height } = photo
  const angle = Math.abs(radians(straighten))
  return Math.cos(angle) + Math.max(width / height, height / width) * Math.sin(angle)
}

/** The size of the cropped photo in its own pixels. */
export function naturalSize(photo: Size, edit: Turned & { crop: Crop }): Size {
  const side = Math.max(photo.width, photo.height) / growth(photo, edit)
  const turned = turnedSize(photo, edit)
  return { width: side * turned.width * edit.crop.width, height: side * turned.height * edit.crop.height }
}

/** From the photo to a picture of this size. */
export function wayTo(picture: Size, photo: Size, edit: Turned & { crop: Crop }): Way {
  const unit = unitSize(photo)
  const turned = turnedSize(photo, edit)
  const angle = radians(edit.turn * 90 + edit.straighten)
  const grown = growth(photo, edit)
  const [across, down] = [picture.width / (turned.width * edit.crop.width), picture.height / (turned.height * edit.crop.height)]
  const mirrored = edit.flip ? -1 : 1
  const a = across * grown * Math.cos(angle) * mirrored
  const b = down * grown * Math.sin(angle) * mirrored
  const c = -across * grown * Math.sin(angle)
  const d = down * grown * Math.cos(angle)
  const middle = { x: across * turned.width * (0.5 - edit.crop.x), y: down * turned.height * (0.5 - edit.crop.y) }
  return {
    a,
    b,
    c,
    d,
    e: middle.x - a * (unit.width / 2) - c * (unit.height / 2),
    f: middle.y - b * (unit.width / 2) - d * (unit.height / 2),
  }
}

export function along({ a, b, c, d, e, f }: Way, { x, y }: Spot): Spot {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

export function back({ a, b, c, d, e, f }: Way, { x, y }: Spot): Spot {
  const area = a * d - b * c
  return { x: (d * (x - e) - c * (y - f)) / area, y: (a * (y - f) - b * (x - e)) / area }
}

/** How many pixels of the picture one longer side of the photo takes. */
export function pixelsPerSide({ a, b, c, d }: Way): number {
  return Math.sqrt(Math.abs(a * d - b * c))
}

/** An angle on the photo as it is seen in the picture, in degrees; and the other way round. */
export function angleSeen(edit: Turned, angle: number): number {
  return edit.turn * 90 + edit.straighten + (edit.flip ? -angle : angle)
}
export function angleOnPhoto(edit: Turned, seen: number): number {
  const angle = seen - edit.turn * 90 - edit.straighten
  return edit.flip ? -angle : angle
}

/** A quarter more, with the clock, as it is seen. */
export function turnRight<Whole extends Edit>(edit: Whole, photo: Size): Whole {
  const { shape, x, y, width, height } = edit.crop
  const turned = {
    ...edit,
    turn: ((edit.turn + 1) % 4) as Edit['turn'],
    crop: { shape, x: 1 - y - height, y: x, width: height, height: width },
  }
  return { ...turned, crop: shapedAs(shape, turned.crop, turnedSize(photo, turned)) }
}

/** Mirrored, as it is seen. */
export function flipOver<Whole extends Edit>(edit: Whole): Whole {
  const { crop } = edit
  return {
    ...edit,
    flip: !edit.flip,
    turn: ((4 - edit.turn) % 4) as Edit['turn'],
    straighten: edit.straighten === 0 ? 0 : -edit.straighten,
    crop: { ...crop, x: 1 - crop.x - crop.width },
  }
}

export function straightened<Whole extends Edit>(edit: Whole, degrees: number): Whole {
  return { ...edit, straighten: Math.min(mostStraight, Math.max(-mostStraight, degrees)) + 0 } // never -0
}

const ratios: Record<Exclude<Shape, 'free'>, number> = { square: 1, '4:5': 4 / 5, '3:4': 3 / 4, '16:9': 16 / 9 }
export const smallestCrop = 0.1

/** The crop in this shape, around the same middle and as large as it was, where there is room. */
export function shapedAs(shape: Shape, crop: Crop, turned: Size): Crop {
  if (shape === 'free') return { ...crop, shape }
  const ratio = ratios[shape] * (turned.height / turned.width) // in parts of a photo that is no square
  const area = Math.sqrt(crop.width * crop.height)
  const wanted = { width: area * Math.sqrt(ratio), height: area / Math.sqrt(ratio) }
  const fits = Math.min(1, 1 / wanted.width, 1 / wanted.height)
  return within({ shape, x: middleOf(crop).x, y: middleOf(crop).y, width: wanted.width * fits, height: wanted.height * fits })
}

/** As large as it can be in this shape. */
export function largest(shape: Shape, turned: Size): Crop {
  const whole = { shape, x: 0, y: 0, width: 1, height: 1 }
  if (shape === 'free') return whole
  const ratio = ratios[shape] * (turned.height / turned.width)
  const size = ratio > 1 ? { width: 1, height: 1 / ratio } : { width: ratio, height: 1 }
  return { shape, ...size, x: (1 - size.width) / 2, y: (1 - size.height) / 2 }
}

export function movedCrop(crop: Crop, by: Spot): Crop {
  return inside({ ...crop, x: crop.x + by.x, y: crop.y + by.y })
}

/** Larger or smaller around its middle, in its shape. */
export function scaledCrop(crop: Crop, by: number): Crop {
  const factor = Math.min(Math.max(by, smallestCrop / Math.min(crop.width, crop.height)), 1 / Math.max(crop.width, crop.height))
  const { x, y } = middleOf(crop)
  return within({ ...crop, x, y, width: crop.width * factor, height: crop.height * factor })
}

/** A free crop's width or height alone. */
export function stretchedCrop(crop: Crop, by: { width?: number; height?: number }): Crop {
  const { x, y } = middleOf(crop)
  const size = (now: number, more = 0) => Math.min(1, Math.max(smallestCrop, now + more))
  return within({ ...crop, shape: 'free', x, y, width: size(crop.width, by.width), height: size(crop.height, by.height) })
}

function within(crop: Crop): Crop {
  return inside({ ...crop, x: crop.x - crop.width / 2, y: crop.y - crop.height / 2 })
}

function inside(crop: Crop): Crop {
  const keep = (from: number, size: number) => Math.min(1 - size, Math.max(0, from))
  return { ...crop, x: keep(crop.x, crop.width), y: keep(crop.y, crop.height) }
}

function middleOf({ x, y, width, height }: Crop): Spot {
  return { x: x + width / 2, y: y + height / 2 }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
