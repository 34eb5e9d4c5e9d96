// `npm run attack`: raises a site of made-up families on this machine and attacks it. `-- --quick` gives the scanners less time, `-- headers routes` tries only these, `-- --to=<folder>` says where the page goes.
import { becomeNode, ensureDependencies, ensureNode, ensureWeb } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await ensureWeb(node)
await becomeNode(node, ['scripts/attack.ts', ...process.argv.slice(2)])
