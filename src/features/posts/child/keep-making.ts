// What a child is making outlives the page: photo, edits with every step, collage, words, and a picture on its way. Sealed, on the tablet; the key is the
// server's, for this sign-in alone, and in no place but this page's memory (decision 0046). There is one such thing on a tablet: the last that was worked on. T22
import { navigate } from 'wouter/use-browser-location'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { mayBeBack } from '../../../ui/be-back.ts'
import { canKeep, dayKept, emptyBox, first, type Key, keyFrom, put, take } from '../../../ui/sealed-box.ts'
import { fromSharedJson, toSharedJson } from '../../../ui/shared-json.ts'
import { newKey } from '../../../ui/uuid.ts'
import { choosePlan, plan } from '../../hours/child/plan.ts'
import type { DraftKey } from '../../photos/contract.ts'
import { sending } from '../../photos/child/sending.ts'
import { changeKeeping, keeping } from '../../studio/child/keeping.ts'
import { reopenCollage } from '../../studio/child/open-collage.ts'
import { type OpenCollage, openCollage, reopenPhoto, type Studio, studio } from '../../studio/child/studio.ts'
import { changeDraft, type Draft, draft, isEmpty } from './draft.ts'
import { editOnItsWay, takeIn } from './take-in.ts'

/** Each photo by its name among `blobs`. */
type Making = {
  draft: Draft
  studio: ({ photo: string } & Pick<Studio, 'history' | 'sent' | 'from'>) | null
  collage: ({ photos: string[] } & Pick<OpenCollage, 'history'>) | null
  sending: { photo: string; key: string; edit: Studio['sent'] } | null
  blobs: { name: string; type: string }[]
}

const most = 60 * 1024 * 1024 // bytes of photos
const pause = 500 // milliseconds after a change
const again = 8000 // before the key is asked for once more

let key: Key | undefined
let begun = false
let wanted = false
let isKeeping = false
let isTriedAgain = false
const names = new WeakMap<Blob, string>()
const inBox = new Set<string>()

/** Brings back what this tablet kept, and from then on keeps what is being made; once for each page, which is one child's. */
export async function keepMaking(): Promise<void> {
  if (begun) return
  begun = true
  const before = draft.get()
  while ((await bringBack()) === 'waits') {
    changeKeeping({ brought: 'waits' })
    await mayBeBack(again)
    if (draft.get() !== before || making().blobs.length > 0) break // something else was begun meanwhile
  }
  changeKeeping({ brought: 'done' })
  for (const { listen } of [draft, studio, openCollage, sending] as const) listen(soon)
  soon()
}

async function bringBack(): Promise<'here' | 'waits'> {
  const day = await dayKept()
  if (day === undefined) return 'here'
  try {
    key = await keyFrom(await api.get<DraftKey>(`/api/draft-keys/${day}`))
  } catch (failure) {
    if (!(failure instanceof ApiRefusal) || failure.status >= 429) return 'waits'
    emptyBox() // its week is over, or nobody is signed in any more
    return 'here'
  }
  await open(key).catch(emptyBox) // of another sign-in: nobody can open it any more
  return 'here'
}

async function open(key: Key): Promise<void> {
  const kept = fromSharedJson(new TextDecoder().decode(await take(key, first))) as Making
  const files = new Map<string, Blob>()
  for (const { name, type } of kept.blobs) files.set(name, new Blob([await take(key, name)], { type }))
  if (making().blobs.length > 0) return // the child was faster, and has begun something else
  for (const [name, file] of files) {
    names.set(file, name)
    inBox.add(name)
  }
  const fileOf = (name: string) => files.get(name) ?? new Blob()
  if (plan.get().what === null) choosePlan('make') // the child is at it
  const here = draft.get().photo?.photoId
  const isThere = kept.draft.photo !== null && (kept.draft.photo.photoId === here || key.day === today()) // the server wipes it after a day. DAT-2
  if (here === undefined || kept.draft.photo?.photoId === here) changeDraft({ ...kept.draft, photo: isThere ? kept.draft.photo : null })
  if (kept.collage) await reopenCollage(kept.collage.photos.map(fileOf), kept.collage.history)
  if (kept.studio) await reopenPhoto({ ...kept.studio, file: fileOf(kept.studio.photo), sent: isThere ? kept.studio.sent : null })
  if (kept.sending) void takeIn({ ...kept.sending, picture: fileOf(kept.sending.photo) }, navigate)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** What is in the page's hands, with a name for each photo. */
function making(): Making & { files: Map<string, Blob> } {
  const [made, collage, onItsWay] = [studio.get(), openCollage.get(), sending.get()]
  const files = new Map<string, Blob>()
  const nameOf = (file: Blob) => {
    const name = names.get(file) ?? newKey()
    names.set(file, name)
    files.set(name, file)
    return name
  }
  return {
    draft: draft.get(),
    studio: made && { photo: nameOf(made.file), history: made.history, sent: made.sent, from: made.from },
    collage: collage && { photos: collage.photos.map(({ file }) => nameOf(file)), history: collage.history },
    sending: onItsWay && { photo: nameOf(onItsWay.file), key: onItsWay.key, edit: editOnItsWay() },
    blobs: [...files].map(([name, { type }]) => ({ name, type })),
    files,
  }
}

function isNothing({ draft, blobs }: Making): boolean {
  return blobs.length === 0 && isEmpty(draft)
}

function soon(): void {
  if (keeping.get().kept === 'all') changeKeeping({ kept: 'not-yet' })
  wanted = true
  if (!isKeeping) void keepWanted()
}

async function keepWanted(): Promise<void> {
  isKeeping = true
  while (wanted) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    wanted = false
    const kept = await keep().catch(() => false) // no connection, no room, or a browser that keeps nothing: said on the screen
    if (!wanted) changeKeeping({ kept: kept ? 'all' : 'not' })
    if (!kept && !isTriedAgain) void tryAgain()
  }
  isKeeping = false
}

async function tryAgain(): Promise<void> {
  isTriedAgain = true
  await mayBeBack(again)
  isTriedAgain = false
  soon()
}

async function keep(): Promise<boolean> {
  const { files, ...what } = making()
  if (isNothing(what)) {
    key = undefined // what is begun next has a week of its own
    inBox.clear()
    emptyBox()
    return true
  }
  const size = [...files.values()].reduce((sum, { size }) => sum + size, 0)
  if (!canKeep() || size > most) return false
  key ??= await keyFrom(await api.get<DraftKey>('/api/draft-keys/new'))
  if (await putIn(key, what, files)) return true
  inBox.clear() // another window emptied it
  return putIn(key, what, files)
}

async function putIn(key: Key, what: Making, files: ReadonlyMap<string, Blob>): Promise<boolean> {
  const parts = new Map<string, BufferSource>([[first, new TextEncoder().encode(toSharedJson(what))]])
  for (const [name, file] of files) if (!inBox.has(name)) parts.set(name, await file.arrayBuffer())
  const whole = await put(
    key,
    parts,
    [...files.keys()].filter((name) => !parts.has(name)),
  )
  for (const name of files.keys()) inBox.add(name)
  return whole
}
