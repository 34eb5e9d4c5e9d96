// What the operator reads at `npm run sunset`: what it does, and what it is about to do. GOV-12
import type { Config } from '../../platform/config.ts'

export const usage = `npm run sunset -- announce 2027-03-01    tells every grown-up that this Kitestring closes for good on that day, thirty days ahead or more
npm run sunset -- call-off               it stays after all
npm run sunset -- into <folder>          on that day or later: packs everything of each child into one file there, asks you, then erases everything`

export function aboutToErase({ url, databaseUrl, dataFolder, keyringFolder, storage }: Config, folder: string, children: number): string {
  return `
Everything of ${children === 1 ? 'one child' : `${children} children`} is packed and was read back whole. The files are in ${folder}:
one for each child, with photos, words and a page to look at it; whose.txt says which is whose. Hand each to its guardians, and to nobody else.

Now ${url.host} is erased, for good:
  - each child, as when a guardian erases it; guardians are mailed a signed receipt
  - every account, every key in ${keyringFolder}, and the root key
  - every photo in ${storage.kind === 'disk' ? storage.folder : `the store ${storage.bucket}`}
  - the database${databaseUrl ? ' (all tables in the one you named)' : ''}, the mails and all else in ${dataFolder}
Nobody can bring any of it back. Copies that you made of these folders are yours to destroy.

To go on, type the name of the site: ${url.host}`
}

export const afterwards = `What this could not reach is yours to do: destroy your copies of the data folder and of the keyring, and the recovery code on paper.
Hand the files over, then erase the folder.`

const refusals: Record<string, string> = {
  'sunset.too-soon': 'Thirty days ahead at least: every family must have time to take along what is theirs. Choose a later day.',
  'sunset.announced': 'It is announced for another day. Call that off first: npm run sunset -- call-off',
  'sunset.not-due': 'Its day has not come. Nothing was erased.',
  'not-found': 'Nothing is announced, or it has begun and cannot be called off.',
}

export function inWords(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : String(fault)
  return refusals[text] ?? text
}
