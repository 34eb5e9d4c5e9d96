// `npm run pack`: Kitestring as one file, to install anywhere with npm.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { becomeNode, ensureDependencies, ensureNode, ensureWeb, giveUp, root, say } from './ground.mjs'

const folder = join(root, '.kitestring', 'package')
const app = join(folder, 'app')

const node = await ensureNode()
await ensureDependencies()
await ensureWeb(node)
await becomeNode(node, ['scripts/make-package.ts'])
if (process.exitCode) process.exit()
npm(app, 'install', '--package-lock-only', '--ignore-scripts') // leaves of the lock file what runs
writeFileSync(join(folder, 'sbom.cdx.json'), npm(app, 'sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev')) // SEC-5
npm(folder, 'pack', '--pack-destination', root)
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
say(`Install it anywhere: npm install ${join(root, `kitestring-${version}.tgz`)}`)

function npm(cwd, ...args) {
  const { status, stdout } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) giveUp(`npm ${args[0]} did not work; its reason stands above.`)
  return stdout
}
