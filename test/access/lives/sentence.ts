// The sentence: who sees what, as one reads it (product.md, rules 1 to 3), over what is true of a few families. The SQL is the fast one; they must agree.
import type { Names } from '../../world.ts'

export const children = ['mia', 'leo', 'ana'] as const
export const purposes = ['profile', 'photos', 'sharing'] as const
export type Child = (typeof children)[number]
export type Purpose = (typeof purposes)[number]

/** All that is true at one moment of a life, as plain values: it can be copied, to try what would have come of another order. */
export type Life = {
  now: number // acts so far
  notice: string
  guardianships: Record<string, { child: Child; guardian: Names; ended: boolean }>
  consents: { child: Child; purpose: Purpose; by: string; notice: string; at: number; withdrawnBy: Names | undefined }[] // by: the guardianship
  paused: string[] // the guardianships whose guardian has paused sharing
  onlyFamily: Child[] // whose guardians let them share with grown-ups of the family alone
  steps: Partial<Record<Child, { step: number; by: string }>> // up to where nobody is asked before a photo goes out; by: the guardianship
  askedFor: string[] // a child and the connection with somebody for whom a guardian is asked for each photo, whatever holds for everybody
  proposed: string[] // consents that wait for the other guardians: the child and who wants to give them
  assent: Record<Child, number | undefined> // since when
  signedIn: Record<Child, boolean>
  codes: Record<string, { child: Child; good: boolean }>
  offers: Record<string, Offer>
  blocks: Record<string, { child: Child; person: Names; by: Names }>
  ties: Record<string, { pair: [Names, Names]; approvedBy: [Names, Names]; ended: boolean }>
  posts: Record<string, LifePost>
  carings: Record<string, { child: Child; by: string; tie: string; since: number; over: boolean }> // for whom Rosa helps out; by: the guardianship of who asked her
  replies: Record<string, LifeReply> // by the post and whoever says it
  noReplies: Child[] // whose guardians have closed what children say to each other
  handovers: Record<string, { child: Child; by: Names; state: 'asked' | 'waits' | 'ready' }>
  days: Record<Child, Day>
  answered: string[] // keys of the requests that were answered with a yes
}
/** What somebody says about a photo; an empty place, when a family took it away. */
export type LifeReply = { post: string; by: Names; says: boolean }
/** Whether a day has two visits or as many as the child likes, how many were begun, and how it stands with the last. */
export type Day = { limited: boolean; begun: number; visit: 'on' | 'just over' | 'over' }
export type Offer = { child: Child; by: Names; answer?: { child: Child; by: Names; at: number }; over: boolean; confirmed: boolean }
export type LifePost = {
  by: Child
  photo: string
  asked: number
  audience: { person: Names; tie: string }[]
  hiddenBy: Names[] // guardians of the child who made it
  yes?: { by: Names; carer?: Names } | { step: number } // said by a guardian, by who helps out for one, or by a step
  state: 'waiting' | 'sent-back' | 'cooling-off' | 'shared' | 'over' | 'taken-back'
  tags: LifeTag[]
  claim?: { name: string; child: Child; by: Names; keeper?: Names } // who is said to be in the picture, and by whom; and which guardian of its owner asks to keep it
}

/** A child of the audience who is in the picture; the answer of its family, and whose it was: nobody's, when two guardians say no. */
export type LifeTag = { child: Child; answer?: 'yes' | 'no'; by?: Names | undefined }

export function isChild(name: Names): name is Child {
  return children.some((child) => child === name)
}

export function guards(life: Life, guardian: Names, child: Names): boolean {
  return guardiansOf(life, child).includes(guardian)
}

export function guardiansOf(life: Life, child: Names): Names[] {
  return Object.values(life.guardianships).flatMap((one) => (one.child === child && !one.ended ? [one.guardian] : []))
}

export function inForce(life: Life, child: Child, purpose: Purpose): number[] {
  return life.consents
    .filter(
      (given) => given.child === child && given.purpose === purpose && given.notice === life.notice && given.withdrawnBy === undefined,
    )
    .filter((given) => life.guardianships[given.by]?.ended === false)
    .map(({ at }) => at)
}

/** Behind a pause nothing ends; it lasts while who paused guards the child, until they lift it. */
export function isPaused(life: Life, child: Child): boolean {
  return life.paused.some((name) => life.guardianships[name]?.child === child && !life.guardianships[name]?.ended)
}

/** A child may share, and be shared with, while each purpose has a guardian's consent, the child says yes too, and nobody has paused. Since when: what lies before a break stays closed. */
export function sharingSince(life: Life, child: Child): number | undefined {
  if (isPaused(life, child)) return undefined
  const given = purposes.map((purpose) => inForce(life, child, purpose))
  const assent = life.assent[child]
  return assent === undefined || given.some((times) => times.length === 0) ? undefined : Math.max(assent, ...given.flat())
}

/** The connection of two people, until either side ends it. */
export function tieOf(life: Life, one: Names, other: Names): string | undefined {
  return Object.entries(life.ties).find(
    ([, tie]) => lasts(life, tie) && one !== other && tie.pair.includes(one) && tie.pair.includes(other),
  )?.[0]
}

/** A block ends a connection, and while it stands nothing connects the two. CNT-8 */
function lasts(life: Life, { pair: [one, other], ended }: Life['ties'][string]): boolean {
  return !ended && !hasBlocked(life, one, other) && !hasBlocked(life, other, one)
}

/** For a child by itself or by a guardian, also by one who guards no longer. */
export function hasBlocked(life: Life, child: Names, person: Names): boolean {
  return Object.values(life.blocks).some((block) => block.child === child && block.person === person)
}

/** Two people perceive each other while their connection lasts and each child of the two may share. */
export function connected(life: Life, one: Names, other: Names): { tie: string; since: number } | undefined {
  const tie = tieOf(life, one, other)
  const since = [one, other].map((name) => (isChild(name) ? sharingSince(life, name) : 0))
  if (tie === undefined || since.some((time) => time === undefined)) return undefined
  return { tie, since: Math.max(...since.map((time) => time ?? 0)) }
}

/** Those to whom a post would travel now: its audience, by the same connection, not a later one, and without a break since it was asked for; while a child says it is in the picture, that child alone; while the families of those tagged in it have not said yes, only those; while a guardian hides it, nobody. */
export function travelsTo(life: Life, post: LifePost, since = post.asked): Names[] {
  const reached = post.audience.flatMap(({ person, tie }) => {
    const now = connected(life, post.by, person)
    return now?.tie === tie && now.since <= since ? [person] : []
  })
  return reached.filter((person) => !isHiddenFrom(person, post, reached))
}

/** Who says that they are in the picture hides it from everybody else in its audience. What a guardian hides is hidden from all of it, once it was said yes to; and who is tagged has it first. */
function isHiddenFrom(person: Names, { claim, hiddenBy, state, tags }: LifePost, reached: readonly Names[]): boolean {
  const isSaidYesTo = state !== 'waiting' && state !== 'sent-back'
  const waitsForTags =
    tags.some(({ child, answer }) => answer !== 'yes' || !reached.includes(child)) && !tags.some(({ child }) => child === person)
  return (claim !== undefined && claim.child !== person) || (isSaidYesTo && (hiddenBy.length > 0 || waitsForTags))
}

/** What its guardians have set for a child lets it ask for these people. It lets nobody in. PAR-7 */
export function isSet(life: Life, child: Child, people: readonly Names[]): boolean {
  return !life.onlyFamily.includes(child) || !people.some(isChild)
}

/** On which step a child stands: while who granted it guards without a break. KID-5 */
export function stepOf(life: Life, child: Child): number {
  const { step, by } = life.steps[child] ?? { step: 0, by: '' }
  return life.guardianships[by]?.ended === false ? step : 0
}

/** Held to the strictest of all it is for. By which step nobody is asked before this: from the second on for anybody, on the first for those with whom a guardian who is still here has let the child share. */
export function goesBy(life: Life, child: Child, people: readonly Names[]): number | undefined {
  const step = people.some((person) => life.askedFor.includes(`${child} ${tieOf(life, child, person)}`)) ? 0 : stepOf(life, child)
  return step > 1 || (step === 1 && areKnown(life, child, people)) ? step : undefined
}

/** With each of them a guardian who is still here has let the child share, and that would reach them today. */
function areKnown(life: Life, child: Child, people: readonly Names[]): boolean {
  const others = Object.values(life.posts).filter(
    ({ by, yes, state }) =>
      by === child && yes && 'by' in yes && !yes.carer && guards(life, yes.by, child) && (state === 'shared' || state === 'over'),
  )
  return people.every((person) => others.some((post) => travelsTo(life, post).includes(person)))
}

/** Who asked this person to help out for a child: while they guard it, and the two know each other as they did then. Decision 0048 */
function helps(life: Life, carer: Names, child: Child): Names | undefined {
  const caring = carer === 'rosa' && Object.values(life.carings).find((one) => one.child === child && !one.over)
  const right = caring ? life.guardianships[caring.by] : undefined
  const tie = connected(life, child, carer)
  return caring && right && !right.ended && tie?.tie === caring.tie && tie.since <= caring.since ? right.guardian : undefined
}

/** By the right of which guardian this person decides about a post: what waits, and what they said yes to until it is shared; not about what is for themselves, for somebody new, or with somebody in it. */
export function decidesFor(life: Life, person: Names, post: LifePost): Names | undefined {
  if (guards(life, person, post.by)) return person
  const isTheirs = post.state === 'cooling-off' && post.yes && 'by' in post.yes && post.yes.carer === person
  const audience = post.audience.map((one) => one.person)
  if ((post.state !== 'waiting' && !isTheirs) || post.tags.length > 0 || audience.includes(person)) return undefined
  return areKnown(life, post.by, audience) ? helps(life, person, post.by) : undefined
}

/** A visit is a quarter of an hour; who may have as many as they like always has one. WEL-9 */
export function isVisiting(life: Life, child: Child): boolean {
  return !life.days[child].limited || life.days[child].visit === 'on'
}

/** What was begun in a visit may be finished for half an hour. WEL-9 */
export function mayFinish(life: Life, child: Child): boolean {
  return isVisiting(life, child) || life.days[child].visit === 'just over'
}

export function isSpent(life: Life, child: Child): boolean {
  return !isVisiting(life, child) && life.days[child].begun >= 2
}

/** Two children say something to each other while both families have that open; a relative says it from the heart. BUL-1 */
export function mayReply(life: Life, sender: Names, owner: Child): boolean {
  return !isChild(sender) || !(life.noReplies.includes(sender) || life.noReplies.includes(owner))
}

/** For the photo's child and its guardians, who see from whom it is; for whoever said it; and for the guardians of a child who did. While that child has the photo. WEL-2 */
function seesReply(life: Life, viewer: Names, { post: name, by, says }: LifeReply): boolean {
  const post = life.posts[name]
  if (!post || !says || post.state === 'taken-back') return false
  if (isChild(by) && !(mayReply(life, by, post.by) && whySees(life, by, post))) return false
  if (guards(life, viewer, by)) return true
  const why = whySees(life, viewer, post)
  return why !== undefined && (why === 'audience' ? by === viewer : seesPerson(life, viewer, by))
}

function dayOf(life: Life, child: Child): string {
  return isVisiting(life, child) ? 'visit' : isSpent(life, child) ? 'spent' : 'between'
}

/** A person sees a post only through a why: owner, guardian of the owner, who decides about it for one, or in its audience while connection, consents and share are in force. */
export function whySees(life: Life, viewer: Names, post: LifePost): 'owner' | 'guardian' | 'carer' | 'audience' | undefined {
  if (post.state === 'taken-back') return undefined
  if (viewer === post.by) return 'owner'
  if (guards(life, viewer, post.by)) return 'guardian'
  if (decidesFor(life, viewer, post)) return 'carer'
  return post.state === 'shared' && travelsTo(life, post).includes(viewer) ? 'audience' : undefined
}

/** Nobody sees anybody but themselves, their family, those they are connected to, and, as a grown-up, who stands behind a connection; and whom one's family has blocked. */
export function seesPerson(life: Life, viewer: Names, other: Names): boolean {
  if (viewer === other || guards(life, viewer, other) || guards(life, other, viewer) || connected(life, viewer, other)) return true
  const mine = children.filter((child) => guards(life, viewer, child))
  if (mine.some((child) => guards(life, other, child) || tieOf(life, child, other) !== undefined)) return true
  if ([viewer, ...mine].some((child) => hasBlocked(life, child, other))) return true
  if (children.some((child) => helps(life, viewer, child) && guards(life, other, child))) return true
  if (Object.values(life.posts).some((post) => whySees(life, viewer, post) === 'carer' && travelsTo(life, post).includes(other)))
    return true
  const behind = Object.values(life.ties).filter(
    (tie) => lasts(life, tie) && [...mine, ...(viewer === 'rosa' ? [viewer] : [])].some((one) => tie.pair.includes(one)),
  )
  if (behind.some(({ approvedBy }) => approvedBy.includes(other))) return true
  return Object.values(life.offers).some(
    ({ child, by, answer, over }) =>
      answer &&
      !over &&
      ((viewer === by && [answer.child, answer.by].includes(other)) || (viewer === answer.by && [child, by].includes(other))),
  )
}

/** Everything one person sees, each thing as a word or two, in order. */
export function shownTo(life: Life, viewer: Names, names: readonly Names[], drafts: Record<string, Child>): Record<string, string[]> {
  const posts = Object.entries(life.posts).flatMap(([name, post]) => {
    const why = whySees(life, viewer, post)
    return why ? [{ name, post, why }] : []
  })
  const awake = !isChild(viewer) || life.signedIn[viewer] // whose session ended is nobody
  const used = new Set(Object.values(life.posts).map(({ photo }) => photo))
  const ownDrafts = Object.keys(drafts).filter((photo) => drafts[photo] === viewer && !used.has(photo))
  const shown = {
    posts: posts.map(({ name, why }) => `${name} ${why}`),
    listed: posts.map(({ name }) => name),
    feed: posts.flatMap(({ name, why }) => (why === 'audience' ? [name] : [])),
    photos: [...posts.map(({ post }) => post.photo), ...ownDrafts],
    people: names.filter((other) => seesPerson(life, viewer, other)),
    ties: Object.entries(life.ties).flatMap(([name, tie]) =>
      lasts(life, tie)
        ? [tie.pair, [...tie.pair].reverse() as typeof tie.pair].flatMap(([mine, other]) => [
            ...(viewer === mine && connected(life, mine, other) ? [`${name} self ${other}`] : []),
            ...(guards(life, viewer, mine) ? [`${name} guardian ${other}`] : []),
          ])
        : [],
    ),
    replies: Object.entries(life.replies).flatMap(([name, reply]) => (seesReply(life, viewer, reply) ? [name] : [])),
    handovers: Object.values(life.handovers).flatMap(({ child, by, state }) =>
      viewer === child || guards(life, viewer, child) ? [`${child} ${by} ${state}`] : [],
    ),
    day: isChild(viewer)
      ? [dayOf(life, viewer)]
      : children.flatMap((child) =>
          guards(life, viewer, child) && life.days[child].limited ? [`${child} ${isSpent(life, child) ? 'used' : 'not used'}`] : [],
        ),
    faces: posts.flatMap(({ name, post, why }) => (why === 'audience' ? [] : facesOf(life, post).map((face) => `${name} ${face}`))),
  }
  return Object.fromEntries(Object.entries(shown).map(([what, things]) => [what, awake ? things.sort() : []]))
}

/** The row of faces under a post: whom it would reach, and who of them sees it now. AUD-3 */
function facesOf(life: Life, post: LifePost): string[] {
  return [
    `${post.by} owner now`,
    ...guardiansOf(life, post.by).map((guardian) => `${guardian} guardian now`),
    ...travelsTo(life, post).map((person) => `${person} audience ${post.state === 'shared' ? 'now' : 'later'}`),
    ...(whySees(life, 'rosa', post) === 'carer' ? ['rosa carer now'] : []),
  ]
}
