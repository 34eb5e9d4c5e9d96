// What a child is making outlives the page: photos, edits with every step, collage, words, and a picture on its way. Sealed, on the tablet; the key is the
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
import {
  type Aside,
  asideOf,
  asides,
  type OpenCollage,
  openCollage,
  putAside,
  reopenPhoto,
  type Studio,
  studio,
} from '../../studio/child/studio.ts'
import { changeDraft, type Draft, type DraftPhoto, draft, isEmpty, waitsToGo } from './draft.ts'
import { several } from './several.ts'
import { editOnItsWay, takeIn } from './take-in.ts'

/** Each photo by its name among `blobs`. */
type Making = {
  draft: Draft
  asides: (Named<Aside> & { photo: string })[]
  studio: (Named<Studio> & { photo: string }) | null
  collage: ({ photos: string[] } & Pick<OpenCollage, 'history'>) | null
  sending: { id: string; photo: string; key: string; edit: Studio['sent']; isOne: boolean } | null
  blobs: { name: string; type: string }[]
}
type Named<Open extends Aside> = Pick<Open, Exclude<keyof Open, 'file' | 'photo' | 'large' | 'small'>>

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
  for (const { listen } of [draft, studio, asides, openCollage, sending] as const) listen(soon)
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
  const kept = asOfNow(fromSharedJson(new TextDecoder().decode(await take(key, first))))
  const files = new Map<string, Blob>()
  for (const { name, type } of kept.blobs) files.set(name, new Blob([await take(key, name)], { type }))
  if (making().blobs.length > 0) return // the child was faster, and has begun something else
  for (const [name, file] of files) {
    names.set(file, name)
    inBox.add(name)
  }
  const fileOf = (name: string) => files.get(name) ?? new Blob()
  if (plan.get().what === null) choosePlan('make') // the child is at it
  const here = draft.get().photos.map(({ photo }) => photo?.photoId)
  const isThere = ({ photo }: Pick<DraftPhoto, 'photo'>) => photo !== null && (here.includes(photo.photoId) || key.day === today()) // the server wipes it after a day. DAT-2
  const sentOf = ({ id, sent }: Pick<Aside, 'id' | 'sent'>) =>
    kept.draft.photos.some((one) => one.id === id && isThere(one)) ? sent : null
  const photos = kept.draft.photos
    .map((one) => ({ ...one, photo: isThere(one) ? one.photo : null }))
    .filter(({ id, photo }) => photo !== null || kept.asides.some((aside) => aside.id === id))
  if (here.every((id) => photos.some(({ photo }) => photo?.photoId === id))) {
    for (const aside of kept.asides) putAside({ ...aside, file: fileOf(aside.photo), sent: sentOf(aside) })
    changeDraft({ ...kept.draft, photos })
  }
  if (kept.collage) await reopenCollage(kept.collage.photos.map(fileOf), kept.collage.history)
  if (kept.studio) await reopenPhoto({ ...kept.studio, file: fileOf(kept.studio.photo), sent: sentOf(kept.studio) })
  if (kept.sending) goesOn({ ...kept.sending, picture: fileOf(kept.sending.photo) })
}

function goesOn({ isOne, ...taken }: NonNullable<Making['sending']> & { picture: Blob }) {
  if (isOne) void takeIn(taken, navigate)
  else void several().then(({ sendAll }) => sendAll(navigate, taken))
}

/** As it was kept before several could be made at once: for the week in which there may be such. */
function asOfNow(kept: unknown): Making {
  const { draft: before, studio, sending, ...others } = kept as Making & { draft: Draft & Partial<DraftPhoto> }
  if (Array.isArray(before.photos)) return kept as Making
  const { caption, audience, tagged, days, photo = null, alt = '', written = [], unread = false, seen = [] } = before
  const id = newKey()
  const said = { alt, unread }
  return {
    ...others,
    draft: {
      caption,
      audience,
      tagged,
      days,
      photos: photo ? [{ id, photo, ...said, written, seen }] : [],
      next: photo ? { alt: '', unread: false } : said,
    },
    asides: photo && studio ? [{ ...studio, id }] : [],
    studio: studio && { ...studio, id },
    sending: sending && { ...sending, id, isOne: true },
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** What is in the page's hands, with a name for each photo. */
function making(isWanted: (photo: DraftPhoto) => boolean = () => true): Making & { files: Map<string, Blob> } {
  const [made, collage, onItsWay] = [studio.get(), openCollage.get(), sending.get()]
  const files = new Map<string, Blob>()
  const nameOf = (file: Blob) => {
    const name = names.get(file) ?? newKey()
    names.set(file, name)
    files.set(name, file)
    return name
  }
  const beside = draft.get().photos.flatMap((one) => (isWanted(one) ? (asideOf(one.id) ?? []) : []))
  return {
    draft: draft.get(),
    asides: beside.map(({ id, file, history, sent }) => ({ id, photo: nameOf(file), history, sent })),
    studio: made && { id: made.id, photo: nameOf(made.file), history: made.history, sent: made.sent, from: made.from },
    collage: collage && { photos: collage.photos.map(({ file }) => nameOf(file)), history: collage.history },
    sending:
      onItsWay && onItsWay.file.size > 0
        ? {
            id: onItsWay.id,
            photo: nameOf(onItsWay.file),
            key: onItsWay.key,
            edit: editOnItsWay(),
            isOne: onItsWay.of.all === 1,
          }
        : null,
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
  const all = making()
  if (isNothing(all)) {
    key = undefined // what is begun next has a week of its own
    inBox.clear()
    emptyBox()
    return true
  }
  if (!canKeep()) return false
  key ??= await keyFrom(await api.get<DraftKey>('/api/draft-keys/new'))
  if (await fits(key, all).catch(() => false)) return true
  return fits(key, making(waitsToGo)) // what the server has can be opened from there
}

async function fits(key: Key, { files, ...what }: ReturnType<typeof making>): Promise<boolean> {
  const size = [...files.values()].reduce((sum, { size }) => sum + size, 0)
  if (size > most) return false
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
