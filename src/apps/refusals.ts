// Every "no" of every feature and the HTTP status it travels with.
import { refusals as alerts } from '../features/alerts/contract.ts'
import { refusals as carers } from '../features/carers/contract.ts'
import { refusals as circles } from '../features/circles/contract.ts'
import { refusals as collections } from '../features/collections/contract.ts'
import { refusals as feelings } from '../features/feelings/contract.ts'
import { refusals as reports } from '../features/reports/contract.ts'
import { refusals as ideas } from '../features/ideas/contract.ts'
import { refusals as claims } from '../features/claims/contract.ts'
import { refusals as connections } from '../features/connections/contract.ts'
import { refusals as consent } from '../features/consent/contract.ts'
import { refusals as forms } from '../features/forms/contract.ts'
import { refusals as guardians } from '../features/guardians/contract.ts'
import { refusals as hours } from '../features/hours/contract.ts'
import { refusals as moves } from '../features/moves/contract.ts'
import { refusals as names } from '../features/names/contract.ts'
import { refusals as operator } from '../features/operator/contract.ts'
import { refusals as people } from '../features/people/contract.ts'
import { refusals as photos } from '../features/photos/contract.ts'
import { refusals as posts } from '../features/posts/contract.ts'
import { refusals as replies } from '../features/replies/contract.ts'
import { refusals as settings } from '../features/settings/contract.ts'
import { refusals as signIn } from '../features/sign-in/contract.ts'
import { refusals as handovers } from '../features/handover/contract.ts'
import { refusals as tags } from '../features/tags/contract.ts'
import { refusals as safeguards } from '../safeguards/contract.ts'

const statuses = new Map<string, number>(
  Object.entries({
    ...operator,
    ...signIn,
    ...people,
    ...names,
    ...consent,
    ...forms,
    ...guardians,
    ...moves,
    ...connections,
    ...carers,
    ...circles,
    ...collections,
    ...feelings,
    ...reports,
    ...ideas,
    ...photos,
    ...posts,
    ...replies,
    ...claims,
    ...handovers,
    ...tags,
    ...alerts,
    ...settings,
    ...hours,
    ...safeguards,
  }),
)

export function statusOf(code: string): number | undefined {
  return statuses.get(code)
}
