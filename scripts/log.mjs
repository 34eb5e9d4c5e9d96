// `npm run log -- verify`: has anybody changed or shortened the family log? Mails that guardians have kept may follow, as files.
import { becomeNode, ensureDependencies, ensureNode } from './ground.mjs'

const node = await ensureNode()
await ensureDependencies()
await becomeNode(node, ['src/apps/log.ts', ...process.argv.slice(2)])
