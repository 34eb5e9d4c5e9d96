// A look through the server's own door, for a share of the moments; and the very borders of time, which no clock hits by chance.
import assert from 'node:assert/strict'
import type { Feed, Post } from '../../../src/features/posts/contract.ts'
import type { Names } from '../../world.ts'
import { everybody } from '../looking.ts'
import { sqlOf, type Families } from './families.ts'
import { isChild, isVisiting, travelsTo, whySees, type Life } from './sentence.ts'

/** Everybody's lists, feeds and connections, and for one post, or for each, its page, its faces and the bytes of its photo. How many looks that was. */
export async function lookByDoor({ w, ids }: Families, life: Life, nth: number | 'each'): Promise<number> {
  const names = Object.keys(life.posts)
  const posts = Object.entries(life.posts).filter(([name]) => nth === 'each' || name === names[nth % names.length])
  let looks = 0
  for (const viewer of everybody.filter((one) => one !== 'sam')) {
    const awake = !isChild(viewer) || life.signedIn[viewer]
    const whys = Object.entries(life.posts).map(
      ([one, its]) => [ids.posts.get(one), awake ? whySees(life, viewer, its) : undefined] as const,
    )
    const list = (await w[viewer].get<{ posts?: Post[] }>('/api/posts')).body?.posts ?? []
    const own = whys.filter(([, why]) => why === 'owner' || why === 'guardian').map(([id]) => id)
    assert.deepEqual(list.map(({ id }) => id).sort(), own.sort(), `${viewer}'s list`)
    const feed = (await w[viewer].get<Partial<Feed>>('/api/feed')).body?.posts ?? []
    const here = !isChild(viewer) || isVisiting(life, viewer) // what others share is for a visit. WEL-9
    const shared = whys.filter(([, why]) => why === 'audience' && here).map(([id]) => id)
    assert.deepEqual(feed.map(({ id }) => id).sort(), shared.sort(), `${viewer}'s feed`)
    looks += 2
    for (const [name, post] of posts) {
      const why = awake ? whySees(life, viewer, post) : undefined
      for (const rendition of ['card', 'screen']) {
        const bytes = await w[viewer].get(`/api/photos/${post.photo}/${rendition}`)
        assert.equal(bytes.status === 200, why !== undefined, `${viewer} and the bytes (${rendition})`) // a feed that is open ends at a step: its photos need no visit. 0034
        if (why && rendition === 'card') assert.equal(bytes.raw.toString(), post.photo, 'the right bytes')
      }
      const page = await w[viewer].get<Post>(`/api/posts/${ids.posts.get(name)}`)
      assert.equal(page.status === 200, why === 'owner' || why === 'guardian', `${viewer} and the page`)
      if (page.status === 200) {
        const now = page.body.seers.filter((seer) => seer.now).map((seer) => seer.person.id)
        const wanted = everybody.filter((one) => whySees(life, one, post) !== undefined).map((one) => w[one].id)
        assert.deepEqual(now.sort(), wanted.sort(), `the faces on ${viewer}'s page`)
      }
      looks += 2
    }
  }
  return looks
}

const moments = ['- interval', '+ 0 * interval', '+ interval'] as const

/** A microsecond before, at and after the end of the cooling-off, the end of a share, and the moment since when a child may share. Nothing of it stays. */
export async function lookAtBorders({ w, ids }: Families, life: Life, nth: number): Promise<number> {
  const posts = Object.entries(life.posts).filter(
    ([, { state, audience }]) => (state === 'shared' || state === 'cooling-off') && audience.length > 0,
  )
  const [name, post] = posts[nth % posts.length] ?? []
  if (name === undefined || !post) return 0
  const id = ids.posts.get(name) ?? ''
  const reached = travelsTo(life, post)
  const reachedUnbroken = travelsTo(life, post, Number.POSITIVE_INFINITY) // had every yes been there all along
  const seers = async (change: string) => {
    await w.asOwner(`begin; ${change}`)
    try {
      const rows = await w.asOwner<{ id: string }>(
        "select viewer_id as id from access.post_sight where post_id = $1 and why = 'audience'",
        [id],
      )
      return rows.map((row) => everybody.find((one) => w[one].id === row.id)).sort()
    } finally {
      await w.asOwner('rollback')
    }
  }
  const shared = (from: string, until: string) => sqlOf(`update posts set shared_from = ${from}, shared_until = ${until} where id = %L`, id)
  const sinceAsked = (since: string) =>
    `${shared("now() - interval '1 hour'", "now() + interval '1 hour'")}; update consents set given_at = now() - interval '3 hours'; update assents set given_at = now() - interval '3 hours';
    update posts set asked_at = now() - interval '2 hours'; ${sqlOf(`update consents set given_at = now() - interval '2 hours' ${since} where child_id = %L`, w[post.by].id)}`
  for (const moment of moments) {
    const border = `now() ${moment} '1 microsecond'`
    const said = (yes: boolean, those = reached): Names[] => (yes ? those.toSorted() : [])
    assert.deepEqual(await seers(shared(border, "now() + interval '1 day'")), said(moment !== '+ interval'), `the window ends: ${moment}`)
    assert.deepEqual(await seers(shared("now() - interval '1 day'", border)), said(moment === '+ interval'), `the share ends: ${moment}`)
    assert.deepEqual(
      await seers(sinceAsked(`${moment} '1 microsecond'`)),
      said(moment !== '+ interval', reachedUnbroken),
      `consent was given: ${moment}`,
    )
  }
  return moments.length * 3
}
