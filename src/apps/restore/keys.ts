// The keys for a restore: those that Kitestring lived with, where they still lie, or a copy of them; and where the root key is lost, the recovery code. Which it is decides what is known of what has ended.
import { existsSync, readdirSync } from 'node:fs'
import { toDate } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { restoreRoot } from '../../platform/keyring.ts'
import { bringCopyBack, checkCopy, copyMadeAt, newestCopy } from '../../platform/keyring/copies.ts'
import { endKeyring } from '../../platform/keyring/end.ts'
import { rootFromRecovery } from '../../platform/keyring/recovery-code.ts'
import { readRoot, readRootOfCopy, rootOf, type Root } from '../../platform/keyring/root.ts'
import { BackupFault } from '../backup/fault.ts'
import type { Talk } from './words.ts'

export type Keys = {
  root: Root
  /** Undefined: these are the keys that Kitestring lived with. */
  copy: string | undefined
  copyMadeAt: string | undefined
  putInPlace(): Promise<void>
  /** When nothing comes of it: what was put there goes. */
  takeAway(): Promise<void>
}

export async function findKeys(config: Config, copies: string | undefined, ask: Talk['ask']): Promise<Keys> {
  return copies === undefined ? livingKeys(config, ask) : copiedKeys(config, copies)
}

async function livingKeys({ keyringFolder }: Config, ask: Talk['ask']): Promise<Keys> {
  if (!existsSync(keyringFolder) || readdirSync(keyringFolder).length === 0)
    throw new BackupFault(
      `There are no keys in ${keyringFolder}. Name your copy of them: npm run restore -- <backup> <copy of the keys>; or, where the old keys still lie: KITESTRING_KEYRING=… Nothing was changed.`,
    )
  const found = await readRoot(keyringFolder)
  const typed = found ? undefined : rootFromRecovery(await ask(`The root key is missing from ${keyringFolder}. Type your recovery code:`))
  const root = found ?? rootOf(Buffer.from(typed ?? []))
  return {
    root,
    copy: undefined,
    copyMadeAt: undefined,
    putInPlace: async () => void (typed && (await restoreRoot(keyringFolder, typed))),
    takeAway: async () => {},
  }
}

async function copiedKeys({ keyringFolder }: Config, copies: string): Promise<Keys> {
  const copy = await newestCopy(copies)
  const root = copy && (await readRootOfCopy(copy))
  if (!copy || !root) throw new BackupFault(`There is no copy of the keys in ${copies}. Nothing was changed.`)
  const faults = await checkCopy(copy, root)
  if (faults.length > 0)
    throw new BackupFault(`The copy of the keys is damaged: ${faults.slice(0, 3).join(', ')}. Use another copy. Nothing was changed.`)
  if (existsSync(keyringFolder) && readdirSync(keyringFolder).length > 0)
    throw new BackupFault(
      `There are keys in ${keyringFolder} already. If they are those of this Kitestring, leave the copy out: they know better what was erased. Nothing was changed.`,
    )
  return {
    root,
    copy,
    copyMadeAt: toDate(copyMadeAt(copy)).toISOString(),
    putInPlace: () => bringCopyBack(copy, keyringFolder),
    takeAway: () => endKeyring(keyringFolder),
  }
}
