// A picture as rows of red, green, blue and clear, and how it is made smaller, cut out and laid before a net: the same to the last bit in a browser and on the server.
export type Size = { width: number; height: number }
export type Pixels = Size & { data: Uint8ClampedArray | Uint8Array }
/** A box around something, about its middle: in parts of the picture's longer side, turned with the clock by degrees. */
export type Region = { at: { x: number; y: number }; width: number; height: number; angle: number }
/** What a net is given: one picture, colour by colour. */
export type Given = { data: Float32Array; dims: [1, 3, number, number] }
type Look = { mean: readonly number[]; scale: readonly number[]; order: 'rgb' | 'bgr' }

/** Halved until it is near, then between the nearest: no thin stroke falls through. */
export function resized(pixels: Pixels, size: Size): Pixels {
  let from = pixels
  while (from.width >= size.width * 2 && from.height >= size.height * 2) from = halved(from)
  return from.width === size.width && from.height === size.height ? from : between(from, size)
}

/** The same shape, with no side longer than this. */
export function sizeWithin({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Laid into the upper left of a frame; what stays free is `ground`, in the net's own numbers. */
export function laidOut(pixels: Pixels, frame: Size, { mean, scale, order }: Look, ground = 0): Given {
  const area = frame.width * frame.height
  const data = new Float32Array(area * 3).fill(ground)
  for (let channel = 0; channel < 3; channel += 1) {
    const source = order === 'rgb' ? channel : 2 - channel
    const [middle = 0, factor = 1] = [mean[channel], scale[channel]]
    for (let y = 0; y < Math.min(pixels.height, frame.height); y += 1)
      for (let x = 0; x < Math.min(pixels.width, frame.width); x += 1)
        data[channel * area + y * frame.width + x] = ((pixels.data[(y * pixels.width + x) * 4 + source] ?? 0) - middle) * factor
  }
  return { data, dims: [1, 3, frame.height, frame.width] }
}

/** What lies in a region, turned upright and drawn in this size. */
export function cutOut(pixels: Pixels, { at, width, height, angle }: Region, size: Size): Pixels {
  const side = Math.max(pixels.width, pixels.height)
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  const data = new Uint8ClampedArray(size.width * size.height * 4)
  for (let row = 0; row < size.height; row += 1) {
    for (let column = 0; column < size.width; column += 1) {
      const across = ((column + 0.5) / size.width - 0.5) * width
      const down = ((row + 0.5) / size.height - 0.5) * height
      const x = (at.x + across * cos - down * sin) * side - 0.5
      const y = (at.y + across * sin + down * cos) * side - 0.5
      blend(pixels, x, y, data, (row * size.width + column) * 4)
    }
  }
  return { data, ...size }
}

function halved({ data, width, height }: Pixels): Pixels {
  const size = { width: width >> 1, height: height >> 1 }
  const half = new Uint8ClampedArray(size.width * size.height * 4)
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      const from = (2 * y * width + 2 * x) * 4
      const below = from + width * 4
      const to = (y * size.width + x) * 4
      for (let channel = 0; channel < 4; channel += 1)
        half[to + channel] =
          ((data[from + channel] ?? 0) +
            (data[from + 4 + channel] ?? 0) +
            (data[below + channel] ?? 0) +
            (data[below + 4 + channel] ?? 0)) /
          4
    }
  return { data: half, ...size }
}

function between(pixels: Pixels, size: Size): Pixels {
  const data = new Uint8ClampedArray(size.width * size.height * 4)
  const [across, down] = [pixels.width / size.width, pixels.height / size.height]
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) blend(pixels, (x + 0.5) * across - 0.5, (y + 0.5) * down - 0.5, data, (y * size.width + x) * 4)
  return { data, ...size }
}

function blend({ data, width, height }: Pixels, x: number, y: number, into: Uint8ClampedArray, place: number): void {
  const [inX, inY] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)]
  const [left, top] = [Math.floor(inX), Math.floor(inY)]
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)]
  const [far, low] = [inX - left, inY - top]
  const [one, two, three, four] = [
    (top * width + left) * 4,
    (top * width + right) * 4,
    (bottom * width + left) * 4,
    (bottom * width + right) * 4,
  ]
  for (let channel = 0; channel < 4; channel += 1) {
    const upper = (data[one + channel] ?? 0) * (1 - far) + (data[two + channel] ?? 0) * far
    const lower = (data[three + channel] ?? 0) * (1 - far) + (data[four + channel] ?? 0) * far
    into[place + channel] = upper * (1 - low) + lower * low
  }
}
