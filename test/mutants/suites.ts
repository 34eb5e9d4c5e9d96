// The suites that must notice a weaker rule. Each stands on its own: what everybody sees, what the sentence says of small worlds, what everybody's acts come
// to, what the requirements say must come of them, what the database says about its shields, and the tests of the features. A mutant lives in one transaction.
import { AssertionError } from 'node:assert'
import pg from 'pg'
import type { Ask } from '../access/catalogue.ts'
import { brokenRule } from '../access/catalogue.ts'
import { compareCast } from '../access/every-small-world.ts'
import { openLooking } from '../access/everything-seen.ts'
import { castsOf } from '../access/small-world-cast.ts'
import { childrenWithOneStory } from '../access/small-worlds.ts'
import { copyOfTemplate, dropDatabase } from '../house.ts'
import { listening, openAttempts } from './attempt.ts'
import { withIds, type BusyWorld } from './busy-world.ts'
import { concernOf } from './concern.ts'
import { lines, undone } from './deeds.ts'
import { openTests } from './by-tests.ts'
import { momentsOfSight } from './moments-of-sight.ts'
import { unweakened } from './mutants.ts'
import type { Mutant } from './texts.ts'
import { openTried } from './tried.ts'

export type Suite = 'look' | 'worlds' | 'tried' | 'deeds' | 'catalogue' | 'tests'

/** `concern`: what everybody tries is only what this is true of, because no other rule is weakened. */
export async function openSuites(b: BusyWorld, wanted: readonly Suite[], concern: (say: string) => boolean = () => true) {
  const ask = b.w.asOwner as Ask
  const attempts = await openAttempts(b)
  const looking = wanted.includes('look') ? await openLook(b) : undefined
  const tried = wanted.includes('tried') ? await within(listening, () => openTried(b, attempts, concern)) : undefined
  const worlds = wanted.includes('worlds') ? await openWorlds() : undefined
  const tests = wanted.includes('tests') ? await openTests() : undefined
  const suites: Record<Suite, (mutant: Mutant) => Promise<string | undefined>> = {
    look: async () => looking?.differs(),
    worlds: async (mutant) => worlds?.differs(mutant),
    deeds: async ({ of }) => hearing(() => undone(attempts, concernOf(of))),
    tried: async ({ of }) => hearing(async () => tried?.differs(concernOf(of))),
    catalogue: async () => (await brokenRule(ask))?.name,
    tests: async (mutant) => tests?.differs(mutant),
  }
  return {
    tries: tried?.count ?? 0,
    lines: lines.length,
    moments: (tried?.moments ?? 0) + (looking ? Object.keys(momentsOfSight).length : 0),
    /** The suites that notice it, as many as are asked for. */
    async killersOf(mutant: Mutant, most = wanted.length): Promise<string[] | 'no rule'> {
      const killers: string[] = []
      await ask('begin')
      try {
        if ((await applied(ask, mutant)) === 'no rule') return 'no rule'
        for (const name of wanted) {
          if (killers.length === most) break
          const how = await suites[name](mutant)
          if (how !== undefined) killers.push(`${name}: ${how}`)
        }
        return killers
      } finally {
        await ask('rollback')
      }
    },
    /** Who notices the rule of now, by a line of the requirements, by the catalogue, or by what noticed something before: nothing else was told of a weaker one. */
    async killersOfNone(): Promise<string[]> {
      return within('select', async () => {
        const found = [
          wanted.includes('deeds') ? await suites.deeds(unweakened) : undefined,
          await hearing(async () => tried?.differsAgain()),
          await looking?.differsAgain(),
          wanted.includes('catalogue') ? await suites.catalogue(unweakened) : undefined,
        ]
        return found.filter((how) => how !== undefined)
      })
    },
    async close() {
      tests?.close()
      await worlds?.close()
    },
  }

  async function within<T>(change: string, work: () => Promise<T>): Promise<T> {
    await ask('begin')
    try {
      await ask(change)
      return await work()
    } finally {
      await ask('rollback')
    }
  }

  async function hearing<T>(work: () => Promise<T>): Promise<T> {
    await ask('savepoint hearing')
    await ask(listening)
    const found = await work()
    await ask('rollback to savepoint hearing')
    return found
  }
}

/** What names a column that is not there is no rule; any other fault is the mutant maker's. */
export async function applied(ask: Ask, { sql, kind }: Mutant): Promise<'applied' | 'no rule'> {
  try {
    await ask(sql)
    return 'applied'
  } catch (fault) {
    if (kind === 'one for the other') return 'no rule'
    throw fault
  }
}

/** Those that are no rule to the database at all. */
export async function refusedRules(ask: Ask, mutants: readonly Mutant[]): Promise<string[]> {
  const refused: string[] = []
  for (const mutant of mutants) {
    await ask('begin')
    await applied(ask, mutant).catch((fault) => refused.push(`${mutant.where} ${mutant.of}: ${mutant.kind}: ${mutant.what}: ${fault}`))
    await ask('rollback')
  }
  return refused
}

/** In a database of their own, for their relations show nobody else. */
async function openWorlds() {
  const url = await copyOfTemplate()
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const casts = [...castsOf(childrenWithOneStory, 13)]
  return {
    async differs({ sql }: Mutant): Promise<string | undefined> {
      for (const cast of casts) {
        await db.query('begin')
        try {
          await db.query(sql)
          await compareCast(db, cast)
        } catch (fault) {
          if (fault instanceof AssertionError) return fault.message.split('\n')[0]
          throw fault
        } finally {
          await db.query('rollback')
        }
      }
      return undefined
    },
    async close() {
      await db.end()
      await dropDatabase(url)
    },
  }
}

async function openLook({ w, ids }: BusyWorld) {
  const looking = await openLooking(w)
  const changes = Object.entries(momentsOfSight).map(([name, change]): [string, string] => [name, withIds(change, ids)])
  const rightly: Record<string, Record<string, unknown>> = {}
  for (const [name, change] of changes) {
    await w.asOwner('begin')
    if (change) await w.asOwner(change)
    rightly[name] = await looking.look()
    await w.asOwner('rollback')
  }
  let quickest = changes
  const noticing = new Set<[string, string]>()
  return {
    async differs(): Promise<string | undefined> {
      for (const [at, look] of looksInTurn()) {
        const who = await looksAt(at, look)
        if (!who) continue
        quickest = [at, ...quickest.filter((other) => other !== at)] // what told this one from the rule tells the next one too, as often as not
        noticing.add(at)
        return who
      }
      return undefined
    },
    /** The same at those moments alone at which something was noticed. */
    async differsAgain(): Promise<string | undefined> {
      for (const at of noticing) {
        const who = await looksAt(at, looking.differs)
        if (who) return who
      }
      return undefined
    },
  }

  async function looksAt([name, change]: [string, string], look: typeof looking.differs): Promise<string | undefined> {
    await w.asOwner('savepoint moment')
    if (change) await w.asOwner(change)
    const who = await look(rightly[name] ?? {})
    await w.asOwner('rollback to savepoint moment')
    return who && `${name}: ${who}`
  }

  /** Where the last one was noticed, then a glimpse of every moment, and only then everybody at every moment. */
  function looksInTurn() {
    const { differs, glimpses } = looking
    const at = (chosen: [string, string][], look: typeof differs) => chosen.map((moment) => [moment, look] as const)
    return [...at(quickest.slice(0, 1), differs), ...at(quickest, glimpses), ...at(quickest, differs)]
  }
}
