// Every promise by its id: the requirements it keeps, and what closes while it is broken. The checks themselves stand in promises.ts.
import type { Feature } from './contract.ts'

export const register = {
  'before-the-yes': { requirements: ['PUB-1'], guards: 'viewing' },
  'cooling-off': { requirements: ['PUB-4'], guards: 'viewing' },
  'yes-is-for-this': { requirements: ['PUB-1', 'PAR-8'], guards: 'sharing' },
  strangers: { requirements: ['AUD-2'], guards: 'viewing' },
  'signed-out': { requirements: ['AUD-1'], guards: 'viewing' },
  'staff-blind': { requirements: ['AUD-8'], guards: 'viewing' },
  'no-numbers': { requirements: ['WEL-1'], guards: 'viewing' },
  'friend-of-friend': { requirements: ['CNT-3'], guards: 'viewing' },
  'by-invitation': { requirements: ['CON-1', 'CNT-11'], guards: 'connecting' },
  'both-families': { requirements: ['CNT-1'], guards: 'connecting' },
  'code-once': { requirements: ['CNT-11'], guards: 'connecting' },
  'faces-are-true': { requirements: ['AUD-3'], guards: 'sharing' },
  'no-place': { requirements: ['DAT-3'], guards: 'sharing' },
  'guardian-cannot-post': { requirements: ['PAR-5'], guards: 'sharing' },
  'as-set': { requirements: ['PAR-7', 'CON-10'], guards: 'sharing' },
  'somebody-new': { requirements: ['KID-5', 'PUB-1'], guards: 'sharing' },
  'helps-out': { requirements: ['PUB-1', 'AUD-2'], guards: 'sharing' },
  'family-log': { requirements: ['NOT-4'], guards: 'sharing' },
  'looks-are-told': { requirements: ['AUD-5', 'PAR-3'], guards: 'viewing' },
  'nothing-leaves': { requirements: ['NOT-2', 'DAT-6'], guards: 'viewing' },
  'sealed-at-rest': { requirements: ['DEL-2'], guards: 'sharing' },
  'share-ends': { requirements: ['DEL-4'], guards: 'viewing' },
  'taken-back': { requirements: ['DEL-5'], guards: 'viewing' },
  erased: { requirements: ['DEL-1', 'DEL-2', 'DEL-3'], guards: 'sharing' },
  pictured: { requirements: ['DEL-11'], guards: 'viewing' },
  tagged: { requirements: ['PUB-5'], guards: 'viewing' },
  'reply-private': { requirements: ['WEL-2', 'BUL-1'], guards: 'viewing' },
  hidden: { requirements: ['CON-10'], guards: 'viewing' },
  paused: { requirements: ['CON-10'], guards: 'viewing' },
  asleep: { requirements: ['WEL-8', 'WEL-9'], guards: 'viewing' },
  'assent-withdrawn': { requirements: ['CON-9'], guards: 'viewing' },
  'consent-withdrawn': { requirements: ['CON-7'], guards: 'viewing' },
  'ended-connection': { requirements: ['AUD-9', 'CNT-8'], guards: 'viewing' },
  'later-connection': { requirements: ['AUD-4'], guards: 'viewing' },
  blocked: { requirements: ['CNT-8'], guards: 'connecting' },
  'tablet-locked': { requirements: ['SEC-8'], guards: 'viewing' },
  'device-signed-out': { requirements: ['SEC-8'], guards: 'viewing' },
  'child-erased': { requirements: ['DEL-6'], guards: 'sharing' },
  'export-yours-alone': { requirements: ['DEL-8', 'PAR-8'], guards: 'viewing' },
  'nothing-without-a-yes': { requirements: ['CNT-10'], guards: 'viewing' },
} as const satisfies Record<string, { requirements: readonly string[]; guards: Feature }>

export type PromiseId = keyof typeof register

export const promiseIds = Object.keys(register) as PromiseId[]
