// The photo that is on its way to the server; going to another screen does not stop it.
import { makeStore } from '../../../ui/store.ts'
import { uploadPhoto, type UploadedPhoto } from '../../../ui/upload.ts'
import { newKey } from '../../../ui/uuid.ts'

export type Sending = { file: Blob; key: string; part: number; error: unknown }

export const sending = makeStore<Sending | null>(null)
let stopping = new AbortController()

/** Gives the photo once the server has it, and `onArrived` is told before any screen knows that nothing is on its way any more; `undefined` when another photo was picked or sending failed (then the error is in the store). */
export async function sendPhoto(
  file: Blob,
  key = newKey(),
  onArrived: (photo: UploadedPhoto) => void = () => {},
): Promise<UploadedPhoto | undefined> {
  stopSending()
  const { signal } = stopping
  sending.set({ file, key, part: 0, error: null })
  try {
    const photo = await uploadPhoto({
      file,
      key,
      signal,
      onProgress: (part) => signal.aborted || sending.set({ file, key, part, error: null }),
    })
    if (signal.aborted) return undefined
    onArrived(photo)
    sending.set(null)
    return photo
  } catch (error) {
    if (!signal.aborted) sending.set({ file, key, part: 0, error })
    return undefined
  }
}

export function stopSending() {
  stopping.abort()
  stopping = new AbortController()
  sending.set(null)
}
