// `npm run restore -- <backup> <copy of the keys>`: a Kitestring comes back in an empty data folder.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/restore.ts', ...process.argv.slice(2)])
