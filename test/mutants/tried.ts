// Every act tried by everybody, on what is theirs and what is not, at several moments. What comes of it with the right rule is what must come of it.
import { isDeepStrictEqual } from 'node:util'
import type { Ask } from '../access/catalogue.ts'
import { viewerOf } from '../access/looking.ts'
import type { Names as PersonName } from '../world.ts'
import { attempted, knownRows, listening, openAttempts, type Attempt, type Known, type Outcome } from './attempt.ts'
import { withIds, type BusyWorld } from './busy-world.ts'

/** `say` may name :new1 to :new5 for ids, and :fresh for a check by whoever acts; `proves`: what that check is of. */
type Try = { say: string; proves?: [act: string, subject: string] }

const guardianActs: Try[] = [
  ...[':mia', ':leo', ':cleo'].flatMap((child): Try[] => [
    { say: `select access.give_consents(${child}, :notice, '{sharing,photos}', array[:new1, :new2]::uuid[])` },
    { say: `select access.withdraw_consent(${child}, 'sharing')` },
    { say: `select access.withdraw_consent(${child}, 'profile')` },
    { say: `select access.make_pairing(${child}, :new1, sha256('new pairing'))` },
    { say: `select access.invite_relative(${child}, :new1, sha256('new'), :fresh)`, proves: ['relative.invite', `${child}`] },
    { say: `select access.make_offer(${child}, :new1, sha256('new'), :fresh)`, proves: ['connection.offer', `${child}`] },
    { say: `select access.answer_offer(sha256('shown'), ${child}, :fresh, 'subject')`, proves: ['connection.answer', 'subject'] },
  ]),
  { say: "select access.give_consents(:mia, 'an old notice', '{sharing}', array[:new1]::uuid[])" },
  { say: "select access.answer_offer(sha256('shown'), :ana, :fresh, 'subject')", proves: ['connection.answer', 'subject'] },
  { say: "select access.answer_offer(sha256('nothing'), :mia, :fresh, 'subject')", proves: ['connection.answer', 'subject'] },
  ...['{profile}', '{photos,profile,sharing}', '{photos}'].map((purposes): Try => ({
    say: `select access.make_child(:new1, 'x', 'owl', '5-9', '2027-01-01', :new2, :notice, '${purposes}', (array[:new3, :new4, :new5]::uuid[])[1:cardinality('${purposes}'::text[])])`,
  })),
  { say: "select access.make_child(:new1, 'x', 'owl', '5-9', '2027-01-01', :new2, 'an old notice', '{profile}', array[:new3]::uuid[])" },
  { say: "select access.invite_guardian(:new1, sha256('new'), 'video-call', :fresh)", proves: ['guardian.invite', 'self'] },
  { say: "select access.invite_guardian(:new1, sha256('new'), 'video-call', :new2)" },
  { say: "select access.invite_guardian(:new1, sha256('new'), 'video-call', :fresh)", proves: ['passkey.add', 'self'] },
  { say: "select access.invite_guardian(:new1, sha256('new'), 'video-call', :fresh)", proves: ['guardian.invite', 'other'] },
  { say: "select * from access.look_at_offer(sha256('shown'))" },
  { say: "select * from access.look_at_offer((select code_hash from offers where id = :answered))" },
  ...[':answered', ':shown'].map((offer): Try => ({
    say: `select access.confirm_offer(${offer}, :fresh, array[:new1, :new2, :new3]::uuid[])`,
    proves: ['connection.confirm', offer],
  })),
  ...[':pond', ':nest', ':kite', ':boat', ':rain', ':new1'].flatMap((post): Try[] => [
    {
      say: `select access.approve_post(${post}, decode(:hashOf${post.slice(1)}, 'hex'), :fresh)`,
      proves: ['post.approve', `${post}|| ':' || :hashOf${post.slice(1)}`],
    },
    { say: `select access.send_back_post(${post}, 'words', 'x')` },
  ]),
  { say: "select access.approve_post(:pond, sha256('other'), :fresh)", proves: ['post.approve', ":pond || ':' || encode(sha256('other'), 'hex')"] },
  { say: "select access.add_passkey('credential', 'k', 0, '{}', :fresh)", proves: ['passkey.add', 'self'] },
  { say: "select access.add_passkey('taken', 'k', 0, '{}', :fresh)", proves: ['passkey.add', 'self'] },
]

const childActs: Try[] = [
  { say: "select access.give_assent(:new1, '2026-11')" },
  { say: 'select access.withdraw_assent()' },
  { say: 'select access.may_put_in()' },
  { say: `select access.keep_photo(:new1, 4, 3, 'x', sha256('d'), '{}', '[{"name": "card", "width": 4, "height": 3, "type": "image/webp"}]')` },
  ...[':draft', ':discarded', ':leosDraft', ':kitePhoto'].flatMap((photo): Try[] => [
    { say: `select access.discard_photo(${photo})` },
    { say: `select access.ask_to_share(:new1, 'x', 7, '{}', sha256('h'), array[${photo}]::uuid[], array['x']::bytea[], array[:leo]::uuid[])` },
  ]),
  ...['array[:leo, :rosa]', 'array[:leo, :ana]', 'array[:mia, :ana]', "'{}'"].map((people): Try => ({
    say: `select access.ask_to_share(:new1, 'x', 7, '{}', sha256('h'), array[:draft]::uuid[], array['x']::bytea[], ${people}::uuid[])`,
  })),
  { say: "select access.ask_to_share(:new1, 'x', 7, '{}', sha256('h'), array[:draft, :leosDraft]::uuid[], array['x', 'y']::bytea[], '{}')" },
]

const anybodysActs: Try[] = [
  ...[':sessionOfMia', ':sessionOfDana', ':sessionOfLeo', ':sessionOfSam', ':new1'].map((session): Try => ({ say: `select access.end_session(${session})` })),
  { say: 'select access.sign_out()' },
  ...[':miaAndLeo', ':miaAndRosa', ':leoAndAna', ':new1'].map((tie): Try => ({ say: `select access.end_connection(${tie})` })),
  ...[':kite', ':pond', ':boat', ':rain', ':swing', ':new1'].map((post): Try => ({ say: `select access.take_back_post(${post}, :new1)` })),
  { say: "select access.recall(:key, sha256('body'))" },
  { say: "select access.recall(:key, sha256('other body'))" },
  { say: "select access.recalled(:key, sha256('body'))" },
  { say: "select access.recalled(:key, sha256('other body'))" },
  { say: "select access.recall(:new1, sha256('body'))" },
  { say: "select access.recalled(:new1, sha256('body'))" },
  { say: `select access.remember(:key, '{"a": 1}')` },
]

/** As the logins that are no person, and as the owner: the parts that the acts are made of, and rows written by hand. */
const otherTries: [as: string, say: string][] = [
  ...['invited', 'new1'].map((code): [string, string] => ['door', `select access.connect_relative(:${code}, :rosa, array[:new2, :new3, :new4]::uuid[])`]),
  ['door', 'select access.connect_relative(:invited, :aron, array[:new2, :new3, :new4]::uuid[])'],
  ['door', 'select access.connect_relative(:pairing, :sam, array[:new2, :new3, :new4]::uuid[])'],
  ['door', 'select access.connect_relative(:invited, :newcomer, array[:new2, :new3, :new4]::uuid[])'],
  ...['sessionOfMia', 'sessionOfDana', 'new1'].map((session): [string, string] => ['door', `select access.note_session(:${session})`]),
  ...['kite', 'rain', 'discarded', 'gone', 'kitePhoto', 'new1'].map((thing): [string, string] => ['worker', `select access.finish_receipt(:${thing})`]),
  ...['kite', 'pond', 'rain', 'new1'].flatMap((post): [string, string][] => [
    ['worker', `select access.tell_reach_of(:${post})`],
    ['', `select access.reach_of(:${post})`],
  ]),
  ...['mia', 'leo', 'new1'].map((child): [string, string] => ['worker', `select access.tell_family_of(:${child})`]),
  ...["'posts.erase'", "'posts.tell'", "'photos.erase'", "'alerts.post-waiting'", "'another'"].map((task): [string, string] => [
    '',
    `select access.enqueue(${task}, jsonb_build_object('postId', :kite::text))`,
  ]),
  ['', `select access.enqueue('posts.tell', '{"postId": "a word"}')`],
  ['', `select access.enqueue('posts.tell', jsonb_build_object('postId', :kite || 'x'))`],
  ['', `select access.enqueue('posts.tell', jsonb_build_object('postId', :kite::text, 'word', 'kite'))`],
  ['', 'select access.tell(array[:mia, null, :leo]::uuid[])'],
  ...['mia', 'leo', 'ana', 'rosa', 'vera', 'new1'].flatMap((one): [string, string][] => [
    ['', `select access.around(:${one})`],
    ['', `select access.sides_of(:${one}, :leo)`],
    ['', `select access.is_canary(:${one})`],
    ...['mia', 'omar', 'dana', 'lena', 'rosa', 'new1'].map((other): [string, string] => ['', `select access.known_to(:${one}, :${other})`]),
  ]),
  ['', "select access.note(array[:leo, :mia, :dana]::uuid[], 'some.act', :kite, :dana)"],
  ['', "select access.note_each(:mia, 'some.act', array[:kite, :pond]::uuid[], :mia)"],
  ['', "select access.refuse('a code')"],
  ...['viewing', 'sharing', 'connecting'].map((feature): [string, string] => ['', `select access.needs_open('${feature}')`]),
  ['checks', "select access.make_canary(:new1, 'x', 'owl', :new2, sha256('s'), 'credential', 'k')"],
  ...["'viewing', 3, null", "'viewing', 3, 'it-failed'"].flatMap((found): [string, string][] =>
    ['strangers', 'another-one'].map((name): [string, string] => ['checks', `select access.record_check('${name}', ${found})`]),
  ),
  ...byHand().map((say): [string, string] => ['', `${say} returning 1`]),
]

/** What the database keeps right whoever writes: no act does this. */
function byHand(): string[] {
  return [
    ...['cleo, :dana', 'cleo, :vera', 'mia, :vera', 'mia, :aron'].map((pair) => `insert into guardianships (id, child_id, guardian_id) values (:new1, :${pair})`),
    'update guardianships set guardian_id = :vera where child_id = :ana',
    'update offers set answer_child_id = :cleo, answer_guardian_id = :vera, answered_at = now() where id = :shown',
    'update offers set child_id = :cleo where id = :answered',
    "insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select :new1, :mia, 'child', :cleo, :dana, id from guardianships where child_id = :mia and guardian_id = :dana",
    'update connection_approvals set other_id = :cleo where for_id = :mia and other_id = :leo',
    'update connections set low_id = :cleo where id = :miaAndLeo',
    'insert into post_audience (post_id, person_id, connection_id) values (:pond, :cleo, :miaAndLeo)',
    'insert into post_audience (post_id, person_id, connection_id) values (:pond, :ana, :leoAndAna)',
    'insert into post_audience (post_id, person_id, connection_id) values (:kite, :ana, :leoAndAna)',
    'update post_audience set person_id = :cleo where post_id = :pond',
    'update post_audience set person_id = :ana where post_id = :kite and person_id = :leo',
    'update post_audience set post_id = :pond where post_id = :kite and person_id = :rosa',
    'update post_audience set post_id = :kite where post_id = :pond and person_id = :leo',
    'update post_audience set connection_id = :leoAndAna where post_id = :kite and person_id = :leo',
    'delete from post_audience where post_id = :kite',
    ...["caption_sealed = 'other'", 'days = 90', 'child_id = :leo', 'id = :new1'].map((change) => `update posts set ${change} where id = :pond`),
    ...['width = 9', 'height = 9', "thumbhash_sealed = 'other'", "digest = sha256('other')", 'child_id = :leo', 'id = :new1'].map((change) => `update photos set ${change} where id = :draft`),
    "update photos set alt_sealed = 'other' where id = :kitePhoto",
    'update photos set position = 4 where id = :kitePhoto',
    'update photos set post_id = null, position = null, alt_sealed = null where id = :kitePhoto',
    "update photos set post_id = :kite, position = 4, alt_sealed = 'x' where id = :draft",
    "update photos set post_id = :pond, position = 4, alt_sealed = 'x' where id = :draft",
    "update photos set post_id = :pond, position = 4 where id = :kitePhoto",
    "insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest) values (:new1, :mia, :kite, 4, 4, 3, 'x', 'x', sha256('x'))",
    'delete from photos where id = :kitePhoto',
    'delete from photos where id = :draft',
    'delete from photos where post_id = :rain',
    'delete from photos where post_id = :pond',
    'update renditions set width = 9 where photo_id = :kitePhoto',
  ]
}

const fulls = (kind: 'drafts' | 'posts', count: number) =>
  kind === 'drafts'
    ? `insert into photos (id, child_id, width, height, thumbhash_sealed, digest) select gen_random_uuid(), :mia, 4, 3, 'x', sha256('x') from generate_series(1, ${count} - (select count(*) from photos p where child_id = :mia and post_id is null and not exists (select from receipts r where r.thing_id = p.id)))`
    : `insert into posts (id, child_id, caption_sealed, days, content_hash) select gen_random_uuid(), :mia, 'x', 7, sha256('x') from generate_series(1, ${count} - (select count(*) from posts p where child_id = :mia and shared_from is null and not exists (select from sendings_back b where b.post_id = p.id)))`

/** `fresh`: when the fresh checks were made. */
export const moments: Record<string, { change: string; fresh?: string }> = {
  'as it is': { change: '' },
  'codes have just been used, and things are gone': {
    change: `update codes set used_at = now(); update sessions set created_at = now();
      insert into receipts (id, child_id, what, thing_id) values (gen_random_uuid(), :mia, 'post', :gone);
      insert into checks (name, feature, attacks) values ('strangers', 'viewing', 1);
      insert into people (id, kind, name_sealed, avatar) values (:newcomer, 'relative', 'x', 'owl');
      insert into requests (person_id, key, digest, answer) select id, :key, sha256('body'), '{"an": "answer"}' from people where id in (:mia, :dana, :rosa)`,
  },
  'sharing and connecting are closed': {
    change: `update codes set used_at = now(); insert into incidents (id, promise, feature, code) values (gen_random_uuid(), 'strangers', 'sharing', 'x'), (gen_random_uuid(), 'no-place', 'connecting', 'x'), (gen_random_uuid(), 'another-one', 'viewing', 'x');
      insert into incidents (id, promise, feature, code, began_at) values (:new1, 'strangers', 'viewing', 'x', now() - interval '1 day'); insert into incident_ends (incident_id) values (:new1);
      insert into checks (name, feature, attacks, failed, held_at) values ('strangers', 'viewing', 1, 'it-failed', now() - interval '1 day'), ('another-one', 'viewing', 1, null, now())`,
  },
  'consent for sharing is withdrawn, and the profile of all but Mia': {
    change: `insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where purpose = 'sharing' or (purpose = 'profile' and child_id <> :mia)`,
  },
  'the children said no': { change: 'insert into assent_withdrawals (assent_id) select id from assents' },
  'Dana guards Mia no more, and Omar does': {
    change: 'update codes set used_at = now(); update guardianships set ended_at = case when guardian_id = :dana then now() end where child_id = :mia',
  },
  'Mia and Leo are connected no longer, but Mia and Ana are': {
    change: `update connections set ended_at = now() where id = :miaAndLeo;
      insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select gen_random_uuid(), g.child_id, 'child', o.child_id, g.guardian_id, g.id
        from guardianships g, guardianships o where g.child_id in (:mia, :ana) and o.child_id in (:mia, :ana) and g.child_id <> o.child_id and g.ended_at is null and o.ended_at is null;
      insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) select :new5, l.for_id, l.other_id, l.id, h.id from connection_approvals l, connection_approvals h
        where l.for_id = least(:mia::uuid, :ana::uuid) and l.other_id = greatest(:mia::uuid, :ana::uuid) and h.for_id = l.other_id and h.other_id = l.for_id`,
  },
  'everything has this very moment as its end': {
    change: "update offers set made_at = now() - interval '1 minute', expires_at = now(); update codes set expires_at = now(), used_at = null",
    fresh: "now() - interval '5 minutes'",
  },
  'everything ends in a moment': {
    change: "update offers set made_at = now(), expires_at = now() + interval '5 minutes'; update offers set answered_at = now() where answered_at is not null",
    fresh: "now() - interval '5 minutes' + interval '1 microsecond'",
  },
  'what was answered came after the check': { change: 'update offers set answered_at = clock_timestamp() + interval \'1 hour\' where answered_at is not null' },
  'as much as there may be': { change: `${fulls('drafts', 40)}; ${fulls('posts', 20)}` },
  'one less than there may be': { change: `${fulls('drafts', 39)}; ${fulls('posts', 19)}` },
  'a fresh check is used, and another session made it': {
    change: "update sessions set expires_at = expires_at; insert into sessions (id, person_id, kind, token_hash, expires_at) select gen_random_uuid(), person_id, kind, sha256(token_hash), expires_at from sessions",
    fresh: 'now()',
  },
}

export type Trying = {
  /** The first try that ends otherwise than with the right rule, among those that `concerns` a function, a table or anything. */
  differs(concerns: (say: string) => boolean): Promise<string | undefined>
  count: number
}

/** What only a mistake in a try makes: no SQL, no such thing, a value that is none. */
const noneOfOurs = /^(?:42(?!501)|22|08|0A|XX)/

function refusalOf(outcome: Outcome | undefined): string {
  return outcome && 'no' in outcome ? outcome.no : ''
}

type Prepared = { attempt: Attempt; about: string }

/** Records what the rule of now does. */
export async function openTrying({ w, ids }: BusyWorld): Promise<Trying> {
  const ask = w.asOwner as Ask
  await openAttempts(ask)
  await ask("insert into passkeys (credential_id, person_id, public_key) select 'taken', :id, 'k'".replace(':id', `'${w.lena.id}'`))
  const hashes = await ask<{ id: string; hash: string }>("select id, encode(content_hash, 'hex') as hash from posts")
  const all: Record<string, string> = { ...ids, ...namesOfNew }
  for (const [name, id] of Object.entries(all)) all[`hashOf${name}`] = hashes.find((post) => post.id === id)?.hash ?? '00'
  const names = new Map(Object.entries(all).map(([name, id]) => [id, name]))
  const tries = everyTry({ w, ids: all })
  const known = await knownRows(ask)
  const right: Outcome[] = []
  await ask('begin')
  await ask(listening)
  for (let at = 0; at < tries.length; at += 100) right.push(...(await attempted(ask, tries.slice(at, at + 100).map(({ attempt }) => attempt), names, known)))
  await ask('rollback')
  const wrong = tries.flatMap(({ about }, n) => (noneOfOurs.test(refusalOf(right[n])) ? [`${about}: ${refusalOf(right[n])}`] : []))
  if (wrong.length > 0) throw new Error(`these are no tries:\n${wrong.slice(0, 30).join('\n')}`)
  return {
    count: tries.length,
    async differs(concerns) {
      const some = tries.map((one, n) => ({ ...one, right: right[n] })).filter(({ attempt }) => concerns(attempt.say))
      for (let at = 0; at < some.length; at += 25) {
        const part = some.slice(at, at + 25)
        const found = await attempted(ask, part.map(({ attempt }) => attempt), names, known)
        const other = part.find((one, n) => !isDeepStrictEqual(found[n], one.right))
        if (other) { if (process.env['DEBUG_TRY']) console.log(JSON.stringify(other.right), '\n', JSON.stringify(found[part.indexOf(other)])); return other.about }
      }
      return undefined
    },
  }
}

export const namesOfNew = {
  new1: '00000000-0000-4000-8000-000000000001',
  new2: '00000000-0000-4000-8000-000000000002',
  new3: '00000000-0000-4000-8000-000000000003',
  new4: '00000000-0000-4000-8000-000000000004',
  new5: '00000000-0000-4000-8000-000000000005',
  fresh: '00000000-0000-4000-8000-000000000006',
  key: '00000000-0000-4000-8000-000000000007',
  gone: '00000000-0000-4000-8000-000000000008',
  newcomer: '00000000-0000-4000-8000-000000000009',
}

function everyTry({ w, ids }: BusyWorld): Prepared[] {
  const people = (['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam'] as const).map((name) => personOf(w[name as PersonName], name))
  people.push({ name: 'vera', as: 'guardian', token: 'vera' }, { name: 'cleo', as: 'child', token: 'cleo' }, { name: 'nobody', as: 'guardian', token: 'x' })
  const acts = [...guardianActs, ...childActs, ...anybodysActs]
  return Object.entries(moments).flatMap(([moment, { change, fresh = 'now()' }]) => [
    ...people.flatMap(({ name, as, token }) =>
      acts.filter((act) => isFor(act, as) || (moment === 'as it is' && isOurs(act))).map(({ say, proves }): Prepared => {
        const session = `person_id = (select person_id from sessions where token_hash = sha256('${token}')) and (token_hash <> sha256('${token}')) = ${moment.includes('another session')}`
        const check = proves
          ? `; insert into fresh_checks (id, session_id, act, subject, made_at) select :fresh, id, '${proves[0]}', ${subjectOf(proves[1])}, ${fresh} from sessions where ${session}`
          : ''
        return { attempt: { given: withIds((change || 'select') + check, ids), as, token, say: withIds(say, ids) }, about: `${name}, ${moment}: ${say}` }
      }),
    ),
    ...otherTries.map(
      ([as, say]): Prepared => ({ attempt: { given: withIds(change, ids), as, token: '', say: withIds(say, ids) }, about: `${as || 'the owner'}, ${moment}: ${say}` }),
    ),
  ])
}

function personOf(person: Parameters<typeof viewerOf>[0], name: string) {
  const viewer = viewerOf(person)
  return { name, as: viewer.kind, token: viewer.kind === 'visitor' ? '' : viewer.token }
}

function isFor({ say }: Try, as: string): boolean {
  const own = as === 'guardian' ? guardianActs : as === 'child' ? childActs : []
  return [...anybodysActs, ...own].some((act) => act.say === say) || (as === 'relative' && /add_passkey/.test(say))
}

/** What a kind of person may not even ask the database for is asked once by each, about what would be right. */
function isOurs({ say }: Try): boolean {
  return /:draft|:pond,|:mia,/.test(say) || !/:/.test(say)
}

function subjectOf(subject: string): string {
  return subject.startsWith(':') ? `${subject.replace(/^(:\w+)/, '$1::text')}` : `'${subject}'`
}
