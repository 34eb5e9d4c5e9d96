// `npm run -s duties -- <document>`: the papers that an operator owes, written from what runs here. What only a person can say is a named blank.
import { becomeNode, ensureDependencies, ensureNode, sayOnStandardError } from './ground.mjs'

sayOnStandardError()
const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/duties.ts', ...process.argv.slice(2)])
