// `npm run screening:report`: how often the check of words is right, on the messages of test/screening, written to docs/screening.md. PUB-6, BUL-5
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['scripts/screening-report.ts'])
