// A line around what was found in a picture, so that it is seen on a bright one and on a dark one.
import type { Region } from '../photos/pixels.ts'

const width = 0.008 // of the longer side

export function drawAround(context: CanvasRenderingContext2D, { at, width: across, height: down, angle }: Region): void {
  const side = Math.max(context.canvas.width, context.canvas.height)
  context.save()
  context.translate(at.x * side, at.y * side)
  context.rotate((angle * Math.PI) / 180)
  context.lineJoin = 'round'
  for (const [colour, times] of [
    ['#22304a', 2],
    ['#ffd166', 1],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = side * width * times
    context.strokeRect((-across / 2) * side, (-down / 2) * side, across * side, down * side)
  }
  context.restore()
}
