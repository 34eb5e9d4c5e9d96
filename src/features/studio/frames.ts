// What can be put around a photo. A frame lies on its edge, so the picture stays as large as it was.
import type { Size } from './geometry.ts'

export const frameNames = [
  'white',
  'night',
  'sun',
  'sky',
  'leaf',
  'rose',
  'rainbow',
  'dots',
  'stripes',
  'waves',
  'film',
  'snapshot',
] as const
export type FrameName = (typeof frameNames)[number]
type Context = CanvasRenderingContext2D
type Draw = (context: Context, size: Size, edge: number) => void

const rainbow = ['#e8483f', '#f58b2e', '#ffd166', '#4caf6e', '#3f8fd6', '#7d57c2']

export const frames: Record<FrameName, Draw> = {
  white: plain('#ffffff'),
  night: plain('#22304a'),
  sun: plain('#ffd166'),
  sky: plain('#8ec7f2'),
  leaf: plain('#7fcf9d'),
  rose: plain('#f2a7c3'),
  rainbow: (context, size, edge) => {
    for (const [place, colour] of rainbow.entries())
      ring(context, size, { colour, from: (edge * place) / rainbow.length, wide: edge / rainbow.length })
  },
  dots: (context, size, edge) => {
    plain('#5f3791')(context, size, edge)
    onEdge(size, edge, 1.1, (x, y, place) =>
      disc(context, { x, y, radius: edge * 0.28, colour: rainbow[place % rainbow.length] ?? '#fff' }),
    )
  },
  stripes: (context, size, edge) => {
    plain('#ffffff')(context, size, edge)
    onEdge(size, edge, 0.5, (x, y, place) => {
      if (place % 2) return
      context.fillStyle = '#e8483f'
      context.fillRect(x - edge / 2, y - edge / 2, edge / 2, edge)
    })
    ring(context, size, { colour: '#e8483f', from: edge * 0.92, wide: edge * 0.14 })
  },
  waves: (context, size, edge) => {
    ring(context, size, { colour: '#ffffff', from: 0, wide: edge * 0.55 })
    onEdge(size, edge * 1.1, 0.9, (x, y) => disc(context, { x, y, radius: edge * 0.55, colour: '#ffffff' }))
  },
  film: (context, size, edge) => {
    context.fillStyle = '#16202e'
    context.fillRect(0, 0, size.width, edge * 1.3)
    context.fillRect(0, size.height - edge * 1.3, size.width, edge * 1.3)
    context.fillStyle = '#fff8ee'
    const holes = Math.max(4, Math.round(size.width / (edge * 1.4)))
    for (let hole = 0; hole < holes; hole += 1)
      for (const y of [edge * 0.35, size.height - edge * 0.95])
        context.fillRect(((hole + 0.5) * size.width) / holes - edge * 0.3, y, edge * 0.6, edge * 0.6)
  },
  snapshot: (context, size, edge) => {
    plain('#fdfbf5')(context, size, edge)
    context.fillRect(0, size.height - edge * 2.6, size.width, edge * 2.6)
  },
}

export function drawFrame(context: Context, size: Size, name: FrameName): void {
  context.save()
  frames[name](context, size, Math.min(size.width, size.height) * 0.055)
  context.restore()
}

function plain(colour: string): Draw {
  return (context, size, edge) => ring(context, size, { colour, from: 0, wide: edge })
}

function ring(context: Context, { width, height }: Size, { colour, from, wide }: { colour: string; from: number; wide: number }): void {
  context.fillStyle = colour
  const [across, down] = [width - 2 * from, height - 2 * from]
  context.fillRect(from, from, across, wide)
  context.fillRect(from, height - from - wide, across, wide)
  context.fillRect(from, from, wide, down)
  context.fillRect(width - from - wide, from, wide, down)
}

function disc(context: Context, { x, y, radius, colour }: { x: number; y: number; radius: number; colour: string }): void {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

/** All around, in the middle of the edge, about so many edges apart; corners are always met. */
function onEdge({ width, height }: Size, edge: number, apart: number, draw: (x: number, y: number, place: number) => void): void {
  const half = edge / 2
  const corners = [
    [half, half],
    [width - half, half],
    [width - half, height - half],
    [half, height - half],
  ] as const
  let place = 0
  for (const [side, [fromX, fromY]] of corners.entries()) {
    const [toX, toY] = corners[(side + 1) % 4] ?? corners[0]
    const steps = Math.max(1, Math.round(Math.hypot(toX - fromX, toY - fromY) / (edge * apart)))
    for (let step = 0; step < steps; step += 1, place += 1)
      draw(fromX + ((toX - fromX) * step) / steps, fromY + ((toY - fromY) * step) / steps, place)
  }
}
