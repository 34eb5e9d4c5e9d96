// Draws a photo with all that was done to it. What a child sees and what leaves the device are drawn here, by the same lines at another size.
import { directionOf } from '../../ui/isolate.ts'
import { applyColours, changesColours } from './colours.ts'
import { applyPatches, type Patch, patchOf } from './covers.ts'
import { type Drawings, drawDrawing } from './drawings.ts'
import type { Edit, FontName, Mark, Text } from './edit.ts'
import { drawFrame } from './frames.ts'
import { along, angleSeen, pixelsPerSide, type Size, type Spot, unitSize, type Way, wayTo } from './geometry.ts'
import { drawStroke } from './strokes.ts'

type Context = CanvasRenderingContext2D
/** `photo` is the photo's size; `image` may be a smaller copy of it. */
export type Picture = { image: CanvasImageSource; photo: Size; edit: Edit; drawings: Drawings }
export type Renderer = { draw(size: Size, picture: Picture): void }

/** What is used again while only something above it changes: a sticker that is moved, a slider that is pulled. */
type Kept = { key: string; image: CanvasImageSource; pixels: ImageData }

export function rendererOn(canvas: HTMLCanvasElement): Renderer {
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser cannot draw')
  let photo: Kept | undefined
  let painted: Kept | undefined
  return {
    draw(size, picture) {
      const { image, edit } = picture
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size)
      const way = wayTo(size, picture.photo, edit)
      const patches = patchesOf(edit, way)
      const place = JSON.stringify([size, way])
      const paint = JSON.stringify([place, patches, edit.light, edit.contrast, edit.warmth, edit.colour, edit.filter])
      if (painted?.key !== paint || painted.image !== image) {
        if (photo?.key !== place || photo.image !== image) {
          drawPhoto(context, size, picture, way)
          photo = { key: place, image, pixels: context.getImageData(0, 0, size.width, size.height) }
        }
        const pixels = painted && isSized(painted.pixels, size) ? painted.pixels : context.createImageData(size.width, size.height)
        painted = { key: paint, image, pixels }
        pixels.data.set(photo.pixels.data)
        if (changesColours(edit)) applyColours(painted.pixels.data, edit)
        if (patches.length > 0) applyPatches(painted.pixels, patches)
      }
      context.putImageData(painted.pixels, 0, 0)
      drawCoverStickers(context, patches, picture.drawings)
      for (const mark of edit.marks) drawMark(context, mark, { drawings: picture.drawings, way })
      if (edit.frame) drawFrame(context, size, edit.frame)
    },
  }
}

function isSized({ width, height }: ImageData, size: Size): boolean {
  return width === size.width && height === size.height
}

function drawPhoto(context: Context, size: Size, { image, photo }: Picture, way: Way): void {
  const { width, height } = unitSize(photo)
  context.save()
  context.fillStyle = '#fff' // where the photo is clear
  context.fillRect(0, 0, size.width, size.height)
  context.imageSmoothingQuality = 'high'
  context.transform(way.a, way.b, way.c, way.d, way.e, way.f)
  context.drawImage(image, 0, 0, width, height)
  context.restore()
}

function patchesOf(edit: Edit, way: Way): Patch[] {
  return edit.covers.map((cover) =>
    patchOf(cover, { at: along(way, cover.at), angle: angleSeen(edit, cover.angle), pixelsPerSide: pixelsPerSide(way) }),
  )
}

/** The cover's own picture: a face that belongs to nobody. It lies on what was filled before, and is no part of what hides. */
export const coverDrawing = 'smiling-face'

function drawCoverStickers(context: Context, patches: Patch[], drawings: Drawings): void {
  const drawing = drawings[coverDrawing]
  for (const { look, at, across, down, angle } of patches) {
    if (look !== 'sticker' || !drawing) continue
    standingAt(context, at, angle, () => drawDrawing(context, drawing, Math.min(across, down) * 2))
  }
}

function drawMark(context: Context, mark: Mark, { drawings, way }: { drawings: Drawings; way: Way }): void {
  if (mark.kind === 'stroke') {
    drawStroke(context, mark, way)
    return
  }
  const [at, size] = [along(way, mark.at), mark.size * pixelsPerSide(way)]
  standingAt(context, at, (mark.angle * Math.PI) / 180, () => {
    const drawing = mark.kind === 'sticker' && drawings[mark.name]
    if (mark.kind === 'text') drawText(context, mark, size)
    else if (drawing) drawDrawing(context, drawing, size)
  })
}

const lineHeight = 1.25

function drawText(context: Context, { words, font, colour, onLabel }: Text, size: number): void {
  context.font = `${size}px ${families[font]}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.direction = directionOf(words) // by the words, not by the page: the sent picture is drawn on no page
  context.lineJoin = 'round'
  const lines = words.split('\n')
  const width = Math.max(...lines.map((line) => context.measureText(line).width)) + size * 0.7
  const height = lines.length * size * lineHeight + size * 0.2
  if (onLabel) {
    context.fillStyle = isDark(colour) ? '#ffffff' : '#22304a'
    context.beginPath()
    roundedBox(context, { width, height }, size * 0.35)
    context.fill()
  }
  for (const [place, line] of lines.entries()) {
    const y = (place - (lines.length - 1) / 2) * size * lineHeight
    if (!onLabel) {
      context.lineWidth = size * 0.16
      context.strokeStyle = isDark(colour) ? '#ffffff' : '#22304a'
      context.strokeText(line, 0, y)
    }
    context.fillStyle = colour
    context.fillText(line, 0, y)
  }
}

/** What the letters are called in src/features/studio/child/letters.ts, and what stands in until they are there. */
export const families: Record<FontName, string> = {
  andika: 'Andika, sans-serif',
  fredoka: 'Fredoka, Andika, sans-serif',
  'patrick-hand': '"Patrick Hand", Andika, sans-serif',
  bangers: 'Bangers, Andika, sans-serif',
}

function roundedBox(context: Context, { width, height }: Size, radius: number): void {
  const [left, top, right, bottom] = [-width / 2, -height / 2, width / 2, height / 2]
  context.moveTo(left + radius, top)
  context.arcTo(right, top, right, bottom, radius)
  context.arcTo(right, bottom, left, bottom, radius)
  context.arcTo(left, bottom, left, top, radius)
  context.arcTo(left, top, right, top, radius)
  context.closePath()
}

function isDark(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 140
}

function standingAt(context: Context, { x, y }: Spot, angle: number, draw: () => void): void {
  context.save()
  context.translate(x, y)
  context.rotate(angle)
  draw()
  context.restore()
}
