// `npm run doctor`: everything that is unsafe or broken here, with what to do.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/doctor.ts', ...process.argv.slice(2)])
