// A photo is put in, asked to be shared, approved or sent back, and taken back.
import { asleep, broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, unguarded, withdrawn, type Deed } from './deed.ts'

const fillsDrafts = (count: number) =>
  `insert into photos (id, child_id, width, height, thumbhash_sealed, digest) select gen_random_uuid(), :mia, 4, 3, 'x', sha256('x') from generate_series(1, ${count} - (select count(*) from access.drafts where child_id = :mia))`
const fillsPosts = (count: number, of = ':mia') =>
  `insert into posts (id, child_id, caption_sealed, days, content_hash) select gen_random_uuid(), ${of}, 'x', 7, sha256('x') from generate_series(1, ${count})`
const keeps = `select access.keep_photo(:new1, 4, 3, 'x', sha256('d'), '{place}', '[{"name": "card", "width": 4, "height": 3, "type": "image/webp"}, {"name": "screen", "width": 4, "height": 3, "type": "image/webp"}]')`
const asks = (photos: string, people: string) =>
  `select access.ask_to_share(:new1, 'x', 30, '{}', sha256('h'), array[${photos}]::uuid[], (array['x', 'y']::bytea[])[1:${photos.split(',').length}], array[${people}]::uuid[])`
const asksWith = (people: string, tagged: string) =>
  asks(':draft', people).replace(/\)$/, `, array[${tagged}]::uuid[], (array[:new2, :new3]::uuid[])[1:${tagged.split(',').length}])`)
const receiptOf = (thing: string) => `insert into receipts (id, child_id, what, thing_id) values (:new1, :mia, 'post', :${thing})`
const purposes = ['profile', 'photos', 'sharing']
const off = 'no: post.sharing-off'
const kept = 'new photos id=new1 child_id=mia; new renditions photo_id=new1; new renditions photo_id=new1'
const asked = (photo: string, people: string[], child: string, told: string) =>
  [
    `changed photos ${photo} post_id=new1`,
    `log ${child} post.make new1 by ${child}`,
    ...people.map((person) => `new post_audience post_id=new1 person_id=${person}`),
    `new posts id=new1 child_id=${child} asked_at=a moment later`,
    'job alerts.post-waiting new1 now',
    `told ${told}`,
  ].join('; ')
const askedLeo = asked('draft', ['leo'], 'mia', 'dana mia')

export const putting: Deed[] = [
  {
    say: 'select access.may_put_in()',
    is: { mia: '', leo: '', dana: notGranted },
    when: [
      ['mia', fillsDrafts(39), ''],
      ['mia', fillsDrafts(40), 'no: too-many-tries'],
      ['leo', fillsDrafts(40), ''],
      ['mia', `${fillsDrafts(40)}; ${receiptOf('draft').replace("'post'", "'photo'")}`, ''],
    ],
  },
  {
    say: keeps,
    is: { mia: kept, dana: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', fillsDrafts(40), 'no: too-many-tries'],
      ...purposes.map((purpose) => ['mia', withdrawn(purpose), off] as const),
      ['mia', saidNo('mia'), off],
      ['mia', unguarded, off],
    ],
  },
  {
    say: 'select access.discard_photo(:draft)',
    is: {
      mia: 'log mia photo.discard draft by mia; new receipts id=somebody new child_id=mia by_id=mia what=photo thing_id=draft; job photos.erase draft now first',
      leo: notThere,
      dana: notGranted,
    },
  },
  { say: 'select access.discard_photo(:discarded)', is: { mia: 'job photos.erase discarded now first' } }, // once more does no harm
  { say: 'select access.discard_photo(:kitePhoto)', is: { mia: notThere } },
]

const isSet = (value: string, setting: string, child = 'mia') =>
  `update settings set value = '${value}' where setting = '${setting}' and child_id = :${child}`
const beyond = 'no: setting.closed'

export const asking: Deed[] = [
  {
    say: asks(':draft', ':leo'),
    is: { mia: askedLeo, leo: 'no: post.photo-not-yours', dana: notGranted, rosa: notGranted },
    when: [
      ['mia', connectedNoMore('miaAndLeo'), 'no: post.not-connected'],
      ['mia', saidNo('leo'), 'no: post.not-connected'],
      ['mia', broken('sharing'), 'no: safeguard.closed'],
      ['mia', broken('viewing'), askedLeo],
      ...purposes.map((purpose) => ['mia', withdrawn(purpose), off] as const),
      ['mia', saidNo('mia'), off],
      ['mia', fillsPosts(18), askedLeo], // with the one that waits: the twentieth
      ['mia', fillsPosts(19), 'no: too-many-tries'],
      ['mia', fillsPosts(19, ':leo'), askedLeo],
      ['mia', isSet('7', 'days'), beyond], // it is for 30
      ['mia', isSet('30', 'days'), askedLeo],
      ['mia', isSet('family', 'audience'), beyond],
      ['mia', isSet('family', 'audience', 'leo'), askedLeo],
      ['mia', 'delete from settings', beyond], // the strictest
    ],
  },
  {
    say: asks(':draft', ':leo, :rosa'),
    is: { mia: asked('draft', ['leo', 'rosa'], 'mia', 'dana mia') },
    when: [['mia', isSet('family', 'audience'), beyond]],
  },
  { say: asks(':draft', ':rosa'), is: {}, when: [['mia', isSet('family', 'audience'), asked('draft', ['rosa'], 'mia', 'dana mia')]] },
  {
    say: asksWith(':leo, :rosa', ':leo'),
    is: { mia: `${asked('draft', ['leo', 'rosa'], 'mia', 'dana mia')}; new tags id=new2 child_id=leo post_id=new1` },
  },
  ...[':rosa', ':ana', ':mia', ':leo, :rosa'].map(
    (tagged): Deed => ({ say: asksWith(':leo, :rosa', tagged), is: { mia: 'no: post.not-connected' } }),
  ),
  { say: asks(':draft', ''), is: { mia: asked('draft', [], 'mia', 'dana mia') } },
  ...[':leo, :ana', ':mia', ':dana'].map((people): Deed => ({ say: asks(':draft', people), is: { mia: 'no: post.not-connected' } })),
  ...[':leosDraft', ':discarded', ':kitePhoto', ':draft, :leosDraft'].map(
    (photos): Deed => ({ say: asks(photos, ':leo'), is: { mia: 'no: post.photo-not-yours' } }),
  ),
  { say: asks(':leosDraft', ':mia, :ana'), is: { leo: asked('leosDraft', ['ana', 'mia'], 'leo', 'lena leo') } },
]

const alsoOnHerPhone =
  "insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :dana, 'guardian', sha256('other'), now() + interval '1 day')"
const approves = (post: string, hash = post) => `select access.approve_post(:${post}, decode(:hashOf${hash}, 'hex'), :fresh)`
const inInbox: [string, string] = ['post.approve', "'inbox'"]
const approved =
  'changed post_audience pond leo shared_from=now + 60000 ms; changed posts pond shared_from=now + 60000 ms shared_until=now + 604860000 ms; check used; log mia post.approve pond by dana; new approvals guardian_id=dana post_id=pond; job posts.tell pond now + 60000 ms; job posts.tell pond now + 604860000 ms; told dana mia'
const undoes = (post: string) => `select access.undo_approval(:${post})`
const undone = `changed posts tree shared_from=null shared_until=null; ${['leo', 'rosa'].map((name) => `changed post_audience tree ${name} shared_from=null; `).join('')}gone yes to tree; log mia post.undo tree by dana; told dana mia`
const sharedIn = (seconds: number) =>
  `update posts set shared_from = t, shared_until = t + days * interval '24 hours' from (select clock_timestamp() + interval '${seconds} seconds' as t) soon where id = :tree`
const sendsBack = (post: string) => `select access.send_back_post(:${post}, 'words', 'x')`
const takesBack = (post: string) => `select access.take_back_post(:${post}, :new1)`
const takenBack = (post: string, by: string, told: string) =>
  `says "new1"; log mia post.take-back ${post} by ${by}; new receipts id=new1 child_id=mia by_id=${by} what=post thing_id=${post}; job posts.erase ${post} now first; told ${told}`
const sees = 'dana lena leo mia rosa'

export const approving: Deed[] = [
  {
    say: approves('pond'),
    proves: inInbox,
    is: {
      dana: approved,
      omar: notThere,
      lena: notThere,
      mia: notGranted,
    },
    when: [
      [
        'dana',
        `insert into tags (id, post_id, child_id) values (:new2, :pond, :leo); ${asleep('insert into tags (id, post_id, child_id) values (:new3, :bridge, :leo)')}`,
        `${approved}; job alerts.tag new2 now + 60000 ms`,
      ],
      ['dana', receiptOf('pond'), notThere],
      ['dana', unguarded, notThere],
      ['dana', broken('sharing'), 'no: safeguard.closed'],
      ...purposes.map((purpose) => ['dana', withdrawn(purpose), off] as const),
      ['dana', saidNo('mia'), off],
      ['dana', isSet('family', 'audience'), beyond],
      ['dana', `${asleep('update posts set days = 30 where id = :pond')}; ${isSet('7', 'days')}`, beyond],
      ['dana', isSet('7', 'days'), approved],
      [
        'dana',
        isSet('ten-minutes', 'cooling-off'),
        approved.replaceAll('now + 60000 ms', 'now + 600000 ms').replaceAll('604860000', '605400000'),
      ],
      ['dana', isSet('ten-minutes', 'cooling-off', 'leo'), approved],
      ['dana', 'update fresh_checks set used_at = now() where id = :fresh', approved], // for an earlier post
      ['dana', "update fresh_checks set made_at = now() - interval '299.999999 seconds' where id = :fresh", approved],
      ['dana', "update fresh_checks set made_at = now() - interval '5 minutes' where id = :fresh", needsCheck],
      ['dana', 'update fresh_checks set session_id = :sessionOfOmar where id = :fresh', needsCheck],
      ['dana', `${alsoOnHerPhone}; update fresh_checks set session_id = :new4 where id = :fresh`, needsCheck],
    ],
  },
  { say: approves('pond'), is: { dana: needsCheck } },
  ...(['connection.offer', 'export.make', 'passkey.add'] as const).map(
    (act): Deed => ({ say: approves('pond'), proves: [act, "'inbox'"], is: { dana: needsCheck } }),
  ),
  { say: approves('pond'), proves: ['post.approve', ':pond'], is: { dana: needsCheck } },
  { say: approves('pond', 'nest'), proves: inInbox, is: { dana: 'no: post.changed' } },
  { say: approves('nest'), proves: inInbox, is: { dana: notThere } },
  { say: approves('kite'), proves: inInbox, is: { dana: 'no: post.not-waiting' } },
  { say: approves('boat'), proves: inInbox, is: { dana: 'no: post.not-waiting' } },
  { say: approves('rain'), proves: inInbox, is: { dana: notThere } },
  { say: approves('new1', 'pond'), proves: inInbox, is: { dana: notThere } },
  {
    say: undoes('tree'),
    is: { dana: undone, omar: notThere, lena: notThere, mia: notGranted, leo: notGranted, sam: notGranted },
    when: [
      ['dana', `${broken('sharing')}; ${broken('viewing').replace(':new5', ':new4')}; ${saidNo('mia')}`, undone], // always. I17
      ['dana', sharedIn(20), undone],
      ['dana', sharedIn(1), 'no: post.shared'],
      ['dana', receiptOf('tree'), notThere],
      ['dana', unguarded, notThere],
    ],
  },
  ...['kite', 'moon'].map((post): Deed => ({ say: undoes(post), is: { dana: 'no: post.shared' } })),
  ...['pond', 'boat'].map((post): Deed => ({ say: undoes(post), is: { dana: 'no: post.not-approved' } })),
  ...['nest', 'rain', 'new1'].map((post): Deed => ({ say: undoes(post), is: { dana: notThere } })),
  {
    say: sendsBack('pond'),
    is: {
      dana: 'log mia post.send-back pond by dana; new sendings_back guardian_id=dana post_id=pond; told dana mia',
      lena: notThere,
      mia: notGranted,
    },
    when: [
      ['dana', broken('sharing'), 'log mia post.send-back pond by dana; new sendings_back guardian_id=dana post_id=pond; told dana mia'],
      ['dana', receiptOf('pond'), notThere],
      ['dana', unguarded, notThere],
    ],
  },
  ...['kite', 'boat'].map((post): Deed => ({ say: sendsBack(post), is: { dana: 'no: post.not-waiting' } })),
  ...['nest', 'rain', 'new1'].map((post): Deed => ({ say: sendsBack(post), is: { dana: notThere } })),
  {
    say: takesBack('kite'),
    is: {
      mia: takenBack('kite', 'mia', sees),
      dana: takenBack('kite', 'dana', sees),
      leo: notThere,
      omar: notThere,
      lena: notThere,
      rosa: notGranted,
      sam: notGranted,
    },
    when: [
      ['mia', `${broken('sharing')}; ${broken('viewing').replace(':new5', ':new4')}; ${saidNo('mia')}`, takenBack('kite', 'mia', sees)], // always. I17
      ['dana', unguarded, notThere],
    ],
  },
  { say: takesBack('pond'), is: { mia: takenBack('pond', 'mia', 'dana mia') } },
  ...['rain', 'swing', 'new1'].map((post): Deed => ({ say: takesBack(post), is: { mia: notThere } })),
]
