// `npm run desk`: where the operator of a school or club prints codes to hand over, and looks at signed forms.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/desk.ts', ...process.argv.slice(2)])
