// The hidden differences: what happens in one of the two worlds only, and to whom it must leave no trace. By the rules 1 to 3 of product.md. CNT-3, BUL-6
import { randomUUID } from 'node:crypto'
import { guardianInvitationFrom, relativeInvitationFrom } from '../../db/seed.ts'
import type { Carers, ToDecide } from '../../src/features/carers/contract.ts'
import type { Claims } from '../../src/features/claims/contract.ts'
import type { Proposals } from '../../src/features/guardians/contract.ts'
import type { Child } from '../../src/features/people/contract.ts'
import type { Tags } from '../../src/features/tags/contract.ts'
import type { OwnDevices } from '../../src/features/sign-in/contract.ts'
import { good, Person, signsUp } from '../world.ts'
import { everybody, type Name, type Past, type Twin } from './twins.ts'

export type Difference = { name: string; seenBy: readonly Name[]; happens(w: Twin, past: Past): Promise<unknown> }

const mias = ['mia', 'dana', 'omar'] as const
const nilss = ['noa', 'pia', 'nils'] as const

// That something came to a child, its guardians learn too: nothing else of it. Decision 0020
export const differences: readonly Difference[] = [
  { name: 'a post waits', seenBy: mias, happens: ({ people: { mia, leo, rosa } }) => mia.asks({ with: [leo, rosa], caption: 'pond' }) },
  { name: 'a post is for nobody else', seenBy: mias, happens: (w) => shares(w, 'mia', 'dana', []) },
  {
    name: 'a child keeps photos together, and no more',
    seenBy: mias,
    happens: async ({ people: { mia } }) => {
      const { posts } = await good(mia.get<{ posts: { id: string }[] }>('/api/posts'))
      const ids = posts.map(({ id }) => id)
      const kept = { picture: 'sun', name: 'Secret summer', posts: ids }
      const { collectionId } = await good(mia.post<{ collectionId: string }>('/api/collections', kept))
      await good(mia.post(`/api/collections/${collectionId}/removals`, { posts: ids }))
      await good(mia.ask('DELETE', `/api/collections/${collectionId}`))
      await good(mia.post('/api/collections', kept))
    },
  },
  {
    name: 'a child says how it felt, and has it forgotten',
    seenBy: ['mia'],
    happens: async ({ people: { mia } }) => {
      for (const feeling of ['cross', 'sad']) await good(mia.post('/api/feelings', { feeling }))
      await good(mia.ask('DELETE', '/api/feelings'))
      await good(mia.post('/api/feelings', { feeling: 'happy' }))
    },
  },
  {
    name: 'a guardian thinks of something, and takes it away',
    seenBy: mias,
    happens: async ({ people: { mia, dana } }) => {
      for (const words of ['a secret thing', 'something round']) await good(dana.post(`/api/children/${mia.id}/ideas`, { words }))
      const { ideas } = await good(mia.get<{ ideas: { id: string }[] }>('/api/ideas'))
      await good(dana.ask('DELETE', `/api/ideas/${ideas[0]?.id}`))
    },
  },
  { name: 'a post is shared with a relative', seenBy: [...mias, 'rosa'], happens: (w) => shares(w, 'mia', 'dana', ['rosa']) },
  { name: 'a post is shared with a friend', seenBy: [...mias, 'leo', 'lena'], happens: (w) => shares(w, 'mia', 'omar', ['leo']) },
  { name: 'another family shares', seenBy: ['leo', 'lena', 'ana', 'aron'], happens: (w) => shares(w, 'leo', 'lena', ['ana']) },
  {
    name: 'a post waits out the cooling-off',
    seenBy: mias,
    happens: async (w) => {
      const { mia, leo, rosa, dana } = w.people
      await tenMinutesLong(w, mia, async () => good(dana.approves(await mia.asks({ with: [leo, rosa] }))))
    },
  },
  {
    name: 'a post is for one more',
    seenBy: [...mias, 'rosa'],
    // There is no act that widens an audience: the other world's child had chosen one face more.
    happens: async (w, { posts }) => {
      await w.asOwner("set session_replication_role = 'replica'") // beneath what the database refuses to change
      const more = await w.asOwner(
        `insert into post_audience (post_id, person_id, connection_id, shared_from)
         select a.post_id, $2, c.id, a.shared_from from post_audience a, connections c
         where a.post_id = $1 and c.ended_at is null and $2 in (c.low_id, c.high_id) returning person_id`,
        [posts.seen, w.people.rosa.id],
      )
      await w.asOwner("set session_replication_role = 'origin'")
      if (more.length !== 1) throw new Error(`The audience grew by ${more.length}`)
    },
  },
  {
    name: 'a post is sent back',
    seenBy: mias,
    happens: async ({ people: { mia, leo, dana } }) =>
      good(dana.post(`/api/posts/${await mia.asks({ with: [leo] })}/sending-back`, { word: 'words', note: 'a note' })),
  },
  {
    name: 'a post is taken back and erased',
    seenBy: [...mias, 'rosa'],
    happens: async (w) => good(w.people.mia.takesBack(await shares(w, 'mia', 'dana', ['rosa']))),
  },
  {
    name: 'a second guardian hides a post that is hidden already, and the first shows it',
    seenBy: mias,
    happens: async ({ people: { dana, omar } }, { posts }) => {
      await good(dana.post(`/api/posts/${posts.hidden}/hides`))
      await good(omar.post(`/api/posts/${posts.hidden}/showing`, { freshCheckId: await omar.fresh('post.show', posts.hidden) }))
    },
  },
  {
    name: 'a relative sends a heart for a photo that a friend sees too',
    seenBy: [...mias, 'rosa'],
    happens: ({ people: { rosa } }, { posts }) => good(rosa.post(`/api/posts/${posts.forBoth}/replies`, { says: 'heart' })),
  },
  {
    name: 'a friend says something about a photo that a relative sees too',
    seenBy: [...mias, 'leo', 'lena'],
    happens: ({ people: { leo } }, { posts }) => good(leo.post(`/api/posts/${posts.forBoth}/replies`, { says: 'looks-fun' })),
  },
  {
    name: 'a friend writes something about a photo, and a guardian of its own has not read it yet',
    seenBy: ['leo', 'lena'],
    happens: ({ people: { leo } }, { posts }) =>
      good(leo.post(`/api/posts/${posts.forBoth}/own-words`, { words: 'call me on 0123 456 789' })),
  },
  {
    name: 'a child is in a post that was shared with it, and its family is asked to keep it',
    seenBy: ['leo', 'lena', 'ana', 'aron'],
    happens: async (w) => {
      const { ana, lena } = w.people
      const post = await shares(w, 'leo', 'lena', ['ana'])
      await good(ana.post(`/api/posts/${post}/claims`))
      const { claims } = await good(ana.get<Claims>('/api/claims'))
      await good(lena.post(`/api/claims/${claims.find(({ postId }) => postId === post)?.id}/keeping`))
    },
  },
  {
    name: 'a child is tagged in a post that is for another family, which says yes, and the child no',
    seenBy: ['leo', 'lena', 'ana', 'aron'],
    happens: async (w) => {
      const { ana, aron } = w.people
      await shares(w, 'leo', 'lena', ['ana'], ['ana'])
      const [tag] = (await good(aron.get<Tags>('/api/tags'))).tags
      await good(aron.post(`/api/tags/${tag?.id}/agreement`, { freshCheckId: await aron.fresh('tag.agree', tag?.id ?? '') }))
      await good(ana.ask('DELETE', `/api/tags/${tag?.id}/agreement`))
    },
  },
  {
    name: 'a child says that something is wrong with a post, and with somebody',
    seenBy: ['leo', 'lena'],
    happens: async ({ people: { leo, mia } }, { posts }) => {
      await good(leo.post('/api/reports', { postId: posts.seen, reason: 'weird' }))
      await good(leo.post('/api/reports', { personId: mia.id, reason: 'mean' }))
    },
  },
  { name: 'a draft', seenBy: ['mia'], happens: ({ people: { mia } }) => mia.draws() },
  {
    name: 'a draft is discarded',
    seenBy: mias, // the receipt is its guardians' too
    happens: async ({ people: { mia } }) => good(mia.ask('DELETE', `/api/photos/${await mia.draws()}`)),
  },
  { name: 'a fresh check', seenBy: ['dana'], happens: ({ people: { dana, mia } }) => dana.fresh('connection.offer', mia.id) },
  { name: 'a connection is offered', seenBy: mias, happens: (w) => offers(w) },
  {
    name: 'an offer is answered',
    seenBy: [...mias, ...nilss],
    happens: async (w) => answers(w, await offers(w)),
  },
  {
    name: 'two others connect',
    seenBy: [...mias, ...nilss],
    happens: async (w) => {
      const offer = await offers(w)
      await answers(w, offer)
      const { dana } = w.people
      const freshCheckId = await dana.fresh('connection.confirm', offer.offerId)
      await good(dana.post(`/api/connection-offers/${offer.offerId}/confirmation`, { freshCheckId }))
      return { usedCode: offer.code }
    },
  },
  {
    name: 'whom one was connected with is blocked', // and not only connected no longer
    seenBy: mias,
    happens: async ({ people: { mia, omar, noa } }) => {
      await good(mia.post(`/api/children/${mia.id}/blocks`, { personId: noa.id }))
      await good(omar.post(`/api/children/${mia.id}/blocks`, { personId: noa.id }))
    },
  },
  {
    name: 'what a child may do is made stricter, a guardian asks to open it, and the child, who is 13, to take all along', // of what others would miss nothing is taken
    seenBy: mias,
    happens: async ({ people: { mia, dana, omar } }) => {
      const settings = `/api/children/${mia.id}`
      for (const value of ['30', '7']) await good(omar.post(`${settings}/tightenings`, { setting: 'days', value }))
      const freshCheckId = await dana.fresh('setting.open', `${mia.id}:days:30`)
      await good(dana.post(`${settings}/openings`, { setting: 'days', value: '30', freshCheckId }))
      await good(dana.post(`${settings}/growing-up`, { month: lastMonth() }))
      await good(mia.post('/api/handovers', { what: 'take' }))
    },
  },
  {
    name: 'a post is on its way by itself, and a guardian has the child ask for each', // who it was for never hears of it
    seenBy: mias,
    happens: async (w) => {
      const { mia, omar, dana, leo, rosa } = w.people
      const { asOwner } = w
      await asOwner("update children set band = '10-13' where child_id = $1", [mia.id])
      await asOwner(
        "update settings set value = 'told', by_id = $2, said_at = clock_timestamp() where child_id = $1 and setting = 'asking'",
        [mia.id, dana.id],
      )
      await tenMinutesLong(w, mia, () => mia.asks({ with: [leo, rosa] }))
      await good(omar.post(`/api/children/${mia.id}/tightenings`, { setting: 'asking', value: 'each' }))
    },
  },
  {
    name: 'of one friend a guardian says that they are asked for each photo, and another asks to be asked for fewer for a relative', // neither of the two hears of it
    seenBy: mias,
    happens: async ({ people: { mia, omar, dana, leo, rosa }, asOwner }) => {
      await asOwner("update children set band = '10-13' where child_id = $1", [mia.id])
      const asking = { setting: 'asking', value: 'each', personId: leo.id }
      await good(omar.post(`/api/children/${mia.id}/tightenings`, asking))
      const freshCheckId = await dana.fresh('setting.open', `${mia.id}:asking:new-people:${rosa.id}`)
      await good(dana.post(`/api/children/${mia.id}/openings`, { setting: 'asking', value: 'new-people', personId: rosa.id, freshCheckId }))
    },
  },
  {
    name: 'quiet hours and the time of a day are set, and a child begins a visit and asks for another name', // when it is here, or asleep, nobody else learns
    seenBy: mias,
    happens: async ({ people: { mia, omar } }) => {
      const tightenings = `/api/children/${mia.id}/tightenings`
      await good(omar.post(tightenings, { setting: 'hours', value: '21-6' }))
      await good(omar.post(tightenings, { setting: 'budget', value: '30' }))
      await good(mia.post('/api/visits'))
      await good(mia.post('/api/name-wishes', { name: 'Mimi' }))
    },
  },
  {
    name: 'a child and its guardian have other names and faces',
    seenBy: [...mias, 'leo', 'lena', 'rosa', 'nils'], // who knows them by these, and who stood before them with a code minutes ago; of a friend's friends nobody
    happens: async ({ people: { mia, dana } }) => {
      for (const person of [mia, dana]) {
        const freshCheckId = await dana.fresh('name.change', person.id)
        await good(dana.post(`/api/people/${person.id}/name`, { name: `New ${person.name}`, freshCheckId }))
        await good(person.post(`/api/people/${person.id}/face`, { avatar: 'otter.sky.dots.bow' }))
      }
    },
  },
  {
    name: 'somebody is in a circle, and not in it any more',
    seenBy: mias,
    happens: async ({ people: { mia, dana, leo, rosa } }) => {
      const circle = { picture: 'star', name: 'Secret friends', people: [leo.id] }
      const { circleId } = await good(mia.post<{ circleId: string }>(`/api/children/${mia.id}/circles`, circle))
      await good(dana.post(`/api/circles/${circleId}/people`, { personId: rosa.id }))
      await good(dana.ask('DELETE', `/api/circles/${circleId}/people/${leo.id}`))
      await good(mia.post(`/api/circles/${circleId}/people`, { personId: leo.id }))
    },
  },
  {
    name: 'consent is withdrawn and given',
    seenBy: nilss,
    happens: async ({ people: { nils, pia } }) => {
      const { version } = await good(nils.get<{ version: string }>('/api/notice'))
      await good(nils.post(`/api/children/${pia.id}/withdrawals`, { purpose: 'photos' }))
      await good(nils.post(`/api/children/${pia.id}/consents`, { noticeVersion: version, purposes: ['photos'] }))
    },
  },
  {
    name: 'sharing is paused',
    seenBy: nilss,
    happens: ({ people: { nils, pia } }) => good(nils.post(`/api/children/${pia.id}/pauses`)),
  },
  {
    name: 'a child is of the older band',
    seenBy: nilss,
    happens: async ({ people: { nils, pia } }) =>
      good(nils.post(`/api/children/${pia.id}/older-band`, { freshCheckId: await nils.fresh('band.older', pia.id) })),
  },
  { name: 'assent is withdrawn', seenBy: nilss, happens: ({ people: { pia } }) => good(pia.post('/api/assent-withdrawals')) },
  {
    name: 'a guardian is added',
    seenBy: nilss,
    happens: async (w) => {
      const { nils, pia } = w.people
      return joins(w, await guardianInvitationFrom(nils, pia))
    },
  },
  {
    name: 'a guardian is proposed, and the other says no',
    seenBy: mias,
    happens: async (w) => {
      const { dana, omar, mia } = w.people
      const zoe = await joins(w, await guardianInvitationFrom(dana, mia))
      const { proposals } = await good(omar.get<Proposals>('/api/proposals'))
      await good(omar.post(`/api/proposals/${proposals[0]?.id}/objection`))
      return zoe
    },
  },
  {
    name: 'a relative helps out for some days, says yes to a photo, and stops', // for whom it is does not learn who let it go
    seenBy: [...mias, 'rosa'],
    happens: async ({ people: { mia, leo, dana, omar, rosa } }) => {
      const freshCheckId = await dana.fresh('carer.ask', `${mia.id}:${rosa.id}`)
      await good(dana.post(`/api/children/${mia.id}/carers`, { personId: rosa.id, until: 'week', freshCheckId }))
      const { proposals } = await good(omar.get<Proposals>('/api/proposals'))
      const id = proposals.find(({ what }) => what === 'ask-carer')?.id ?? ''
      await good(omar.post(`/api/proposals/${id}/agreement`, { freshCheckId: await omar.fresh('proposal.agree', id) }))
      const post = await mia.asks({ with: [leo] })
      const contentHash = (await good(rosa.get<ToDecide>('/api/to-decide'))).posts.find((one) => one.id === post)?.contentHash
      await good(rosa.post(`/api/posts/${post}/approval`, { contentHash, freshCheckId: await rosa.fresh('post.approve', 'inbox') }))
      const { carers } = await good(rosa.get<Carers>('/api/carers'))
      await good(rosa.ask('DELETE', `/api/carers/${carers[0]?.id}`))
    },
  },
  { name: 'a relative joins', seenBy: mias, happens: async (w) => joins(w, await relativeInvitationFrom(w.people.dana, w.people.mia)) },
  {
    name: 'a device is paired',
    seenBy: nilss,
    happens: async (w) => {
      const { code } = await good(w.people.nils.post<{ code: string }>(`/api/children/${w.people.pia.id}/pairings`))
      await good(new Person(w, 'Tablet').post('/api/sessions', { way: { kind: 'code', code } }))
      return { usedCode: code }
    },
  },
  {
    name: "a child's device is named, and signed out",
    seenBy: nilss,
    happens: async (w) => {
      const { nils, pia } = w.people
      const { code } = await good(nils.post<{ code: string }>(`/api/children/${pia.id}/pairings`))
      await good(new Person(w, 'Tablet').post('/api/sessions', { way: { kind: 'code', code } }))
      const { devices } = await good(nils.get<Child>(`/api/children/${pia.id}`))
      await good(nils.post(`/api/devices/${devices[0]?.id}/name`, { name: 'Kitchen tablet' }))
      await good(nils.ask('DELETE', `/api/devices/${devices[1]?.id}`))
      return { usedCode: code }
    },
  },
  {
    name: 'a child chooses pictures, and locks a tablet with them',
    seenBy: nilss,
    happens: async (w) => {
      const { nils, pia } = w.people
      const { code } = await good(nils.post<{ code: string }>(`/api/children/${pia.id}/pairings`))
      const tablet = new Person(w, 'Tablet')
      await good(tablet.post('/api/sessions', { way: { kind: 'code', code } }))
      await good(tablet.post('/api/picture-lock', { pictures: ['key', 'bus', 'bell', 'key'] }))
      await good(tablet.post('/api/session/lock'))
      return { usedCode: code }
    },
  },
  {
    name: "a grown-up's own device is named, and all others signed out",
    seenBy: ['rosa'],
    happens: async ({ people: { rosa } }) => {
      const { devices } = await good(rosa.get<OwnDevices>('/api/devices'))
      await good(rosa.post(`/api/devices/${devices[0]?.id}/name`, { name: 'Kitchen phone' }))
      await good(rosa.ask('DELETE', '/api/devices'))
    },
  },
  {
    name: 'others look',
    seenBy: mias, // what grown-ups looked at, the child and its guardians read (PAR-3); nobody else does
    happens: async ({ people: { leo, mia, dana, rosa } }) => {
      for (const person of [leo, mia, dana, rosa])
        for (const url of ['/api/feed', '/api/posts', '/api/me', '/api/inbox']) await person.get(url)
    },
  },
  {
    name: 'others fail',
    seenBy: [],
    happens: async ({ people: { dana, mia, rosa } }, { posts }) => {
      await dana.post(`/api/posts/${posts.seen}/approval`, { contentHash: '0'.repeat(64), freshCheckId: randomUUID() })
      await mia.post('/api/posts', { photos: [{ photoId: randomUUID(), alt: '' }], caption: '', audience: [], days: 7 })
      await rosa.ask('DELETE', `/api/connections/${randomUUID()}`)
    },
  },
  {
    name: 'more posts than a page of a feed holds',
    seenBy: mias,
    // Shared with nobody, after all that anybody sees: a page that were cut before it is filtered would be empty.
    happens: (w, { posts }) =>
      w.asOwner(
        `with made as (
           insert into posts (id, child_id, caption_sealed, days, findings, content_hash, asked_at, shared_from, shared_until)
           select gen_random_uuid(), child_id, caption_sealed, days, findings, content_hash, now(), now() - interval '1 second', now() + interval '6 days'
           from posts, generate_series(1, 40) where id = $1 returning id)
         insert into approvals (post_id, guardian_id, content_hash, fresh_check_id)
         select made.id, y.guardian_id, y.content_hash, gen_random_uuid() from made, approvals y where y.post_id = $1`,
        [posts.seen],
      ),
  },
]

export function hiddenFrom(difference: Difference): Name[] {
  return everybody.filter((name) => !difference.seenBy.includes(name))
}

// A minute is over before a busy machine has compared everybody, and then who it is for hears of it, as they must.
async function tenMinutesLong({ asOwner }: Twin, child: Person, asks: () => Promise<unknown>): Promise<void> {
  const coolingOff = (value: string) =>
    asOwner("update settings set value = $2 where child_id = $1 and setting = 'cooling-off'", [child.id, value])
  await coolingOff('ten-minutes')
  await asks()
  await coolingOff('minute')
}

async function shares(
  w: Twin,
  child: 'mia' | 'leo',
  guardian: 'dana' | 'omar' | 'lena',
  others: Name[],
  tagged: Name[] = [],
): Promise<string> {
  const people = (names: Name[]) => names.map((name) => w.people[name])
  const post = await w.people[child].asks({ with: people(others), tagged: people(tagged), caption: 'a secret kite' })
  await good(w.people[guardian].approves(post))
  const past = "shared_from = shared_from - interval '61 seconds'"
  await w.asOwner(`update posts set ${past}, shared_until = shared_until - interval '61 seconds' where id = $1`, [post])
  await w.asOwner(`update post_audience set ${past} where post_id = $1`, [post])
  return post
}

/** "2026-10": who turned 13 in it is 13 in any case. */
function lastMonth(): string {
  const [year, month] = [new Date().getUTCFullYear(), new Date().getUTCMonth()]
  return new Date(Date.UTC(year, month - 1)).toISOString().slice(0, 7)
}

type Offer = { offerId: string; code: string }

async function offers({ people: { dana, mia } }: Twin): Promise<Offer> {
  const freshCheckId = await dana.fresh('connection.offer', mia.id)
  return good(dana.post<Offer>(`/api/children/${mia.id}/connection-offers`, { freshCheckId }))
}

async function answers({ people: { nils, pia } }: Twin, { code }: Offer): Promise<void> {
  const freshCheckId = await nils.fresh('connection.answer', code)
  await good(nils.post('/api/connection-offers/answer', { code, childId: pia.id, freshCheckId }))
}

let joined = 0

async function joins(w: Twin, code: string): Promise<{ id: string; usedCode: string; signInName: string }> {
  const zoe = new Person(w, `Zoe${++joined}`)
  await signsUp(zoe, code)
  return { id: zoe.id, usedCode: code, signInName: zoe.name }
}
