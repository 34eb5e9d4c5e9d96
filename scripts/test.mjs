// `npm test`: brings what is missing, then runs every test, browser journeys included. `npm test -- <file or folder> …` runs only these.
import { becomeNode, ensureChromium, ensureDependencies, ensureNode, ensureWeb } from './ground.mjs'

const files = process.argv.slice(2)
const needsBrowser = files.length === 0 || files.some((file) => !file.endsWith('.test.ts'))

const node = await ensureNode()
await ensureDependencies()
if (needsBrowser) await ensureWeb(node)
const chromium = needsBrowser ? { KITESTRING_CHROMIUM: await ensureChromium() } : {}
await becomeNode(node, ['scripts/test-run.ts', ...files], chromium)
