// Weights as TensorFlow.js keeps them: a list of names and shapes, and one row of bytes, most of them a byte for a number.
import type { makeNet } from './onnx.ts'

export type Listed = { name: string; shape: number[]; dtype: string; quantization?: { scale: number; min: number } }
type Values = { dims: number[]; bytes: Uint8Array; scale: number; min: number } | { dims: number[]; numbers: Float32Array }
type Net = ReturnType<typeof makeNet>

/** The weights by their names, as numbers, or as a filter of a net with its places in the order that ONNX wants. */
export function weightsOf(list: readonly Listed[], file: Uint8Array) {
  const values = read(list, file)
  return { numbers, vector, filter, shape: (name: string) => weightsCalled(name).dims }

  function numbers(name: string): Float32Array {
    const value = weightsCalled(name)
    return 'numbers' in value ? value.numbers : Float32Array.from(value.bytes, (byte) => byte * value.scale + value.min)
  }

  function vector(net: Net, name: string): string {
    const all = numbers(name)
    return net.plain({ dims: [all.length], numbers: all })
  }

  /** From rows, columns, in, out to out, in, rows, columns; one for each channel: from rows, columns, channels, 1. */
  function filter(net: Net, name: string, channels: 'all' | 'each'): string {
    const value = weightsCalled(name)
    if (!('bytes' in value)) throw new Error(`${name} is not packed`)
    const [rows = 1, columns = 1, ins = 1, outs = 1] = value.dims
    const bytes = new Uint8Array(value.bytes.length)
    for (let place = 0; place < rows * columns; place += 1)
      for (let from = 0; from < ins; from += 1)
        for (let to = 0; to < outs; to += 1)
          bytes[(to * ins + from) * rows * columns + place] = value.bytes[(place * ins + from) * outs + to] ?? 0
    const dims = channels === 'all' ? [outs, ins, rows, columns] : [ins, 1, rows, columns]
    return net.packed({ dims, bytes, scale: value.scale, zero: zeroOf(name, value) })
  }

  function weightsCalled(name: string): Values {
    const value = values.get(name)
    if (!value) throw new Error(`there are no weights called ${name}`)
    return value
  }
}

function zeroOf(name: string, { min, scale }: { min: number; scale: number }): number {
  const zero = Math.round(-min / scale)
  if (Math.abs(-min / scale - zero) > 0.01 || zero < 0 || zero > 255) throw new Error(`${name} has no byte for nothing`)
  return zero
}

function read(list: readonly Listed[], file: Uint8Array): Map<string, Values> {
  let at = 0
  return new Map(
    list.map(({ name, shape, dtype, quantization }): [string, Values] => {
      const count = shape.reduce((product, one) => product * one, 1)
      const bytes = Uint8Array.from(file.subarray(at, at + (quantization ? count : count * 4)))
      at += bytes.length
      if (quantization) return [name, { dims: shape, bytes, scale: quantization.scale, min: quantization.min }]
      if (dtype !== 'float32') throw new Error(`${name} is of a kind that is not read`)
      return [name, { dims: shape, numbers: new Float32Array(bytes.buffer) }]
    }),
  )
}
