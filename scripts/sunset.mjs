// `npm run sunset`: this Kitestring closes for good: announced, packed into files, erased, and a receipt.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/sunset.ts', ...process.argv.slice(2)])
