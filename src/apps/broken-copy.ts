// A server started from a copy of the source in which some lines are others: how `npm run sabotage` and its test break what is not SQL.
// The product has no switch for it, and nothing that runs imports this.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { overHttp, type Send } from '../../db/seed.ts'
import type { Env } from '../platform/config.ts'
import { freePort } from '../platform/db/launcher.ts'
import type { Line } from '../safeguards/sabotages.ts'
import type { Urls } from './house.ts'
import { startPart } from './part.ts'

const root = join(import.meta.dirname, '../..')

/** It has the families' own database and keys, and listens on a port of its own, to this machine only. */
export async function startBrokenServer(
  lines: readonly Line[],
  { env, urls }: { env: Env; urls: Urls },
): Promise<{ send: Send; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(root, '.kitestring/broken-')) // below the project, where its packages are found
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    copyTo(folder, lines)
    const port = await freePort(0)
    const part = await startPart(pathToFileURL(join(folder, 'src/apps/server.ts')), {
      env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
      urls,
    })
    let requests = 0
    return {
      send: (...asked) => overHttp(new URL(`http://127.0.0.1:${port}`), { 'x-forwarded-for': `192.0.2.${++requests % 250}` })(...asked),
      stop: () => part.stop().finally(remove),
    }
  } catch (fault) {
    remove()
    throw fault
  }
}

function copyTo(folder: string, lines: readonly Line[]): void {
  for (const what of ['src', 'db', 'package.json']) cpSync(join(root, what), join(folder, what), { recursive: true })
  if (existsSync(join(root, 'dist'))) symlinkSync(join(root, 'dist'), join(folder, 'dist'))
  for (const { file, line, instead } of lines) {
    const text = readFileSync(join(folder, file), 'utf8')
    if (text.split(`${line}\n`).length !== 2) throw new Error(`${file} does not have this line any more, once: ${line}`)
    writeFileSync(
      join(folder, file),
      text.replace(line, () => instead),
    )
  }
}
