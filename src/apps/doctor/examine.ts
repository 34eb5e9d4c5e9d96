// Goes through the list: for `npm run doctor` all of it, for a start what stops one.
import type { Instant } from '../../platform/clock.ts'
import { ConfigFault, toConfig, type Config, type Env } from '../../platform/config.ts'
import { faultsOfChoice } from '../../features/consent/methods/methods.ts'
import { isBegun, missingBeforeStart, missingDuties } from '../duties/look.ts'
import type { Missing } from '../duties/owed.ts'
import { StartFault } from '../house.ts'
import { withOwner } from '../owner.ts'
import { ofFiles, ofRows, type Files } from './checks.ts'

/** Every fault there is, as sentences. */
export async function examine(env: Env, now: Instant): Promise<string[]> {
  const config = configOr(env)
  if (Array.isArray(config)) return config
  if (config.mode === 'community' && !isBegun(config)) return whatStops(config, now) // what is to be done before there is anything
  const found = await faultsIn(ofFiles, { config, now })
  const inside = await withOwner(config, 'doctor', async (client, ownerUrl) => [
    ...(await faultsIn(ofRows, { config, now, client, ownerUrl })),
    ...wordsOf(await missingDuties(config, client)),
  ])
  return [...found, ...inside]
}

/** Before anything is opened: all of it at once. */
export async function refuseUnsafe(config: Config, now: Instant): Promise<void> {
  const faults = await whatStops(config, now)
  if (faults.length === 0) return
  const more =
    config.mode === 'community' ? '\nThe way there, step by step: docs/operating.md, "A community". npm run doctor says what is left.' : ''
  throw new StartFault(`Kitestring does not start like this:\n${faults.map((fault) => `  - ${fault}`).join('\n')}${more}`)
}

async function whatStops(config: Config, now: Instant): Promise<string[]> {
  const unsafe = await faultsIn(
    ofFiles.filter(({ stops }) => stops),
    { config, now },
  )
  return [...unsafe, ...wordsOf(await missingBeforeStart(config))]
}

function wordsOf(missing: readonly Missing[]): string[] {
  return missing.map(({ says }) => says)
}

function configOr(env: Env): Config | string[] {
  try {
    const config = toConfig(env)
    const faults = faultsOfChoice(config)
    return faults.length > 0 ? faults : config
  } catch (fault) {
    if (fault instanceof ConfigFault) return [...fault.faults]
    throw fault
  }
}

async function faultsIn<G extends Files>(
  checks: readonly { look(ground: G): string | undefined | Promise<string | undefined> }[],
  ground: G,
): Promise<string[]> {
  const found: string[] = []
  for (const { look } of checks) {
    const fault = await look(ground)
    if (fault !== undefined) found.push(fault)
  }
  return found
}
