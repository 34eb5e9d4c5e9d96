// `npm run demo`: the same as a start, with a living world in a data folder of its own.
import { becomeNode, ensureDependencies, ensureNode, ensureWeb, sayOnStandardError } from './ground.mjs'

const args = process.argv.slice(2)
if (args.includes('--json')) sayOnStandardError()
const node = await ensureNode()
await ensureDependencies()
await ensureWeb(node)
await becomeNode(node, ['src/apps/demo.ts', ...args])
