// Each kind of attack in turn, against one site that is raised for it.
import { canaryCrawl } from './canary.ts'
import { closeAgent } from './ask.ts'
import { fuzzRoutes } from './fuzz.ts'
import { lookAtHeaders } from './headers.ts'
import type { How, Part } from './part.ts'
import { brokenConnections } from './raw.ts'
import { scanWithSqlmap } from './sqlmap.ts'
import { scanWithWapiti } from './wapiti.ts'
import { raise, type Target } from './site.ts'

const steps = {
  headers: lookAtHeaders,
  broken: brokenConnections,
  wapiti: scanWithWapiti,
  sqlmap: scanWithSqlmap,
  routes: fuzzRoutes, // after the scanners: it ends sessions and connections
  canary: canaryCrawl,
} satisfies Record<string, (site: Target, how: How) => Promise<Part>>

export const kinds: readonly string[] = Object.keys(steps)

/** Only these kinds, when any are named. */
export async function attackAll(named: readonly string[], how: How): Promise<Part[]> {
  const site = await raise()
  const parts: Part[] = []
  try {
    for (const [kind, step] of Object.entries(steps)) {
      if (named.length > 0 && !named.includes(kind)) continue
      console.log(`${kind} …`)
      const part = await step(site, how)
      parts.push(part)
      for (const finding of part.findings) console.log(`  FOUND  ${finding}`)
      const counts = Object.entries(part.counts).map(([what, count]) => `${count} ${what}`)
      console.log(`  ${[...counts, `${part.findings.length} found`, part.left].filter(Boolean).join(', ')}`)
    }
  } finally {
    closeAgent()
    await site.close()
  }
  return parts
}
