// Who may hold what, said again in plain sentences and without looking at the product's own rule.
import type { Names } from '../world.ts'

/** Something unique that was planted: a number in pixels, or a word in a text. */
export type Secret =
  | { kind: 'draft'; owner: Child }
  | {
      kind: 'post'
      post: string
      owner: Child
      state: 'waiting' | 'cooling-off' | 'sent-back' | 'shared' | 'over' | 'taken-back'
      with: readonly Names[]
    }
  | { kind: 'note'; post: string; owner: Child }
  | { kind: 'circle'; owner: Child }
  | { kind: 'collection'; owner: Child }
  | { kind: 'idea'; owner: Child }
  | { kind: 'wish'; owner: Child }
  | { kind: 'name'; of: Names }
  | { kind: 'device'; of: Names }

export type Child = 'mia' | 'leo' | 'ana'

/** What has happened since the world was made. */
export type Since = {
  takenBack: Set<string>
  ended: Set<string>
  sharingOff: Set<Names> /** said no once, whatever was said later */
  brokenOff: Set<Names>
  signedOut: Set<Names>
}

export function nothingSince(): Since {
  return { takenBack: new Set(), ended: new Set(), sharingOff: new Set(), brokenOff: new Set(), signedOut: new Set() }
}

export function mayHold(viewer: Names | 'nobody', secret: Secret, since: Since): boolean {
  if (viewer === 'nobody' || since.signedOut.has(viewer)) return false
  if (secret.kind === 'name') return mayKnow(viewer, secret.of, since)
  if (secret.kind === 'device') return !since.signedOut.has(secret.of) && (viewer === secret.of || guards(viewer, secret.of))
  if (secret.kind === 'draft') return viewer === secret.owner
  if (secret.kind === 'circle' || secret.kind === 'collection' || secret.kind === 'idea' || secret.kind === 'wish')
    return viewer === secret.owner || guards(viewer, secret.owner) // and nobody who is in it
  if (since.takenBack.has(secret.post)) return false
  if (viewer === secret.owner || guardiansOf[secret.owner].includes(viewer)) return secret.kind === 'note' || secret.state !== 'taken-back'
  if (since.brokenOff.has(secret.owner) || since.brokenOff.has(viewer)) return false // an audience only shrinks
  return secret.kind === 'post' && secret.state === 'shared' && secret.with.includes(viewer) && perceives(secret.owner, viewer, since)
}

const guardiansOf: Record<Child, readonly Names[]> = { mia: ['dana', 'omar'], leo: ['lena'], ana: ['aron'] }

function guards(viewer: Names, child: Names): boolean {
  return Object.entries(guardiansOf).some(([name, guardians]) => name === child && guardians.includes(viewer))
}

/** Who is asked to guard a child too, and waits for the other guardian's word. */
const asked: readonly { who: Names; seesFaces: readonly Names[]; isSeenBy: readonly Names[] }[] = [
  { who: 'aron', seesFaces: ['mia', 'dana'], isSeenBy: ['dana', 'omar'] },
]

/** Who is connected, who said yes to it, and whose guardians stood face to face for it. */
const connections: readonly { between: readonly [Names, Names]; yes: readonly Names[]; faceToFace: boolean }[] = [
  { between: ['mia', 'leo'], yes: ['dana', 'lena'], faceToFace: true },
  { between: ['ana', 'leo'], yes: ['aron', 'lena'], faceToFace: true },
  { between: ['mia', 'rosa'], yes: ['dana', 'rosa'], faceToFace: false },
]

// The two are connected, and neither is a child who may not share.
function perceives(one: Names, other: Names, since: Since): boolean {
  const lasting = connections.some(({ between }) => between.includes(one) && between.includes(other) && !since.ended.has(between.join('-')))
  return lasting && !since.sharingOff.has(one) && !since.sharingOff.has(other)
}

// Family knows family; connected people know each other; a guardian also knows whom their child is connected to and which grown-ups said yes.
function mayKnow(viewer: Names, of: Names, since: Since): boolean {
  if (viewer === of || perceivesAsFriend(viewer, of, since)) return true
  const families = Object.entries(guardiansOf).map(([child, guardians]) => [child, ...guardians])
  if (families.some((family) => family.includes(viewer) && family.includes(of))) return true
  if (asked.some(({ who, seesFaces, isSeenBy }) => (viewer === who && seesFaces.includes(of)) || (of === who && isSeenBy.includes(viewer))))
    return true
  const children = (Object.keys(guardiansOf) as Child[]).filter((child) => guardiansOf[child].includes(viewer))
  return connections.some(({ between, yes, faceToFace }) => {
    const [one, other] = between
    const isOver = since.ended.has(between.join('-'))
    if (faceToFace && yes.includes(viewer) && [...between, ...yes].includes(of)) return true // until their code ends, after ten minutes
    if (isOver) return false
    if (viewer === 'rosa') return between.includes(viewer) && yes.includes(of)
    return children.some((child) => child === one || child === other) && [...between, ...yes].includes(of)
  })
}

function perceivesAsFriend(viewer: Names, of: Names, since: Since): boolean {
  return viewer !== of && perceives(viewer, of, since)
}
