// Who is asked before something goes out: a guardian, unless they have let go; the house's own look where nobody looks; and who helps out.
import { randomUUID } from 'node:crypto'
import { connects, good, opens } from '../../db/seed.ts'
import type { Carers, ToDecide } from '../features/carers/contract.ts'
import type { Inbox, Post } from '../features/posts/contract.ts'
import { type Canary, type Family, makeFamily, makeRelative } from './canaries.ts'
import { numbered } from './numbered.ts'
import { approves, closedTo, cooling, holds, newWord, refused, type Stage, telling } from './stage.ts'

export const checks = {
  async 'somebody-new'(stage: Stage) {
    const { c, d } = stage
    const older = await makeOlder(stage)
    const { guardian, child } = older
    const tries = async (who: Family, value: string) => {
      const freshCheckId = await who.guardian.fresh('setting.open', `${who.child.id}:asking:${value}`)
      const url = `/api/children/${who.child.id}/openings`
      await refused(stage, 'somebody-new-step', who.guardian, 'POST', url, { setting: 'asking', value, freshCheckId })
    }
    const asks = async () => child.asksWith(await telling(), { with: [c.child], caption: 'new', alt: 'a drawing' })
    const read = (post: string) => good(guardian.get<Post>(`/api/posts/${post}`))
    const waits = async (post: string) => {
      stage.attacks += 1
      holds((await read(post)).state === 'waiting', 'somebody-new')
    }
    await tries(d, 'new-people') // from 5 to 9
    await tries(older, 'told') // two steps at once
    await waits(await asks())
    await opens(guardian, child, 'asking', 'new-people')
    await waits(await asks())
    await opens(guardian, child, 'asking', 'told')
    const post = await asks()
    const { state, findings } = await read(post)
    const tooBusy = state === 'waiting' && findings.some(({ kind }) => kind === 'unseen') // to look at it in time: then it is right that a guardian does
    holds(state === 'cooling-off' || tooBusy, 'somebody-new-control')
    await good(child.post(`/api/children/${child.id}/tightenings`, { setting: 'asking', value: 'each' }))
    await waits(post)
  },

  async 'looked-at-first'(stage: Stage) {
    const { guardian, child } = await makeOlder(stage)
    for (const step of ['new-people', 'told'] as const) await opens(guardian, child, 'asking', step)
    const post = await child.asksWith(await numbered(), { with: [stage.c.child], caption: 'a number', alt: 'a drawing' }) // it says that its device has found nothing
    stage.attacks += 1
    const { state, findings } = await good(guardian.get<Post>(`/api/posts/${post}`))
    holds(state === 'waiting', 'looked-at-first')
    holds(findings.length > 0, 'looked-at-first-found')
  },

  async 'words-wait'(stage: Stage) {
    const [writer, friend] = [await makeOlder(stage), await makeOlder(stage)]
    await connects([writer.guardian, writer.child], [friend.guardian, friend.child])
    await opens(friend.guardian, friend.child, 'cooling-off', 'minute')
    const post = await friend.child.asksWith(await telling(), { with: [writer.child], caption: 'read', alt: 'a drawing' })
    await approves(friend.guardian, post)
    await stage.grounds.pass(cooling, [post])
    const [words, url] = [newWord(), `/api/posts/${post}/own-words`]
    const writes = (who: Canary) => refused(stage, 'words-wait-closed', who, 'POST', url, { words })
    await opens(writer.guardian, writer.child, 'replies', 'own-words')
    await writes(writer.child)
    await opens(friend.guardian, friend.child, 'replies', 'own-words')
    for (const who of [stage.a.child, friend.child, writer.guardian]) await writes(who)
    await good(writer.child.post(url, { words }))
    const waiting = async () => (await good(writer.guardian.get<Inbox>('/api/inbox'))).written.find((one) => one.words === words)
    const written = await waiting()
    holds(written, 'words-wait-control')
    const closed = async (code: string) => {
      for (const who of [friend.child, friend.guardian])
        for (const place of [`/api/posts/${post}`, '/api/posts', '/api/inbox']) {
          stage.attacks += 1
          const { status, raw } = await who.get(place)
          holds(status < 500 && !raw.includes(words) && !raw.includes(written.id), code)
        }
    }
    await closed('words-wait')
    const says = async (who: Canary, freshCheckId: string, { contentHash } = written) =>
      refused(stage, 'words-wait-yes', who, 'POST', `/api/replies/${written.id}/approval`, { contentHash, freshCheckId })
    await says(writer.child, randomUUID())
    await says(friend.guardian, await friend.guardian.fresh('post.approve', 'inbox'))
    await says(writer.guardian, randomUUID())
    const freshCheckId = await writer.guardian.fresh('post.approve', 'inbox')
    await says(writer.guardian, freshCheckId, { ...written, contentHash: '0'.repeat(64) })
    await good(writer.guardian.post(`/api/replies/${written.id}/approval`, { contentHash: written.contentHash, freshCheckId }))
    await closed('words-wait-early')
    await good(writer.guardian.ask('DELETE', `/api/replies/${written.id}/approval`))
    holds(await waiting(), 'words-wait-undone')
  },

  async 'helps-out'(stage: Stage) {
    await stage.shared() // of a, b and d its guardian has let see what it shares
    const { a, b, d, grounds, things } = stage
    const helper = await makeRelative(grounds, a, newWord())
    const asks = async (to: Canary[], tagged: Canary[] = []) =>
      a.child.asksWith(await telling(), { with: to, tagged, caption: 'helped', alt: 'a drawing' })
    const [usual, forThem, tagging] = [things.waiting.post, await asks([helper]), await asks([b.child, d.child], [d.child])]
    const triesYes = async (post: string, code: string) => {
      const { contentHash } = await good(a.guardian.get<Post>(`/api/posts/${post}`))
      const freshCheckId = await helper.fresh('post.approve', 'inbox')
      await refused(stage, code, helper, 'POST', `/api/posts/${post}/approval`, { contentHash, freshCheckId })
    }
    await triesYes(usual, 'helps-out-early')
    const freshCheckId = await a.guardian.fresh('carer.ask', `${a.child.id}:${helper.id}`)
    await good(a.guardian.post(`/api/children/${a.child.id}/carers`, { personId: helper.id, until: 'today', freshCheckId }))
    for (const post of [forThem, tagging, things.kept.post]) await triesYes(post, 'helps-out')
    const { posts } = await good(helper.get<ToDecide>('/api/to-decide'))
    holds(posts.length === 1 && posts[0]?.id === usual, 'helps-out-control')
    await closedTo(stage, helper, things.back, 'helps-out')
    const { carers } = await good(helper.get<Carers>('/api/carers'))
    await good(a.guardian.ask('DELETE', `/api/carers/${carers[0]?.id}`))
    await triesYes(usual, 'helps-out-late')
    await closedTo(stage, helper, things.waiting, 'helps-out-late')
  },
}

/** A child from 10 to 13, who knows c and may ask to share with friends. */
async function makeOlder({ c, grounds }: Stage): Promise<Family> {
  const older = await makeFamily(grounds, { guardian: newWord(), child: newWord() }, '10-13')
  await connects([older.guardian, older.child], [c.guardian, c.child])
  await opens(older.guardian, older.child, 'audience', 'everyone')
  return older
}
