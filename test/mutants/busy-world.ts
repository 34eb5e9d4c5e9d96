// One world in which everything goes on at once: what is shown, waits, was sent back, taken back or is over; offers, codes, a canary. Nothing in it ends while a test runs.
import { randomUUID } from 'node:crypto'
import { endsGuarding } from '../access/looking.ts'
import { good, world, type World } from '../world.ts'

/** What the names in a change or an act stand for. */
export type Ids = Record<string, string>
export type BusyWorld = { w: World; ids: Ids }

export async function busyWorld(): Promise<BusyWorld> {
  const w = await world()
  const ids: Ids = {}
  await postsOfAllKinds(w, ids)
  await endsGuarding(w, w.omar, w.mia)
  await leoIsInThem(w, ids)
  await w.asOwner(
    'insert into replies (id, post_id, person_id, kind, says) values (gen_random_uuid(), $1, $3, $4, $5), (gen_random_uuid(), $2, $3, $4, $5)',
    [ids['kite'], ids['moon'], w.rosa.id, 'relative', 'heart'],
  ) // one while it was shared
  await twoFaceToFace(w, ids)
  await aCanary(w, ids)
  await whatIsProposed(w, ids)
  await receiptsOfErased(w)
  await w.asOwner(
    "set session_replication_role = 'replica'; delete from log_entries where act like 'post.look%'; set session_replication_role = 'origin'",
  )
  await w.asOwner("insert into tombstones (thing_id, kind) values (gen_random_uuid(), 'post')")
  await w.asOwner("insert into holds (id, list, bits_apart, mark_hash) values (gen_random_uuid(), 'made-up.txt', 0, sha256('x'))")
  await w.asOwner("update challenges set expires_at = now() + interval '1 day'")
  for (const name of ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam'] as const) ids[name] = w[name].id
  ids['leoAndAna'] = await w.connectionOf(w.leo, w.ana)
  ids['miaAndLeo'] = await w.connectionOf(w.mia, w.leo)
  ids['miaAndRosa'] = await w.connectionOf(w.mia, w.rosa)
  await circlesOfTwo(w, ids)
  await collectionsOfTwo(w, ids)
  await ideasForTwo(w, ids)
  await feelingsOfTwo(w, ids)
  for (const { id, name } of await w.asOwner<{ id: string; name: string }>('select id, person_id as name from sessions'))
    ids[`sessionOf${nameOf(ids, name)}`] = id
  await aLockedTablet(w, ids)
  for (const { id, child, what } of await w.asOwner<{ id: string; child: string; what: string }>(
    "select id, child_id as child, purpose as what from consents union all select id, child_id, 'assent' from assents",
  ))
    ids[`${what}Of${nameOf(ids, child)}`] = id
  for (const { id, hash } of await w.asOwner<{ id: string; hash: string }>("select id, encode(content_hash, 'hex') as hash from posts"))
    for (const [name] of Object.entries(ids).filter(([, other]) => other === id)) ids[`hashOf${name}`] = hash
  const [paired] = await w.asOwner<{ id: string }>(
    "select id from codes where person_id = $1 and opens = 'pairing' and used_at is not null",
    [w.mia.id],
  )
  ids['firstPairing'] = paired?.id ?? ''
  await w.asOwner("insert into passkeys (credential_id, person_id, public_key) values ('taken', $1, 'k')", [w.lena.id])
  ids['notice'] = (await w.asOwner<{ version: string }>('select version from notices'))[0]?.version ?? ''

  // Everybody may read of the promises: ids and minutes are the same at every look, or each look would differ from the one before.
  Object.assign(ids, { broken: randomUUID(), alsoBroken: randomUUID(), anHourAgo: minutesFromNow(-61), soon: minutesFromNow(24 * 60) })
  return { w, ids }
}

function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}

function nameOf(ids: Ids, id: string): string {
  const [name = 'Nobody'] = Object.entries(ids).find(([, other]) => other === id) ?? []
  return name.charAt(0).toUpperCase() + name.slice(1)
}

async function postsOfAllKinds(w: World, ids: Ids): Promise<void> {
  const shared = async (...[child, guardian, asked]: Parameters<World['shares']>) => {
    const { post, photo } = await w.shares(child, guardian, asked)
    Object.assign(ids, { [asked?.caption ?? '']: post, [`${asked?.caption}Photo`]: photo })
    return post
  }
  await shared(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'kite' })
  await shared(w.mia, w.dana, { with: [w.leo], caption: 'bridge' })
  await shared(w.ana, w.aron, { with: [w.leo], caption: 'owl' })
  await shared(w.leo, w.lena, { with: [w.mia, w.ana], caption: 'swing' })
  ids['nest'] = await w.ana.asks({ with: [w.leo], caption: 'nest' })
  const over = await shared(w.mia, w.dana, { with: [w.leo], caption: 'moon' })
  await w.asOwner(
    "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
    [over],
  )
  ids['boat'] = await w.mia.asks({ with: [w.leo], caption: 'boat' })
  await good(w.dana.post(`/api/posts/${ids['boat']}/sending-back`, { word: 'words', note: 'say it kindly' }))
  ids['tree'] = await w.mia.asks({ with: [w.rosa, w.leo], caption: 'tree' })
  await good(w.dana.approves(ids['tree']))
  await w.asOwner(
    "update posts set shared_from = now() + interval '1 day', shared_until = now() + interval '1 day' + days * interval '24 hours' where id = $1",
    [ids['tree']],
  )
  ids['rain'] = (await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'rain' })).post
  await good(w.mia.takesBack(ids['rain']))
  ids['pond'] = await w.mia.asks({ with: [w.leo], caption: 'pond' })
  ids['draft'] = await w.mia.draws()
  ids['discarded'] = await w.mia.draws()
  await good(w.mia.ask('DELETE', `/api/photos/${ids['discarded']}`))
  ids['leosDraft'] = await w.leo.draws()
}

/** Leo says that he is in a picture of Mia's, which Dana asks to keep, and in one of Ana's, which is due. */
async function leoIsInThem(w: World, ids: Ids): Promise<void> {
  const claims = `insert into claims (id, post_id, child_id, by_id, keeper_id, made_at, due_at)
    select gen_random_uuid(), $1, $2, $2, $3, t, t + interval '48 hours' from (select now() - $4 * interval '1 day' as t) d returning id`
  for (const [name, post, keeper, ago] of [
    ['inBridge', ids['bridge'], w.dana.id, 0],
    ['inOwl', ids['owl'], null, 3],
  ] as const) {
    const [made] = await w.asOwner<{ id: string }>(claims, [post, w.leo.id, keeper, ago])
    ids[name] = made?.id ?? ''
  }
}

/** Mia has Leo in a circle, and he has her and Ana in his. */
async function circlesOfTwo(w: World, ids: Ids): Promise<void> {
  for (const [name, child, people] of [
    ['miasCircle', w.mia, [w.leo]],
    ['leosCircle', w.leo, [w.mia, w.ana]],
  ] as const) {
    ids[name] = randomUUID()
    await w.asOwner("insert into circles (id, child_id, picture, name_sealed) values ($1, $2, 'star', 'x')", [ids[name], child.id])
    for (const person of people)
      await w.asOwner('insert into circle_members (circle_id, child_id, person_id, connection_id) values ($1, $2, $3, $4)', [
        ids[name],
        child.id,
        person.id,
        await w.connectionOf(child, person),
      ])
  }
}

/** Mia keeps the kite together with the rain, which she took back, and Leo his swing. */
async function collectionsOfTwo(w: World, ids: Ids): Promise<void> {
  for (const [name, child, posts] of [
    ['miasBox', w.mia, ['kite', 'rain']],
    ['leosBox', w.leo, ['swing']],
  ] as const) {
    ids[name] = randomUUID()
    await w.asOwner("insert into collections (id, child_id, picture, name_sealed) values ($1, $2, 'kite', 'x')", [ids[name], child.id])
    for (const post of posts)
      await w.asOwner('insert into collected (collection_id, child_id, post_id) values ($1, $2, $3)', [ids[name], child.id, ids[post]])
  }
}

/** Dana gave Mia an idea, and Lena one to Leo. */
async function ideasForTwo(w: World, ids: Ids): Promise<void> {
  for (const [name, child, by] of [
    ['miasIdea', w.mia, w.dana],
    ['leosIdea', w.leo, w.lena],
  ] as const) {
    ids[name] = randomUUID()
    await w.asOwner(
      "insert into ideas (id, child_id, guardian_id, guardianship_id, words_sealed) select $1, child_id, guardian_id, id, 'x' from guardianships where child_id = $2 and guardian_id = $3",
      [ids[name], child.id, by.id],
    )
  }
}

/** Mia and Leo have said today how it felt. */
async function feelingsOfTwo(w: World, ids: Ids): Promise<void> {
  for (const [name, child] of [
    ['miasFeeling', w.mia],
    ['leosFeeling', w.leo],
  ] as const) {
    ids[name] = randomUUID()
    await w.asOwner("insert into feelings (id, child_id, said_on, feeling) values ($1, $2, access.house_day(), 'happy')", [
      ids[name],
      child.id,
    ])
  }
}

/** Two guardians stand face to face, and another shows a code that nobody has answered; an invitation has been sent. */
async function twoFaceToFace(w: World, ids: Ids): Promise<void> {
  const offer = await good(
    w.aron.post<{ offerId: string; code: string }>(`/api/children/${w.ana.id}/connection-offers`, {
      freshCheckId: await w.aron.fresh('connection.offer', w.ana.id),
    }),
  )
  await good(
    w.dana.post('/api/connection-offers/answer', {
      code: offer.code,
      childId: w.mia.id,
      freshCheckId: await w.dana.fresh('connection.answer', offer.code),
    }),
  )
  const shown = await good(
    w.lena.post<{ offerId: string }>(`/api/children/${w.leo.id}/connection-offers`, {
      freshCheckId: await w.lena.fresh('connection.offer', w.leo.id),
    }),
  )
  Object.assign(ids, { answered: offer.offerId, shown: shown.offerId })
  await w.asOwner("update offers set made_at = now() + interval '1 day', expires_at = now() + interval '1 day 5 minutes'")
  await w.asOwner("update offers set code_hash = sha256('shown') where id = $1", [shown.offerId])
  const [invited] = await w.asOwner<{ id: string }>(
    "insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (gen_random_uuid(), sha256('invited'), 'relative-invitation', $1, $2, now() + interval '1 day') returning id",
    [w.mia.id, w.dana.id],
  )
  const [pairing] = await w.asOwner<{ id: string }>(
    "insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (gen_random_uuid(), sha256('pairing'), 'pairing', $1, $2, now() + interval '1 day') returning id",
    [w.mia.id, w.dana.id],
  )
  Object.assign(ids, { invited: invited?.id ?? '', pairing: pairing?.id ?? '' })
}

/** Somebody is asked to guard Mia, Lena wants to leave Leo; what was proposed before is settled, lately and long ago. One more invitation is open. */
async function whatIsProposed(w: World, ids: Ids): Promise<void> {
  const proposes = `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at, ended_at, outcome)
    select gen_random_uuid(), $1, $2, $3, $4, now() - $5 * interval '1 day', now() + interval '1 day', now() - $6 * interval '1 day', case when $6::int is not null then 'objected' end returning id`
  for (const [name, ...values] of [
    ['joining', w.mia.id, 'add-guardian', w.aron.id, w.dana.id, 0, null],
    ['leaving', w.leo.id, 'remove-guardian', w.lena.id, w.lena.id, 0, null],
    ['settled', w.mia.id, 'add-guardian', w.lena.id, w.dana.id, 1, 0],
    ['settledLongAgo', w.mia.id, 'add-guardian', w.lena.id, w.dana.id, 40, 31],
  ] as const) {
    const [made] = await w.asOwner<{ id: string }>(proposes, values)
    ids[name] = made?.id ?? ''
  }
  await w.asOwner(
    "insert into proposal_answers (proposal_id, guardian_id, answer) select id, by_id, 'objects' from proposals where ended_at is not null",
  )
  const [guarding] = await w.asOwner<{ id: string }>(
    "insert into codes (id, code_hash, opens, person_id, by_id, method, expires_at) values (gen_random_uuid(), sha256('guarding'), 'guardian-invitation', $1, $2, 'video-call', now() + interval '1 day') returning id",
    [w.mia.id, w.dana.id],
  )
  ids['guarding'] = guarding?.id ?? ''
}

/** Two children who were erased, lately and long ago, and one who is being erased; each has its own guardian. */
async function receiptsOfErased(w: World): Promise<void> {
  for (const [guardian, child, ago] of [
    [w.dana, null, '1 day'],
    [w.lena, null, '370 days'],
    [w.aron, randomUUID(), null],
  ] as const)
    await w.asOwner(
      `with made as (insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back, erased_at, receipt)
          values (gen_random_uuid(), $1, now(), 1, 1, 1, 1, now() - $2::interval, case when $2 is not null then 'signed' end) returning id)
        insert into erasure_readers (erasure_id, guardian_id) select id, $3 from made`,
      [child, ago, guardian.id],
    )
}

/** Leo locked one more tablet with his pictures; somebody tried others there, and on this one once. */
async function aLockedTablet(w: World, ids: Ids): Promise<void> {
  ids['lockedOfLeo'] = randomUUID()
  await w.asOwner("insert into picture_locks (child_id, pictures_hash) values ($1, 'pictures of Leo')", [w.leo.id])
  await w.asOwner(
    "insert into sessions (id, person_id, kind, tablet_hash, wrong_tries, expires_at) values ($1, $2, 'child', sha256('tablet'), 1, now() + interval '1 hour')",
    [ids['lockedOfLeo'], w.leo.id],
  )
  await w.asOwner('update sessions set wrong_tries = 2 where id = $1', [ids['sessionOfLeo']])
}

/** A synthetic guardian and her child, as a round of the checks makes them. */
async function aCanary(w: World, ids: Ids): Promise<void> {
  const vera = { vera: '00000000-0000-4000-8000-00000000000a', cleo: '00000000-0000-4000-8000-00000000000b' }
  Object.assign(ids, vera)
  await w.asOwner(`
    insert into people (id, kind, name_sealed, avatar) values ('${vera.vera}', 'guardian', '', 'bear'), ('${vera.cleo}', 'child', '', 'owl');
    insert into canaries (person_id) values ('${vera.vera}'), ('${vera.cleo}');
    insert into guardians (guardian_id, method) values ('${vera.vera}', 'video-call');
    insert into sessions (id, person_id, kind, token_hash, expires_at) values
      (gen_random_uuid(), '${vera.vera}', 'guardian', sha256('vera'), now() + interval '1 day'), (gen_random_uuid(), '${vera.cleo}', 'child', sha256('cleo'), now() + interval '1 day');
    begin;
    insert into children (child_id, band, band_review_month, profile_consent_id) values ('${vera.cleo}', '5-9', '2027-01-01', '00000000-0000-4000-8000-00000000000d');
    insert into guardianships (id, child_id, guardian_id) values ('00000000-0000-4000-8000-00000000000c', '${vera.cleo}', '${vera.vera}');
    insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method)
      select x.id::uuid, '${vera.cleo}', '${vera.vera}', '00000000-0000-4000-8000-00000000000c', x.purpose, n.version, 'video-call'
      from notices n, (values ('00000000-0000-4000-8000-00000000000d', 'profile'), ('00000000-0000-4000-8000-00000000000e', 'photos'), ('00000000-0000-4000-8000-00000000000f', 'sharing')) x (id, purpose);
    insert into assents (id, child_id, lesson) values (gen_random_uuid(), '${vera.cleo}', '2026-11');
    commit`)
}

/** Names in a text become what they stand for. */
export function withIds(text: string, ids: Ids): string {
  return text.replaceAll(/(?<![:\w]):(\w+)/g, (whole, name: string) => (ids[name] === undefined ? whole : `'${ids[name]}'`))
}
