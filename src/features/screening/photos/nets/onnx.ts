// Writes a net as an ONNX file: the few parts of that format that ours need, by hand. Weights stay the bytes they came as.

/** A fraction is said to be one, as ONNX tells it from a whole number. */
export type Attribute = number | readonly number[] | string | Fraction
type Fraction = { fraction: number }
type Field = [field: number, value: Uint8Array | number | Fraction]
/** Weights as bytes, each standing for `(byte - zero) * scale`. */
export type Packed = { dims: readonly number[]; bytes: Uint8Array; scale: number; zero: number }
export type Plain = { dims: readonly number[]; numbers: Float32Array }

const types = { float: 1, byte: 2, int64: 7 } as const
const text = new TextEncoder()

/** A net that grows node by node; each gives the name of what comes out. */
export function makeNet(input: { name: string; dims: readonly number[] }) {
  const nodes: Field[] = []
  const weights: Field[] = []
  const outputs: Field[] = []
  let made = 0
  return { add, plain, whole, packed, gives, file }

  function add(kind: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}, name = next()): string {
    nodes.push([
      1,
      message([
        ...inputs.map((one): Field => [1, text.encode(one)]),
        [2, text.encode(name)],
        [3, text.encode(name)],
        [4, text.encode(kind)],
        ...Object.entries(attributes).map(([key, value]): Field => [5, attribute(key, value)]),
      ]),
    ])
    return name
  }

  function plain({ dims, numbers }: Plain): string {
    return tensor(types.float, dims, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  }

  function whole(numbers: readonly number[]): string {
    return tensor(types.int64, [numbers.length], new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer))
  }

  function packed({ dims, bytes, scale, zero }: Packed): string {
    const parts = [
      tensor(types.byte, dims, bytes),
      plain({ dims: [], numbers: Float32Array.of(scale) }),
      tensor(types.byte, [], Uint8Array.of(zero)),
    ]
    return add('DequantizeLinear', parts)
  }

  /** Under this name it comes out. */
  function gives(name: string, from: string, dims: readonly (number | string)[]): void {
    add('Identity', [from], {}, name)
    outputs.push([12, valueInfo(name, dims)])
  }

  function file(): Uint8Array<ArrayBuffer> {
    const graph = message([...nodes, [2, text.encode('net')], ...weights, [11, valueInfo(input.name, input.dims)], ...outputs])
    return message([
      [1, 8],
      [7, graph],
      [
        8,
        message([
          [1, new Uint8Array()],
          [2, 17],
        ]),
      ],
    ])
  }

  function tensor(type: number, dims: readonly number[], bytes: Uint8Array): string {
    const name = next()
    weights.push([5, message([...dims.map((one): Field => [1, one]), [2, type], [8, text.encode(name)], [9, bytes]])])
    return name
  }

  function next(): string {
    made += 1
    return `n${made}`
  }
}

function attribute(name: string, value: Attribute): Uint8Array {
  const named: Field = [1, text.encode(name)]
  if (typeof value === 'string') return message([named, [4, text.encode(value)], [20, 3]])
  if (typeof value === 'number') return message([named, [3, value], [20, 2]])
  if ('fraction' in value) return message([named, [2, value], [20, 1]])
  return message([named, ...value.map((one): Field => [8, one]), [20, 7]])
}

function valueInfo(name: string, dims: readonly (number | string)[]): Uint8Array {
  const shape = message(dims.map((one): Field => [1, message([typeof one === 'number' ? [1, one] : [2, text.encode(one)]])]))
  const tensor = message([
    [1, types.float],
    [2, shape],
  ])
  return message([
    [1, text.encode(name)],
    [2, message([[1, tensor]])],
  ])
}

function message(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flatMap(([field, value]) => {
    if (typeof value === 'number') return [varint(field * 8), varint(value)]
    if ('fraction' in value) return [varint(field * 8 + 5), new Uint8Array(Float32Array.of(value.fraction).buffer)]
    return [varint(field * 8 + 2), varint(value.length), value]
  })
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let left = BigInt.asUintN(64, BigInt(value))
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128)
  return Uint8Array.from([...bytes, Number(left)])
}
