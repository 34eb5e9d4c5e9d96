// Two homes, equal guardians, as one reads it: what one proposes waits a day for the others. Written apart from proposals.sql, to be compared with it. CON-10

type What = 'add-guardian' | 'remove-guardian' | 'give-consent' | 'resume-sharing' | 'erase-child' | 'lift-block' | 'open-setting'
type Outcome = 'open' | 'done' | 'objected' | 'lapsed'
type Proposal = { what: What; about: string; by: string; madeAt: number; agreed: Set<string>; isDue: boolean; outcome: Outcome; to: number }
/** The last consent: it stands while its giver guards and nobody has withdrawn it. */
type Consent = { by: string; fell: boolean; withdrawnBy: string | undefined }
/** `settled`: those who have guarded for a month. `pauses`: who has paused sharing, and since which move; `blocks`: who has blocked one friend. `setting`: how open one setting is, and since which move. `erased`: the child is gone, and with it everything. */
export type Family = {
  guardians: Set<string>
  settled: Set<string>
  consent: Consent
  pauses: Map<string, number>
  blocks: Map<string, number>
  setting: { step: number; since: number }
  proposals: Map<string, Proposal>
  moves: number
  erased: boolean
}
/** What a guardian is told: done, or why not. */
export type Told =
  | 'done'
  | 'not-found'
  | 'not-allowed'
  | 'code.not-good'
  | 'guardian.last'
  | 'guardian.already'
  | 'proposal.already'
  | 'proposal.over'
  | 'setting.not-stricter'
  | 'setting.not-more-open'

/** Every second one has been here for long. */
export function familyOf(guardians: readonly string[]): Family {
  const [first = ''] = guardians
  return {
    guardians: new Set(guardians),
    settled: new Set(guardians.filter((_, n) => n % 2 === 0)),
    consent: { by: first, fell: false, withdrawnBy: undefined },
    pauses: new Map(),
    blocks: new Map(),
    setting: { step: 0, since: 0 },
    proposals: new Map(),
    erased: false,
    moves: 0,
  }
}

export function isConsented({ consent }: Family): boolean {
  return !consent.fell && consent.withdrawnBy === undefined
}

export function invites(f: Family, id: string, by: string, about: string): Told {
  if (!f.guardians.has(by)) return 'code.not-good'
  if (f.guardians.has(about)) return 'guardian.already'
  return proposes(f, id, 'add-guardian', by, about)
}

export function removes(f: Family, id: string, by: string, about: string): Told {
  if (!f.guardians.has(by) || !f.guardians.has(about)) return 'not-found'
  if (f.guardians.size === 1) return 'guardian.last'
  return proposes(f, id, 'remove-guardian', by, about)
}

export function erases(f: Family, id: string, by: string): Told {
  return f.guardians.has(by) ? proposes(f, id, 'erase-child', by, by) : 'not-found'
}

export function agrees(f: Family, id: string, who: string): Told {
  const proposal = f.proposals.get(id)
  if (!proposal || !f.guardians.has(who) || proposal.by === who) return 'not-found'
  if (proposal.outcome !== 'open') return 'proposal.over'
  proposal.agreed.add(who)
  settle(f, proposal)
  return 'done'
}

/** A no ends it, whoever says it: a guardian, whom it is about, or who proposed it. Only leaving is one's own affair. */
export function objects(f: Family, id: string, who: string): Told {
  const proposal = f.proposals.get(id)
  if (!proposal || !(f.guardians.has(who) || proposal.about === who)) return 'not-found'
  if (proposal.outcome !== 'open') return 'proposal.over'
  if (isLeaving(proposal) && who !== proposal.by) return 'not-allowed'
  proposal.outcome = 'objected'
  return 'done'
}

export function dayPasses(f: Family, id: string): void {
  const proposal = f.proposals.get(id)
  if (!proposal) return
  proposal.isDue = true
  settle(f, proposal)
}

export function withdraws(f: Family, who: string): Told {
  if (!f.guardians.has(who)) return 'not-found'
  f.consent.withdrawnBy ??= who
  return 'done'
}

/** One's own no can be taken back; another's waits for the others. */
export function consents(f: Family, id: string, who: string): Told {
  if (!f.guardians.has(who)) return 'not-found'
  if (isConsented(f)) return 'done'
  const { withdrawnBy } = f.consent
  if (withdrawnBy !== undefined && withdrawnBy !== who && f.guardians.has(withdrawnBy)) return proposes(f, id, 'give-consent', who, who)
  f.consent = { by: who, fell: false, withdrawnBy: undefined }
  return 'done'
}

export function pauses(f: Family, who: string): Told {
  if (!f.guardians.has(who)) return 'not-found'
  if (!f.pauses.has(who)) f.pauses.set(who, ++f.moves)
  return 'done'
}

/** One's own pause is over at once; another's waits for the others. */
export function resumes(f: Family, id: string, who: string): Told {
  if (!f.guardians.has(who)) return 'not-found'
  if (f.pauses.delete(who) || f.pauses.size === 0) return 'done'
  return proposes(f, id, 'resume-sharing', who, who)
}

export function blocks(f: Family, who: string): Told {
  if (!f.guardians.has(who)) return 'not-found'
  if (!f.blocks.has(who)) f.blocks.set(who, ++f.moves)
  return 'done'
}

/** As with a pause; but a block stays when who made it leaves. */
export function lifts(f: Family, id: string, who: string): Told {
  if (!f.guardians.has(who)) return 'not-found'
  if (f.blocks.delete(who)) return 'done'
  return f.blocks.size === 0 ? 'not-found' : proposes(f, id, 'lift-block', who, who)
}

/** Stricter is at once, by anybody; to say the same once more is a no to whatever would open it. */
export function tightens(f: Family, who: string, step: number): Told {
  if (!f.guardians.has(who)) return 'not-found'
  if (step > f.setting.step) return 'setting.not-stricter'
  const isNo = [...f.proposals.values()].some(({ what, outcome }) => what === 'open-setting' && outcome === 'open')
  if (step < f.setting.step || isNo) f.setting = { step, since: ++f.moves }
  return 'done'
}

/** More open waits for the others; who has made it stricter meanwhile has said no. */
export function opens(f: Family, id: string, who: string, step: number): Told {
  if (!f.guardians.has(who)) return 'not-found'
  return step > f.setting.step ? proposes(f, id, 'open-setting', who, who, step) : 'setting.not-more-open'
}

function proposes(f: Family, id: string, what: What, by: string, about: string, to = 0): Told {
  const isThere = [...f.proposals.values()].some(
    (one) => one.outcome === 'open' && one.what === what && (one.about === about || what === 'erase-child'),
  )
  if (isThere) return 'proposal.already'
  const proposal: Proposal = { what, about, by, madeAt: ++f.moves, agreed: new Set(), isDue: false, outcome: 'open', to }
  f.proposals.set(id, proposal)
  settle(f, proposal)
  return 'done'
}

function isLeaving({ what, about, by }: Proposal): boolean {
  return what === 'remove-guardian' && about === by
}

function settle(f: Family, p: Proposal): void {
  if (p.outcome !== 'open') return
  const others = [...f.guardians].filter((one) => one !== p.by)
  const yes = others.filter((one) => p.agreed.has(one))
  const isPossible =
    f.guardians.has(p.by) &&
    (p.what !== 'add-guardian' || !f.guardians.has(p.about)) &&
    (p.what !== 'remove-guardian' || (f.guardians.has(p.about) && f.guardians.size > 1)) &&
    (p.what !== 'resume-sharing' || [...f.pauses.values()].some((since) => since < p.madeAt)) &&
    (p.what !== 'lift-block' || [...f.blocks.values()].some((since) => since < p.madeAt)) &&
    (p.what !== 'open-setting' || (p.to > f.setting.step && f.setting.since < p.madeAt))
  const silenceIsEnough = p.what !== 'remove-guardian' || isLeaving(p)
  if (!isPossible) p.outcome = 'lapsed'
  else if (yes.length === others.length || (p.isDue && (silenceIsEnough || yes.some((one) => f.settled.has(one))))) takeEffect(f, p)
  else if (p.isDue) p.outcome = 'lapsed'
}

function takeEffect(f: Family, p: Proposal): void {
  p.outcome = 'done'
  if (p.what === 'add-guardian') f.guardians.add(p.about)
  if (p.what === 'resume-sharing') for (const [who, since] of f.pauses) if (since < p.madeAt) f.pauses.delete(who)
  if (p.what === 'lift-block') for (const [who, since] of f.blocks) if (since < p.madeAt) f.blocks.delete(who)
  if (p.what === 'open-setting') f.setting = { step: p.to, since: p.madeAt }
  if (p.what === 'remove-guardian') f.guardians.delete(p.about)
  if (p.what === 'remove-guardian') f.pauses.delete(p.about)
  if (p.what === 'remove-guardian') f.settled.delete(p.about)
  if (p.what === 'remove-guardian' && f.consent.by === p.about) f.consent.fell = true
  if (p.what === 'erase-child') isGone(f)
  if (p.what === 'give-consent' && !isConsented(f)) f.consent = { by: p.by, fell: false, withdrawnBy: undefined }
}

/** Nobody guards it any more, nothing that was said yes to stands, and what else waited comes to nothing. */
function isGone(f: Family): void {
  f.erased = true
  f.guardians.clear()
  f.settled.clear()
  f.pauses.clear()
  f.blocks.clear()
  f.consent.fell = true
  for (const one of f.proposals.values()) if (one.outcome === 'open') one.outcome = 'lapsed'
}
