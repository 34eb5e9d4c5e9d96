// The net that tells drawn from photographed, and dressed from undressed, put together from the weights in nsfwjs (MobileNetV2), layer by layer as they are listed there. SAF-6
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Attribute, makeNet } from './onnx.ts'
import { weightsOf } from './weights.ts'

const find = createRequire(import.meta.url)
const folder = join(dirname(find.resolve('nsfwjs')), '../models/mobilenet_v2')
const side = 224
const answers = 5
const tiny = 0.001 // so that nothing is divided by nothing

const listed = z.object({
  name: z.string(),
  shape: z.array(z.number()),
  dtype: z.string(),
  quantization: z.object({ scale: z.number(), min: z.number() }),
})
const layer = z.object({
  name: z.string(),
  class_name: z.string(),
  config: z.object({
    strides: z.array(z.number()).optional(),
    padding: z.union([z.string(), z.array(z.array(z.number()))]).optional(),
    activation: z.string().optional(),
  }),
  inbound_nodes: z.array(z.array(z.tuple([z.string()]).rest(z.unknown()))),
})
const written = z.object({
  modelTopology: z.object({ model_config: z.object({ config: z.object({ layers: z.array(layer) }) }) }),
  weightsManifest: z.tuple([z.object({ weights: z.array(listed) })]),
})
type Layer = z.infer<typeof layer>

export function skinNet(): Uint8Array<ArrayBuffer> {
  const { modelTopology, weightsManifest } = written.parse(find(join(folder, 'model.min.js')))
  const weights = weightsOf(
    weightsManifest[0].weights,
    Buffer.from(z.string().parse(find(join(folder, 'group1-shard1of1.min.js'))), 'base64'),
  )
  const net = makeNet({ name: 'picture', dims: [1, 3, side, side] })
  const zeroToSix = [0, 6].map((end) => net.plain({ dims: [], numbers: Float32Array.of(end) }))
  const made = new Map<string, string>()
  const edges = new Map<string, Record<string, Attribute>>() // how a picture is to be widened before the next layer
  let last = ''
  for (const one of modelTopology.model_config.config.layers) {
    last = layerOf(one)
    made.set(one.name, last)
  }
  net.gives('answers', last, [1, answers])
  return net.file()

  function layerOf({ name, class_name: kind, config, inbound_nodes: [before = []] }: Layer): string {
    const froms = before.map(([from]) => made.get(from) ?? '')
    const [from = ''] = froms
    if (kind === 'InputLayer') return 'picture'
    if (kind === 'Dropout') return from // only while a net learns
    if (kind === 'ZeroPadding2D') {
      const [[top = 0, bottom = 0] = [], [left = 0, right = 0] = []] = z.array(z.array(z.number())).parse(config.padding)
      edges.set(from, { pads: [top, left, bottom, right] })
      return from
    }
    const edge = {
      strides: config.strides ?? [1, 1],
      ...(edges.get(from) ?? { auto_pad: config.padding === 'same' ? 'SAME_UPPER' : 'VALID' }),
    }
    if (kind === 'Conv2D') return net.add('Conv', [from, weights.filter(net, `${name}/kernel`, 'all')], edge)
    if (kind === 'DepthwiseConv2D') {
      const filter = `${name}/depthwise_kernel`
      return net.add('Conv', [from, weights.filter(net, filter, 'each')], { ...edge, group: weights.shape(filter)[2] ?? 1 })
    }
    if (kind === 'BatchNormalization') return normalised(from, name)
    if (kind === 'ReLU') return net.add('Clip', [from, ...zeroToSix])
    if (kind === 'Add') return net.add('Add', froms)
    if (kind === 'AveragePooling2D') return net.add('GlobalAveragePool', [from])
    if (kind === 'Flatten') return net.add('Flatten', [from])
    if (kind === 'Dense') return dense(from, name, config.activation)
    throw new Error(`no layer of ours is a ${kind}`)
  }

  function normalised(from: string, name: string): string {
    const parts = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) => weights.vector(net, `${name}/${part}`))
    return net.add('BatchNormalization', [from, ...parts], { epsilon: { fraction: tiny } })
  }

  function dense(from: string, name: string, activation: string | undefined): string {
    const shape = weights.shape(`${name}/kernel`)
    const kernel = net.plain({ dims: shape, numbers: weights.numbers(`${name}/kernel`) })
    const sum = net.add('Gemm', [from, kernel, weights.vector(net, `${name}/bias`)])
    return activation === 'softmax' ? net.add('Softmax', [sum]) : net.add('Relu', [sum])
  }
}
