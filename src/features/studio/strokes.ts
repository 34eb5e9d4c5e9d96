// A drawn line as the outline that a pen leaves: thicker where it was pressed or slow.
import { getStroke } from 'perfect-freehand'
import type { Stroke } from './edit.ts'
import type { Way } from './geometry.ts'
import { along, pixelsPerSide } from './geometry.ts'

const marker = 0.45 // how much of the colour a marker leaves

export function drawStroke(context: CanvasRenderingContext2D, stroke: Stroke, way: Way): void {
  const outline = getStroke(
    stroke.points.map(([x, y, pressed]) => {
      const spot = along(way, { x, y })
      return [spot.x, spot.y, pressed]
    }),
    {
      size: stroke.size * pixelsPerSide(way),
      thinning: stroke.brush === 'marker' ? 0 : 0.55,
      smoothing: 0.5,
      streamline: 0.4,
      simulatePressure: stroke.points.every(([, , pressed]) => pressed === 0.5), // what a finger or a mouse says
      last: true,
    },
  )
  const [first, ...others] = outline
  if (!first) return
  context.save()
  context.globalAlpha = stroke.brush === 'marker' ? marker : 1
  context.fillStyle = stroke.colour
  context.beginPath()
  context.moveTo(first[0] ?? 0, first[1] ?? 0)
  for (const [place, [x = 0, y = 0]] of others.entries()) {
    const [nextX = 0, nextY = 0] = others[place + 1] ?? first
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
  }
  context.closePath()
  context.fill()
  context.restore()
}
