// Which file may import which: apps → safeguards → features → access → platform, never the other way.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const floors = ['platform', 'access', 'features', 'safeguards', 'apps']
// What one feature lets others read: pure parts and reads that the access room has already limited.
const open = [
  'people/avatars',
  'people/faces',
  'sign-in/codes',
  'people/contacts',
  'people/names',
  'people/queries',
  'consent/methods/methods',
  'consent/recipients',
  'consent/standing',
  'holds/take-in',
  'holds/hold',
  'holds/jobs',
  'forms/evidence',
  'forms/jobs',
  'forms/standing',
  'consent/yeses',
  'connections/queries',
  'circles/queries',
  'collections/queries',
  'ideas/house-ideas',
  'photos/sealed',
  'photos/gone',
  'photos/pixels/clean-photo',
  'photos/pixels/decoder',
  'photos/pixels/cage',
  'photos/pixels/child',
  'photos/pixels/frames',
  'posts/queries',
  'posts/content',
  'family-log/queries',
  'family-log/heads',
  'erasure/receipt',
  'screening/kinds',
  'screening/words',
  'screening/photos/check-photo',
  'screening/photos/looker',
  'screening/photos/seen-kinds',
  'law/profiles',
  'replies/queries',
  'settings/queries',
  'settings/values',
  'sign-in/devices',
  'claims/jobs',
  'closing/jobs',
].map((name) => `src/features/${name}.ts`)
const decoder = 'src/features/photos/pixels/decoder.ts'
const databaseDoors = /^src\/(access\/as-viewer|platform\/jobs\/queue|platform\/db\/(migrate|pool))\.ts$/

const faults = []
for (const file of globSync('src/**/*.{ts,tsx}').sort()) {
  if (/\.(test|journey)\.tsx?$/.test(file)) continue
  for (const [, typeOnly, path] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^'"`;]*?['"](\.[^'"]+)['"]/gm)) {
    const target = normalize(join(dirname(file), path))
    const reason = faultOf(file, target, Boolean(typeOnly))
    if (reason) faults.push(`${file} imports ${target}: ${reason}`)
  }
}
for (const fault of faults) console.log(fault)
console.log(faults.length === 0 ? 'Every import points the right way.' : `${faults.length} imports point the wrong way.`)
process.exitCode = faults.length === 0 ? 0 : 1

function faultOf(file, target, typeOnly) {
  const [from, to] = [file, target].map((path) => floors.indexOf(path.split('/')[1]))
  if (/\.(test|journey)\.tsx?$|^test\//.test(target)) return 'the product never needs a test'
  if (from >= 0 && to > from) return `${floors[from]} stands below ${floors[to]}`
  const [feature, other] = [file, target].map((path) => /^src\/features\/([^/]+)\//.exec(path)?.[1])
  if (feature === 'screening' && other === 'holds') return 'what only guesses never reports: SAF-5'
  if (target === decoder && feature && feature !== 'holds') return 'a picture comes in by holds/take-in.ts, which knows what may not: SAF-1'
  const [shell, otherShell] = [file, target].map(
    (path) => /^src\/(?:features\/[^/]+|apps|safeguards)\/(child|guardian|relative|family)\//.exec(path)?.[1],
  )
  if (shell === 'child' ? otherShell && otherShell !== 'child' : otherShell === 'child')
    return 'nothing of the grown-ups reaches a child, and the other way round'
  if (feature && other && feature !== other && !otherShell && !target.endsWith('/contract.ts') && !open.includes(target))
    return 'a feature knows another by its contract.ts only'
  if (!shell && otherShell && feature) return 'the server needs no screen'
  if (target === 'src/platform/db/pool.ts' && !typeOnly && !databaseDoors.test(file))
    return 'the database has three doors, and this is none'
}
