// `npm run build`: makes the web app, one bundle for each audience, so that no child's device gets a grown-up's code.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { ensureDependencies, ensureNode, environmentWith, root, stampWeb } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const audience of ['child', 'family']) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(node, [vite, 'build', '--mode', audience], { cwd: root, stdio: 'inherit', env: environmentWith(node) })
  if (status !== 0) process.exit(1)
}
compressBelow(join(root, 'dist'))
stampWeb()

/** Beside each text file its smaller forms, made once here: the server sends them as they lie, and compresses no answer that may hold a secret. */
function compressBelow(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|js|css|svg|wasm|webmanifest)$/.test(entry.name)) continue
    const isLarge = entry.name.endsWith('.wasm') // as small as can be would take half a minute
    const file = join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, isLarge ? { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } : {}))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: isLarge ? 5 : 9 }))
  }
}
