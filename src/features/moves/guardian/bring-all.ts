// Sends a file's posts one after the other; what is there already stays as it is, so that a broken line is mended by choosing the file again. DEL-8
import { api, readRefusal, withRetries } from '../../../ui/api.ts'
import { newKey } from '../../../ui/uuid.ts'
import { joinPost } from '../one-post.ts'
import type { BroughtCollection } from '../contract.ts'
import { openFile } from '../read-file.ts'

const waits = [1000, 3000, 8000]
const together = 20 // posts of a collection in one request: their words are all there is of them

export type Brought = { posts: number; growsUpOn: string | null }

export async function bringAll(moveId: string, file: Blob, onProgress: (done: number, all: number) => void): Promise<Brought> {
  const { posts, collections, growsUpOn, photosOf } = await openFile(file)
  onProgress(0, posts.length)
  for (const [n, post] of posts.entries()) {
    const body = joinPost(post, await photosOf(post))
    const key = newKey()
    await withRetries(() => send(`/api/imports/${moveId}/posts`, body, key), waits)
    onProgress(n + 1, posts.length)
  }
  for (const { picture, name, posts: places } of collections)
    for (let from = 0; from === 0 || from < places.length; from += together) {
      const inside = places.slice(from, from + together).flatMap((place) => posts[place] ?? [])
      const body: BroughtCollection = { picture, name, posts: inside }
      const key = newKey()
      await withRetries(() => api.post(`/api/imports/${moveId}/collections`, body, key), waits)
    }
  return { posts: posts.length, growsUpOn }
}

async function send(path: string, body: Blob, key: string): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'idempotency-key': key },
    body,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
  })
  if (!response.ok) throw readRefusal(await response.text(), response.status)
}
