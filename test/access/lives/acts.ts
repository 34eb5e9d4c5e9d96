// What families do, and what the sentence says comes of it: yes or no, and what is true afterwards. An act is plain values, so that it can be printed and done again.
import type { Names } from '../../world.ts'
import {
  connected,
  decidesFor,
  goesBy,
  guardiansOf,
  guards,
  hasBlocked,
  inForce,
  isChild,
  isPaused,
  isSet,
  isSpent,
  isVisiting,
  mayFinish,
  mayReply,
  sharingSince,
  stepOf,
  tieOf,
  travelsTo,
  whySees,
  type Child,
  type Life,
  type LifePost,
  type Offer,
  type Purpose,
} from './sentence.ts'

/**
 * `at`: when it was prepared, which is before it arrives. `tighten`, `open`: whom the child may share with. `go up`, `go down`: on the trust ladder, down to its foot; `go down with`: with one person.
 * `limit day`: to two visits. `claim`: by the child who is in it or a guardian. A hand-over is one of taking everything along.
 */
export type Act =
  | { do: 'ask'; by: Names; to: readonly Names[]; tagged?: readonly Child[]; photo: string; name: string }
  | { do: 'approve' | 'undo' | 'send back' | 'take back'; by: Names; post: string }
  | { do: 'hide' | 'show'; by: Names; post: string }
  | { do: 'tighten' | 'open'; by: Names; child: Child }
  | { do: 'go up'; by: Names; child: Child; step: number }
  | { do: 'go down'; by: Names; child: Child }
  | { do: 'go down with'; by: Names; child: Child; person: Names }
  | { do: 'claim'; by: Names; child: Child; post: string; name: string }
  | { do: 'unclaim' | 'keep' | 'agree'; by: Names; claim: string }
  | { do: 'agree to tag' | 'decline tag'; by: Names; post: string; child: Child }
  | { do: 'reply'; by: Names; post: string }
  | { do: 'take back reply'; by: Names; reply: string }
  | { do: 'close replies' | 'open replies'; by: Names; child: Child }
  | { do: 'limit day' | 'let day be'; by: Names; child: Child }
  | { do: 'visit'; by: Names }
  | { do: 'ask hand-over'; by: Names; child: Child; name: string }
  | { do: 'answer hand-over' | 'end hand-over'; by: Names; handover: string }
  | { do: 'offer'; by: Names; child: Child; name: string }
  | { do: 'answer'; by: Names; child: Child; offer: string }
  | { do: 'confirm'; by: Names; offer: string; at: number; name: string }
  | { do: 'end'; by: Names; tie: string }
  | { do: 'block'; by: Names; child: Child; person: Names; name: string }
  | { do: 'unblock'; by: Child; block: string }
  | { do: 'lift'; by: Names; child: Child; person: Names }
  | { do: 'end care'; by: Names; caring: string }
  | { do: 'give'; by: Names; child: Child; purpose: Purpose; notice: string }
  | { do: 'withdraw'; by: Names; child: Child; purpose: Purpose }
  | { do: 'pause' | 'resume'; by: Names; child: Child }
  | { do: 'assent' | 'withdraw assent' | 'sign out'; by: Child }
  | { do: 'pair'; by: Names; child: Child; name: string }
  | { do: 'use code'; by: Child; code: string }
  | Passes
/** What no request does: time passes, a notice comes into force, and what has no act yet (guardians, a relative who is connected again). */
export type Passes =
  | { do: 'cooling-off ends' | 'share ends'; post: string }
  | { do: 'claim falls due'; claim: string }
  | { do: 'visit ends'; child: Child }
  | { do: 'offer ends'; offer: string }
  | { do: 'code ends'; code: string }
  | { do: 'new notice'; notice: string }
  | { do: 'guard'; child: Child; guardian: Names; name: string }
  | { do: 'guard no more'; child: Child; guardian: Names }
  | { do: 'relative joins'; child: Child; guardian: Names; name: string }
  | { do: 'care begins'; child: Child; guardian: Names; name: string }
  | { do: 'care is over'; caring: string }

/** A request comes with a key, and one that was answered has no second effect. F9, F10 */
export type Request = { act: Act; key: string }

const passes = [
  'cooling-off ends',
  'share ends',
  'claim falls due',
  'visit ends',
  'offer ends',
  'code ends',
  'new notice',
  'guard',
  'guard no more',
  'relative joins',
  'care begins',
  'care is over',
]

export function isPassing(act: Act): act is Passes {
  return passes.includes(act.do)
}

const unkept = [
  'offer',
  'pair',
  'use code',
  'sign out',
  'end',
  'undo',
  'unblock',
  'unclaim',
  'decline tag',
  'take back reply',
  'end hand-over',
  'end care',
]

/** What is answered with a secret is never kept; ending, a connection, a yes or a block, has no key, because it can be repeated anyhow. */
export function isKept(act: Act): boolean {
  return !isPassing(act) && !unkept.includes(act.do)
}

/** Changes the life, and says what the answer is. */
export function arrives(life: Life, { act, key }: Request): boolean {
  life.now += 1
  if (!isPassing(act) && act.do !== 'use code' && isChild(act.by) && !life.signedIn[act.by]) return false
  if (isKept(act) && life.answered.includes(key)) return true
  const yes = happens(life, act)
  if (yes && isKept(act)) life.answered.push(key)
  return yes
}

function happens(life: Life, act: Act): boolean {
  switch (act.do) {
    case 'ask':
      return asks(life, act)
    case 'approve':
    case 'send back': {
      const post = life.posts[act.post]
      const right = post && decidesFor(life, act.by, post)
      if (post?.state !== 'waiting' || right === undefined) return false
      if (act.do === 'approve' && sharingSince(life, post.by) === undefined) return false
      if (
        act.do === 'approve' &&
        !isSet(
          life,
          post.by,
          post.audience.map(({ person }) => person),
        )
      )
        return false
      post.state = act.do === 'approve' ? 'cooling-off' : 'sent-back'
      if (act.do === 'approve') post.yes = right === act.by ? { by: right } : { by: right, carer: act.by }
      return true
    }
    case 'undo': {
      const post = life.posts[act.post]
      if (post?.state !== 'cooling-off' || decidesFor(life, act.by, post) === undefined) return false
      waitsAgain(post)
      return true
    }
    case 'take back': {
      const post = life.posts[act.post]
      if (!post || post.state === 'taken-back' || (post.by !== act.by && !guards(life, act.by, post.by))) return false
      post.state = 'taken-back'
      return true
    }
    case 'hide':
    case 'show':
      return draws(life, act)
    case 'tighten':
    case 'open':
      return sets(life, act)
    case 'go up':
    case 'go down':
      return climbs(life, act)
    case 'go down with':
      return goesDownWith(life, act)
    case 'claim':
    case 'unclaim':
    case 'keep':
    case 'agree':
      return claims(life, act)
    case 'agree to tag':
    case 'decline tag':
      return answersTag(life, act)
    case 'reply':
    case 'take back reply':
      return replies(life, act)
    case 'close replies':
    case 'open replies':
      return setsReplies(life, act)
    case 'limit day':
    case 'let day be':
      return setsDay(life, act)
    case 'visit':
      return visits(life, act)
    case 'ask hand-over':
    case 'answer hand-over':
    case 'end hand-over':
      return handsOver(life, act)
    case 'offer':
      if (!guards(life, act.by, act.child)) return false
      life.offers[act.name] = { child: act.child, by: act.by, over: false, confirmed: false }
      return true
    case 'answer': {
      const offer = life.offers[act.offer]
      if (!offer || !guards(life, act.by, act.child) || offer.answer || offer.over || offer.child === act.child) return false
      if (tieOf(life, act.child, offer.child) !== undefined || hasBlocked(life, act.child, offer.child)) return false // whom they have blocked is not told
      offer.answer = { child: act.child, by: act.by, at: life.now }
      return true
    }
    case 'confirm':
      return confirms(life, act)
    case 'end':
      return ends(life, act)
    case 'block':
      return blocks(life, act)
    case 'unblock':
      if (life.blocks[act.block]?.by !== act.by) return false
      delete life.blocks[act.block]
      return true
    case 'lift':
      return lifts(life, act)
    case 'end care': {
      const caring = life.carings[act.caring]
      if (!caring || (act.by !== 'rosa' && !guards(life, act.by, caring.child))) return false
      caring.over = true
      return true
    }
    case 'give':
    case 'withdraw':
      return changesConsent(life, act)
    case 'pause':
    case 'resume':
      return changesPause(life, act)
    case 'assent':
      life.assent[act.by] ??= life.now
      return true
    case 'withdraw assent':
      life.assent[act.by] = undefined
      return true
    case 'sign out':
      life.signedIn[act.by] = false
      return true
    case 'pair':
      if (!guards(life, act.by, act.child) || inForce(life, act.child, 'profile').length === 0) return false
      endCodes(life, act.child)
      life.codes[act.name] = { child: act.child, good: true }
      return true
    case 'use code': {
      const code = life.codes[act.code]
      if (!code?.good) return false
      code.good = false
      life.signedIn[code.child] = true
      return true
    }
    default:
      return passesBy(life, act)
  }
}

function asks(life: Life, { by, to, tagged = [], photo, name }: Act & { do: 'ask' }): boolean {
  if (
    !isChild(by) ||
    !mayFinish(life, by) ||
    sharingSince(life, by) === undefined ||
    Object.values(life.posts).some((post) => post.photo === photo)
  )
    return false
  const audience = to.flatMap((person) => {
    const tie = connected(life, by, person)?.tie
    return tie === undefined ? [] : [{ person, tie }]
  })
  if (audience.length !== to.length || !isSet(life, by, to)) return false // CNT-2
  if (!tagged.every((child) => to.includes(child))) return false // PUB-5
  const step = goesBy(life, by, to)
  const standing = step === undefined ? { state: 'waiting' as const } : { state: 'cooling-off' as const, yes: { step } }
  life.posts[name] = { by, photo, asked: life.now, audience, hiddenBy: [], tags: tagged.map((child) => ({ child })), ...standing }
  return true
}

/** A guardian draws a curtain before a post; who did opens it again, and nobody else. CON-10 */
function draws(life: Life, { do: what, by, post: name }: Act & { do: 'hide' | 'show' }): boolean {
  const post = life.posts[name]
  if (!post || post.state === 'taken-back' || !guards(life, by, post.by)) return false
  const isMine = post.hiddenBy.includes(by)
  if (what === 'show' ? !isMine : post.state !== 'cooling-off' && post.state !== 'shared') return false
  post.hiddenBy = what === 'show' ? post.hiddenBy.filter((name) => name !== by) : [...new Set([...post.hiddenBy, by])].toSorted()
  return true
}

/** Stricter at once, by any guardian; to open waits for the others. CON-10 */
function sets(life: Life, { do: what, by, child }: Act & { do: 'tighten' | 'open' }): boolean {
  if (!guards(life, by, child)) return false
  if (what === 'tighten') {
    if (!life.onlyFamily.includes(child)) life.onlyFamily = [...life.onlyFamily, child].toSorted()
    return true
  }
  if (!life.onlyFamily.includes(child)) return false
  const opening = `open ${child} ${by}`
  const alone = guardiansOf(life, child).every((guardian) => guardian === by)
  if (!alone || life.proposed.includes(opening)) return proposes(life, opening)
  life.onlyFamily = life.onlyFamily.filter((one) => one !== child)
  return true
}

/** Up by a guardian, one step, when the others are silent; down by any of them or the child at once, and what is on its way waits. KID-5 */
function climbs(life: Life, act: Act & { do: 'go up' | 'go down' }): boolean {
  const { by, child } = act
  const right = rightOf(life, act)
  if (act.do === 'go down') {
    if (by !== child && right === undefined) return false
    delete life.steps[child]
    for (const post of Object.values(life.posts))
      if (post.by === child && post.state === 'cooling-off' && post.yes && 'step' in post.yes) waitsAgain(post)
    return true
  }
  if (right === undefined || act.step !== stepOf(life, child) + 1) return false
  const opening = `up ${child} ${by}`
  const alone = guardiansOf(life, child).every((guardian) => guardian === by)
  if (!alone || life.proposed.includes(opening)) return proposes(life, opening)
  life.steps = { ...life.steps, [child]: { step: act.step, by: right } }
  return true
}

/** With one person, by a guardian: what is on its way to them too waits. As long as they stay connected. KID-5 */
function goesDownWith(life: Life, { by, child, person }: Act & { do: 'go down with' }): boolean {
  const tie = tieOf(life, child, person)
  if (!guards(life, by, child) || tie === undefined) return false
  life.askedFor = [...new Set([...life.askedFor, `${child} ${tie}`])]
  for (const post of Object.values(life.posts))
    if (post.by === child && post.state === 'cooling-off' && post.yes && 'step' in post.yes && post.audience.some((one) => one.tie === tie))
      waitsAgain(post)
  return true
}

function waitsAgain(post: LifePost): void {
  post.state = 'waiting'
  delete post.yes
}

/** A child in a picture that has reached it, or a guardian for it, hides it from the others; who said so takes it back, or both families keep it. One claim holds a post at a time. DEL-11 */
function claims(life: Life, act: Act & { do: 'claim' | 'unclaim' | 'keep' | 'agree' }): boolean {
  if (act.do === 'claim') {
    const post = life.posts[act.post]
    if (!(act.by === act.child || guards(life, act.by, act.child))) return false
    if (post?.state !== 'shared' || !travelsTo(life, post).includes(act.child)) return false
    post.claim ??= { name: act.name, child: act.child, by: act.by }
    return true
  }
  const post = claimed(life, act.claim)
  if (!post?.claim) return false
  const isKept = post.claim.keeper !== undefined && guards(life, post.claim.keeper, post.by)
  if (act.do === 'keep') {
    if (!guards(life, act.by, post.by)) return false
    if (!isKept) post.claim.keeper = act.by
    return true
  }
  const isMine = post.claim.by === act.by && (act.by === post.claim.child || guards(life, act.by, post.claim.child))
  if (act.do === 'unclaim' ? !isMine : !isKept || !guards(life, act.by, post.claim.child)) return false
  delete post.claim
  return true
}

function claimed(life: Life, claim: string): LifePost | undefined {
  return Object.values(life.posts).find((post) => post.claim?.name === claim && post.state !== 'taken-back')
}

/** Said once to a photo that somebody has, in a visit. Who said it takes it back and may say it again; what a family took away stays away. WEL-2, BUL-1 */
function replies(life: Life, act: Act & { do: 'reply' | 'take back reply' }): boolean {
  if (act.do === 'reply') {
    const post = life.posts[act.post]
    if (!post || (isChild(act.by) && !isVisiting(life, act.by)) || whySees(life, act.by, post) !== 'audience') return false
    if (!mayReply(life, act.by, post.by)) return false
    life.replies[replyName(act)] ??= { post: act.post, by: act.by, says: true }
    return true
  }
  const reply = life.replies[act.reply]
  const owner = life.posts[reply?.post ?? '']?.by
  if (!reply?.says || !owner) return false
  if (reply.by === act.by) delete life.replies[act.reply]
  else if (act.by === owner || guards(life, act.by, owner) || guards(life, act.by, reply.by)) reply.says = false
  else return false
  return true
}

export function replyName({ post, by }: { post: string; by: Names }): string {
  return `${by} to ${post}`
}

/** What is closed is gone, what the child said and what came to it; opened again, nothing of it is there. BUL-1 */
function setsReplies(life: Life, { do: what, by, child }: Act & { do: 'close replies' | 'open replies' }): boolean {
  if (what === 'open replies') {
    if (!mayOpen(life, { by, child }, life.noReplies.includes(child))) return false
    if (!isAlone(life, { by, child }, 'replies')) return proposes(life, `replies ${child} ${by}`)
    life.noReplies = life.noReplies.filter((one) => one !== child)
    return true
  }
  if (!guards(life, by, child)) return false
  life.noReplies = [...new Set([...life.noReplies, child])].toSorted()
  for (const [name, reply] of Object.entries(life.replies))
    if (reply.says && isChild(reply.by) && (reply.by === child || life.posts[reply.post]?.by === child)) delete life.replies[name]
  return true
}

function setsDay(life: Life, { do: what, by, child }: Act & { do: 'limit day' | 'let day be' }): boolean {
  if (what === 'limit day') {
    if (!guards(life, by, child)) return false
    life.days[child].limited = true
    return true
  }
  if (!mayOpen(life, { by, child }, life.days[child].limited)) return false
  if (!isAlone(life, { by, child }, 'day')) return proposes(life, `day ${child} ${by}`)
  life.days[child].limited = false
  return true
}

type Setter = { by: Names; child: Child }

function mayOpen(life: Life, { by, child }: Setter, isClosed: boolean): boolean {
  return guards(life, by, child) && isClosed
}

/** Nobody else is asked, and nothing that was asked before waits still. */
function isAlone(life: Life, { by, child }: Setter, what: string): boolean {
  return guardiansOf(life, child).every((guardian) => guardian === by) && !life.proposed.includes(`${what} ${child} ${by}`)
}

/** A second one while the first lasts is the first; the third of a day is refused. WEL-9 */
function visits(life: Life, { by }: Act & { do: 'visit' }): boolean {
  if (!isChild(by) || isSpent(life, by)) return false
  if (!isVisiting(life, by)) Object.assign(life.days[by], { begun: life.days[by].begun + 1, visit: 'on' })
  return true
}

/** A child and a guardian take everything along together: one asks, the other says yes, and it is a step that the other guardians may object to. DEL-10 */
function handsOver(life: Life, act: Act & { do: 'ask hand-over' | 'answer hand-over' | 'end hand-over' }): boolean {
  if (act.do === 'ask hand-over') {
    if (act.by !== act.child && !guards(life, act.by, act.child)) return false
    if (Object.values(life.handovers).some(({ child }) => child === act.child)) return false
    life.handovers[act.name] = { child: act.child, by: act.by, state: 'asked' }
    return true
  }
  const asked = life.handovers[act.handover]
  if (!asked || !(act.by === asked.child || guards(life, act.by, asked.child))) return false
  if (act.do === 'end hand-over') {
    delete life.handovers[act.handover]
    return true
  }
  const [child, guardian] = asked.by === asked.child ? [asked.by, act.by] : [act.by, asked.by]
  if (asked.state !== 'asked' || child !== asked.child || !guards(life, guardian, child)) return false
  asked.state = guardiansOf(life, child).every((one) => one === guardian) ? 'ready' : 'waits'
  return true
}

/** A guardian of a child in the picture says yes while the child has it; any of its family no, also later. Who said no says yes again, and nobody for them. PUB-5 */
function answersTag(life: Life, { do: what, by, post: name, child }: Act & { do: 'agree to tag' | 'decline tag' }): boolean {
  const post = life.posts[name]
  const tag = post?.tags.find((one) => one.child === child)
  if (!post || !tag || post.state !== 'shared') return false
  if (what === 'agree to tag') {
    if (!guards(life, by, child) || !travelsTo(life, post).includes(child) || (tag.answer === 'no' && tag.by !== by)) return false
    if (tag.answer !== 'yes') Object.assign(tag, { answer: 'yes', by })
    return true
  }
  if (by !== child && !guards(life, by, child)) return false
  const isSaid = tag.answer === 'no' && (tag.by === child || tag.by === by || (tag.by === undefined && by !== child))
  if (!isSaid) Object.assign(tag, { by: tag.answer === 'no' && by !== child ? undefined : by, answer: 'no' })
  return true
}

/** Both guardians have said yes, the one who offered after seeing who answered: only now are the two connected. CNT-1 */
function confirms(life: Life, act: Act & { do: 'confirm' }): boolean {
  const offer = life.offers[act.offer]
  if (!offer?.answer || offer.by !== act.by || offer.confirmed || offer.over || act.at < offer.answer.at) return false
  const { child, answer } = { child: offer.child, answer: offer.answer }
  if (hasBlocked(life, child, answer.child) || hasBlocked(life, answer.child, child)) return false // CNT-8
  if (tieOf(life, child, answer.child) !== undefined || !guards(life, act.by, child) || !guards(life, answer.by, answer.child)) return false
  offer.confirmed = true
  life.ties[act.name] = { pair: [child, answer.child], approvedBy: [act.by, answer.by], ended: false }
  return true
}

/** Either side alone: a child, a guardian of either child, a relative. What was answered before is no yes to connecting again. CNT-8 */
function ends(life: Life, act: Act & { do: 'end' }): boolean {
  const tie = life.ties[act.tie]
  if (!tie || tie.ended || !(tie.pair.includes(act.by) || tie.pair.some((one) => guards(life, act.by, one)))) return false
  tie.ended = true
  endOffers(life, tie.pair)
  return true
}

function endOffers(life: Life, pair: readonly Names[]): void {
  for (const offer of Object.values(life.offers)) if (!offer.confirmed && isBetween(offer, pair)) offer.over = true
}

/** A child, or a guardian for it, blocks whom it is or was connected with: what they had ends. CNT-8 */
function blocks(life: Life, { by, child, person, name }: Act & { do: 'block' }): boolean {
  const ties = Object.values(life.ties).filter(({ pair }) => child !== person && pair.includes(child) && pair.includes(person))
  if (ties.length === 0 || !(by === child || guards(life, by, child))) return false
  for (const tie of ties) tie.ended = true
  endOffers(life, [child, person])
  const stands = Object.values(life.blocks).some((block) => block.child === child && block.person === person && block.by === by)
  if (!stands) life.blocks[name] = { child, person, by }
  return true
}

/** One's own at once; the other guardians' waits for them, when there is anybody to wait for; the child's own never. CON-10 */
function lifts(life: Life, { by, child, person }: Act & { do: 'lift' }): boolean {
  if (!guards(life, by, child)) return false
  const guardians = Object.keys(life.blocks).filter((name) => {
    const block = life.blocks[name]
    return block?.child === child && block.person === person && block.by !== child
  })
  const mine = guardians.filter((name) => life.blocks[name]?.by === by)
  if (guardians.length === 0) return false
  const alone = guardiansOf(life, child).every((guardian) => guardian === by)
  if (mine.length === 0 && !alone) return proposes(life, `lift ${child} ${person} ${by}`)
  for (const name of mine.length > 0 ? mine : guardians) delete life.blocks[name]
  return true
}

function isBetween({ child, answer }: Offer, pair: readonly Names[]): boolean {
  return answer !== undefined && pair.includes(child) && pair.includes(answer.child)
}

function changesConsent(life: Life, act: Act & { do: 'give' | 'withdraw' }): boolean {
  const right = rightOf(life, act)
  if (right === undefined) return false
  if (act.do === 'give') {
    if (act.notice !== life.notice) return false // CON-5
    if (isContested(life, act)) return proposes(life, `${act.child} ${act.by}`)
    if (inForce(life, act.child, act.purpose).length === 0)
      life.consents.push({ child: act.child, purpose: act.purpose, by: right, notice: act.notice, at: life.now, withdrawnBy: undefined })
    return true
  }
  for (const given of life.consents) if (given.child === act.child && given.purpose === act.purpose) given.withdrawnBy ??= act.by
  if (act.purpose === 'profile') {
    life.signedIn[act.child] = false
    endCodes(life, act.child)
  }
  return true
}

/** One's own pause is over at once, another's waits for the others. CON-10 */
function changesPause(life: Life, act: Act & { do: 'pause' | 'resume' }): boolean {
  const right = rightOf(life, act)
  if (right === undefined) return false
  const isMine = life.paused.includes(right)
  if (act.do === 'pause' && !isMine) life.paused.push(right)
  if (act.do === 'resume' && !isMine && isPaused(life, act.child)) return proposes(life, `resume ${act.child} ${act.by}`)
  if (act.do === 'resume') life.paused = life.paused.filter((name) => name !== right)
  return true
}

function rightOf(life: Life, { child, by }: { child: Child; by: Names }): string | undefined {
  return Object.keys(life.guardianships).find((name) => {
    const one = life.guardianships[name]
    return one?.child === child && one.guardian === by && !one.ended
  })
}

/** What another guardian, who still guards, withdrew last is not one's own to give again. CON-10 */
function isContested(life: Life, act: Act & { do: 'give' | 'withdraw' }): boolean {
  const last = life.consents.findLast((given) => given.child === act.child && given.purpose === act.purpose)?.withdrawnBy
  return last !== undefined && last !== act.by && guards(life, last, act.child)
}

/** It waits for a day, and no life lasts that long; the same cannot be proposed twice. */
function proposes(life: Life, what: string): boolean {
  if (life.proposed.includes(what)) return false
  life.proposed.push(what)
  return true
}

function endCodes(life: Life, child: Child): void {
  for (const code of Object.values(life.codes)) if (code.child === child) code.good = false
}

function passesBy(life: Life, act: Passes): boolean {
  switch (act.do) {
    case 'cooling-off ends':
    case 'share ends': {
      const post = life.posts[act.post]
      if (post?.state === (act.do === 'share ends' ? 'shared' : 'cooling-off')) post.state = act.do === 'share ends' ? 'over' : 'shared'
      return true
    }
    case 'claim falls due': {
      const post = claimed(life, act.claim)
      if (post) post.state = 'taken-back'
      return true
    }
    case 'visit ends': {
      const day = life.days[act.child]
      if (day.begun > 0) day.visit = day.visit === 'on' ? 'just over' : 'over'
      return true
    }
    case 'offer ends': {
      const offer = life.offers[act.offer]
      if (offer) offer.over = true
      return true
    }
    case 'code ends': {
      const code = life.codes[act.code]
      if (code) code.good = false
      return true
    }
    case 'new notice':
      life.notice = act.notice
      return true
    case 'guard':
      if (!guards(life, act.guardian, act.child)) life.guardianships[act.name] = { child: act.child, guardian: act.guardian, ended: false }
      return true
    case 'guard no more':
      for (const one of Object.values(life.guardianships)) if (one.child === act.child && one.guardian === act.guardian) one.ended = true
      return true
    case 'relative joins':
      if (tieOf(life, act.child, 'rosa') === undefined && guards(life, act.guardian, act.child))
        life.ties[act.name] = { pair: [act.child, 'rosa'], approvedBy: [act.guardian, 'rosa'], ended: false }
      return true
    case 'care begins': {
      const by = rightOf(life, { child: act.child, by: act.guardian })
      const tie = connected(life, act.child, 'rosa')?.tie
      if (by === undefined || tie === undefined) return true
      for (const [name, { child }] of Object.entries(life.carings)) if (child === act.child) delete life.carings[name]
      life.carings[act.name] = { child: act.child, by, tie, since: life.now, over: false }
      return true
    }
    case 'care is over': {
      const caring = life.carings[act.caring]
      if (caring) caring.over = true
      return true
    }
  }
}
