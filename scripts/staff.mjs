// `npm run staff`: who may decide about reports, each with a sign-in of their own.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/staff.ts', ...process.argv.slice(2)])
