// Sends one photo and says how far it is. Tried again with the same key, it is never there twice.
import type { z } from 'zod'
import type { newPhoto } from '../features/photos/contract.ts'
import { NoConnection, readRefusal } from './api.ts'
import { pageOf } from './one-person.ts'

export type UploadedPhoto = z.infer<typeof newPhoto>
type Upload = { file: Blob; key: string; onProgress: (part: number) => void; signal: AbortSignal }

export function uploadPhoto({ file, key, onProgress, signal }: Upload): Promise<UploadedPhoto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/photos')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('idempotency-key', key)
    for (const [name, value] of Object.entries(pageOf())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () =>
      request.status < 300 ? resolve(JSON.parse(request.responseText)) : reject(readRefusal(request.responseText, request.status))
    request.onerror = request.onabort = request.ontimeout = () => reject(new NoConnection('no-connection'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
