// `npm run build`: makes the web app, one bundle for each audience, so that no child's device gets a grown-up's code.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, ensureNode, environmentWith, root, stampWeb } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const audience of ['child', 'family']) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(node, [vite, 'build', '--mode', audience], { cwd: root, stdio: 'inherit', env: environmentWith(node) })
  if (status !== 0) process.exit(1)
}
mkdirSync(join(root, 'dist'), { recursive: true })
stampWeb()
