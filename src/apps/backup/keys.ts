// A copy of the keys, read back whole, at a place of its own. It ends after 30 days, and the copies there that are older are destroyed. DEL-3
import { clock, toDate } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { openKeyring } from '../../platform/keyring.ts'
import { checkCopy, pruneCopies } from '../../platform/keyring/copies.ts'
import { readRootOfCopy } from '../../platform/keyring/root.ts'
import { BackupFault, inWords } from './fault.ts'
import { refuseForKeys, rememberBackup } from './places.ts'

export async function copyKeys(config: Config, folder: string, say: (line: string) => void): Promise<void> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  await refuseForKeys(config, folder)
  try {
    const copy = await keyring.copyTo(folder, clock.now())
    const root = await readRootOfCopy(copy)
    const faults = root?.id === keyring.id ? await checkCopy(copy, root) : ['it has no root key']
    if (faults.length > 0)
      throw new BackupFault(`The copy does not read as it was written: ${faults.join(', ')}. Use another stick or disk.`)
    const ended = await pruneCopies(folder, clock.now())
    await rememberBackup(config, { keys: { place: folder, at: toDate(clock.now()).toISOString() } })
    if (ended.length > 0) say(`${ended.length} copies older than 30 days were destroyed.`)
    say('Whoever has this copy and a backup can see everything: keep it at another place than the backup.')
    say(`The keys are copied and read back whole: ${copy}`)
  } catch (fault) {
    throw inWords(fault, folder)
  }
}
