// Runs the nets: the same WebAssembly in a browser's worker and in the server's cage, on one thread, from files that came with the app. PUB-2
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import type { Given } from './pixels.ts'

export const netNames = ['skin', 'faces', 'lettering', 'reading'] as const
export type NetName = (typeof netNames)[number]
/** What a net says: rows of numbers, by their names. */
export type Said = Record<string, { data: Float32Array; dims: readonly number[] }>
/** `signs`: what the numbers of the net that reads stand for. */
export type Nets = { ask: (net: NetName, given: Given) => Promise<Said>; signs: () => Promise<readonly string[]> }
export type NetFile = NetName | 'signs'
/** Gives the bytes of a file: each is asked for when it is first needed. */
export type Files = (file: NetFile) => Promise<Uint8Array<ArrayBuffer>>

/** `runner`: where it is not found by its own address. */
export function openNets(files: Files, runner?: Uint8Array<ArrayBuffer>): Nets {
  env.logLevel = 'error'
  env.wasm.numThreads = 1 // more would need pages that are walled off from every other, and a tablet has little to gain
  if (runner) env.wasm.wasmBinary = runner.buffer
  const open = new Map<NetName, Promise<InferenceSession>>()
  let known: Promise<string[]> | undefined
  return { ask, signs }

  async function ask(net: NetName, { data, dims }: Given): Promise<Said> {
    const session = open.get(net) ?? opens(net)
    open.set(net, session)
    const ready = await session
    const answer = await ready.run({ [ready.inputNames[0] ?? '']: new Tensor('float32', data, dims) })
    return Object.fromEntries(Object.entries(answer).map(([name, { data, dims }]) => [name, { data: data as Float32Array, dims }]))
  }

  function signs(): Promise<string[]> {
    known ??= files('signs').then((bytes) => [...new TextDecoder().decode(bytes).trimEnd().split('\n'), ' '])
    return known
  }

  async function opens(net: NetName): Promise<InferenceSession> {
    return InferenceSession.create(await files(net), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
      enableCpuMemArena: false, // it would keep the memory of the largest picture
      enableMemPattern: false,
      extra: { session: { disable_quant_qdq: '1' } }, // weights are made into plain numbers once, not with every picture
    })
  }
}
