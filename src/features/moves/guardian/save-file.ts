// Brings a file to the device: asked for with a proof, and saved under its own name. Nothing of it stays in the page.
import { NoConnection, readRefusal } from '../../../ui/api.ts'

/** Resolves when the server has begun to send; `whole` when all of it is here. A line that breaks is no file. */
export async function fetchFile(path: string, body: unknown): Promise<{ name: string; whole: Promise<Blob> }> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
  }).catch(noConnection)
  if (!response.ok) throw readRefusal(await response.text(), response.status)
  const name = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'kitestring.zip'
  return { name, whole: response.blob().catch(noConnection) }
}

export function saveFile(name: string, file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // some browsers begin to save a moment later
}

function noConnection(cause: unknown): never {
  throw new NoConnection('no-connection', { cause })
}
