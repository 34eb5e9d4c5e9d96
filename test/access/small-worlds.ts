// Every small world: one post, the child who made it, one onlooker, and every fact that bears on whether the onlooker sees it.
// The sentences are product.md's, read aloud; they know nothing of the database. Rows are made of these facts in small-world-rows.ts.

// ── The facts ──

/** What happens in a small world happens at these hours; it is now the hundredth. */
export const hour = { asked: 50, sharedFrom: 80, over: 90, now: 100 } as const

/** Four grown-ups guard each child: one all along, one until before the post was asked for, two until after; of these one came back later. */
export const guardianNames = ['dana', 'omar', 'pia', 'nora'] as const
export type GuardianName = (typeof guardianNames)[number]
export const guardianships: Record<GuardianName, { since: number; until?: number }[]> = {
  dana: [{ since: 0 }],
  omar: [{ since: 0, until: 30 }],
  pia: [{ since: 0, until: 60 }],
  nora: [{ since: 0, until: 60 }, { since: 65 }],
}

export type Yes = { at: number; by: GuardianName; to?: 'an old notice'; withdrawn?: number }

/** What may have become of a guardian's consent. One purpose never has two that count: the acts see to that. */
export const consentStories = {
  stands: [{ at: 20, by: 'dana' }],
  'never given': [],
  withdrawn: [{ at: 20, by: 'dana', withdrawn: 60 }],
  'given again in time': [
    { at: 20, by: 'dana', withdrawn: 30 },
    { at: 40, by: 'dana' },
  ],
  'given again too late': [
    { at: 20, by: 'dana', withdrawn: 60 },
    { at: 70, by: 'dana' },
  ],
  'to an old notice': [{ at: 2, by: 'dana', to: 'an old notice' }],
  'renewed in time': [
    { at: 2, by: 'dana', to: 'an old notice' },
    { at: 40, by: 'dana' },
  ],
  'renewed too late': [
    { at: 2, by: 'dana', to: 'an old notice' },
    { at: 70, by: 'dana' },
  ],
  'its guardian gone': [{ at: 20, by: 'pia' }],
  'its guardian back': [{ at: 20, by: 'nora' }],
  "another guardian's in time": [
    { at: 20, by: 'omar' },
    { at: 40, by: 'dana' },
  ],
  "another guardian's too late": [
    { at: 20, by: 'pia' },
    { at: 70, by: 'dana' },
  ],
} satisfies Record<string, Yes[]> as Record<ConsentStory, Yes[]>
export type ConsentStory =
  | 'stands'
  | 'never given'
  | 'withdrawn'
  | `given again ${'in time' | 'too late'}`
  | 'to an old notice'
  | `renewed ${'in time' | 'too late'}`
  | `its guardian ${'gone' | 'back'}`
  | `another guardian's ${'in time' | 'too late'}`

export const assentStories = {
  stands: [{ at: 20 }],
  'never given': [],
  withdrawn: [{ at: 20, withdrawn: 60 }],
  'given again in time': [{ at: 20, withdrawn: 30 }, { at: 40 }],
  'given again too late': [{ at: 20, withdrawn: 60 }, { at: 70 }],
} satisfies Record<string, Omit<Yes, 'by'>[]> as Record<AssentStory, Omit<Yes, 'by'>[]>
export type AssentStory = 'stands' | 'never given' | 'withdrawn' | `given again ${'in time' | 'too late'}`

/** Whose guardian has paused sharing, and when. */
export const pauseStories = {
  none: [],
  on: [{ at: 70, by: 'dana' }],
  'its guardian gone': [{ at: 55, by: 'pia' }],
  'its guardian back': [{ at: 55, by: 'nora' }],
} satisfies Record<string, Yes[]> as Record<PauseStory, Yes[]>
export type PauseStory = 'none' | 'on' | `its guardian ${'gone' | 'back'}`

export const purposes = ['profile', 'photos', 'sharing'] as const
export type Child = {
  profile: ConsentStory
  photos: ConsentStory
  sharing: ConsentStory
  assent: AssentStory
  pause: PauseStory
  band: '5-9' | '10-13'
}

export type Block = 'by the author' | 'by the onlooker'

/** A connection as the rows of one or two; who gave the guardian's yes is the same on both sides. A block ends it: these two came past one. */
export const connections = {
  never: [],
  'in force': [{ made: 15, by: 'dana' }],
  'in force, its guardian gone': [{ made: 15, by: 'pia' }],
  ended: [{ made: 15, ended: 60, by: 'dana' }],
  'ended and made anew': [
    { made: 15, ended: 60, by: 'dana' },
    { made: 65, by: 'dana' },
  ],
  'blocked by the author': [{ made: 15, by: 'dana', blocked: 'by the author' }],
  'blocked by the onlooker': [{ made: 15, by: 'dana', blocked: 'by the onlooker' }],
} as const satisfies Record<string, readonly { made: number; ended?: number; by: GuardianName; blocked?: Block }[]>
export type Connection = keyof typeof connections

/** By which connection the post was meant for the onlooker. */
export type Place = 'none' | 'by this one' | 'by the earlier one' | "by the author's with another" | "by the onlooker's with another"
export type Tie = { connection: Connection; place: Place }

export type Post = {
  dates: 'none' | 'cooling off' | 'just begun' | 'on' | 'nearly over' | 'over'
  answer: 'none' | 'sent back' | 'yes to other content' | 'yes' | 'yes of a step'
  takenBack: boolean
  claim: 'none' | 'of an onlooker' | 'of a child who is erased'
  hidden: 'by nobody' | 'by a guardian'
  /** Who is in the picture, as its child said when asking, and what their family answered. */
  tagged: 'nobody' | 'an onlooker: no answer' | 'an onlooker: yes' | 'an onlooker: yes to other content' | 'a child who is erased'
}

export type Onlooker =
  | { is: 'the child itself' }
  | { is: 'a guardian'; name: GuardianName }
  | { is: 'a child'; child: Child; tie: Tie }
  | { is: 'a relative'; tie: Tie }
/** Who says that they are in the picture. */
export type Claimant = 'nobody' | 'the onlooker' | 'another'
/** Who is tagged, and stands where; null: nobody, or one whose row is gone. */
export type Tagged = Extract<Onlooker, { is: 'a child' }> | 'the onlooker' | null
export type World = { post: Post; author: Child; onlooker: Onlooker; claimant: Claimant; tagged: Tagged }

// ── The sentences ──

/** A person sees a thing only through a why: owner, guardian of the owner, or in its audience while the connection, both consents and the share are in force, nobody else says that they are in the picture, the families of all who are in it say yes, and no guardian hides it. */
export function sees({ post, author, onlooker, claimant, tagged }: World): boolean {
  if (post.takenBack) return false
  if (onlooker.is === 'the child itself') return true
  if (onlooker.is === 'a guardian') return guards(onlooker.name)
  return (
    isShared(post, author) &&
    claimant !== 'another' &&
    post.hidden === 'by nobody' &&
    (tagged === 'the onlooker' || post.tagged === 'nobody' || saysYes(post, author, tagged)) &&
    wasMeantByTheirConnection(onlooker.tie) &&
    mayShareAsAsked(author) &&
    (onlooker.is === 'a relative' || mayShareAsAsked(onlooker.child))
  )
}

/** A yes of the family of a child in the picture holds for this very content, while the two are connected as they were and both may share. */
function saysYes({ tagged: answer }: Post, author: Child, tagged: Exclude<Tagged, 'the onlooker'>): boolean {
  return (
    answer === 'an onlooker: yes' &&
    tagged !== null &&
    wasMeantByTheirConnection(tagged.tie) &&
    mayShareAsAsked(author) &&
    mayShareAsAsked(tagged.child)
  )
}

function mayShareAsAsked(child: Child): boolean {
  return hadEveryYesSince(child, hour.asked) && !isPaused(child)
}

/** Two people perceive each other while they are connected and every child of the two may share. */
export function perceiveEachOther(one: Child, onlooker: Extract<Onlooker, { tie: Tie }>): boolean {
  return areConnected(onlooker.tie) && mayShare(one) && (onlooker.is === 'a relative' || mayShare(onlooker.child))
}

/** Nothing reaches anyone before a guardian's yes to this very content, which may stand in a step for an older child, and the cooling-off window; every share ends by itself. */
function isShared({ dates, answer }: Post, { band }: Child): boolean {
  return (
    (answer === 'yes' || (answer === 'yes of a step' && band === '10-13')) &&
    (dates === 'just begun' || dates === 'on' || dates === 'nearly over')
  )
}

/** The audience is fixed at sharing: connecting later opens nothing old, and ending the connection closes at once. */
function wasMeantByTheirConnection(tie: Tie): boolean {
  return areConnected(tie) && tie.place === 'by this one'
}

/** A guardian of each side approved it then; that this guardian has gone since does not end it. While one has blocked the other there is none. */
export function areConnected({ connection }: Tie): boolean {
  return connection === 'in force' || connection === 'in force, its guardian gone' || connection === 'ended and made anew'
}

/** Itemised consent, the child's own yes, and nobody who guards it has paused. */
export function mayShare(child: Child): boolean {
  return hadEveryYesSince(child, hour.now) && !isPaused(child)
}

/** A curtain while who drew it guards the child without a break; nothing ends behind it. */
function isPaused(child: Child): boolean {
  return pauseStories[child.pause].some(standsToday)
}

/** Withdrawing closes at once, and what is given again opens nothing old: an audience only shrinks. */
function hadEveryYesSince(child: Child, then: number): boolean {
  return (
    purposes.every((purpose) => consentStories[child[purpose]].some((yes) => yes.at <= then && counts(yes))) &&
    assentStories[child.assent].some((yes) => yes.at <= then && yes.withdrawn === undefined)
  )
}

/** A consent counts for the notice in force, until it is withdrawn, and while who gave it guards the child without a break. */
function counts(yes: Yes): boolean {
  return yes.to !== 'an old notice' && yes.withdrawn === undefined && standsToday(yes)
}

function standsToday({ by, at }: Yes): boolean {
  const { until } = guardianships[by].findLast(({ since }) => since <= at) ?? { until: 0 }
  return until === undefined
}

export function guards(name: GuardianName): boolean {
  return guardianships[name].some(({ until }) => until === undefined)
}

// ── All of them ──

export const fineChild: Child = { profile: 'stands', photos: 'stands', sharing: 'stands', assent: 'stands', pause: 'none', band: '10-13' }

const consents = Object.keys(consentStories) as ConsentStory[]
const assents = Object.keys(assentStories) as AssentStory[]
const pauses = Object.keys(pauseStories) as PauseStory[]
const some = ['stands', 'withdrawn', 'given again too late'] as const

/** Every child of whom at most one yes is not simply standing, or whose guardian has paused. No child is here without a consent to the profile: the database has no row for it. CON-1 */
export const childrenWithOneStory: Child[] = [
  fineChild,
  ...purposes.flatMap((purpose) =>
    consents
      .filter((story) => story !== 'stands' && (purpose !== 'profile' || story !== 'never given'))
      .map((story) => ({ ...fineChild, [purpose]: story })),
  ),
  ...assents.filter((story) => story !== 'stands').map((story) => ({ ...fineChild, assent: story })),
  ...pauses
    .filter((story) => story !== 'none')
    .map((story) => ({ ...fineChild, pause: story, band: story === 'its guardian gone' ? ('5-9' as const) : fineChild.band })), // one who may share is younger
]

/** Of these every yes counts, and was there when the post was asked for. */
export const childrenWithEveryYes = childrenWithOneStory.filter(mayShareAsAsked)

/** Every child of whom each yes stands, was withdrawn, or was given again too late, whatever the others are. */
export const childrenWithFourStories: Child[] = crossed(crossed(some, some), crossed(some, some)).map(
  ([[profile, photos], [sharing, assent]]) => ({ profile, photos, sharing, assent, pause: 'none', band: '10-13' }),
)

export const ties: Tie[] = (Object.keys(connections) as Connection[]).flatMap((connection) =>
  (['none', 'by this one', 'by the earlier one', "by the author's with another", "by the onlooker's with another"] as const)
    .filter((place) => place !== 'by this one' || connection !== 'never')
    .filter((place) => place !== 'by the earlier one' || connection === 'ended and made anew')
    .filter((place) => place === 'by this one' || !connection.startsWith('blocked')) // no other could open more
    .map((place) => ({ connection, place })),
)

/** A relative blocks nobody: each family does for its child. */
export const tiesOfRelatives = ties.filter(({ connection }) => connection !== 'blocked by the onlooker')

/** A post that was sent back has no approval: the acts refuse one after the other. */
export const postsWithoutClaim: Post[] = crossed(
  ['none', 'cooling off', 'just begun', 'on', 'nearly over', 'over'] as const,
  crossed(['none', 'sent back', 'yes to other content', 'yes'] as const, [false, true]),
).map(([dates, [answer, takenBack]]) => ({ dates, answer, takenBack, claim: 'none', hidden: 'by nobody', tagged: 'nobody' }))

/** And some that are claimed, hidden, tag a child, or for which nobody was asked. */
export const posts: Post[] = [
  ...postsWithoutClaim,
  { dates: 'on', answer: 'yes', takenBack: false, claim: 'of an onlooker', hidden: 'by nobody', tagged: 'nobody' },
  { dates: 'on', answer: 'yes', takenBack: false, claim: 'of a child who is erased', hidden: 'by nobody', tagged: 'nobody' },
  { dates: 'on', answer: 'yes', takenBack: true, claim: 'of an onlooker', hidden: 'by nobody', tagged: 'nobody' },
  { dates: 'over', answer: 'yes', takenBack: false, claim: 'of an onlooker', hidden: 'by nobody', tagged: 'nobody' },
  { dates: 'on', answer: 'yes of a step', takenBack: false, claim: 'none', hidden: 'by nobody', tagged: 'nobody' },
  { dates: 'on', answer: 'yes', takenBack: false, claim: 'none', hidden: 'by a guardian', tagged: 'nobody' },
  { dates: 'on', answer: 'yes', takenBack: false, claim: 'of an onlooker', hidden: 'by a guardian', tagged: 'nobody' },
  ...(['an onlooker: no answer', 'an onlooker: yes', 'an onlooker: yes to other content', 'a child who is erased'] as const).map(
    (tagged): Post => ({ dates: 'on', answer: 'yes', takenBack: false, claim: 'none', hidden: 'by nobody', tagged }),
  ),
]

function crossed<A, B>(these: readonly A[], those: readonly B[]): [A, B][] {
  return these.flatMap((one) => those.map((other): [A, B] => [one, other]))
}
