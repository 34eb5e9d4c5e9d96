// `npm run holds`: makes the key to which known images are sealed, and with its secret half takes a hold out of its box, to be reported. It shows no picture. SAF-3, SAF-10
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { openHold } from '../features/holds/hold.ts'
import { readEnv, toConfig, type Config } from '../platform/config.ts'
import { SealBroken } from '../platform/crypto.ts'
import { parseId } from '../platform/ids.ts'
import { KeyGone, openKeyring } from '../platform/keyring.ts'
import { Refusal } from '../platform/refusal.ts'
import { newPair } from '../platform/sealed-to.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import { StartFault } from './house.ts'

const usage = `Run one of these:
  npm run holds -- key <a new file, on a stick that is kept elsewhere>
  npm run holds -- open <the number of the hold> <that file> <a new folder>`

try {
  const [command, ...given] = process.argv.slice(2)
  const config = toConfig(readEnv())
  if (command === 'key' && given.length === 1) await makeKey(config, resolve(given[0] ?? ''))
  else if (command === 'open' && given.length === 3) await takeOut(config, given)
  else throw new StartFault(usage)
} catch (fault) {
  console.error(wordsOf(fault))
  process.exitCode = 1
}

// Beside the photos it would be one find for whoever finds either.
async function makeKey({ dataFolder, keyringFolder, storage }: Config, file: string): Promise<void> {
  for (const folder of [dataFolder, keyringFolder, ...(storage.kind === 'disk' ? [storage.folder] : [])])
    if (!relative(folder, file).startsWith(`..${sep}`))
      throw new StartFault(`${file} lies in ${folder}. Choose a place off this machine, such as a stick.`)
  const { publicKey, privateKey } = newPair()
  await writeFile(file, privateKey, { mode: 0o600, flag: 'wx' })
  console.log(`${file} opens what is held. Keep it off this machine, with a copy in another place: without it nobody can report what was found.
Set this, and start again:
KITESTRING_HOLDS_KEY=${publicKey}`)
}

async function takeOut(config: Config, [number, keyFile = '', folder = '']: string[]): Promise<void> {
  const id = parseId('hold', number)
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  const found = await openHold({ keyring, storage: await openStorage(config.storage) }, id, readFileSync(keyFile, 'utf8'))
  if (!found) throw new StartFault('There is no such hold. The desk names them: npm run desk')
  await mkdir(folder, { mode: 0o700 })
  await writeFile(join(folder, `${id}.json`), `${JSON.stringify(found.held, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await writeFile(join(folder, `${id}.webp`), found.screen, { mode: 0o600, flag: 'wx' })
  console.log(`Two files are in ${folder}: the picture, and what stands beside it. Hand them to those who must have them, show them to nobody, and destroy the folder.
Then say at the desk that it was reported.`)
}

function wordsOf(fault: unknown): string {
  if (fault instanceof SealBroken) return 'That file does not open this hold: it was sealed to another key.'
  if (fault instanceof KeyGone) return 'This hold is over: its key is destroyed.'
  if (fault instanceof Refusal) return usage
  return fault instanceof Error ? fault.message : String(fault)
}
