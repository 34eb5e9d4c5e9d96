// Sends one photo and says how far it is; after a lost connection it tries again with the same key, so the photo is never there twice.
import type { z } from 'zod'
import type { newPhoto } from '../features/photos/contract.ts'
import { readRefusal, withRetries } from './api.ts'

export type UploadedPhoto = z.infer<typeof newPhoto>
type Upload = { file: Blob; key: string; onProgress: (part: number) => void; signal?: AbortSignal }

const waits = [1000, 3000, 8000]

export function uploadPhoto(upload: Upload): Promise<UploadedPhoto> {
  return withRetries(() => sendOnce(upload), waits, upload.signal)
}

function sendOnce({ file, key, onProgress, signal }: Upload) {
  return new Promise<UploadedPhoto>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/photos')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () =>
      request.status < 300 ? resolve(JSON.parse(request.responseText)) : reject(readRefusal(request.responseText, request.status))
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error('connection lost'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
