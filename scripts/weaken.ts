// `node scripts/weaken.ts [acts|sight|structure|locks] [first [last]]`: every weaker version of who may see and do what, one after another, and which suites notice it.
// What only one suite notices, and what none does, is named. Nothing outside a database of its own is changed. It takes hours: it is a command, not a test.
// `locks` takes out each lock, and two who act at once must notice: half an hour.
// `node scripts/weaken.ts acts send_reply`: those of what has that in its name alone, without the tests of the features. Minutes.
import { rmSync } from 'node:fs'
import type { Suite } from '../test/mutants/suites.ts'
import { clearEarlier, newFolder, startThrowaway } from './throwaway.ts'

const suitesOf = {
  acts: ['deeds', 'tried', 'catalogue', 'tests'], // the slowest last, in each
  sight: ['deeds', 'look', 'catalogue', 'tried', 'worlds', 'tests'], // deeds tell of minutes, and all suites have one transaction: first, while it is young
  structure: ['catalogue', 'deeds', 'look', 'tried', 'tests'],
} as const satisfies Record<string, readonly Suite[]>
type Part = keyof typeof suitesOf

const [part, first = '1', last = 'Infinity'] = process.argv.slice(2)
const named = /^\d/.test(first) ? undefined : new RegExp(first)
await clearEarlier('kitestring-weakened')
const folder = newFolder('kitestring-weakened')
process.env['TMPDIR'] = folder
const database = await startThrowaway(folder, 200)
process.env['KITESTRING_TEST_DATABASE_URL'] = database.url // before the test house is read
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))

try {
  for (const name of ['acts', 'sight', 'structure'] as const) if (part === undefined || part === name) await weaken(name)
  if (part === undefined || part === 'locks') await unlock()
} finally {
  await clear()
}

async function weaken(name: Part): Promise<void> {
  const [{ busyWorld }, { openSuites }, { mutantsOf, unweakened }, { reasonOf }] = await Promise.all([
    import('../test/mutants/busy-world.ts'),
    import('../test/mutants/suites.ts'),
    import('../test/mutants/mutants.ts'),
    import('../test/mutants/reasons.ts'),
  ])
  const world = await busyWorld()
  const suites = await openSuites(
    world,
    suitesOf[name].filter((suite) => !named || suite !== 'tests'),
  )
  const wrong = await suites.killersOf(unweakened)
  if (wrong.length > 0) {
    console.log(`Red before anything is weakened: ${String(wrong)}`) // now: the database that ends takes its connections along
    throw new Error('nothing was weakened')
  }
  const count = { survived: 0, explained: 0, 'by one suite': 0, 'by two': 0 }
  const all = await mutantsOf(name, world.w.asOwner)
  const mutants = named ? all.filter(({ of }) => named.test(of)) : all.slice(Number(first) - 1, Number(last))
  if (mutants.length === 0) throw new Error('There is nothing of that name or number')
  for (const mutant of mutants) {
    const killers = await suites.killersOf(mutant, 2)
    if (killers === 'no rule') continue
    const [one, two] = killers
    const how = two ? 'by two' : one ? 'by one suite' : reasonOf(mutant) ? 'explained' : 'survived'
    count[how] += 1
    if (how !== 'by two') console.log(`${how}  ${mutant.where} ${mutant.of}: ${mutant.kind}: ${mutant.what}  ${one ?? ''}`)
  }
  const told = Object.entries(count).map(([how, n]) => `${n} ${how}`)
  console.log(`${name}: ${mutants.length} mutants: ${told.join(', ')}`)
  if (count.survived > 0) process.exitCode = 1
  await suites.close()
  await world.w.close()
}

/** With each lock out in turn: up to two of the quarrels that come past it must come to something else. With all of them in none may. */
async function unlock(): Promise<void> {
  const [{ openFamilies }, { openSessions }, { everyLock, unnoticed }, { differs, everyQuarrel, quarrelsAbout, said, without }] =
    await Promise.all([
      import('../test/access/lives/families.ts'),
      import('../test/access/lives/sessions.ts'),
      import('../test/mutants/locks.ts'),
      import('../test/mutants/unlocked.ts'),
    ])
  const families = await openFamilies()
  const sessions = await openSessions(families.w.urls.app, families.w.ownerUrl)
  const wrong: string[] = []
  for (const quarrel of everyQuarrel) {
    const how = await differs(families, sessions, quarrel)
    if (how) wrong.push(`${said(quarrel)}: ${how}`)
  }
  for (const line of wrong) console.log(`red before any lock is out  ${line}`)
  const locks = everyLock().filter(({ name }, n) => (named ? named.test(name) : n >= Number(first) - 1 && n < Number(last)))
  const count = { survived: 0, explained: 0, noticed: 0 }
  for (const lock of locks) {
    const noticing: string[] = []
    for (const quarrel of await quarrelsAbout(families, lock)) {
      if (noticing.length === 2) break
      const how = await without(families, lock, () => differs(families, sessions, quarrel))
      if (how && !wrong.some((line) => line.startsWith(said(quarrel)))) noticing.push(`${said(quarrel)} (${how.slice(0, 160)})`)
    }
    const how = noticing.length > 0 ? 'noticed' : unnoticed[lock.name] ? 'explained' : 'survived'
    count[how] += 1
    console.log(`${how}  ${lock.where} ${lock.name}: ${noticing.join(' and ')}`)
  }
  const told = Object.entries(count).map(([how, n]) => `${n} ${how}`)
  console.log(`locks: ${locks.length} taken out: ${told.join(', ')}`)
  if (count.survived > 0 || wrong.length > 0) process.exitCode = 1
  await sessions.close()
  await families.w.close()
}

async function clear(): Promise<void> {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
