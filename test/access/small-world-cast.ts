// Who is in the small worlds: the children who share, their grown-ups, and the onlookers. From them, who sees what as the sentences say it.
import { randomUUID } from 'node:crypto'
import {
  areConnected,
  connections,
  fineChild,
  guardianNames,
  guards,
  perceiveEachOther,
  posts,
  sees,
  ties,
  tiesOfRelatives,
  type Child,
  type GuardianName,
  type Onlooker,
  type Post,
  type World,
} from './small-worlds.ts'

type Tied = Extract<Onlooker, { tie: unknown }>
export type Guardians = Record<GuardianName, string>
/** `claimant`: the child who says it is in the picture; `tagged`: who is, as its child said; null: one whose row is gone. */
export type Sharer = {
  id: string
  child: Child
  guardians: Guardians
  posts: { id: string; photo: string; facts: Post; claimant?: string | null; tagged?: Watcher | null }[]
}
/** A relative has no guardians. Children of one story are siblings, one for each tie. */
export type Watcher = { id: string; facts: Tied; guardians?: Guardians }
/** `friend`: a child whom everybody is connected with, for audiences that go by a connection with somebody else. */
export type Cast = { sharers: Sharer[]; watchers: Watcher[]; friend: Sharer }

export function castOf(sharers: readonly Child[], watchers: readonly (Child | 'a relative')[]): Cast {
  const friend = sharer(fineChild, [])
  const cast: Cast = {
    sharers: sharers.map((child) => sharer(child, posts)),
    watchers: watchers.flatMap((who): Watcher[] => {
      if (who === 'a relative') return tiesOfRelatives.map((tie) => ({ id: randomUUID(), facts: { is: who, tie } }))
      const guardians = newGuardians()
      return ties.map((tie) => ({ id: randomUUID(), facts: { is: 'a child', child: who, tie }, guardians }))
    }),
    friend,
  }
  picture(cast)
  return cast
}

/** One onlooker after the other for whom posts are meant is in a picture, whatever became of their connection. */
function picture({ sharers, watchers, friend }: Cast): void {
  const children = watchers.filter(({ facts }) => facts.is === 'a child' && facts.tie.place === 'by this one')
  let nth = 0
  for (const { posts } of sharers)
    for (const post of posts) {
      if (post.facts.claim === 'of an onlooker') post.claimant = children[nth++ % children.length]?.id ?? friend.id
      if (post.facts.claim === 'of a child who is erased') post.claimant = null
      if (post.facts.tagged !== 'nobody')
        post.tagged = post.facts.tagged === 'a child who is erased' ? null : (children[nth++ % children.length] ?? null)
    }
}

function sharer(child: Child, made: readonly Post[]): Sharer {
  const drawn = made.map((facts) => ({ id: randomUUID(), photo: randomUUID(), facts }))
  return { id: randomUUID(), child, guardians: newGuardians(), posts: drawn }
}

function newGuardians(): Guardians {
  return { dana: randomUUID(), omar: randomUUID(), pia: randomUUID(), nora: randomUUID() }
}

export type Asked = { viewer: string; post: Sharer['posts'][number]; world: World }

/** Every sharer with every watcher, in casts of so many stories each: small databases answer fastest. */
export function* castsOf(children: readonly Child[], size: number): Generator<Cast> {
  const watchers = [...children, 'a relative' as const]
  for (let one = 0; one < children.length; one += size)
    for (let other = 0; other < watchers.length; other += size)
      yield castOf(children.slice(one, one + size), watchers.slice(other, other + size))
}

/** Each world once; before the onlookers come the child itself and its guardians. */
export function* worldsOf({ sharers, watchers }: Cast): Generator<Asked> {
  for (const { id, child: author, guardians, posts: drawn } of sharers) {
    for (const post of drawn) {
      const claimed = (viewer: string) => (post.claimant === viewer ? 'the onlooker' : 'another')
      const tagged = (viewer: string) =>
        post.tagged?.id === viewer ? 'the onlooker' : post.tagged?.facts.is === 'a child' ? post.tagged.facts : null
      const of = (viewer: string, onlooker: Onlooker): Asked => ({
        viewer,
        post,
        world: {
          post: post.facts,
          author,
          onlooker,
          claimant: post.claimant === undefined ? 'nobody' : claimed(viewer),
          tagged: tagged(viewer),
        },
      })
      yield of(id, { is: 'the child itself' })
      for (const name of guardianNames) yield of(guardians[name], { is: 'a guardian', name })
      for (const watcher of watchers) yield of(watcher.id, watcher.facts)
    }
  }
}

/** Who sees which post, as the sentence says it. The families are in every cast, so the worlds counted are those of the onlookers; `claimed` of the open ones are, or tag a child. */
export function postsSeen(cast: Cast): { worlds: number; open: number; claimed: number; seen: Set<string> } {
  const seen = new Set<string>()
  let [worlds, open, claimed] = [0, 0, 0]
  for (const { viewer, post, world } of worldsOf(cast)) {
    const counted = 'tie' in world.onlooker ? 1 : 0
    worlds += counted
    if (!sees(world)) continue
    open += counted
    if (world.claimant !== 'nobody' || world.post.tagged !== 'nobody') claimed += counted
    seen.add(`${viewer} ${post.id}`)
  }
  return { worlds, open, claimed, seen }
}

/** Who sees whom: oneself; one's family; whom one is connected with, or has blocked. Guardians know with whom their child is connected and which grown-ups approved it. PAR-2 */
export function peopleSeen({ sharers, watchers, friend }: Cast): Set<string> {
  const seen = new Set<string>()
  const see = (viewer: string | undefined, person: string | undefined) => viewer && person && seen.add(`${viewer} ${person}`)
  const present = (guardians: Guardians | undefined) => (guardians ? guardianNames.filter(guards).map((name) => guardians[name]) : [])
  const know = (one: Sharer, other: { id: string; guardians?: Guardians }, approvedBy: GuardianName, now: boolean) => {
    const grownUps = [one.guardians[approvedBy], other.guardians?.[approvedBy] ?? other.id]
    for (const [me, them] of [
      [one, other],
      [other, one],
    ] as const) {
      if (now) see(me.id, them.id)
      for (const guardian of present(me.guardians)) for (const person of [them.id, ...grownUps]) see(guardian, person)
      if (!me.guardians) for (const grownUp of grownUps) see(me.id, grownUp)
    }
  }
  for (const { id, guardians } of [friend, ...sharers, ...watchers]) {
    const family = [id, ...present(guardians)]
    for (const one of [id, ...Object.values(guardians ?? {})]) see(one, one)
    for (const one of family) for (const other of family) see(one, other)
  }
  const withFriend = { connection: 'in force', place: 'none' } as const
  for (const { id, guardians, child } of sharers)
    know(friend, { id, guardians }, 'dana', perceiveEachOther(fineChild, { is: 'a child', child, tie: withFriend }))
  for (const watcher of watchers) {
    know(friend, watcher, 'dana', perceiveEachOther(fineChild, { ...watcher.facts, tie: withFriend }))
    const bond = connections[watcher.facts.tie.connection].at(-1)
    for (const one of sharers) {
      const [mine, theirs] = watcher.facts.tie.connection === 'blocked by the author' ? [one, watcher] : [watcher, one]
      if (bond && 'blocked' in bond) for (const family of [mine.id, ...present(mine.guardians)]) see(family, theirs.id)
    }
    if (!bond || !areConnected(watcher.facts.tie)) continue
    for (const one of sharers) know(one, watcher, bond.by, perceiveEachOther(one.child, watcher.facts))
  }
  return seen
}

/** The facts of the worlds that differ, to read. */
export function tell(cast: Cast, keys: readonly string[]): string[] {
  const wanted = new Set(keys)
  const found: string[] = []
  for (const { viewer, post, world } of worldsOf(cast)) {
    if (wanted.delete(`${viewer} ${post.id}`) && found.length < 10) found.push(JSON.stringify(world))
  }
  return [...found, ...[...wanted].slice(0, 10).map((key) => `no world of the list: ${key}`)]
}
