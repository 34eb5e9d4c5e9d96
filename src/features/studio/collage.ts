// Two to six photos in one collage: how the places lie, and which part of a photo each place shows. Plain data, as an edit is.
import type { Size, Spot } from './geometry.ts'

export const fewest = 2
export const most = 6
export const collageShapes = ['square', 'tall', 'wide'] as const
export type CollageShape = (typeof collageShapes)[number]
/** A part of the collage, in parts of its width and height. */
export type Place = Spot & Size
/** `photo`: which of those that were picked; `at`: the spot of it in the middle of its place, in parts of its width and height; `zoom`: at 1 it just fills its place. */
export type Piece = { photo: number; at: Spot; zoom: number }
export type Collage = { shape: CollageShape; way: number; pieces: Piece[] }

const mostZoom = 4
const gap = 0.012 // of the collage's longer side, between places and around them

/** The ways so many photos can lie: by rows, or by columns. */
const ways: Record<number, Place[][]> = {
  1: [rows(1)],
  2: [columns(1, 1), rows(1, 1)],
  3: [rows(1, 2), columns(1, 2), rows(1, 1, 1), columns(1, 1, 1)],
  4: [rows(2, 2), rows(1, 3), columns(1, 3)],
  5: [rows(2, 3), columns(2, 3), columns(1, 4)],
  6: [rows(2, 2, 2), rows(3, 3), rows(1, 2, 3)],
}

export function waysFor(photos: number): Place[][] {
  return ways[photos] ?? []
}

export function placesOf({ way, pieces }: Collage): Place[] {
  return waysFor(pieces.length)[way] ?? waysFor(pieces.length)[0] ?? []
}

export function withPhotos(collage: Collage, photos: readonly number[]): Collage {
  const more = photos.map((photo): Piece => ({ photo, at: { x: 0.5, y: 0.5 }, zoom: 1 }))
  return { ...collage, way: 0, pieces: [...collage.pieces, ...more].slice(0, most) }
}

export function withoutPiece(collage: Collage, place: number): Collage {
  return { ...collage, way: 0, pieces: collage.pieces.filter((_, at) => at !== place) }
}

/** It changes places with the one after it; the last one with the first. */
export function swapped(collage: Collage, place: number): Collage {
  const other = (place + 1) % collage.pieces.length
  return {
    ...collage,
    pieces: collage.pieces.map((piece, at) => collage.pieces[at === place ? other : at === other ? place : at] ?? piece),
  }
}

export function withPiece(collage: Collage, place: number, change: Partial<Piece>): Collage {
  return { ...collage, pieces: collage.pieces.map((piece, at) => (at === place ? { ...piece, ...change } : piece)) }
}

export function zoomed({ zoom, ...piece }: Piece, by: number): Piece {
  return { ...piece, zoom: Math.min(mostZoom, Math.max(1, zoom * by)) }
}

/** Moved in its place by so much of the place: what is seen follows the finger, and the place stays full. */
export function moved(piece: Piece, by: Spot, photo: Size, box: Size): Piece {
  const part = partSeen(piece, photo, box)
  const keep = (at: number, seen: number, whole: number) => Math.min(1 - seen / whole / 2, Math.max(seen / whole / 2, at))
  const from = { x: (part.x + part.width / 2) / photo.width, y: (part.y + part.height / 2) / photo.height }
  return {
    ...piece,
    at: {
      x: keep(from.x - (by.x * part.width) / photo.width, part.width, photo.width),
      y: keep(from.y - (by.y * part.height) / photo.height, part.height, photo.height),
    },
  }
}

/** Which part of the photo fills its place, in the photo's pixels. */
export function partSeen({ at, zoom }: Piece, photo: Size, box: Size): Place {
  const scale = Math.max(box.width / photo.width, box.height / photo.height) * zoom
  const [width, height] = [box.width / scale, box.height / scale]
  const keep = (middle: number, size: number, whole: number) => Math.min(whole - size, Math.max(0, middle - size / 2))
  return { x: keep(at.x * photo.width, width, photo.width), y: keep(at.y * photo.height, height, photo.height), width, height }
}

export function collageSize(shape: CollageShape, side: number): Size {
  const short = Math.round(side * 0.75)
  return { width: shape === 'tall' ? short : side, height: shape === 'wide' ? short : side }
}

/** A place in pixels of the collage, without the gap around it. */
export function boxOf({ x, y, width, height }: Place, whole: Size): Place {
  const edge = gap * Math.max(whole.width, whole.height)
  const [across, down] = [whole.width - edge, whole.height - edge]
  return { x: x * across + edge, y: y * down + edge, width: width * across - edge, height: height * down - edge }
}

export function drawCollage(
  context: CanvasRenderingContext2D,
  whole: Size,
  collage: Collage,
  photos: readonly { image: CanvasImageSource; size: Size }[],
): void {
  context.fillStyle = '#fff'
  context.fillRect(0, 0, whole.width, whole.height)
  context.imageSmoothingQuality = 'high'
  for (const [at, place] of placesOf(collage).entries()) {
    const piece = collage.pieces[at]
    const photo = piece && photos[piece.photo]
    if (!piece || !photo) continue
    const box = boxOf(place, whole)
    const part = partSeen(piece, photo.size, box)
    context.drawImage(photo.image, part.x, part.y, part.width, part.height, box.x, box.y, box.width, box.height)
  }
}

function rows(...counts: number[]): Place[] {
  const height = 1 / counts.length
  return counts.flatMap((count, row) =>
    Array.from({ length: count }, (_, at) => ({ x: at / count, y: row * height, width: 1 / count, height })),
  )
}

function columns(...counts: number[]): Place[] {
  return rows(...counts).map(({ x, y, width, height }) => ({ x: y, y: x, width: height, height: width }))
}
