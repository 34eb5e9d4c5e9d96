// The moves of a life, drawn at random and small, so that a life that fails can be made shorter; `actOf` says what a move means where the life stands.
import fc from 'fast-check'
import type { Names } from '../../world.ts'
import { everybody } from '../looking.ts'
import type { Act } from './acts.ts'
import {
  children,
  connected,
  decidesFor,
  guardiansOf,
  inForce,
  isChild,
  isPaused,
  purposes,
  stepOf as stepOfChild,
  tieOf,
  type Child,
  type Life,
  type LifePost,
} from './sentence.ts'

export type Step = { do: Act['do'] | 'ask for somebody in it' | 'approve by who helps'; who: number; on: number; to: Names[] }
export type Move =
  | { kind: 'step'; step: Step; sent: 'once' | 'twice' | 'again with a new key' }
  | { kind: 'row'; row: keyof typeof rows; on: number; to: Names[] }
  | { kind: 'late'; step: Step; by: number } // prepared now, and arrives when so many others have
  | { kind: 'replay'; nth: number } // an earlier request comes once more
  | { kind: 'together'; steps: Step[]; twice: boolean }
  | { kind: 'borders'; nth: number }

const often = {
  ask: 6,
  approve: 6,
  'approve by who helps': 2,
  undo: 1.5,
  'cooling-off ends': 6,
  'take back': 2,
  'send back': 1,
  'share ends': 1,
} as const
const connecting = {
  offer: 2,
  answer: 3,
  confirm: 3,
  'offer ends': 1,
  end: 2,
  block: 1.5,
  unblock: 1,
  lift: 1,
  'relative joins': 1,
} as const
const tightening = {
  withdraw: 2,
  give: 3,
  pause: 1,
  resume: 2,
  assent: 2,
  'withdraw assent': 1,
  'guard no more': 1,
  guard: 2,
  'new notice': 0.25,
} as const
const hiding = { hide: 2, show: 2, tighten: 1, open: 2, 'go up': 2, 'go down': 1, 'go down with': 1 } as const
const tagging = { 'ask for somebody in it': 2, 'agree to tag': 3, 'decline tag': 1.5 } as const
const picturing = { claim: 3, unclaim: 1, keep: 2, agree: 2, 'claim falls due': 0.5 } as const
const helping = { 'care begins': 2, 'end care': 1, 'care is over': 0.5 } as const
const saying = { reply: 4, 'take back reply': 1.5, 'close replies': 0.75, 'open replies': 1 } as const
const visiting = { 'limit day': 1, 'let day be': 1, visit: 2, 'visit ends': 1.5 } as const
const leaving = { 'ask hand-over': 1, 'answer hand-over': 2, 'end hand-over': 0.5 } as const
const tablets = { pair: 1, 'use code': 2, 'code ends': 0.5, 'sign out': 0.5 } as const
const requests = {
  ...often,
  ...connecting,
  ...tightening,
  ...hiding,
  ...picturing,
  ...tagging,
  ...saying,
  ...visiting,
  ...leaving,
  ...helping,
  ...tablets,
}
const passing = [
  'cooling-off ends',
  'share ends',
  'claim falls due',
  'visit ends',
  'offer ends',
  'relative joins',
  'care begins',
  'care is over',
  'guard no more',
  'guard',
  'new notice',
  'code ends',
]
const devices = ['pair', 'use code', 'sign out', 'offer'] // their answers change what a device holds: one after another

/** What makes sense only as a whole, and would seldom come about by chance. */
export const rows = {
  shares: ['ask', 'approve', 'cooling-off ends'],
  'thinks better of it': ['approve', 'undo', 'approve', 'cooling-off ends'],
  connects: ['end', 'offer', 'answer', 'confirm'],
  'falls out': ['block', 'offer', 'answer', 'confirm', 'lift', 'unblock'],
  breaks: ['withdraw', 'give'],
  'says no and yes': ['withdraw assent', 'assent'],
  'has a break': ['pause', 'resume'],
  'is hidden for a while': ['ask', 'approve', 'cooling-off ends', 'hide', 'show'],
  'is kept to the family': ['ask', 'tighten', 'approve', 'open'],
  'waits for who is in it': ['ask for somebody in it', 'approve', 'cooling-off ends', 'agree to tag'],
  'is in a picture': ['ask', 'approve', 'cooling-off ends', 'claim', 'keep', 'agree'],
  'is answered': ['ask', 'approve', 'cooling-off ends', 'reply', 'take back reply'],
  'is answered no more': ['ask', 'approve', 'cooling-off ends', 'reply', 'close replies', 'open replies'],
  'has two visits': ['limit day', 'visit', 'visit ends', 'visit', 'visit ends', 'visit', 'ask'],
  'takes everything along': ['ask hand-over', 'answer hand-over'],
  'is known': ['ask', 'approve', 'cooling-off ends', 'go up', 'ask', 'cooling-off ends'],
  'goes by itself': ['go up', 'go up', 'ask', 'cooling-off ends'],
  'is stopped': ['go up', 'go up', 'ask', 'go down', 'approve'],
  'is stopped for one': ['go up', 'go up', 'ask', 'go down with', 'approve', 'ask'],
  'is looked after': ['ask', 'approve', 'cooling-off ends', 'care begins', 'ask', 'approve by who helps', 'undo', 'end care'],
} as const satisfies Record<string, readonly Step['do'][]>

const people = fc.subarray<Names>(['leo', 'mia', 'ana', 'rosa'])

function stepOf(weights: Partial<Record<Step['do'], number>>): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.oneof(...Object.entries(weights).map(([what, weight]) => ({ weight: weight * 4, arbitrary: fc.constant(what as Step['do']) }))),
    who: fc.nat(5),
    on: fc.nat(8),
    to: people,
  })
}

const anyStep = stepOf(requests)
const atOnce = stepOf(Object.fromEntries(Object.entries(requests).filter(([what]) => !passing.includes(what) && !devices.includes(what))))

export const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      step: anyStep,
      sent: fc.constantFrom('once' as const, 'once' as const, 'once' as const, 'twice' as const, 'again with a new key' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('row' as const),
      row: fc.constantFrom(
        'shares' as const,
        'shares' as const,
        'thinks better of it' as const,
        'connects' as const,
        'falls out' as const,
        'breaks' as const,
        'says no and yes' as const,
        'has a break' as const,
        'is hidden for a while' as const,
        'is kept to the family' as const,
        'is in a picture' as const,
        'waits for who is in it' as const,
        'is answered' as const,
        'is answered no more' as const,
        'has two visits' as const,
        'takes everything along' as const,
        'is known' as const,
        'goes by itself' as const,
        'is stopped' as const,
        'is stopped for one' as const,
        'is looked after' as const,
      ),
      on: fc.nat(8),
      to: people,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('late' as const), step: atOnce, by: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const), nth: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      steps: fc.array(atOnce, { minLength: 2, maxLength: 4 }),
      twice: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('borders' as const), nth: fc.nat(3) }) },
)

/** Undefined: there is nothing yet that this could be done to. `name` is for what it makes; `draft` a drawing that nobody has used. */
export function actOf(life: Life, step: Step, name: string, draft: (child: Child) => string): Act | undefined {
  const { on, who } = step
  const child = nth(children, on) ?? 'mia'
  switch (step.do) {
    case 'ask':
    case 'ask for somebody in it': {
      const to = step.to.filter((person) => person !== child && (who > 3 || connected(life, child, person)))
      const inIt = (who === 5 ? children : to).filter(isChild).slice(0, who > 1 ? 3 : 1)
      return { do: 'ask', by: child, to, ...(step.do === 'ask' ? {} : { tagged: inIt }), photo: draft(child), name: `post ${name}` }
    }
    case 'approve':
    case 'undo':
    case 'send back':
    case 'take back': {
      const wanted = step.do === 'undo' ? 'cooling-off' : 'waiting'
      const post = nthKey(life.posts, on, ({ state }) => (step.do === 'take back' ? state !== 'taken-back' : state === wanted || who === 5))
      return post === undefined ? undefined : { do: step.do, by: somebody(life, life.posts[post]?.by ?? 'mia', step), post }
    }
    case 'approve by who helps': {
      const post = nthKey(life.posts, on, (one) => who === 5 || (one.state === 'waiting' && decidesFor(life, 'rosa', one) !== undefined))
      return post === undefined ? undefined : { do: 'approve', by: 'rosa', post }
    }
    case 'cooling-off ends':
    case 'share ends': {
      const post = nthKey(life.posts, on, ({ state }) => state === (step.do === 'share ends' ? 'shared' : 'cooling-off'))
      return post === undefined ? undefined : { do: step.do, post }
    }
    case 'hide':
    case 'show': {
      const fits = ({ state, hiddenBy }: LifePost) =>
        step.do === 'show' ? hiddenBy.length > 0 : state === 'cooling-off' || state === 'shared'
      const post = nthKey(life.posts, on, (one) => who === 5 || fits(one))
      const its = life.posts[post ?? '']
      if (post === undefined || !its) return undefined
      const hider = step.do === 'show' && who < 3 ? nth(its.hiddenBy, who) : undefined
      return { do: step.do, by: hider ?? somebody(life, its.by, step), post }
    }
    case 'tighten':
    case 'open': {
      const whose = step.do === 'open' && who < 4 ? (nth(life.onlyFamily, on) ?? child) : child
      return { do: step.do, by: somebody(life, whose, step), child: whose }
    }
    case 'go up':
      return {
        do: 'go up',
        by: somebody(life, child, step),
        child,
        step: who === 5 ? (on % 3) + 1 : Math.min(stepOfChild(life, child) + 1, 3),
      }
    case 'go down':
      return { do: 'go down', by: somebody(life, child, step), child }
    case 'go down with': {
      const person = nth(step.to, on)
      return person === undefined ? undefined : { do: 'go down with', by: somebody(life, child, step), child, person }
    }
    case 'claim': {
      const post = nthKey(
        life.posts,
        on,
        ({ state, audience }) => who === 5 || (state === 'shared' && audience.some(({ person }) => isChild(person))),
      )
      if (post === undefined) return undefined
      const seeing = life.posts[post]?.audience.map(({ person }) => person).filter(isChild) ?? []
      const whose = (who < 5 && nth(seeing, on)) || child
      const by = who < 2 ? whose : somebody(life, whose, step)
      return { do: 'claim', by, child: isChild(by) ? by : whose, post, name: `claim ${name}` }
    }
    case 'unclaim':
    case 'keep':
    case 'agree':
    case 'claim falls due': {
      const post = nthKey(life.posts, on, ({ claim }) => claim !== undefined)
      const { by: owner, claim } = (post !== undefined && life.posts[post]) || {}
      if (!owner || !claim) return undefined
      if (step.do === 'claim falls due') return { do: step.do, claim: claim.name }
      const whose = step.do === 'keep' ? owner : claim.child
      return { do: step.do, by: step.do === 'unclaim' && who < 4 ? claim.by : somebody(life, whose, step), claim: claim.name }
    }
    case 'agree to tag':
    case 'decline tag': {
      const post = nthKey(life.posts, on, ({ tags, state }) => tags.length > 0 && (who === 5 || state === 'shared'))
      const tagged = nth(life.posts[post ?? '']?.tags ?? [], who)?.child
      return post === undefined || !tagged ? undefined : { do: step.do, by: somebody(life, tagged, step), post, child: tagged }
    }
    case 'reply': {
      const post = nthKey(life.posts, on, ({ state, audience }) => who === 5 || (state === 'shared' && audience.length > 0))
      const its = life.posts[post ?? '']
      if (post === undefined || !its) return undefined
      return {
        do: 'reply',
        by:
          (who < 5 &&
            nth(
              its.audience.map(({ person }) => person),
              who,
            )) ||
          somebody(life, its.by, step),
        post,
      }
    }
    case 'take back reply': {
      const reply = nthKey(life.replies, on, ({ says }) => says || who === 5)
      const its = life.replies[reply ?? '']
      if (reply === undefined || !its) return undefined
      return {
        do: 'take back reply',
        by: who < 2 ? its.by : somebody(life, who === 2 ? its.by : (life.posts[its.post]?.by ?? 'mia'), step),
        reply,
      }
    }
    case 'close replies':
    case 'open replies':
    case 'limit day':
    case 'let day be': {
      const closed = step.do === 'open replies' ? life.noReplies : children.filter((one) => life.days[one].limited)
      const whose = (step.do === 'open replies' || step.do === 'let day be') && who < 4 ? (nth(closed, on) ?? child) : child
      return { do: step.do, by: somebody(life, whose, step), child: whose } as Act
    }
    case 'visit':
    case 'visit ends': {
      const whose =
        (who < 5 &&
          nth(
            children.filter((one) => life.days[one].limited),
            on,
          )) ||
        child
      return step.do === 'visit' ? { do: 'visit', by: whose } : { do: 'visit ends', child: whose }
    }
    case 'ask hand-over': {
      const by = who < 2 ? child : somebody(life, child, step)
      return { do: 'ask hand-over', by, child: isChild(by) ? by : child, name: `hand-over ${name}` }
    }
    case 'answer hand-over':
    case 'end hand-over': {
      const handover = nthKey(life.handovers, on, ({ state }) => who > 2 || step.do === 'end hand-over' || state === 'asked')
      const its = life.handovers[handover ?? '']
      if (handover === undefined || !its) return undefined
      const other = its.by === its.child ? guardiansOf(life, its.child)[0] : its.child
      return { do: step.do, by: (who < 3 && other) || somebody(life, its.child, step), handover }
    }
    case 'offer':
      return { do: 'offer', by: somebody(life, child, step), child, name: `offer ${name}` }
    case 'offer ends': {
      const offer = nthKey(life.offers, on, ({ over }) => !over)
      return offer === undefined ? undefined : { do: 'offer ends', offer }
    }
    case 'answer': {
      const offer = nthKey(life.offers, on, ({ answer, over }) => who === 5 || (!answer && !over))
      const offered = life.offers[offer ?? '']?.child
      if (offer === undefined || offered === undefined) return undefined
      const others = children.filter((one) => who === 5 || (one !== offered && tieOf(life, one, offered) === undefined))
      const other = nth(others, on)
      return other === undefined ? undefined : { do: 'answer', by: somebody(life, other, step), child: other, offer }
    }
    case 'confirm': {
      const offer = nthKey(life.offers, on, ({ answer, confirmed }) => who > 3 || (answer !== undefined && !confirmed))
      if (offer === undefined) return undefined
      return { do: 'confirm', by: who === 4 ? 'omar' : (life.offers[offer]?.by ?? 'dana'), offer, at: life.now, name: `tie ${name}` }
    }
    case 'end': {
      const tie = nthKey(life.ties, on, ({ ended }) => !ended || who === 5)
      const [one, other] = (tie && life.ties[tie]?.pair) || ['mia', 'leo']
      return tie === undefined ? undefined : { do: 'end', by: who === 0 ? other : somebody(life, one, step), tie }
    }
    case 'block': {
      const { pair } = nth(
        Object.values(life.ties).filter(({ pair: [one, other] }) => who === 5 || one === child || other === child),
        on,
      ) ?? { pair: ['mia', 'leo'] as const }
      const whose = isChild(pair[0]) && (pair[0] === child || !isChild(pair[1])) ? pair[0] : pair[1]
      const person = pair[0] === whose ? pair[1] : pair[0]
      if (!isChild(whose)) return undefined
      return { do: 'block', by: step.who % 2 === 0 ? whose : somebody(life, whose, step), child: whose, person, name: `block ${name}` }
    }
    case 'unblock': {
      const block = nthKey(life.blocks, on, ({ by, child }) => by === child || who === 5)
      const its = life.blocks[block ?? '']?.child
      return block === undefined || its === undefined ? undefined : { do: 'unblock', by: its, block }
    }
    case 'lift': {
      const block = life.blocks[nthKey(life.blocks, on, ({ by, child }) => by !== child || who > 3) ?? '']
      return block && { do: 'lift', by: somebody(life, block.child, step), child: block.child, person: block.person }
    }
    case 'relative joins':
      return tieOf(life, child, 'rosa') === undefined && guardiansOf(life, child)[0]
        ? { do: 'relative joins', child, guardian: guardiansOf(life, child)[0] ?? 'dana', name: `tie ${name}` }
        : undefined
    case 'care begins': {
      const guardian = nth(guardiansOf(life, child), who)
      return guardian && connected(life, child, 'rosa') ? { do: 'care begins', child, guardian, name: `caring ${name}` } : undefined
    }
    case 'end care':
    case 'care is over': {
      const caring = nthKey(life.carings, on, ({ over }) => !over || who === 5)
      if (caring === undefined) return undefined
      const by = who < 2 ? 'rosa' : somebody(life, life.carings[caring]?.child ?? child, step)
      return step.do === 'end care' ? { do: 'end care', by, caring } : { do: 'care is over', caring }
    }
    case 'give': {
      const missing = purposes.filter((purpose) => who > 3 || inForce(life, child, purpose).length === 0)
      return { do: 'give', by: somebody(life, child, step), child, purpose: nth(missing, on) ?? 'sharing', notice: life.notice }
    }
    case 'withdraw':
      return { do: 'withdraw', by: somebody(life, child, step), child, purpose: nth(purposes, on + who) ?? 'sharing' }
    case 'pause':
    case 'resume': {
      const paused = children.find((one) => isPaused(life, one)) ?? child
      const whose = step.do === 'resume' && who < 4 ? paused : child
      return { do: step.do, by: somebody(life, whose, step), child: whose }
    }
    case 'guard':
      return { do: 'guard', child, guardian: nth(['dana', 'omar', 'lena', 'aron'], who) ?? 'dana', name: `right ${name}` }
    case 'guard no more': {
      const guardian = nth(guardiansOf(life, child), who)
      return guardian === undefined ? undefined : { do: 'guard no more', child, guardian }
    }
    case 'new notice':
      return { do: 'new notice', notice: `2099-${String(life.now).padStart(4, '0')}` }
    case 'pair':
      return { do: 'pair', by: somebody(life, child, step), child, name: `code ${name}` }
    case 'use code':
    case 'code ends': {
      const code = nthKey(life.codes, on, ({ good }) => good || who === 5)
      const its = life.codes[code ?? '']?.child
      if (code === undefined || its === undefined) return undefined
      return step.do === 'use code' ? { do: 'use code', by: its, code } : { do: 'code ends', code }
    }
    case 'assent':
      return { do: 'assent', by: children.find((one) => life.assent[one] === undefined) ?? child }
    case 'withdraw assent':
    case 'sign out':
      return { do: step.do, by: child }
  }
}

/** Mostly a guardian, the other guardian or the child; now and then somebody whose business it is not. */
function somebody(life: Life, child: Names, { who, on }: Step): Names {
  const guardians = guardiansOf(life, child)
  if (who === 4) return child
  if (who === 5)
    return (
      nth(
        everybody.filter((name) => name !== 'sam'),
        on,
      ) ?? child
    )
  return guardians.at(who === 3 ? -1 : 0) ?? child
}

function nth<T>(these: readonly T[], at: number): T | undefined {
  return these[at % these.length]
}

function nthKey<T>(these: Record<string, T>, at: number, fits: (one: T) => boolean): string | undefined {
  return nth(
    Object.keys(these).filter((key) => fits(these[key] as T)),
    at,
  )
}
