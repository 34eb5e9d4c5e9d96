// `npm start`: brings what is missing, then runs Kitestring.
import { becomeNode, ensureDependencies, ensureNode, ensureWeb } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await ensureWeb(node)
await becomeNode(node, ['src/apps/start.ts', ...process.argv.slice(2)])
