// Puts the package together in .kitestring/package: a command, and beside it in app/ the server as JavaScript (Node reads no TypeScript below node_modules) and the web app as it was built here.
// It depends on nothing for npm to choose: the command brings what app/ needs, in the versions of our own lock file and by their hashes. SEC-5
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { stripTypeScriptTypes } from 'node:module'
import { commands, parts } from './commands.mjs'

const root = join(import.meta.dirname, '..')
const folder = join(root, '.kitestring/package')
const app = join(folder, 'app')
const quoted = /(?<=(['"`]))[^'"`\n\s]+(?=\1)/g
const others = [
  'src/**/*.{sql,sh,md,po}',
  'db/migrations/*.sql',
  'dist/**',
  'scripts/{ground,commands,kitestring}.mjs',
  'package-lock.json',
  'docs/promises.md',
]
const forReaders = ['README.md', 'SECURITY.md', 'LICENSE', 'docs/operating.md', 'docs/promises.md', 'packaging']

rmSync(folder, { recursive: true, force: true })
const sources = reachedFrom([...Object.keys(commands), ...parts].map((name) => join(root, `src/apps/${name}.ts`)))
for (const [file, text] of sources) writeFileSync(placeOf(file.replace(/\.ts$/, '.js')), inJavaScript(text))
for (const file of others.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true })))
  if (file.isFile()) cpSync(join(file.parentPath, file.name), placeOf(join(file.parentPath, file.name)))
for (const name of forReaders) cpSync(join(root, name), join(folder, name), { recursive: true })
writeManifests()

/** Every file of ours that these import, start or name, with its text. */
function reachedFrom(entries: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  const waiting = [...entries]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (texts.has(file)) continue
    const text = stripTypeScriptTypes(readFileSync(file, 'utf8'))
    texts.set(file, text)
    for (const [name] of withoutComments(text).matchAll(quoted)) {
      const named = resolve(dirname(file), name)
      if (name.endsWith('.ts') && existsSync(named)) waiting.push(named)
    }
  }
  return texts
}

// Names of our files become those of what is made of them, and what tells people to call npm tells them to call the package.
function inJavaScript(text: string): string {
  return text
    .replace(quoted, (name) => name.replace(/\.ts$/, '.js'))
    .replace(/npm run (?:-s )?(\$\{command\}|[a-z]+)( --)?/g, 'npx kitestring $1')
    .replace(/npm start/g, 'npx kitestring start')
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '').replace(/\s\/\/ .*$/gm, '')
}

function writeManifests(): void {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { name, version, description, license, type, engines, dependencies, optionalDependencies, overrides } = own
  const all = [...sources.values()].map(withoutComments).join('\n')
  const texts = [...all.matchAll(quoted)].map(([text]) => text)
  const runs = (one: string) => texts.some((text) => text === one || text.startsWith(`${one}/`))
  const needed = Object.fromEntries(Object.entries(dependencies).filter(([one]) => runs(one)))
  const inside = { name: 'kitestring-app', version, license, private: true, type, dependencies: needed, optionalDependencies, overrides }
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(inside, null, 2)}\n`)
  const outside = { name, version, description, license, type, bin: { kitestring: 'app/scripts/kitestring.mjs' }, engines }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(outside, null, 2)}\n`)
}

function placeOf(file: string): string {
  const place = join(app, relative(root, file))
  mkdirSync(dirname(place), { recursive: true })
  return place
}
