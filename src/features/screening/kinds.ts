// What words can be found to hold, and what comes of it for each age: the policy, and nothing else. PUB-6, PUB-8
import type { Band } from '../people/avatars.ts'

export const kinds = [
  'phone-number',
  'e-mail',
  'link',
  'handle',
  'other-app',
  'address',
  'school',
  'birth-date',
  'age',
  'full-name',
  'unkind',
  'rude-word',
  'slur',
  'threat',
  'sexual',
  'self-harm',
  'secret',
  'grooming',
] as const
export type Kind = (typeof kinds)[number]

/** What comes of it: the child is told and decides, or a guardian reads these words before anybody else. Nothing in words is refused: no check is so sure. SAF-5 */
export type Severity = 'advice' | 'ask'
const light: readonly Kind[] = ['age']

/** A child from 5 to 9 asks for everything anyway. From 10 on an age by itself is for the child to think about. */
export function severityOf(kind: Kind, band: Band): Severity {
  return band === '10-13' && light.includes(kind) ? 'advice' : 'ask'
}

/** How a child can mend it. What somebody says who is not well is not to be mended: there is help, and nothing is taken out of their mouth. SAF-6 */
export type Repair = 'take-out' | 'get-help'
export function repairsOf(kind: Kind): Repair[] {
  if (kind === 'self-harm') return ['get-help']
  return kind === 'threat' || kind === 'sexual' || kind === 'secret' || kind === 'grooming' ? ['take-out', 'get-help'] : ['take-out']
}

/** What is told first when a stretch is about several things: what weighs more. */
export const gravest: readonly Kind[] = [
  'self-harm',
  'sexual',
  'threat',
  'grooming',
  'secret',
  'slur',
  'phone-number',
  'e-mail',
  'address',
  'handle',
  'other-app',
  'school',
  'birth-date',
  'full-name',
  'link',
  'unkind',
  'rude-word',
  'age',
]
