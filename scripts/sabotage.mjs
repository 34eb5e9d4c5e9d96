// `npm run sabotage`: breaks the safeguards of the demo on purpose, one at a time, and shows that the promises notice.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/sabotage.ts', ...process.argv.slice(2)])
