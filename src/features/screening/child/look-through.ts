// Asks the check of words on this device. It comes when it is first needed; where it does not come, the child writes on: the server looks in any case. PUB-2
import { words as studioWords } from '../../studio/child/studio-words.ts'
import { addWords, language } from '../../../ui/words.ts'
import type { Verdict } from '../words.ts'
import address from './look-through.worker.ts?worker&url'

let policy: ReturnType<NonNullable<typeof window.trustedTypes>['createPolicy']> | undefined
let worker: Worker | undefined
let asked = 0
const waiting = new Map<number, (verdict: Verdict) => void>()
let worded: Promise<void> | undefined

export async function lookThrough(words: string): Promise<Verdict> {
  worded ??= addWords(studioWords).catch((failure: unknown) => {
    worded = undefined // asked for anew with the next words
    throw failure
  })
  await worded
  worker ??= begin()
  asked += 1
  const id = asked
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    worker?.postMessage({ id, words, language: language() })
  })
}

function begin(): Worker {
  policy ??= window.trustedTypes?.createPolicy('kitestring-words', { createScriptURL: (given) => (given === address ? given : '') })
  const begun = new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' })
  begun.addEventListener('message', ({ data }: MessageEvent<{ id: number; verdict: Verdict }>) => {
    waiting.get(data.id)?.(data.verdict)
    waiting.delete(data.id)
  })
  begun.addEventListener('error', () => {
    worker = undefined // asked for anew with the next words
    waiting.clear()
  })
  return begun
}
