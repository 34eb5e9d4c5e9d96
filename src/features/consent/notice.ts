// The notice in force: a text in this folder; a change of the text is a new file with a new date. CON-5, NOT-1
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../platform/crypto.ts'
import type { Notice } from './contract.ts'

const notices = join(import.meta.dirname, 'notices')

export function currentNotice(folder = notices): Notice & { textHash: Buffer } {
  const file = readdirSync(folder)
    .filter((name) => name.endsWith('.en.md'))
    .sort()
    .at(-1)
  if (!file) throw new Error('there is no notice')
  const text = readFileSync(join(folder, file), 'utf8')
  return {
    version: file.replace('.en.md', ''),
    text,
    textHash: sha256(text),
    purposes: [
      { purpose: 'profile', needed: true },
      { purpose: 'photos', needed: false },
      { purpose: 'sharing', needed: false },
    ],
  }
}
