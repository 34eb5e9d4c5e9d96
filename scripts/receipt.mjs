// `npm run receipt -- verify <file>`: did this Kitestring sign this receipt of an erased child, and is it unchanged?
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/receipt.ts', ...process.argv.slice(2)])
