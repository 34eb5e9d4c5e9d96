// Attacks a site of made-up families, on this machine alone, with everything at hand, and writes one page of what was tried and what was found. It ends with 1 when something was. GOV-11
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { clearEarlier, newFolder, startThrowaway } from './throwaway.ts'
import type { Part } from './attack/part.ts'
import { pageOf } from './attack/page.ts'

const words = process.argv.slice(2)
const named = words.filter((word) => !word.startsWith('--'))
const place = resolve(words.find((word) => word.startsWith('--to='))?.slice(5) ?? 'kitestring-attack')

await clearEarlier('kitestring-attacked')
const folder = newFolder('kitestring-attacked')
process.env['TMPDIR'] = join(folder, 'tmp')
mkdirSync(process.env['TMPDIR'])
const database = await startThrowaway(folder, 100)
process.env['KITESTRING_TEST_DATABASE_URL'] = database.url
try {
  const { attackAll, kinds } = await import('./attack/all.ts')
  const stranger = named.find((name) => !kinds.includes(name))
  if (stranger) throw new Error(`There is no attack named ${stranger}. There are: ${kinds.join(', ')}.`)
  const began = Date.now()
  const parts = await attackAll(named, { isQuick: words.includes('--quick'), folder })
  mkdirSync(place, { recursive: true })
  const minutes = Math.round((Date.now() - began) / 6000) / 10
  writeFileSync(join(place, 'result.json'), `${JSON.stringify({ at: new Date(began).toISOString(), minutes, parts }, null, 2)}\n`)
  writeFileSync(join(place, 'index.html'), pageOf(parts, new Date(began), minutes))
  sum(parts)
} finally {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}

function sum(parts: readonly Part[]): void {
  const found = parts.flatMap(({ findings }) => findings)
  console.log(`${found.length === 0 ? 'Nothing was found' : `${found.length} found`}. The page: ${join(place, 'index.html')}`)
  process.exitCode = found.length === 0 ? 0 : 1
}
