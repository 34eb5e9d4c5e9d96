// The keyring: every person, photo and post has a key of its own, kept outside the database, and losing that key is what erasing means.
import type { KeyObject } from 'node:crypto'
import { lstat, readdir } from 'node:fs/promises'
import { type Instant, seconds } from './clock.ts'
import { newKey } from './crypto.ts'
import { makeFolder, orUndefinedWhenMissing } from './durable-file.ts'
import type { FormId, HoldId, PersonId, PhotoId, PostId, ReplyId } from './ids.ts'
import { type KeyringCheck, checkKeyring, tidyKeyring } from './keyring/check.ts'
import { copyKeyring } from './keyring/copies.ts'
import { KINDS, type KeyFile, createKeyFile, idsOf, isOwnOwner, pathOf, readKeyFile, wipeKeyFile } from './keyring/key-file.ts'
import { toRecoveryCode } from './keyring/recovery-code.ts'
import { KeyringFault, type Root, deriveKey, makeRoot, readRoot } from './keyring/root.ts'
import { keepStanding, readStanding, type Standing } from './keyring/standing.ts'

/** A person's key, a form's and a hold's are wrapped by the root key; a photo's, a post's or a reply's key by the key of the person it belongs to. */
export type KeyName = ['person', PersonId] | ['form', FormId] | ['hold', HoldId] | NameWithOwner
export type NameWithOwner = ['photo', PhotoId, PersonId] | ['post', PostId, PersonId] | ['reply', ReplyId, PersonId]
export type KeyToDestroy =
  | ['person', PersonId]
  | ['form', FormId]
  | ['hold', HoldId]
  | ['photo', PhotoId]
  | ['post', PostId]
  | ['reply', ReplyId]

export type Keyring = {
  id: string
  makePersonKey(person: PersonId): Promise<KeyObject>
  makeFormKey(form: FormId): Promise<KeyObject>
  makeHoldKey(hold: HoldId): Promise<KeyObject>
  makeKey(...name: NameWithOwner): Promise<KeyObject>
  key(...name: KeyName): Promise<KeyObject>
  destroy(...name: KeyToDestroy): Promise<void>
  /** The ids of every key of a kind, for comparing with the database. */
  ids(kind: 'photo' | 'post' | 'reply' | 'form' | 'hold'): AsyncIterable<string>
  forget(): void
  /** A key of the whole instance, for one purpose; it says nothing about the root key. */
  deriveKey(
    purpose:
      | 'sign-in names'
      | 'known browsers'
      | 'picture locks'
      | 'repeated requests'
      | 'family log'
      | 'web push'
      | 'backup'
      | 'holds'
      | 'reports',
  ): KeyObject
  check(): Promise<KeyringCheck>
  tidy(now: Instant): Promise<number>
  copyTo(folder: string, now: Instant): Promise<string>
  /** Who guards whom and who is connected, kept beside the keys: a backup is older than what has ended since. Undefined in a copy: there nobody knows. */
  keepStanding(standing: Standing): Promise<void>
  standing(): Promise<Standing | undefined>
  recoveryCode(): string
}

/** The key was destroyed, or never made: what it sealed is erased. */
export class KeyGone extends Error {
  override name = 'KeyGone'
}

// Server and worker are two processes: a key destroyed by one must be unusable in the other well within the promised 60 s. DEL-3
const REMEMBERED_FOR = seconds(20)

type Opened = { key: KeyObject; owner: string; until: number }
type Moment = { forgotten: symbol; at: number }
type State = { folder: string; root: Root; opened: Map<string, Opened>; forgotten: symbol; elapsed: () => number; rememberedAtMost: number }

export async function openKeyring(
  folder: string,
  whenMissing: 'make-if-missing' | 'must-exist',
  elapsed: () => number = () => performance.now(), // not the wall clock: setting that back must not lengthen a memory
  rememberedAtMost = 5000,
): Promise<Keyring> {
  if (whenMissing === 'make-if-missing') await makeFolder(folder)
  await refuseOpenFolder(folder)
  const root = (await readRoot(folder)) ?? (await firstRoot(folder, whenMissing))
  const state: State = { folder, root, opened: new Map(), forgotten: Symbol(), elapsed, rememberedAtMost }
  return {
    id: root.id,
    makePersonKey: (person) => make(state, { kind: 'person', id: person, owner: person }),
    makeFormKey: (form) => make(state, { kind: 'form', id: form, owner: form }),
    makeHoldKey: (hold) => make(state, { kind: 'hold', id: hold, owner: hold }),
    makeKey: (kind, id, owner) => make(state, { kind, id, owner }),
    key: (kind, id, owner?: PersonId) => keyOf(state, { kind, id, owner: owner ?? id }),
    destroy: (kind, id) => destroy(state, { kind, id, owner: id }),
    ids: (kind) => idsOf(folder, kind),
    forget: () => forget(state, () => true),
    deriveKey: (purpose) => deriveKey(root, purpose),
    check: () => checkKeyring(state),
    tidy: (now) => tidyKeyring(state, now),
    copyTo: (to, now) => copyKeyring(state, to, now),
    keepStanding: (standing) => keepStanding(state, standing),
    standing: () => readStanding(state),
    recoveryCode: () => toRecoveryCode(root.key.export()),
  }
}

/** Makes the root key again from its paper copy, in a folder that has none. The bytes are wiped. */
export async function restoreRoot(folder: string, root: Buffer): Promise<void> {
  await makeFolder(folder)
  if ((await makeRoot(folder, root)) === 'exists') throw new KeyringFault(`${folder} has a root key already: nothing was changed`)
}

async function refuseOpenFolder(folder: string): Promise<void> {
  const status = await orUndefinedWhenMissing(lstat(folder))
  if (status === undefined) throw new KeyringFault(`there is no keyring at ${folder}: without it no photo can be opened`)
  if (!status.isDirectory()) throw new KeyringFault(`${folder} is not a folder`)
  if ((status.mode & 0o077) !== 0) throw new KeyringFault(`others can look into the keyring: run chmod 700 ${folder}`) // SEC-7
}

async function firstRoot(folder: string, whenMissing: 'make-if-missing' | 'must-exist'): Promise<Root> {
  const kinds: readonly string[] = KINDS
  const hasKeys = (await readdir(folder)).some((name) => kinds.includes(name))
  if (whenMissing === 'must-exist' || hasKeys) refuseRootless(folder)
  await makeRoot(folder)
  return (await readRoot(folder)) ?? refuseRootless(folder)
}

function refuseRootless(folder: string): never {
  throw new KeyringFault(`the root key is missing from ${folder}: bring it back from the keyring's copy or the recovery code`)
}

// Made twice (a job run again, two processes at once), the first key stays: what it sealed must remain readable.
async function make(state: State, file: KeyFile): Promise<KeyObject> {
  const before = momentOf(state)
  const wrapping = await wrappingKey(state, file)
  await createKeyFile(state.folder, file, newKey(), wrapping)
  const key = await readKeyFile(state.folder, file, wrapping)
  if (key !== undefined) return remember(state, file, key, before)
  await wipeKeyFile(state.folder, pathOf(file.kind, file.id)) // what an interrupted wipe left is in the way
  return make(state, file)
}

async function keyOf(state: State, file: KeyFile): Promise<KeyObject> {
  const opened = state.opened.get(pathOf(file.kind, file.id))
  if (opened !== undefined && opened.owner === file.owner && opened.until > state.elapsed()) return opened.key
  const before = momentOf(state)
  const key = await readKeyFile(state.folder, file, await wrappingKey(state, file))
  if (key === undefined) throw new KeyGone(`the key of ${file.kind} ${file.id} is gone`)
  return remember(state, file, key, before)
}

async function destroy(state: State, file: KeyFile): Promise<void> {
  const path = pathOf(file.kind, file.id)
  const concerns = (at: string, opened: Opened) => at === path || opened.owner === file.id
  await wipeKeyFile(state.folder, path)
  forget(state, concerns) // also what was read a moment before the wipe
}

async function wrappingKey(state: State, file: KeyFile): Promise<KeyObject> {
  return isOwnOwner(file.kind) ? state.root.key : keyOf(state, { kind: 'person', id: file.owner, owner: file.owner })
}

// A key read while something was being destroyed may be the destroyed one: it is used once, and not remembered.
// What an owner's key opened is remembered no longer than that key: otherwise two memories would add up.
function remember(state: State, file: KeyFile, key: KeyObject, before: Moment): KeyObject {
  const ownerUntil = isOwnOwner(file.kind) ? Number.POSITIVE_INFINITY : (state.opened.get(pathOf('person', file.owner))?.until ?? 0)
  const until = Math.min(before.at + REMEMBERED_FOR, ownerUntil)
  if (state.forgotten !== before.forgotten || until <= state.elapsed()) return key
  const path = pathOf(file.kind, file.id)
  state.opened.delete(path) // so that the oldest stands first
  state.opened.set(path, { key, owner: file.owner, until })
  for (const [oldest] of state.opened) {
    if (state.opened.size <= state.rememberedAtMost) break
    state.opened.delete(oldest)
  }
  return key
}

function momentOf(state: State): Moment {
  return { forgotten: state.forgotten, at: state.elapsed() }
}

function forget(state: State, concerns: (path: string, opened: Opened) => boolean): void {
  state.forgotten = Symbol()
  for (const [path, opened] of state.opened) if (concerns(path, opened)) state.opened.delete(path)
}
