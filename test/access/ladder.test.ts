// The trust ladder: which photos of a child a guardian is asked for before, one step at a time up, at once down, and the yes that stands in a step. KID-5, PUB-1
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { postWaiting, postWent } from '../../src/features/alerts/jobs.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Proposals } from '../../src/features/guardians/contract.ts'
import type { AudienceChoices, Post } from '../../src/features/posts/contract.ts'
import type { ChildSettings } from '../../src/features/settings/contract.ts'
import { pictureOf } from '../screening/pictures.ts'
import { good, type Person, world, type World } from '../world.ts'
import { sightOf } from './looking.ts'

let w: World
let work: Work & { close(): Promise<void> }
before(async () => {
  w = await world()
  work = await openWork(w.config, w.urls.worker)
  await w.asOwner("update children set band = '10-13' where child_id = $1", [w.mia.id])
})
after(async () => {
  await work?.close()
  await w?.close()
})
beforeEach(async () => {
  for (const table of ['approvals', 'hides', 'tags', 'receipts', 'photos', 'posts']) await w.asOwner(`delete from ${table}`)
})

const family = ['Dana', 'Mia', 'Omar']
const at = () => `/api/children/${w.mia.id}`
const opens = async (who: Person, value: string, child = w.mia) =>
  who.post<{ code: string }>(`/api/children/${child.id}/openings`, {
    setting: 'asking',
    value,
    freshCheckId: await who.fresh('setting.open', `${child.id}:asking:${value}`),
  })
const goesDown = (who: Person, value: string) => who.post<{ code: string }>(`${at()}/tightenings`, { setting: 'asking', value })
/** As Dana has it now, past the acts. */
const stands = (value: string, by = w.dana) =>
  w.asOwner(
    "insert into settings (child_id, setting, value, by_id, said_at) values ($1, 'asking', $2, $3, clock_timestamp()) on conflict (child_id, setting) do update set value = excluded.value, by_id = excluded.by_id, said_at = excluded.said_at",
    [w.mia.id, value, by.id],
  )
const step = async () =>
  (await good(w.mia.get<ChildSettings>(`${at()}/settings`))).settings.find(({ setting }) => setting === 'asking')?.value
const shown = (post: string) => good(w.dana.get<Post>(`/api/posts/${post}`))
const stateOf = async (post: string) => (await shown(post)).state
/** Dana says yes, or nobody does, and the window is over. */
const isOut = async (post: string) => {
  await w.coolingOffEnds(post)
  return sightOf(w, post)
}
const lastActs = async (count: number) =>
  (await good(w.mia.get<FamilyLog>(`${at()}/log?of=acts`))).entries.slice(0, count).map(({ act, by }) => `${act} by ${by?.name}`)

describe('the steps', () => {
  it('PUB-1 on the first each photo is asked for', async () => {
    await stands('each')
    const post = await w.mia.asks({ with: [w.leo] })
    assert.equal(await stateOf(post), 'waiting')
    assert.equal((await good(w.mia.get<AudienceChoices>('/api/audience'))).asking, 'each')
  })

  it('KID-5 on the second only those for somebody to whom no guardian has let this child share', async () => {
    await stands('new-people')
    const first = await w.mia.asks({ with: [w.leo] })
    assert.equal(await stateOf(first), 'waiting')
    await good(w.dana.approves(first))
    assert.equal(await stateOf(await w.mia.asks({ with: [w.leo] })), 'waiting', 'the yes may be undone still')
    await w.coolingOffEnds(first)
    const again = await w.mia.asks({ with: [w.leo] })
    const { state, approved } = await shown(again)
    assert.deepEqual([state, approved?.step, approved?.by?.name], ['cooling-off', 'new-people', 'Dana'])
    assert.deepEqual(await sightOf(w, again), family, 'nobody else before the window is over')
    assert.deepEqual(await isOut(again), ['Dana', 'Leo', 'Mia', 'Omar'])
    assert.deepEqual(await lastActs(2), ['post.go by Dana', 'post.make by Mia'])
    assert.equal(await stateOf(await w.mia.asks({ with: [w.leo, w.rosa] })), 'waiting', 'Rosa is new')
    await w.asOwner("update approvals set step = 'told', fresh_check_id = null where post_id = $1", [first])
    assert.equal(await stateOf(await w.mia.asks({ with: [w.leo] })), 'waiting', 'what went by a step is no guardian’s yes')
  })

  it('KID-5 what was taken back, hidden, or approved by somebody who has left says of nobody that they are known', async () => {
    await stands('new-people')
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const goes = async () => (await stateOf(await w.mia.asks({ with: [w.leo] }))) === 'cooling-off'
    assert.equal(await goes(), true)
    await good(w.omar.post(`/api/posts/${post}/hides`, {}))
    assert.equal(await goes(), false)
    await w.asOwner('delete from hides')
    assert.equal(await goes(), true)
    await w.asOwner('update approvals set guardian_id = $2 where post_id = $1', [post, w.lena.id])
    assert.equal(await goes(), false)
    await w.asOwner('update approvals set guardian_id = $2 where post_id = $1', [post, w.omar.id])
    assert.equal(await goes(), true)
    await good(w.dana.takesBack(post))
    assert.equal(await goes(), false)
  })

  it('PUB-2, SAF-1 where nobody is asked, the server looks at the photos itself, whatever the app says: who can be read of, or cannot be looked at, waits', async () => {
    await stands('told')
    const sign = await pictureOf({ kind: 'place', words: 'Elm Street', way: 'clear', font: 'andika' })
    const post = await w.mia.asks({ with: [w.leo], photo: sign })
    const { state, findings } = await shown(post)
    assert.deepEqual([state, findings], ['waiting', [{ kind: 'readable' }]])
    assert.equal(await stateOf(await w.mia.asks({ with: [w.leo] })), 'cooling-off', 'nothing is to be seen in this one')
  })

  it('KID-5 on the third none, and what was found in its words is asked for all the same', async () => {
    await stands('told')
    const post = await w.mia.asks({ with: [w.leo, w.rosa] })
    assert.deepEqual((await shown(post)).approved?.step, 'told')
    const words = [
      'call me: 0171 1234567',
      'zero one seven one two three four five six',
      'I want to die',
      'du bist so hässlich',
      'هذا سرنا الصغير',
    ] // by an app that did not ask
    for (const caption of words) assert.equal(await stateOf(await w.mia.asks({ with: [w.leo], caption })), 'waiting', caption)
    assert.equal(await stateOf(await w.mia.asks({ with: [w.leo], written: ['mia_fox on insta'] })), 'waiting', 'onto the photo')
    assert.equal(await stateOf(await w.mia.asks({ with: [w.leo], unread: true })), 'waiting', 'onto the photo, and not known any more')
    assert.equal(
      await stateOf(await w.mia.asks({ with: [w.leo], caption: 'I am 11 today' })),
      'cooling-off',
      'an age is for her to think about',
    )
    assert.deepEqual(await isOut(post), ['Dana', 'Leo', 'Mia', 'Omar', 'Rosa'])
  })

  it('PUB-5 who is in the picture waits for their own family on every step', async () => {
    await stands('weekly')
    const post = await w.mia.asks({ with: [w.leo, w.rosa], tagged: [w.leo] })
    assert.deepEqual(await isOut(post), ['Dana', 'Leo', 'Mia', 'Omar'])
  })

  it('CON-7 a pause or a withdrawn consent closes what is on its way, and a consent that is given again opens nothing of it', async () => {
    await stands('told')
    const post = await w.mia.asks({ with: [w.leo] })
    await good(w.omar.post(`${at()}/pauses`, {}))
    assert.deepEqual(await isOut(post), family)
    await w.asOwner('delete from pauses')
    assert.deepEqual(await sightOf(w, post), ['Dana', 'Leo', 'Mia', 'Omar'])
    const [given] = await w.asOwner<{ id: string }>("select id from consents where child_id = $1 and purpose = 'sharing'", [w.mia.id])
    await good(w.dana.post(`${at()}/withdrawals`, { purpose: 'sharing' }))
    assert.deepEqual(await sightOf(w, post), family)
    await w.asOwner(
      'insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method) select gen_random_uuid(), child_id, guardian_id, guardianship_id, purpose, notice_version, method from consents where id = $1',
      [given?.id],
    )
    assert.deepEqual(await sightOf(w, post), family)
  })
})

describe('up and down', () => {
  it('KID-5 only a guardian goes up, one step at a time, and it waits for the others', async () => {
    await stands('each')
    for (const value of ['told', 'weekly']) assert.equal((await opens(w.dana, value)).body.code, 'setting.not-yet', value)
    await good(opens(w.dana, 'new-people'))
    assert.equal(await step(), 'each')
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day'")
    await w.asOwner("update settings set said_at = said_at - interval '2 days'")
    await w.asOwner("update guardianships set since = since - interval '3 days'")
    await w.asOwner('select access.settle_proposal(id) from proposals')
    assert.equal(await step(), 'new-people')
    assert.equal((await w.mia.post(`${at()}/openings`, { setting: 'asking', value: 'told', freshCheckId: w.mia.id })).status, 403)
  })

  it('KID-5 any guardian goes down at once, and what is on its way waits', async () => {
    await stands('told')
    const [out, going] = [await w.mia.asks({ with: [w.leo] }), await w.mia.asks({ with: [w.leo] })]
    await w.coolingOffEnds(out)
    await good(goesDown(w.omar, 'new-people'))
    assert.deepEqual([await step(), await stateOf(out), await stateOf(going)], ['new-people', 'shared', 'waiting'])
    assert.deepEqual(await lastActs(2), ['post.ask-again by Omar', 'setting.tighten by Omar'])
    assert.deepEqual((await postWaiting(work, { postId: going as never })).to.toSorted(), [w.dana.id, w.omar.id].sort())
    assert.equal(await postWent(work, { postId: going as never }), undefined)
    assert.deepEqual(await isOut(going), family)
    await good(w.dana.approves(going)) // to exactly this, as ever
    assert.equal(await stateOf(going), 'cooling-off')
    await good(goesDown(w.dana, 'each'))
    assert.equal(await stateOf(going), 'cooling-off', 'that was said')
  })

  it('KID-5 the child goes back to being asked for each photo, and says nothing else of it', async () => {
    await stands('weekly')
    const going = await w.mia.asks({ with: [w.leo] })
    assert.equal((await goesDown(w.mia, 'told')).status, 403)
    assert.equal((await w.mia.post(`${at()}/tightenings`, { setting: 'days', value: '7' })).status, 403)
    assert.equal((await w.leo.post(`${at()}/tightenings`, { setting: 'asking', value: 'each' })).status, 404)
    await good(goesDown(w.mia, 'each'))
    assert.deepEqual([await step(), await stateOf(going)], ['each', 'waiting'])
    const set = (await good(w.dana.get<ChildSettings>(`${at()}/settings`))).settings.find(({ setting }) => setting === 'asking')
    assert.equal(set?.by?.name, 'Mia')
    await good(goesDown(w.mia, 'each')) // once more is nothing more
  })

  it('PUB-4 any guardian stops one alone while it is on its way', async () => {
    await stands('told')
    const post = await w.mia.asks({ with: [w.leo] })
    assert.ok((await shown(post)).abilities.includes('undo'))
    await good(w.omar.ask('DELETE', `/api/posts/${post}/approval`))
    assert.deepEqual([await stateOf(post), await step()], ['waiting', 'told'])
  })

  it('KID-5 a step counts while who granted it guards without a break; when they leave, what is on its way waits', async () => {
    await w.asOwner("update guardianships set since = since - interval '3 days'")
    await stands('told', w.omar)
    const going = await w.mia.asks({ with: [w.leo] })
    await w.asOwner(
      "insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (gen_random_uuid(), $1, 'remove-guardian', $2, $2, now() - interval '2 days', now() - interval '1 day')",
      [w.mia.id, w.omar.id],
    )
    await w.asOwner('select access.settle_proposal(id) from proposals where ended_at is null')
    assert.deepEqual([await step(), await stateOf(going)], ['each', 'waiting'])
    assert.deepEqual(await lastActs(2), ['post.ask-again by undefined', 'guardian.leave by undefined'])
    await w.asOwner('insert into guardianships (id, child_id, guardian_id) values (gen_random_uuid(), $1, $2)', [w.mia.id, w.omar.id])
    assert.equal(await step(), 'each', 'who comes back has not said so again')
  })
})

describe('the younger band', () => {
  it('KID-5 for a child from 5 to 9 there is no other step, by no act and by no hand', async () => {
    assert.equal((await opens(w.lena, 'new-people', w.leo)).body.code, 'setting.not-yet')
    await assert.rejects(
      w.asOwner(
        "insert into settings (child_id, setting, value, by_id) values ($1, 'asking', 'new-people', $2) on conflict (child_id, setting) do update set value = excluded.value",
        [w.leo.id, w.lena.id],
      ),
      /from 5 to 9/,
    )
  })

  it('KID-5 who comes into the younger band stands on the first, what goes by itself waits, what did is closed, and the older band brings nothing back', async () => {
    await stands('told')
    const [out, going] = [await w.mia.asks({ with: [w.leo] }), await w.mia.asks({ with: [w.leo] })]
    await w.coolingOffEnds(out)
    assert.deepEqual(await sightOf(w, out), ['Dana', 'Leo', 'Mia', 'Omar'])
    await w.asOwner("update children set band = '5-9' where child_id = $1", [w.mia.id])
    assert.deepEqual([await step(), await stateOf(going)], ['each', 'waiting'])
    assert.deepEqual(await sightOf(w, out), family)
    await w.asOwner("update children set band = '10-13' where child_id = $1", [w.mia.id])
    assert.equal(await step(), 'each')
  })
})

describe('who is told', () => {
  it('KID-5 the guardians: of one in each hour, never of what waits or was taken back; on the last step it stands in the log alone', async () => {
    await stands('told')
    const [first, second] = [await w.mia.asks({ with: [w.leo] }), await w.mia.asks({ with: [w.leo] })]
    await w.asOwner("update posts set asked_at = date_trunc('hour', asked_at) + (asked_at - now()) + interval '10 minutes'")
    const told = async (post: string) => (await postWent(work, { postId: post as never }))?.to.toSorted()
    const both = [w.dana.id, w.omar.id].sort()
    assert.deepEqual([await told(first), await told(second)], [both, undefined])
    await good(w.mia.takesBack(first))
    assert.deepEqual([await told(first), await told(second)], [undefined, both])
    await stands('weekly')
    const third = await w.mia.asks({ with: [w.leo] })
    assert.equal(await told(third), undefined)
    const jobs = await w.asOwner(
      "select from graphile_worker._private_jobs where payload ->> 'postId' = $1 and task_id in (select id from graphile_worker._private_tasks where identifier like 'alerts.%')",
      [third],
    )
    assert.equal(jobs.length, 0)
    assert.deepEqual(await lastActs(1), ['post.go by Dana'])
  })
})

describe('with one person', () => {
  const withThem = (who: Person, person: Person, value: string) =>
    who.post<{ code: string }>(`${at()}/tightenings`, { setting: 'asking', value, personId: person.id })
  const opensFor = async (who: Person, person: Person, value: string) =>
    who.post<{ code: string }>(`${at()}/openings`, {
      setting: 'asking',
      value,
      personId: person.id,
      freshCheckId: await who.fresh('setting.open', `${w.mia.id}:asking:${value}:${person.id}`),
    })
  /** Past the acts, as Dana said it a moment ago. */
  const standsWith = async (person: Person, value: string, by = w.dana) =>
    w.asOwner(
      'insert into steps (child_id, connection_id, value, by_id) values ($1, $2, $3, $4) on conflict (child_id, connection_id) do update set value = excluded.value, by_id = excluded.by_id, said_at = clock_timestamp()',
      [w.mia.id, await w.connectionOf(w.mia, person), value, by.id],
    )
  const shownTo = async (who: Person) =>
    (await good(who.get<ChildSettings>(`${at()}/settings`))).people.map(
      ({ person, value, own, by }) => `${person.name} ${value}${own ? `, ${own} by ${by?.name}` : ''}`,
    )
  const goes = async (people: Person[]) => (await stateOf(await w.mia.asks({ with: people }))) === 'cooling-off'
  /** All that was said and made so far. */
  const longAgo = async () => {
    for (const table of ['settings', 'steps']) await w.asOwner(`update ${table} set said_at = said_at - interval '2 days'`)
    await w.asOwner("update guardianships set since = since - interval '3 days'")
    await w.asOwner("update connections set made_at = made_at - interval '3 days'")
  }
  /** The day of what waits is over. */
  const settledAs = async () => {
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where ended_at is null")
    const rows = await w.asOwner<{ id: string }>('select id, access.settle_proposal(id) from proposals where ended_at is null')
    const [row] = await w.asOwner<{ outcome: string }>('select outcome from proposals where id = $1', [rows[0]?.id])
    return row?.outcome
  }
  const dayPasses = async () => {
    await longAgo()
    return settledAs()
  }
  beforeEach(async () => {
    await w.asOwner('delete from steps')
    await w.asOwner('delete from proposals')
  })

  it('KID-5 any guardian is asked for every photo for one person, at once; nobody else’s photos wait, and the child sees with whom and who said so', async () => {
    await stands('told')
    const [forLeo, forBoth, forRosa] = [
      await w.mia.asks({ with: [w.leo] }),
      await w.mia.asks({ with: [w.leo, w.rosa] }),
      await w.mia.asks({ with: [w.rosa] }),
    ]
    await good(withThem(w.omar, w.leo, 'each'))
    assert.deepEqual(await Promise.all([forLeo, forBoth, forRosa].map(stateOf)), ['waiting', 'waiting', 'cooling-off'])
    assert.deepEqual([await goes([w.leo]), await goes([w.leo, w.rosa]), await goes([w.rosa])], [false, false, true])
    for (const who of [w.mia, w.dana, w.omar]) assert.deepEqual(await shownTo(who), ['Leo each, each by Omar', 'Rosa told'])
    const { people, asking } = await good(w.mia.get<AudienceChoices>('/api/audience'))
    assert.deepEqual([people.map((one) => `${one.name} ${one.asking}`), asking], [['Leo each', 'Rosa told'], 'told'])
    assert.equal((await lastActs(9)).filter((act) => act === 'setting.tighten by Omar').length, 1)
  })

  it('KID-5 for one person it opens one step at a time, by the same proposal as a setting, and another guardian can object', async () => {
    await stands('each')
    assert.equal((await opensFor(w.dana, w.rosa, 'told')).body.code, 'setting.not-yet')
    await good(opensFor(w.dana, w.rosa, 'new-people'))
    assert.equal((await opensFor(w.dana, w.rosa, 'new-people')).body.code, 'proposal.already')
    assert.deepEqual(await shownTo(w.dana), ['Leo each', 'Rosa each'])
    const [waiting] = (await good(w.omar.get<Proposals>('/api/proposals'))).proposals.filter(({ outcome }) => outcome === null)
    assert.deepEqual(
      [waiting?.what, waiting?.opens, waiting?.blocked?.name, waiting?.mayObject],
      ['open-setting', { setting: 'asking', value: 'new-people', personId: w.rosa.id }, 'Rosa', true],
    )
    await good(w.omar.post(`/api/proposals/${waiting?.id}/objection`))
    await dayPasses()
    assert.deepEqual(await shownTo(w.dana), ['Leo each', 'Rosa each'])
    await good(opensFor(w.dana, w.rosa, 'new-people'))
    await dayPasses()
    assert.deepEqual(await shownTo(w.dana), ['Leo each', 'Rosa new-people, new-people by Dana'])
    assert.equal(await step(), 'each')
    assert.deepEqual((await lastActs(1))[0], 'setting.open by Dana')
  })

  it('KID-5 a photo is held to the strictest of all it is for, and what is more open for one goes out for them alone', async () => {
    await stands('each')
    await standsWith(w.rosa, 'told')
    const post = await w.mia.asks({ with: [w.rosa] })
    assert.deepEqual([(await shown(post)).approved?.step, (await shown(post)).approved?.by?.name], ['told', 'Dana'])
    assert.deepEqual([await goes([w.leo]), await goes([w.leo, w.rosa]), await goes([])], [false, false, false])
    await stands('new-people')
    await standsWith(w.leo, 'told')
    assert.equal(await goes([w.leo]), true)
    await standsWith(w.leo, 'new-people')
    assert.equal(await goes([w.leo, w.rosa]), false, 'nobody has let her share with either')
  })

  it('PUB-2, SAF-1 where it is open for one person alone the server looks at the photos too', async () => {
    await stands('each')
    await standsWith(w.rosa, 'told')
    const sign = await pictureOf({ kind: 'place', words: 'Elm Street', way: 'clear', font: 'andika' })
    assert.equal(await stateOf(await w.mia.asks({ with: [w.rosa], photo: sign })), 'waiting')
  })

  it('KID-5 what gets stricter for everybody does for each, by a guardian or the child; what is stricter for one stays when more opens for everybody', async () => {
    await stands('each')
    await standsWith(w.rosa, 'weekly')
    const post = await w.mia.asks({ with: [w.rosa] })
    assert.equal((await withThem(w.mia, w.rosa, 'each')).status, 403)
    await good(goesDown(w.mia, 'each')) // where it stands already, but not with Rosa
    assert.deepEqual([await stateOf(post), await shownTo(w.dana)], ['waiting', ['Leo each', 'Rosa each, same by Mia']])
    await good(withThem(w.dana, w.leo, 'each')) // as it stands, and from now on whatever else opens
    await stands('told')
    assert.deepEqual(await shownTo(w.mia), ['Leo each, each by Dana', 'Rosa told, same by Mia'])
  })

  it('CON-10 back to what holds for everybody is at once where that is stricter, and else a proposal', async () => {
    await stands('new-people')
    await standsWith(w.rosa, 'told')
    await good(withThem(w.omar, w.rosa, 'same'))
    assert.deepEqual(await shownTo(w.dana), ['Leo new-people', 'Rosa new-people, same by Omar'])
    await good(withThem(w.omar, w.leo, 'each'))
    assert.equal((await withThem(w.dana, w.leo, 'same')).body.code, 'setting.not-stricter')
    await good(opensFor(w.dana, w.leo, 'same'))
    assert.deepEqual(await shownTo(w.dana), ['Leo each, each by Omar', 'Rosa new-people, same by Omar'])
    await dayPasses()
    assert.deepEqual(await shownTo(w.dana), ['Leo new-people, same by Dana', 'Rosa new-people, same by Omar'])
  })

  it('CON-10 whoever says something stricter of them, or of everybody, after that was proposed has said no to it', async () => {
    for (const stricter of [() => withThem(w.omar, w.leo, 'new-people'), () => goesDown(w.omar, 'each'), undefined]) {
      await stands('new-people')
      await longAgo()
      await good(opensFor(w.dana, w.leo, 'told'))
      if (stricter) await good(stricter())
      assert.equal(await settledAs(), stricter ? 'lapsed' : 'done')
    }
  })

  it('KID-5 it counts while who granted it guards; when they leave, what is on its way waits and every photo for them is asked for', async () => {
    await stands('new-people')
    await standsWith(w.rosa, 'told', w.omar)
    const post = await w.mia.asks({ with: [w.rosa] })
    assert.equal(await stateOf(post), 'cooling-off')
    await w.asOwner(
      "insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (gen_random_uuid(), $1, 'remove-guardian', $2, $2, now() - interval '2 days', now() - interval '1 day')",
      [w.mia.id, w.omar.id],
    )
    await w.asOwner('select access.settle_proposal(id) from proposals where ended_at is null')
    assert.deepEqual([await stateOf(post), await shownTo(w.dana)], ['waiting', ['Leo new-people', 'Rosa each, told by undefined']])
    await w.asOwner('insert into guardianships (id, child_id, guardian_id) values (gen_random_uuid(), $1, $2)', [w.mia.id, w.omar.id])
  })

  it('KID-5 for a child from 5 to 9 there is none, by no act and by no hand; who comes into that band keeps what is stricter alone', async () => {
    await stands('told')
    await standsWith(w.rosa, 'weekly')
    await good(withThem(w.omar, w.leo, 'each'))
    await w.asOwner("update children set band = '5-9' where child_id = $1", [w.mia.id])
    assert.deepEqual(await shownTo(w.dana), ['Leo each, each by Omar', 'Rosa each, same by undefined'])
    assert.equal((await opensFor(w.dana, w.rosa, 'new-people')).body.code, 'setting.not-yet')
    await assert.rejects(standsWith(w.rosa, 'new-people'), /from 5 to 9/)
    await w.asOwner("update children set band = '10-13' where child_id = $1", [w.mia.id])
  })

  it('AUD-9 it ends with the connection, and a new one begins as with everybody; of who is not connected nothing can be said', async () => {
    await stands('new-people')
    await good(withThem(w.omar, w.leo, 'each'))
    await w.asOwner('update steps set value = $1', ['same'])
    await longAgo()
    await good(opensFor(w.dana, w.leo, 'told'))
    await good(w.lena.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
    assert.deepEqual(await w.asOwner('select from steps'), [])
    for (const answer of [
      await withThem(w.omar, w.leo, 'each'),
      await opensFor(w.dana, w.leo, 'told'),
      await withThem(w.omar, w.ana, 'each'),
    ])
      assert.equal(answer.status, 404)
    assert.deepEqual(await shownTo(w.dana), ['Rosa new-people'])
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
    assert.deepEqual(await shownTo(w.dana), ['Leo new-people', 'Rosa new-people'])
    assert.equal(await settledAs(), 'lapsed', 'that was said of the connection of before')
  })

  it('AUD-6 nobody outside the family learns of it', async () => {
    await stands('told')
    await good(withThem(w.omar, w.leo, 'each'))
    for (const who of [w.leo, w.lena, w.ana]) assert.equal((await who.get(`${at()}/settings`)).status, 404, who.name)
    const own = await good(w.leo.get<ChildSettings>(`/api/children/${w.leo.id}/settings`))
    assert.deepEqual(
      own.people.map(({ person, own: said }) => [person.name, said]),
      [
        ['Ana', null],
        ['Mia', null],
      ],
    )
  })
})
