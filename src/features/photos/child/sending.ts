// The photo that is on its way to the server; going to another screen does not stop it, and without a connection it waits and goes on by itself.
import { ApiRefusal, NoConnection } from '../../../ui/api.ts'
import { mayBeBack } from '../../../ui/be-back.ts'
import { makeStore } from '../../../ui/store.ts'
import { uploadPhoto, type UploadedPhoto } from '../../../ui/upload.ts'
import { newKey } from '../../../ui/uuid.ts'
import type { Finding } from '../../screening/photos/check-photo.ts'

/** Of several that go one after the other: how many went before, and how many there are. */
export type Part = { before: number; all: number }
/** `id`: its mark in the draft. `looks`: nothing has left, it is looked at here; `found`: something was, and the child says how it goes on; `waits`: for the connection; `rests`: for the child. */
export type Sending = {
  id: string
  file: Blob
  key: string
  part: number
  of: Part
  state: 'looks' | 'found' | 'goes' | 'waits' | 'rests'
  findings: readonly Finding[]
  error: unknown
}
type ToSend = { id: string; file: Blob; key?: string | undefined; part?: Part | undefined }

export const sending = makeStore<Sending | null>(null)
const alone: Part = { before: 0, all: 1 }
const fresh = { part: 0, state: 'goes', findings: [], error: null } as const
const waits = [1000, 3000, 8000] // milliseconds before the next try; after those always the last
let stopping = new AbortController()
let resting = new AbortController()
let goOn = () => {}

/** Gives the photo once the server has it, and `onArrived` is told before any screen knows that nothing is on its way any more; `undefined` when another photo was picked or this one was refused (then the error is in the store). */
export async function sendPhoto(
  { id, file, key = newKey(), part: of = alone }: ToSend,
  onArrived: (photo: UploadedPhoto) => void,
): Promise<UploadedPhoto | undefined> {
  stopSending()
  const { signal } = stopping
  const tell = (change: Partial<Sending>) => signal.aborted || sending.set({ ...fresh, id, file, key, of, ...change })
  for (let tries = 0; !signal.aborted; tries += 1) {
    resting = new AbortController()
    const pause = resting.signal
    if (tries < 2) tell({}) // a connection that blinks is not worth a word
    try {
      const photo = await uploadPhoto({ file, key, signal: pause, onProgress: (part) => pause.aborted || tell({ part }) })
      if (signal.aborted) return undefined
      onArrived(photo)
      if (of.before + 1 < of.all) tell({ part: 1 })
      else sending.set(null)
      return photo
    } catch (error) {
      if (error instanceof ApiRefusal && !(isBusy(error) && tries < waits.length)) {
        tell({ error })
        return undefined
      }
      if (error instanceof NoConnection && (tries > 0 || !navigator.onLine)) tell({ state: 'waits' })
    }
    if (pause.aborted) await rest(tell)
    else {
      await mayBeBack(waits[tries] ?? 8000, pause)
      if (pause.aborted) await rest(tell)
    }
  }
  return undefined
}

/** Before a picture of several is made that is then sent; `error`: it could not be made. */
export function showSending({ id, file }: Pick<Sending, 'id' | 'file'>, of: Part, error: unknown = null) {
  sending.set({ ...fresh, id, file, key: newKey(), of, error })
}

/** Before it is sent. Gives whether the child still waits for this one. PUB-2 */
export function showLook({ id, file, part: of = alone }: ToSend, found: Pick<Sending, 'state' | 'findings'>): () => boolean {
  const shown: Sending = { ...fresh, id, file, key: newKey(), of, ...found }
  sending.set(shown)
  return () => sending.get() === shown
}

/** Many send at this moment. */
function isBusy({ status }: ApiRefusal): boolean {
  return status === 429 || status >= 500
}

/** The child wants it to wait. */
export function restSending() {
  resting.abort()
}

export function resumeSending() {
  goOn()
}

export function stopSending() {
  stopping.abort()
  stopping = new AbortController()
  resting.abort()
  goOn()
  sending.set(null)
}

function rest(tell: (change: Partial<Sending>) => void): Promise<void> {
  tell({ state: 'rests' })
  return new Promise((resolve) => {
    goOn = resolve
  })
}
