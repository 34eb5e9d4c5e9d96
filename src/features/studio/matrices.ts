// Colours as sums: what red, green and blue become, in three rows of red, green, blue and what is added, of 0 to 255.
export type Matrix = readonly number[]
export type Curve = (value: number) => number
type Three = readonly [number, number, number]

export const asIs: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
const weights = [0.2126, 0.7152, 0.0722] as const // how bright red, green and blue look

/** First one, then the other. */
export function after(first: Matrix, then: Matrix): Matrix {
  return Array.from({ length: 12 }, (_, at) => {
    const [row, column] = [Math.floor(at / 4) * 4, at % 4]
    const mixed = [0, 1, 2].reduce((sum, one) => sum + (then[row + one] ?? 0) * (first[one * 4 + column] ?? 0), 0)
    return column === 3 ? mixed + (then[row + 3] ?? 0) : mixed
  })
}

export function saturation(much: number): Matrix {
  return [0, 1, 2].flatMap((row) => [...weights.map((weight, from) => weight * (1 - much) + (from === row ? much : 0)), 0])
}

export function contrasted(much: number): Matrix {
  return tinted([much, much, much], 128 * (1 - much))
}

export function tinted([red, green, blue]: Three, added = 0): Matrix {
  return [red, 0, 0, added, 0, green, 0, added, 0, 0, blue, added]
}

/** Only how bright it is counts: from one colour in the dark to another in the light. */
export function twoColours(dark: Three, bright: Three): Matrix {
  return dark.flatMap((from, channel) => [...weights.map((weight) => (weight * ((bright[channel] ?? 0) - from)) / 255), from])
}
