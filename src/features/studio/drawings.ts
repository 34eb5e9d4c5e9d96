// Drawn pictures as coloured shapes, so that a sticker is sharp at every size and needs no file of its own when it is put on a photo.
/** Each shape: its colour, its outline in a square of 32, how much of it is to be seen where that is not all, and which side of a crossing line is inside. */
export type Drawing = [colour: string, outline: string, opacity?: number, rule?: CanvasFillRule][]
export type Drawings = Record<string, Drawing>

const square = 32

/** Around the middle of where the context stands. */
export function drawDrawing(context: CanvasRenderingContext2D, drawing: Drawing, size: number): void {
  context.save()
  context.scale(size / square, size / square)
  context.translate(-square / 2, -square / 2)
  for (const [colour, outline, opacity = 1, rule = 'nonzero'] of drawing) {
    context.globalAlpha = opacity
    context.fillStyle = colour
    context.fill(new Path2D(outline), rule)
  }
  context.restore()
}
