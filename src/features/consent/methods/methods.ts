// The ways in which a guardian can prove to be one. Of each is kept its name and the moment, never the evidence (CON-3); each that is here suffices
// where photos reach another family, for here they always may (CON-2). The operator chooses which are used: that forbids some, and never allows more.
import type { Config } from '../../../platform/config.ts'
import { refuse } from '../../../platform/refusal.ts'
import { type ConsentMethods, type Method, methods, type WeakMethod, weakMethods } from '../contract.ts'

export type ConsentMethod = {
  /** Whether it suffices where photos reach another family. CON-2 */
  suffices: boolean
  /** What the guardian does before there is an account. */
  asks: 'nothing-more' | 'to-sign-a-form'
  /** Who says that this is a guardian: whoever has the machine, the operator at the desk, or a guardian who invites. */
  decidedBy: readonly ('machine' | 'operator' | 'guardian')[]
}

const byGuardians = { suffices: true, asks: 'nothing-more', decidedBy: ['guardian'] } as const

const known: Record<Method | WeakMethod, ConsentMethod> = {
  'runs-this-kitestring': { suffices: true, asks: 'nothing-more', decidedBy: ['machine'] },
  'handed-code': { suffices: true, asks: 'nothing-more', decidedBy: ['operator'] },
  'signed-form': { suffices: true, asks: 'to-sign-a-form', decidedBy: ['operator', 'guardian'] },
  'government-id': byGuardians,
  'video-call': byGuardians,
  'knowledge-questions': byGuardians,
  'card-payment': byGuardians,
  'email-plus': { suffices: false, asks: 'nothing-more', decidedBy: [] },
  'text-plus': { suffices: false, asks: 'nothing-more', decidedBy: [] },
}

type Chosen = Pick<Config, 'consentMethods' | 'mode'>

/** Refused: what is too weak, whatever the operator says; what the operator left out; and what is not for them to say. */
export function refuseUnless(config: Chosen, method: Method | WeakMethod, decider: 'operator' | 'guardian'): void {
  if (!known[method].suffices) refuse('consent.weak-method')
  if (!known[method].decidedBy.includes(decider)) refuse('bad-request')
  if (!isOn(config, method)) refuse('consent.method-off')
}

/** Whether it may be used now. At home whoever starts the machine can always come in; in a community nobody is a guardian by having the machine. LEG-3 */
export function isOn({ consentMethods, mode }: Chosen, method: Method | WeakMethod): boolean {
  const { suffices, decidedBy } = known[method]
  if (decidedBy.includes('machine')) return mode === 'household'
  return suffices && (consentMethods === undefined || consentMethods.includes(method))
}

export function asksForForm(method: Method): boolean {
  return known[method].asks === 'to-sign-a-form'
}

/** For the screens, and for the notice. NOT-1 */
export function offered(config: Chosen): ConsentMethods['methods'] {
  return methods
    .map((method) => ({ method, decidedBy: known[method].decidedBy.filter((decider) => decider !== 'machine') }))
    .filter(({ method, decidedBy }) => decidedBy.length > 0 && isOn(config, method))
}

/** What is wrong with the operator's choice, said before anything starts. */
export function faultsOfChoice({ consentMethods = [] }: Pick<Config, 'consentMethods'>): string[] {
  const names = offered({ consentMethods: undefined, mode: 'household' }).map(({ method }) => method)
  return consentMethods
    .filter((name) => !names.some((one) => one === name))
    .map((name) =>
      weakMethods.some((weak) => weak === name)
        ? `KITESTRING_CONSENT_METHODS: ${name} is too weak where photos reach another family, and Kitestring never takes it`
        : `KITESTRING_CONSENT_METHODS: ${JSON.stringify(name)} is none of ${names.join(', ')}`,
    )
}
