// `npm run holds`: makes the key for known images, and takes a hold out of its box to be reported.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/holds.ts', ...process.argv.slice(2)])
