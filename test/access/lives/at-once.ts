// What two do at once of which the sentence knows nothing: proposals, hand-overs, replies, circles, codes, forms, erasing. A scene, and the acts as the door or
// the worker asks for them; `in-turn.ts` says whether what comes of it is right.
import type { Names } from '../../world.ts'
import { withIds } from '../../mutants/busy-world.ts'
import { begin, sqlOf, tokenOf, type Families } from './families.ts'
import { namesOfIds, type Scene } from './in-turn.ts'
import { isAct, morning, type ActName } from './quarrels.ts'
import type { Script } from './sessions.ts'

/** `proves`: the fresh check it needs, its act and its subject as SQL; it is `:fresh` in what is said. */
type Said = { by: Names | 'worker'; say: string | readonly string[]; proves?: readonly [act: string, subject: string] }
export type Quarrel = { scene?: string; acts: readonly (ActName | Said)[]; orders?: readonly (readonly number[])[] }

/** So long ago, and due a day later. `more`: what else stands in it, as SQL. */
const proposed =
  (ago: string) =>
  (id: string, what: string, who: string, by = who, more: Record<string, string> = {}): string =>
    `insert into proposals (${['id, child_id, what, guardian_id, by_id, made_at, due_at', ...Object.keys(more)]})
      values (${[`:${id}, :mia, '${what}', :${who}, :${by}, now() - interval '${ago}', now() - interval '${ago}' + interval '24 hours'`, ...Object.values(more)]})`
const waiting = proposed('1 hour')
const due = proposed('25 hours')
const settle = (id: string): Said => ({ by: 'worker', say: `select access.settle_proposal(:${id})` })
const isSet = (child: string, setting: string, value: string) =>
  `insert into settings (child_id, setting, value, said_at) values (:${child}, '${setting}', '${value}', now() - interval '2 days')
    on conflict (child_id, setting) do update set value = excluded.value, said_at = excluded.said_at`
const overdue =
  "update children set renew_by = now() - interval '1 day', asked_at = now() - interval '20 days', asked_days = 14, counted_at = now() where child_id = :mia"
const lapses: Said = { by: 'worker', say: 'select access.lapse_child(:mia, :one)' }
const thirteen = "update children set grows_up_on = date_trunc('month', now()) - interval '1 month' where child_id = :mia"
const handover = (what: string, agreed = 'null') =>
  `${thirteen}; insert into handovers (id, child_id, what, by_id, agreed_at) values (:one, :mia, '${what}', :mia, ${agreed})`
const agrees = (by: Names): Said => ({
  by,
  say: 'select access.agree_to_handover(:one, :fresh)',
  proves: ['handover.agree', ':one'],
})
const code = (opens: string, by: string | null, method: string | null = null) =>
  `insert into codes (id, code_hash, opens, person_id, by_id, method, expires_at)
    values (:code, sha256('code'), '${opens}', ${by ? `:mia, :${by}` : 'null, null'}, ${method ? `'${method}'` : 'null'}, now() + interval '1 day')`
const form = code('guardian-invitation', null, 'signed-form')
const sends = (id: string): Said => ({ by: 'worker', say: `select access.send_form(sha256('code'), :${id}, :notice)` })
const reply = "insert into replies (id, post_id, person_id, kind, says) values (:one, :moon, :leo, 'child', 'sun')"
const circle = "insert into circles (id, child_id, picture, name_sealed) values (:circle, :mia, 'star', 'x')"
const collection = "insert into collections (id, child_id, picture, name_sealed) values (:one, :mia, 'sun', 'x')"
const bothStickers = `${isSet('mia', 'replies', 'stickers')}; ${isSet('leo', 'replies', 'stickers')}`
const bothWrite = `${isSet('mia', 'replies', 'own-words')}; ${isSet('leo', 'replies', 'own-words')}`
const looks: Said = { by: 'dana', say: "select access.note_looks('posts', array[:moon]::uuid[])" }
const further: Said = { by: 'worker', say: 'select access.close_account_further(:rosa)' }
const furtherForDana: Said = { by: 'worker', say: 'select access.close_account_further(:dana)' }
const gives = (id: string, by: Names = 'dana'): Said => ({
  by,
  say: `select access.give_consents(:mia, :notice, '{sharing}', array[:${id}]::uuid[])`,
})
const opens = (id: string): Said => ({
  by: 'lena',
  say: `select access.open_setting(:leo, 'audience', 'everyone', :${id}, :fresh)`,
  proves: ['setting.open', ":leo || ':audience:everyone'"],
})
const older = (id: string): Said => ({
  by: 'lena',
  say: `select access.propose_older(:leo, :${id}, :fresh)`,
  proves: ['band.older', ':leo'],
})
const tries: Said = {
  by: 'worker',
  say: [
    "select session_id from access.locked_here(sha256('tablet'), (select avatar from people where id = :leo))",
    "select access.wrong_pictures(array(select id from sessions where tablet_hash = sha256('tablet')))",
  ],
}
const pairs: Said = { by: 'omar', say: "select access.make_pairing(:mia, :two, sha256('two'))" }
/** Nobody has said no to it for a day. */
const erased = due('one', 'erase-child', 'dana')
const unconnected = (one: string, other: string) =>
  `update connections set ended_at = now() where (low_id, high_id) in ((:${one}, :${other}), (:${other}, :${one}))`

export const quarrels = {
  'Dana agrees to what Omar takes back': {
    scene: waiting('one', 'import-child', 'omar'),
    acts: [
      { by: 'dana', say: 'select access.agree(:one, :fresh)', proves: ['proposal.agree', ':one'] },
      { by: 'omar', say: 'select access.object(:one)' },
    ],
  },
  'two object': {
    scene: waiting('one', 'add-guardian', 'aron', 'dana'),
    acts: [
      { by: 'omar', say: 'select access.object(:one)' },
      { by: 'aron', say: 'select access.object(:one)' },
    ],
  },
  'Omar objects when the day is over': {
    scene: due('one', 'add-guardian', 'lena', 'dana'),
    acts: [{ by: 'omar', say: 'select access.object(:one)' }, settle('one')],
  },
  'the last two leave': {
    scene: `${due('one', 'remove-guardian', 'dana')}; ${due('two', 'remove-guardian', 'omar')}`,
    acts: [settle('one'), settle('two')],
  },
  'Omar has left, and Dana’s account closes': {
    scene: `insert into account_closings (person_id) values (:dana); ${due('one', 'remove-guardian', 'omar')}`,
    acts: [settle('one'), furtherForDana],
  },
  'Rosa’s account closes twice': {
    scene: `set session_replication_role = 'replica'; insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:five, least(:leo::uuid, :rosa::uuid), greatest(:leo::uuid, :rosa::uuid), :one, :two);
      set session_replication_role = 'origin'; insert into account_closings (person_id) values (:rosa)`,
    acts: [further, further],
  },
  'Dana proposes two things, and nine wait': {
    scene: [
      'update children set grows_up_on = null',
      ...['audience', 'days', 'cooling-off', 'hearts', 'replies', 'hours', 'budget', 'asking'].map((setting, n) =>
        waiting(`waits${n}`, 'open-setting', 'dana', 'dana', { setting: `'${setting}'`, value: "'some'" }),
      ),
      waiting('one', 'import-child', 'dana'),
    ].join(';'),
    acts: [
      { by: 'dana', say: 'select access.propose_export(:mia, :two, :fresh)', proves: ['export.make', ':mia'] },
      { by: 'dana', say: 'select access.propose_erasing(:mia, :three, :fresh)', proves: ['erasure.make', ':mia'] },
    ],
  },
  'Lena and Aron hold one invitation': {
    scene: code('guardian-invitation', 'dana', 'video-call'),
    acts: [
      { by: 'lena', say: "select access.accept_invitation(sha256('code'), :one)" },
      { by: 'aron', say: "select access.accept_invitation(sha256('code'), :two)" },
    ],
  },
  'Lena lets Leo share in two windows': { scene: isSet('leo', 'audience', 'family'), acts: [opens('one'), opens('two')] },
  'Lena says in two windows that Leo is ten': {
    scene: "update children set band = '5-9' where child_id = :leo",
    acts: [older('one'), older('two')],
  },
  'Omar says that it stays so when the day is over': {
    scene: `${isSet('mia', 'audience', 'family')}; ${due('one', 'open-setting', 'dana', 'dana', { setting: "'audience'", value: "'everyone'" })}`,
    acts: [{ by: 'omar', say: "select access.tighten_setting(:mia, 'audience', 'family')" }, settle('one')],
  },
  'Omar has Mia ask each time for Leo, and Lena blocks her for him': {
    acts: [
      { by: 'omar', say: "select access.tighten_setting(:mia, 'asking', 'each', :leo)" },
      { by: 'lena', say: 'select access.block_person(:leo, :mia, :one)' },
    ],
  },
  'Mia asks, and Omar says that she is nine': {
    scene: "insert into settings (child_id, setting, value, by_id, said_at) values (:mia, 'asking', 'told', :dana, now())",
    acts: ['Mia asks', { by: 'omar', say: 'select access.make_younger(:mia)' }],
  },
  'Dana gives in two windows': {
    scene: "insert into withdrawals (consent_id, by_id) select id, :dana from consents where child_id = :mia and purpose = 'sharing'",
    acts: [gives('one'), gives('two')],
  },
  'Omar pauses when the day is over': {
    scene: `insert into pauses (id, child_id, guardian_id, guardianship_id, made_at) select id, child_id, guardian_id, id, now() - interval '2 days' from guardianships where child_id = :mia; ${due('one', 'resume-sharing', 'omar')}`,
    acts: [{ by: 'omar', say: 'select access.pause_sharing(:mia, :two)' }, settle('one')],
  },
  'Omar and Dana let sharing go on': {
    scene:
      'insert into pauses (id, child_id, guardian_id, guardianship_id) select id, child_id, guardian_id, id from guardianships where child_id = :mia and guardian_id = :dana',
    acts: [
      { by: 'omar', say: 'select access.resume_sharing(:mia, :one, :fresh)', proves: ['sharing.resume', ':mia'] },
      { by: 'dana', say: 'select access.resume_sharing(:mia, :two, :fresh)', proves: ['sharing.resume', ':mia'] },
    ],
  },
  'Dana blocks again when the day is over': {
    scene: `${unconnected('mia', 'leo')}; insert into blocks (id, child_id, person_id, by_id, made_at) values (:two, :mia, :leo, :dana, now() - interval '2 days');
      ${due('one', 'lift-block', 'omar', 'omar', { person_id: ':leo' })}`,
    acts: [{ by: 'dana', say: 'select access.block_person(:mia, :leo, :three)' }, settle('one')],
  },
  'Omar and Dana lift her block': {
    scene: `${unconnected('mia', 'leo')}; insert into blocks (id, child_id, person_id, by_id) values (:three, :mia, :leo, :dana)`,
    acts: [
      { by: 'omar', say: 'select access.lift_block(:mia, :leo, :one, :fresh)', proves: ['block.lift', ":mia || ':' || :leo"] },
      { by: 'dana', say: 'select access.lift_block(:mia, :leo, :two, :fresh)', proves: ['block.lift', ":mia || ':' || :leo"] },
    ],
  },
  'Aron and Lena answer one offer': { scene: unconnected('mia', 'leo'), acts: ['Aron answers', 'Lena answers'] },
  'Rosa joins anew whom Dana blocks': {
    scene: `${unconnected('mia', 'rosa')}; ${code('relative-invitation', 'omar')}`,
    acts: [
      { by: 'rosa', say: "select access.accept_child(sha256('code'), array[:one, :two, :three]::uuid[])" },
      { by: 'dana', say: 'select access.block_person(:mia, :rosa, :four)' },
    ],
  },
  'Mia asks with a drawing that she discards': { acts: ['Mia asks', { by: 'mia', say: 'select access.discard_photo(:draft)' }] },
  'Leo sends a sun, and Omar closes replies': {
    scene: bothStickers,
    acts: [
      { by: 'leo', say: "select access.send_reply(:one, :moon, 'sun')" },
      { by: 'omar', say: "select access.tighten_setting(:mia, 'replies', 'off')" },
    ],
  },
  'Leo writes, and Omar closes replies': {
    scene: bothWrite,
    acts: [
      { by: 'leo', say: "select access.write_reply(:one, :moon, 'x', sha256('x'), '{}')" },
      { by: 'omar', say: "select access.tighten_setting(:mia, 'replies', 'off')" },
    ],
  },
  'Dana lets out what Omar sends back': {
    scene: `${bothWrite}; insert into replies (id, post_id, person_id, kind, says) values (:one, :lake, :mia, 'child', 'own-words');
      insert into own_words (reply_id, words_sealed, content_hash, findings) values (:one, 'x', sha256('x'), '{}')`,
    acts: [
      { by: 'dana', say: "select access.approve_reply(:one, sha256('x'), :fresh)", proves: ['post.approve', "'inbox'"] },
      { by: 'omar', say: "select access.send_back_reply(:one, 'words')" },
    ],
  },
  'Dana and Omar answer one wish': {
    scene: "insert into name_wishes (id, child_id, name_sealed) values (:one, :mia, 'x')",
    acts: [
      { by: 'dana', say: "select access.decline_wish(:one, 'stays')" },
      { by: 'omar', say: "select access.decline_wish(:one, 'stays')" },
    ],
  },
  'Leo and Mia take his sun back': {
    scene: `${bothStickers}; ${reply}`,
    acts: [
      { by: 'leo', say: 'select access.take_back_reply(:one)' },
      { by: 'mia', say: 'select access.take_back_reply(:one)' },
    ],
  },
  'Mia puts Leo into what Dana removes': {
    scene: circle,
    acts: [
      { by: 'mia', say: 'select access.put_in_circle(:circle, :leo)' },
      { by: 'dana', say: 'select access.remove_circle(:circle)' },
    ],
  },
  'Mia puts the moon into what she removes': {
    scene: collection,
    acts: [
      { by: 'mia', say: 'select access.put_in_collection(:one, array[:moon]::uuid[])' },
      { by: 'mia', say: 'select access.remove_collection(:one)' },
    ],
  },
  'Dana and Omar agree to a hand-over': { scene: handover('take'), acts: [agrees('dana'), agrees('omar')] },
  'Mia asks for a hand-over, and so does Dana': {
    scene: thirteen,
    acts: [
      { by: 'mia', say: "select access.ask_handover('take', :one)" },
      { by: 'dana', say: "select access.propose_handover(:mia, 'take', :two, :fresh)", proves: ['handover.propose', ":mia || ':take'"] },
    ],
  },
  'Mia ends what the day brings, while a third holds her guardians': {
    scene: `${handover('wipe', 'now()')}; ${due('one', 'erase-child', 'dana')}`,
    acts: [
      { by: 'mia', say: 'select access.end_handover(:one)' },
      settle('one'),
      { by: 'worker', say: 'select access.hold_guardians(:mia)' },
    ],
    orders: [[0, 1, 2, 2, 0, 1, 2, 0, 1]],
  },
  'Dana renews her when the year is over': { scene: overdue, acts: [{ by: 'dana', say: 'select access.renew_child(:mia)' }, lapses] },
  'Dana says the month when the year is over': {
    scene: overdue,
    acts: [{ by: 'dana', say: "select access.say_thirteen(:mia, date_trunc('month', now())::date)" }, lapses],
  },
  'all are asked twice whether they stay': {
    scene: "update children set renew_by = now() + interval '20 days'",
    acts: [
      { by: 'worker', say: 'select access.ask_to_renew()' },
      { by: 'worker', say: 'select access.ask_to_renew()' },
    ],
  },
  'this Kitestring closes for Mia twice': {
    scene: 'insert into sunsets (closes_at, begun_at) values (now(), now())',
    acts: [
      { by: 'worker', say: 'select access.close_for_sunset(:mia, :one)' },
      { by: 'worker', say: 'select access.close_for_sunset(:mia, :two)' },
    ],
  },
  'a child is removed twice': {
    scene:
      'insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:one, :nobody, now(), 0, 0, 0, 0)',
    acts: [
      { by: 'worker', say: "select access.remove_child(:one, 'signed')" },
      { by: 'worker', say: "select access.remove_child(:one, 'signed')" },
    ],
  },
  'two forms come by one code': { scene: form, acts: [sends('one'), sends('two')] },
  'the operator says two things of one form': {
    scene: `${form}; insert into forms (id, code_id, notice_version) values (:one, :code, :notice)`,
    acts: [
      { by: 'worker', say: "select access.check_form(:one, 'approved')" },
      { by: 'worker', say: "select access.check_form(:one, 'not-known')" },
    ],
  },
  'the fifth wrong pictures are tried twice': {
    scene: `insert into picture_locks (child_id, pictures_hash) values (:leo, 'x'); insert into sessions (id, person_id, kind, tablet_hash, wrong_tries, expires_at)
      values (:one, :leo, 'child', sha256('tablet'), 4, now() + interval '1 hour')`,
    acts: [tries, tries],
  },
  'a broken promise holds twice': {
    scene:
      "insert into checks (name, feature, attacks, failed) values ('strangers', 'viewing', 1, 'seen'); insert into incidents (id, promise, feature, code) values (:one, 'strangers', 'viewing', 'seen')",
    acts: [
      { by: 'worker', say: "select access.record_check('strangers', 'viewing', 1, null)" },
      { by: 'worker', say: "select access.record_check('strangers', 'viewing', 1, null)" },
    ],
  },
  'Omar makes a code for a tablet, and has left': { scene: due('one', 'remove-guardian', 'omar'), acts: [pairs, settle('one')] },
  'Omar makes a code for a tablet, and Dana signs her out for good': {
    acts: [pairs, { by: 'dana', say: "select access.withdraw_consent(:mia, 'profile')" }],
  },
  'Omar makes a code for a tablet, and she is erased': { scene: erased, acts: [pairs, settle('one')] },
  'Omar pauses, and has left': {
    scene: due('one', 'remove-guardian', 'omar'),
    acts: [{ by: 'omar', say: 'select access.pause_sharing(:mia, :two)' }, settle('one')],
  },
  'Mia asks, and is erased': { scene: erased, acts: ['Mia asks', settle('one')] },
  'Omar takes back, and she is erased': { scene: erased, acts: ['Omar takes the shared one back', settle('one')] },
  'Dana says yes, and she is erased': { scene: erased, acts: ['Dana says yes', settle('one')] },
  'Dana confirms Ana, and Mia is erased': { scene: erased, acts: ['Dana confirms Ana', settle('one')] },
  'Leo is in the moon, and Mia is erased': { scene: erased, acts: ['Leo is in the moon', settle('one')] },
  'Leo says sun to the moon, and Mia is erased': {
    scene: `${bothStickers}; ${erased}`,
    acts: [{ by: 'leo', say: "select access.send_reply(:two, :moon, 'sun')" }, settle('one')],
  },
  'Mia puts Leo into a circle, and he is connected no more': {
    scene: circle,
    acts: [{ by: 'mia', say: 'select access.put_in_circle(:circle, :leo)' }, 'Leo ends it'],
  },
  'Omar gives what Dana withdraws': {
    acts: [gives('one', 'omar'), { by: 'dana', say: "select access.withdraw_consent(:mia, 'sharing')" }],
  },
  'Omar and Dana make codes for a tablet': {
    acts: [pairs, { by: 'dana', say: "select access.make_pairing(:mia, :three, sha256('three'))" }],
  },
  'Lena accepts, and Dana has left, while a third holds the guardians': {
    scene: `${code('guardian-invitation', 'dana', 'video-call')}; ${due('one', 'remove-guardian', 'dana')}`,
    acts: [
      { by: 'lena', say: "select access.accept_invitation(sha256('code'), :two)" },
      settle('one'),
      { by: 'worker', say: 'select access.hold_guardians(:mia)' },
    ],
    orders: [
      [0, 1, 2, 2, 1, 0, 2, 1, 0],
      [0, 1, 2, 2, 0, 1, 2, 0, 1],
    ],
  },
  'Dana looks in two windows': { acts: [looks, looks] },
} as const satisfies Record<string, Quarrel>
export type QuarrelName = keyof typeof quarrels

/** Two of the acts of the other quarrels, judged in this way too. */
export function sceneOf(families: Families, quarrel: Quarrel): () => Promise<Scene> {
  return async () => {
    await tidy(families)
    const named = quarrel.acts.filter((act) => typeof act === 'string' && isAct(act))
    const { scripts: prepared } = await morning(families, named)
    const ids = idsIn(families)
    const rows = [...(quarrel.scene === undefined ? [] : [withIds(quarrel.scene, ids)])]
    const left = [...prepared]
    const scripts = quarrel.acts.map((act, n): Script => {
      if (typeof act === 'string') return left.shift() ?? { as: 'viewer', statements: [] }
      return scriptOf(families, act, { ...ids, fresh: freshOf(n) }, n, rows)
    })
    await families.w.asOwner(rows.join(';\n') || 'select')
    const [now] = await families.w.asOwner<{ since: string }>('select clock_timestamp()::text as since')
    return { scripts, names: namesOfIds(families, { ...made, draft: ids['draft'] ?? '' }), since: now?.since ?? '' }
  }
}

/** What two say, by the name of one of these quarrels or of two acts of the others. */
export function quarrelOf(name: QuarrelName | readonly ActName[]): Quarrel {
  return typeof name === 'string' ? quarrels[name] : { acts: name }
}

/** Afterwards nothing is left of what a morning does not clear. */
export async function closeQuarrels(families: Families): Promise<void> {
  await tidy(families)
  await begin(families)
}

function scriptOf({ w }: Families, { by, say, proves }: Said, ids: Record<string, string>, n: number, rows: string[]): Script {
  const statements = [say].flat().map((text) => withIds(text, ids))
  if (by === 'worker') return { as: 'owner', statements: ['begin', ...statements, 'commit'] }
  if (proves)
    rows.push(
      `${sqlOf('insert into fresh_checks (id, session_id, act, subject) select %L, id, %L', freshOf(n), proves[0])}, ${withIds(proves[1], ids)} ${sqlOf('from sessions where person_id = %L limit 1', w[by].id)}`,
    )
  const enters = sqlOf(
    "begin; select set_config('role', %L, true), set_config('app.session', %L, true)",
    `kitestring_${w[by].kind}`,
    tokenOf(w, by),
  )
  return { as: 'viewer', statements: [enters, ...statements, 'commit'] }
}

const freshOf = (n: number) => `00000000-0000-4000-8000-0000000000f${n}`
const made: Record<string, string> = Object.fromEntries(
  ['one', 'two', 'three', 'four', 'five', 'code', 'circle', 'nobody', ...Array.from({ length: 8 }, (_, n) => `waits${n}`)].map(
    (name, n) => [name, `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`],
  ),
)

function idsIn({ w, ids, notice, drafts }: Families): Record<string, string> {
  const people = (['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa'] as const).map((name) => [name, w[name].id])
  const draft = Object.keys(drafts).find((one) => drafts[one] === 'mia') ?? ''
  return { ...made, ...Object.fromEntries([...ids.posts, ...people]), notice, draft }
}

/** What no life and no morning leaves behind. */
async function tidy({ w }: Families): Promise<void> {
  const tables = [
    'handovers',
    'circles',
    'collections',
    'account_closings',
    'erasures',
    'picture_locks',
    'checks',
    'incident_ends',
    'incidents',
    'sunsets',
    'forms',
  ]
  await w.asOwner(`set session_replication_role = 'replica'; delete from incident_ends; delete from incidents; set session_replication_role = 'origin';
    ${tables.map((table) => `delete from ${table}`).join('; ')}; delete from proposals; delete from codes; delete from sessions where tablet_hash is not null;
    update children set band = '10-13', grows_up_on = null, renew_by = default, asked_at = null, asked_days = 0, counted_at = null`)
}
