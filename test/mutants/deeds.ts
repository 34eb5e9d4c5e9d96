// What each act does and when it refuses, written down line by line as the requirements have it: who, what they say at the prompt, and what comes of it.
// `tried.ts` compares with the rule of now; this compares with these lines, so that a rule that was always wrong would show here.
import { approving, asking, connecting, consenting, entering, leaving, otherHands, putting, telling, type Deed } from './deeds-written.ts'
import type { Ask } from '../access/catalogue.ts'
import { viewerOf } from '../access/looking.ts'
import { attempted, knownRows, type Attempt, type Changed, type Outcome } from './attempt.ts'
import { withIds, type BusyWorld } from './busy-world.ts'
import { namesOfNew } from './tried.ts'

export const deeds: readonly Deed[] = [...consenting, ...entering, ...leaving, ...connecting, ...putting, ...asking, ...approving, ...telling, ...otherHands]

export type Doing = { differs(concerns: (say: string) => boolean): Promise<string | undefined>; found(): Promise<[Deed, string][]> }

/** `tried.ts` has opened the attempts in this database before. */
export async function openDoing({ w, ids }: BusyWorld): Promise<Doing> {
  const ask = w.asOwner as Ask
  const known = await knownRows(ask)
  const hashes = await ask<{ id: string; hash: string }>("select id, encode(content_hash, 'hex') as hash from posts")
  const all: Record<string, string> = { ...ids, ...namesOfNew }
  for (const [name, id] of Object.entries(all)) all[`hashOf${name}`] = hashes.find((post) => post.id === id)?.hash ?? '00'
  const names = new Map(Object.entries(all).map(([name, id]) => [id, name]))
  const prepared = deeds.map((deed) => ({ deed, attempt: attemptOf(w, all, deed) }))
  const outcomes = async (some: typeof prepared) =>
    (await attempted(ask, some.map(({ attempt }) => attempt), names, known)).map((outcome, n): [Deed, string] => [some[n]?.deed as Deed, inWords(outcome)])
  return {
    async differs(concerns) {
      const some = prepared.filter(({ attempt }) => concerns(attempt.say))
      const wrong = (await outcomes(some)).find(([{ is }, found]) => found !== is)
      return wrong && `${wrong[0].who} ${wrong[0].say}`
    },
    found: () => outcomes(prepared),
  }
}

const logins = ['door', 'worker', 'checks', 'owner']

function attemptOf(w: BusyWorld['w'], ids: Record<string, string>, { who, say, given = '', proves, made = 'now()' }: Deed): Attempt {
  const token = tokenOf(w, who)
  const check = proves
    ? `; insert into fresh_checks (id, session_id, act, subject, made_at) select :fresh, id, '${proves[0]}', ${proves[1]}, ${made} from sessions where token_hash = sha256('${token}')`
    : ''
  const as = who === 'owner' ? '' : logins.includes(who) ? who : who === 'vera' ? 'guardian' : who === 'cleo' ? 'child' : w[who as 'mia'].kind
  return { given: withIds((given || 'select') + check, ids), as, token, say: withIds(say, ids) }
}

function tokenOf(w: BusyWorld['w'], who: string): string {
  if (logins.includes(who)) return ''
  if (who === 'vera' || who === 'cleo') return who
  const viewer = viewerOf(w[who as 'mia'])
  return viewer.kind === 'visitor' ? '' : viewer.token
}

/** Columns whose values are the point of an act. */
const point = /^(?:shared_from|shared_until|expires_at|used_at|ended_at|ended_by|answered_at|answer_child_id|confirmed_at|given_at|asked_at|erased_at|method|opens|by_id|for_id|purpose|band|post_id|person_id|kind|feature|failed)$/

export function inWords(outcome: Outcome): string {
  if ('no' in outcome) return `no: ${outcome.no}`
  const { yes, rows, gone, told } = outcome
  const answer = JSON.stringify(Object.values((yes as object[])[0] ?? {})[0] ?? null)
  const parts = rows.map(rowInWords).sort()
  const jobs = rows.filter(({ table }) => table === 'jobs').map(({ row }) => `job ${row['task']} ${Object.values(row['ids'] as object)} ${row['run_at']}`)
  return [
    ...(answer === '""' || answer === 'null' ? [] : [`says ${answer}`]),
    ...parts.filter((part) => part !== ''),
    ...jobs.sort(),
    ...gone.map((one) => `gone ${one}`),
    ...(told.length > 0 ? [`told ${told.join(' ')}`] : []),
  ].join('; ')
}

function rowInWords({ table, how, row }: Changed): string {
  if (table === 'jobs') return ''
  if (table === 'log_entries') return `log ${row['child_id']} ${row['act']} ${row['thing_id'] ?? 'nothing'} by ${row['by_id'] ?? 'nobody'}`
  if (table === 'fresh_checks') return row['used_at'] === 'now' ? 'check used' : 'check'
  const told = Object.entries(row).filter(([column, value]) => point.test(column) && value !== null)
  return `${how === '+' ? 'new' : 'changed'} ${table}${told.map(([column, value]) => ` ${column}=${String(value)}`).join('')}`
}
