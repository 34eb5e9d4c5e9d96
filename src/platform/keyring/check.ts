// Looks at every key in the keyring: does it open, is it damaged, or is it the remains of somebody who was erased?
import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { orUndefinedWhenMissing, sweepTemporary } from '../durable-file.ts'
import {
  type KeyFile,
  type KeyKind,
  idsOf,
  isOwnOwner,
  keyFiles,
  parseKeyFile,
  pathOf,
  readKeyFile,
  unwrap,
  wipeKeyFile,
} from './key-file.ts'
import { KeyringFault, type Root } from './root.ts'

const mostTurned = 8 // bits; two ids that were drawn lie about sixty apart

type Source = { folder: string; root: Root }

/** Paths of files by condition. `ownerless`: the owner was erased, so nothing can open it. `wiped`: a wipe was interrupted. */
export type KeyringCheck = { sound: number; wiped: string[]; ownerless: string[]; damaged: string[] }

export async function checkKeyring(source: Source): Promise<KeyringCheck> {
  const found: KeyringCheck = { sound: 0, wiped: [], ownerless: [], damaged: [] }
  const owners = new Map<string, KeyObject | undefined>()
  for await (const { kind, path } of keyFiles(source.folder)) {
    const condition = await conditionOf(source, kind, path, owners)
    if (condition === 'sound') found.sound += 1
    else if (condition !== 'gone') found[condition].push(path)
  }
  return found
}

/**
 * Finishes interrupted work. Answers how many files went. Damaged files stay: they may be mended from a copy; and so do those without an owner: where it is
 * the owner's key that a disk lost, a copy has it too. What no row knows is destroyed by the sweep.
 */
export async function tidyKeyring(source: Source, now: number): Promise<number> {
  const swept = await sweepTemporary(source.folder, now)
  const { wiped } = await checkKeyring(source)
  for (const path of wiped) await wipeKeyFile(source.folder, path)
  return swept + wiped.length
}

type Condition = 'sound' | 'wiped' | 'ownerless' | 'damaged' | 'gone'

async function conditionOf(source: Source, kind: KeyKind, path: string, owners: Map<string, KeyObject | undefined>): Promise<Condition> {
  const bytes = await orUndefinedWhenMissing(readFile(join(source.folder, path)))
  if (bytes === undefined) return 'gone' // destroyed since it was listed
  const stored = parseKeyFile(bytes)
  if (typeof stored === 'string') return stored
  const file: KeyFile = { kind, id: path.slice(path.lastIndexOf('/') + 1), owner: stored.owner }
  return damagedWhenFaulty(async () => {
    if (pathOf(file.kind, file.id) !== path) return 'damaged'
    const wrapping = isOwnOwner(kind) ? source.root.key : await ownerKey(source, file.owner, owners)
    if (wrapping === undefined) return (await opensForANear(source, stored.sealed, file, owners)) ? 'damaged' : 'ownerless'
    unwrap(stored.sealed, file, wrapping)
    return 'sound'
  })
}

// Whose key it is stands in the file as it is. Where a bit of that has turned, nobody has that id; but it opens for who is a bit or two away, lives, and must not lose it. F15
async function opensForANear(source: Source, sealed: Buffer, file: KeyFile, owners: Map<string, KeyObject | undefined>): Promise<boolean> {
  for await (const owner of idsOf(source.folder, 'person')) {
    if (bitsApart(owner, file.owner) > mostTurned) continue
    const wrapping = await ownerKey(source, owner, owners)
    if (wrapping && opens(sealed, { ...file, owner }, wrapping)) return true
  }
  return false
}

function opens(sealed: Buffer, file: KeyFile, wrapping: KeyObject): boolean {
  try {
    unwrap(sealed, file, wrapping)
    return true
  } catch (error) {
    if (error instanceof KeyringFault) return false
    throw error
  }
}

function bitsApart(one: string, other: string): number {
  const difference = BigInt(`0x${one.replaceAll('-', '')}`) ^ BigInt(`0x${other.replaceAll('-', '')}`)
  return difference.toString(2).replaceAll('0', '').length
}

async function ownerKey(source: Source, owner: string, owners: Map<string, KeyObject | undefined>): Promise<KeyObject | undefined> {
  if (!owners.has(owner)) owners.set(owner, await readKeyFile(source.folder, { kind: 'person', id: owner, owner }, source.root.key))
  return owners.get(owner)
}

async function damagedWhenFaulty(work: () => Promise<Condition>): Promise<Condition> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof KeyringFault || error instanceof TypeError) return 'damaged'
    throw error
  }
}
