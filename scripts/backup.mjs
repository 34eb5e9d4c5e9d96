// `npm run backup -- <folder>`: everything but the keys, sealed; `npm run backup -- keys <folder>`: a copy of the keys.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/backup.ts', ...process.argv.slice(2)])
