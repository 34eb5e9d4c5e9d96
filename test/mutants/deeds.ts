// What each act does and when it refuses, written down line by line as the requirements have it: who, what they say at the prompt, and what comes of it.
// `tried.ts` compares with the rule of now; this compares with these lines, so that a rule that was always wrong shows here.
import { isDeepStrictEqual } from 'node:util'
import type { Attempt, Attempts, Changed, Outcome } from './attempt.ts'
import { hearing } from './deeds/alerts.ts'
import { connecting } from './deeds/connections.ts'
import { picturing } from './deeds/claims.ts'
import { caring } from './deeds/carers.ts'
import { circling } from './deeds/circles.ts'
import { keepingTogether } from './deeds/collections.ts'
import { givingIdeas } from './deeds/ideas.ts'
import { reporting } from './deeds/reports.ts'
import { feeling } from './deeds/feelings.ts'
import { consenting } from './deeds/consent.ts'
import { blocking } from './deeds/blocks.ts'
import { pausing } from './deeds/pauses.ts'
import { entering, leaving } from './deeds/codes.ts'
import { notGranted, type Deed, type Who } from './deeds/deed.ts'
import { closing } from './deeds/accounts.ts'
import { comingIn } from './deeds/ways-in.ts'
import { sunsetting } from './deeds/sunset.ts'
import { admitting } from './deeds/forms.ts'
import { setting } from './deeds/settings.ts'
import { erasing } from './deeds/erasing.ts'
import { moving } from './deeds/moves.ts'
import { replying } from './deeds/replies.ts'
import { writing } from './deeds/own-words.ts'
import { resting } from './deeds/hours.ts'
import { tagging } from './deeds/tags.ts'
import { hiding } from './deeds/hides.ts'
import { climbing, climbingWith } from './deeds/ladder.ts'
import { growing } from './deeds/growing.ts'
import { handingOver } from './deeds/handover.ts'
import { naming, wishing } from './deeds/names.ts'
import { locking } from './deeds/locks.ts'
import { keeping } from './deeds/keeping.ts'
import { looking, repeating, telling } from './deeds/log.ts'
import { guarding } from './deeds/proposals.ts'
import { byHand, checking } from './deeds/other-hands.ts'
import { tidying } from './deeds/tidying.ts'
import { approving, asking, putting } from './deeds/posts.ts'

export const deeds: readonly Deed[] = [
  ...consenting,
  ...pausing,
  ...blocking,
  ...guarding,
  ...erasing,
  ...closing,
  ...comingIn,
  ...admitting,
  ...sunsetting,
  ...moving,
  ...keeping,
  ...keepingTogether,
  ...givingIdeas,
  ...reporting,
  ...feeling,
  ...growing,
  ...naming,
  ...wishing,
  ...handingOver,
  ...tidying,
  ...entering,
  ...leaving,
  ...locking,
  ...connecting,
  ...putting,
  ...asking,
  ...approving,
  ...picturing,
  ...tagging,
  ...hiding,
  ...caring,
  ...circling,
  ...replying,
  ...writing,
  ...hearing,
  ...setting,
  ...climbing,
  ...climbingWith,
  ...resting,
  ...repeating,
  ...looking,
  ...telling,
  ...checking,
  ...byHand,
]

const logins: Who[] = ['door', 'worker', 'checks', 'owner']

type Line = { attempt: Attempt; is: string }

export const lines: readonly Line[] = deeds.flatMap(({ say, proves, is, when = [] }) => {
  const of = (who: Who, given: string) => ({ who, say, given, ...(proves ? { proves } : {}) })
  return [
    ...Object.entries(is).map(([who, what]) => ({ attempt: of(who as Who, ''), is: what })),
    ...when.map(([who, given, what]) => ({ attempt: of(who, given), is: what })),
    ...refusedByItself(is).map((who) => ({ attempt: of(who, grantedToAll(say)), is: 'no: not-allowed' })),
  ]
})

/** Whom the grants refuse, the act of a person refuses too: a grant too many lets nobody in. */
function refusedByItself(is: Deed['is']): Who[] {
  if (logins.some((login) => login in is)) return []
  return Object.entries(is).flatMap(([who, what]) => (what === notGranted ? [who as Who] : []))
}

function grantedToAll(say: string): string {
  const [act = ''] = /access\.\w+(?=\()/.exec(say) ?? []
  return `grant execute on function ${act} to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff`
}

/** The first line of which something else came, among those that `concern` a function, a table or anything. */
export async function undone(attempts: Attempts, concern: (say: string) => boolean): Promise<string | undefined> {
  const some = lines.filter(({ attempt }) => concern(attempt.say))
  for (let from = 0; from < some.length; from += 40) {
    const part = some.slice(from, from + 40)
    const found = await attempts(part.map(({ attempt }) => attempt)).catch((fault: unknown) => String(fault))
    if (typeof found === 'string') return `it never comes to this: ${found}`
    const n = part.findIndex(({ is }, at) => !isDeepStrictEqual(inWords(found[at]).split('; ').sort(), is.split('; ').sort()))
    const other = part[n]
    if (other) return `${nameOf(other.attempt)}\n  must: ${other.is}\n  came: ${inWords(found[n])}`
  }
  return undefined
}

function nameOf({ who, say, given }: Attempt): string {
  return `${who}: ${say}${given ? `, when ${given}` : ''}`
}

/** Columns whose values are the point of an act, in the order in which they are told. */
const point =
  'id child_id guardian_id consent_id assent_id incident_id photo_id by_id for_id other_id for_kind band kind opens method purpose feature attacks failed what setting value post_id person_id thing_id profile_consent_id answer_child_id answer_guardian_id answer renew_by asked_at asked_days photos posts shared_posts taken_back given_at answered_at confirmed_at shared_from shared_until expires_at keeper_id says used_at ended_at ended_by said_at agreed_at erased_at held_at circle_id collection_id feeling put_in_at picture avatar wrong_tries way service session_id code_id checked_at emptied_at begun ends_at announced_at closes_at begun_at step carer_id reply_id goes_at from_kind reason received_at looked_by looked_at first_word first_by first_at appealed_by appealed_at second_word second_by second_at report_id staff_id role number glass_id glass_number glass_why glass_by glass_asked_at glass_agreed_by glass_agreed_at glass_post_id'.split(
    ' ',
  )

export function inWords(outcome: Outcome | undefined): string {
  if (!outcome) return 'nothing'
  if ('no' in outcome) return outcome.no.startsWith('permission denied') ? 'no: not granted' : `no: ${outcome.no}`
  const { yes, rows, gone, told } = outcome
  return [
    ...(yes as object[]).flatMap((row) => said(Object.values(row)[0])),
    ...rows.map(rowInWords).sort(),
    ...gone.map((one) => `gone ${one}`),
    ...(told.length > 0 ? [`told ${told.join(' ')}`] : []),
  ].join('; ')
}

function said(answer: unknown): string[] {
  if (answer === '' || answer === null) return []
  if (typeof answer === 'string' && /^\{.*\}$/.test(answer)) return [`says "${answer.slice(1, -1).split(',').sort().join(' ')}"`]
  return [`says ${JSON.stringify(answer)}`]
}

function rowInWords({ table, how, row }: Changed): string {
  if (table === 'jobs')
    return `job ${row['task']} ${Object.values(row['ids'] as object)} ${row['run_at']}${row['priority'] === 0 ? '' : ' first'}`
  if (table === 'log_entries') return `log ${row['child_id']} ${row['act']} ${row['thing_id'] ?? 'nothing'} by ${row['by_id'] ?? 'nobody'}`
  if (table === 'fresh_checks') return row['used_at'] === 'now' ? 'check used' : 'check'
  const columns = point.filter((column) => column in row && (how === '~' || row[column] !== null))
  const told = columns.map((column) => ` ${column}=${typeof row[column] === 'string' ? row[column] : JSON.stringify(row[column])}`).join('')
  return how === '+' ? `new ${table}${told}` : `changed ${row['which']}${told}`
}
