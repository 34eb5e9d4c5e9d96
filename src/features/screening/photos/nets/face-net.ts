// The net that finds faces, put together from the detector's weights in @vladmandic/face-api (SSD on MobileNet). Of that package no other weights are read: none that
// tells one face from another. PUB-5
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { makeNet } from './onnx.ts'
import { type Listed, weightsOf } from './weights.ts'

const model = '@vladmandic/face-api/model/ssd_mobilenetv1_model'
const find = createRequire(import.meta.url)
const side = 512
const layers = 13
const halves = [2, 4, 6, 12] // layers that halve the picture
const tiny = 0.0010000000474974513
const places = 5118

export function faceNet(): Uint8Array<ArrayBuffer> {
  const groups: { weights: Listed[] }[] = JSON.parse(readFileSync(find.resolve(`${model}-weights_manifest.json`), 'utf8'))
  const weights = weightsOf(
    groups.flatMap(({ weights }) => weights),
    readFileSync(find.resolve(`${model}.bin`)),
  )
  const net = makeNet({ name: 'picture', dims: [1, 3, side, side] })
  const zeroToSix = [0, 6].map((end) => net.plain({ dims: [], numbers: Float32Array.of(end) }))
  let at = conv('picture', 'MobilenetV1/Conv2d_0_pointwise', 2)
  let earlier = at
  for (let layer = 1; layer <= layers; layer += 1) {
    at = conv(depthwise(at, layer), `MobilenetV1/Conv2d_${layer}_pointwise`, 1)
    if (layer === 11) earlier = at
  }
  const levels = [earlier, at]
  for (let layer = 0; layer < 8; layer += 1) {
    at = conv(at, `Prediction/Conv2d_${layer}_pointwise`, layer % 2 === 0 ? 1 : 2)
    if (layer % 2 === 1) levels.push(at)
  }
  net.gives('boxes', fromLevels('BoxEncodingPredictor', 4), [1, places, 4])
  net.gives('scores', fromLevels('ClassPredictor', 3), [1, places, 3])
  net.gives('places', net.plain({ dims: [1, places, 4], numbers: weights.numbers('Output/extra_dim') }), [1, places, 4])
  return net.file()

  function conv(from: string, name: string, step: number): string {
    const parts = [from, weights.filter(net, `${name}/weights`, 'all'), weights.vector(net, `${name}/convolution_bn_offset`)]
    return net.add('Clip', [net.add('Conv', parts, same(step)), ...zeroToSix])
  }

  /** What follows it, one factor and one summand for each channel, is worked into its weights. */
  function depthwise(from: string, layer: number): string {
    const name = `MobilenetV1/Conv2d_${layer}_depthwise`
    const filters = weights.numbers(`${name}/depthwise_weights`)
    const channels = filters.length / 9
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) =>
      weights.numbers(`${name}/BatchNorm/${part}`),
    )
    const factor = Float32Array.from({ length: channels }, (_, n) => (gamma?.[n] ?? 0) / Math.sqrt((variance?.[n] ?? 0) + tiny))
    const bias = Float32Array.from({ length: channels }, (_, n) => (beta?.[n] ?? 0) - (mean?.[n] ?? 0) * (factor[n] ?? 0))
    const numbers = new Float32Array(channels * 9)
    for (let n = 0; n < channels; n += 1)
      for (let place = 0; place < 9; place += 1) numbers[n * 9 + place] = (filters[place * channels + n] ?? 0) * (factor[n] ?? 0)
    const parts = [from, net.plain({ dims: [channels, 1, 3, 3], numbers }), net.plain({ dims: [channels], numbers: bias })]
    return net.add('Clip', [net.add('Conv', parts, { ...same(halves.includes(layer) ? 2 : 1), group: channels }), ...zeroToSix])
  }

  function fromLevels(what: 'BoxEncodingPredictor' | 'ClassPredictor', each: number): string {
    const told = levels.map((from, n) => {
      const name = `Prediction/BoxPredictor_${n}/${what}`
      const parts = [from, weights.filter(net, `${name}/weights`, 'all'), weights.vector(net, `${name}/biases`)]
      return net.add('Reshape', [net.add('Transpose', [net.add('Conv', parts, same(1))], { perm: [0, 2, 3, 1] }), net.whole([1, -1, each])])
    })
    return net.add('Concat', told, { axis: 1 })
  }
}

function same(step: number) {
  return { auto_pad: 'SAME_UPPER', strides: [step, step] }
}
