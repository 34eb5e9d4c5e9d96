// Asks the check of photos on this device. It comes when a photo is first looked at, and is kept for the next time; where it does not come in time, a guardian looks first. PUB-2
import addresses from 'virtual:nets'
import { language } from '../../../ui/words.ts'
import type { Verdict } from './check-photo.ts'
import type { Asked } from './look-at.worker.ts'
import address from './look-at.worker.ts?worker&url'

const mostMilliseconds = 60_000 // with all that has to come first; a look itself takes a second or two
const idleMilliseconds = 60_000 // then its memory is given back: an old tablet has little
const held: Verdict = { is: 'held', findings: [] }

let policy: ReturnType<NonNullable<typeof window.trustedTypes>['createPolicy']> | undefined
let worker: Worker | undefined
let asked = 0
let idle: ReturnType<typeof setTimeout> | undefined
const waiting = new Map<number, (verdict: Verdict) => void>()

export async function lookAt(picture: Blob): Promise<Verdict> {
  asked += 1
  const id = asked
  clearTimeout(idle)
  return new Promise((resolve) => {
    const answer = (verdict: Verdict) => {
      clearTimeout(clock)
      waiting.delete(id)
      if (waiting.size === 0) idle = setTimeout(end, idleMilliseconds)
      resolve(verdict)
    }
    const clock = setTimeout(() => answer(held), mostMilliseconds)
    waiting.set(id, answer)
    try {
      worker ??= begin()
      worker.postMessage({ id, picture, language: language(), addresses } satisfies Asked)
    } catch {
      answer(held)
    }
  })
}

function begin(): Worker {
  policy ??= window.trustedTypes?.createPolicy('kitestring-photos', { createScriptURL: (given) => (given === address ? given : '') })
  const begun = new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' })
  begun.addEventListener('message', ({ data }: MessageEvent<{ id: number; verdict: Verdict }>) => waiting.get(data.id)?.(data.verdict))
  begun.addEventListener('error', () => {
    worker = undefined // asked for anew with the next photo
    for (const answer of [...waiting.values()]) answer(held)
  })
  return begun
}

function end(): void {
  worker?.terminate()
  worker = undefined
}
