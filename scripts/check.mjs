// `npm run check`: all that must hold before a change goes in, as one list. `npm run check -- types lint` runs only these.
import { spawnSync } from 'node:child_process'
import { ensureDependencies, ensureNode, environmentWith, giveUp, root, say } from './ground.mjs'

const checks = [
  { name: 'types', promise: 'every type fits', command: ['tsc', '--noEmit'] },
  { name: 'lint', promise: 'every file is written the same way', command: ['biome', 'ci', '--max-diagnostics=50', '.'] },
  { name: 'imports', promise: 'imports point one way', command: ['node', 'scripts/imports.mjs'] },
  { name: 'unused', promise: 'nothing lies about unused', command: ['knip', '--no-progress'] },
  { name: 'tests', promise: 'every test passes', command: ['node', 'scripts/test.mjs'] },
]

const named = process.argv.slice(2)
const stranger = named.find((name) => !checks.some((check) => check.name === name))
if (stranger) giveUp(`There is no check named ${stranger}. There are: ${checks.map((check) => check.name).join(', ')}.`)

const node = await ensureNode()
await ensureDependencies()
const broken = []
for (const {
  name,
  promise,
  command: [program, ...args],
} of checks.filter((check) => named.length === 0 || named.includes(check.name))) {
  say(`\n── ${name}: ${promise}`)
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: environmentWith(node) })
  if (status !== 0) broken.push(name)
}
if (broken.length > 0) giveUp(`Not yet: ${broken.join(', ')}. What to mend stands above.`)
say('\nAll checks hold.')
