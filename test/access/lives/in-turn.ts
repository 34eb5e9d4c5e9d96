// Acts that meet, judged by nothing but themselves: what the whole database holds after them, and what each was answered, is what it is after the same acts
// one after the other. So it says something of every act, also of those the sentence knows nothing of. T9, I16
import { isDeepStrictEqual } from 'node:util'
import { everybody } from '../looking.ts'
import type { Families } from './families.ts'
import type { Outcome, Script, Sessions } from './sessions.ts'

/** What is said, after the scene has been set anew, and the names of the ids in it. */
export type Scene = { scripts: Script[]; names: ReadonlyMap<string, string>; since: string }
type Came = { answers: string[]; holds: string[] }

/** Undefined: some order of whole acts gives what came of it, whatever the order of their statements. Else what came of it, and what should have. */
export async function differsFromInTurn(
  families: Families,
  sessions: Sessions,
  set: () => Promise<Scene>,
  orders?: readonly (readonly number[])[],
): Promise<string | undefined> {
  const inTurn: Came[] = []
  const { scripts } = await set()
  for (const turn of permutations(scripts.map((_, n) => n)))
    inTurn.push(await play(turn.flatMap((n) => (scripts[n]?.statements ?? []).map(() => n))))
  for (const order of orders ?? overlapping(scripts)) {
    const came = await play(order)
    if (!inTurn.some((one) => isDeepStrictEqual(one, came))) return told(order, came, inTurn)
  }
  return undefined

  async function play(order: readonly number[]): Promise<Came> {
    const scene = await set()
    const outcomes = await sessions.play(scene.scripts, order)
    return { answers: outcomes.map((outcome) => answerOf(outcome, scene.names)), holds: await stateOf(families, scene) }
  }
}

/** All have entered before one acts, and none has left before the last has acted or waits: each in turn acts first. */
function overlapping(scripts: readonly Script[]): number[][] {
  const all = scripts.map((_, n) => n)
  return permutations(all).flatMap((turn) => [
    [...turn, ...turn.flatMap((n) => acts(scripts[n]).map(() => n)), ...turn],
    [...turn, ...turn.flatMap((n) => acts(scripts[n]).map(() => n)), ...turn.toReversed()],
  ])
}

function acts(script: Script | undefined): readonly string[] {
  return script?.statements.slice(1, -1) ?? []
}

function permutations(of: readonly number[]): number[][] {
  return of.length < 2 ? [[...of]] : of.flatMap((n) => permutations(of.filter((other) => other !== n)).map((rest) => [n, ...rest]))
}

function answerOf({ yes, rows }: Outcome, names: ReadonlyMap<string, string>): string {
  return `${yes ? 'yes' : 'no'} ${inWords(JSON.stringify(rows), names)}`
}

/** Which ids are made on the way, and when exactly, is chance. */
function inWords(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => names.get(id) ?? 'some id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'some time')
}

const question = new WeakMap<Families, string>()

/** Every row there is, without its hashes; of a time, whether it has come; of the log, what was written since. */
async function stateOf(families: Families, { names, since }: Scene): Promise<string[]> {
  const { w } = families
  if (!question.has(families)) question.set(families, await questionFor(families))
  const [row] = await w.asOwner<{ holds: string[] }>(question.get(families) ?? '', [since])
  return (row?.holds ?? []).map((line) => inWords(line, names)).sort()
}

async function questionFor({ w }: Families): Promise<string> {
  const columns = await w.asOwner<{ place: string; name: string; type: string }>(
    `select table_name as place, column_name as name, data_type as type from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name, ordinal_position`,
  )
  const places = Map.groupBy(columns, ({ place }) => place)
  const lists = [...places].map(([place, its]) => {
    const values = its.filter(({ name }) => `${place}.${name}` !== 'log_entries.number').map(columnOf)
    return `select '${place} ' || jsonb_build_array(${values})::text as line from ${place} x${place === 'log_entries' ? ' where x.at >= $1::timestamptz' : ''}`
  })
  const jobs = `select 'job ' || jsonb_build_array(t.identifier, j.payload, j.run_at > clock_timestamp())::text from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`
  return `select coalesce(jsonb_agg(line), '[]') as holds from (${[...lists, jobs].join(' union all ')}) l`
}

function columnOf({ name, type }: { name: string; type: string }): string {
  if (type === 'bytea') return `x.${name} is not null`
  if (type.startsWith('timestamp'))
    return `case when x.${name} > clock_timestamp() then 'to come' when x.${name} is not null then 'past' end`
  return `x.${name}`
}

function told(order: readonly number[], came: Came, inTurn: readonly Came[]): string {
  const nearest = inTurn.toSorted((a, b) => differences(a, came).length - differences(b, came).length)[0] ?? came
  return `${JSON.stringify(order)}: ${differences(nearest, came).join('; ')}`
}

function differences(right: Came, came: Came): string[] {
  const [wanted, found] = [right, came].map(({ answers, holds }) => [...answers.map((answer, n) => `${n}: ${answer}`), ...holds]) as [
    string[],
    string[],
  ]
  return [...less(found, wanted).map((line) => `+ ${line}`), ...less(wanted, found).map((line) => `- ${line}`)]
}

function less(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those]
  return these.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** People, posts and whatever else of the morning has a name. */
export function namesOfIds({ w, ids }: Families, more: Readonly<Record<string, string>>): Map<string, string> {
  const maps = [ids.posts, ids.ties, ids.claims, ids.blocks, new Map([...ids.offers].map(([name, { id }]) => [name, id]))]
  return new Map([
    ...maps.flatMap((map) => [...map].map(([name, id]) => [id, name] as const)),
    ...Object.entries(more).map(([name, id]) => [id, name] as const),
    ...everybody.map((name) => [w[name].id, name] as const),
  ])
}
