// What the acts have in common: answers that are kept, the family log, the looks of grown-ups, and who is told.
import { asleep, broken, notGranted, notThere, unguarded, type Deed } from './deed.ts'

const kept = `insert into requests (person_id, key, digest, answer) values (:mia, :key, sha256('body'), '{"an": "answer"}'), (:leo, :key, sha256('body'), '{"leos": "answer"}')`
const recalls = (act: string, key: string, body: string) => `select access.${act}(:${key}, sha256('${body}'))`

export const repeating: Deed[] = [
  {
    say: recalls('recall', 'key', 'body'),
    is: { mia: 'new requests person_id=mia', rosa: 'new requests person_id=rosa', sam: 'new requests person_id=sam' },
    when: [
      ['mia', kept, 'says {"an":"answer"}'],
      ['leo', kept, 'says {"leos":"answer"}'],
      ['dana', kept, 'new requests person_id=dana'],
    ],
  },
  { say: recalls('recall', 'key', 'other'), is: {}, when: [['mia', kept, 'no: same-key-other-body']] },
  {
    say: recalls('recalled', 'key', 'body'),
    is: { mia: '', dana: '' },
    when: [
      ['mia', kept, 'says {"an":"answer"}'],
      ['leo', kept, 'says {"leos":"answer"}'],
      ['dana', kept, ''],
    ],
  },
  {
    say: recalls('recalled', 'key', 'other'),
    is: { mia: '' },
    when: [
      ['mia', kept, 'no: same-key-other-body'],
      ['dana', kept, ''],
    ],
  },
  { say: recalls('recalled', 'new1', 'other'), is: { mia: '' }, when: [['mia', kept, '']] },
  {
    say: `select access.remember(:key, '{"a": 1}')`,
    is: { mia: '' },
    when: [
      ['mia', kept, 'new requests person_id=mia answer={"a":1}'],
      ['dana', kept, ''],
      [
        'mia',
        `${kept}; insert into requests (person_id, key, digest) values (:mia, :new1, sha256('other'))`,
        'new requests person_id=mia answer={"a":1}',
      ],
    ],
  },
]

const looks = (what: string, ids: string) => `select access.note_looks('${what}', array[${ids}]::uuid[])`
const noted = (what: string, ids: string) => `select access.looks_are_noted('${what}', array[${ids}]::uuid[])`
const looked = (post: string, by: string, ago = "interval '0'") =>
  `insert into log_entries (child_id, number, at, act, by_id, thing_id, previous_hash, hash) values (:mia, 9999, date_bin('15 minutes', now(), timestamptz '2000-01-01 00:00:00+00') - ${ago}, 'post.look', :${by}, ${post}, sha256('x'), sha256('y'))`
const lookAtKite = (by: string) => `log mia post.look kite by ${by}; told mia`

export const looking: Deed[] = [
  {
    say: looks('posts', ':kite'),
    is: { dana: lookAtKite('dana'), rosa: lookAtKite('rosa'), lena: notThere, omar: notThere, mia: notGranted, sam: notGranted },
    when: [
      ['dana', looked(':kite', 'dana'), ''], // in this quarter of an hour already
      ['dana', looked(':kite', 'dana', "interval '1 microsecond'"), lookAtKite('dana')],
      ['dana', looked(':kite', 'rosa'), lookAtKite('dana')],
      ['dana', looked(':bridge', 'dana'), lookAtKite('dana')],
      ['dana', looked('null', 'dana'), lookAtKite('dana')],
      [
        'dana',
        `${looked(':kite', 'dana')}; ${asleep("update log_entries set act = 'post.take-back' where number = 9999")}`,
        lookAtKite('dana'),
      ],
      ['dana', `${looked(':kite', 'dana')}; ${asleep('update log_entries set child_id = :leo where number = 9999')}`, lookAtKite('dana')],
      ['dana', unguarded, notThere],
      ['rosa', broken('viewing'), notThere],
      ['dana', broken('viewing'), lookAtKite('dana')],
    ],
  },
  {
    say: looks('posts', ':kite, :bridge'),
    is: { dana: 'log mia post.look bridge by dana; log mia post.look kite by dana; told mia', rosa: notThere },
  },
  { say: looks('posts', ':kite, :new1'), is: { dana: notThere } },
  { say: looks('posts', ':kitePhoto'), is: { dana: notThere } },
  { say: looks('photos', ':kitePhoto'), is: { dana: lookAtKite('dana'), lena: notThere } },
  { say: looks('photos', ':draft'), is: { dana: notThere } }, // a draft is its child's alone. PAR-6
  { say: looks('photos', ':kite'), is: { dana: notThere } },
  {
    say: looks('children', ':mia'),
    is: {
      dana: 'log mia post.look-through nothing by dana; told mia',
      rosa: 'log mia post.look-through nothing by rosa; told mia',
      lena: notThere,
      omar: notThere,
    },
    when: [
      ['dana', looked('null', 'dana'), ''],
      ['dana', looked('null', 'dana', "interval '1 microsecond'"), 'log mia post.look-through nothing by dana; told mia'],
      ['dana', looked('null', 'rosa'), 'log mia post.look-through nothing by dana; told mia'],
      ['dana', looked(':kite', 'dana'), 'log mia post.look-through nothing by dana; told mia'],
      [
        'dana',
        `${looked('null', 'dana')}; ${asleep("update log_entries set act = 'child.pair' where number = 9999")}`,
        'log mia post.look-through nothing by dana; told mia',
      ],
      [
        'dana',
        `${looked('null', 'dana')}; ${asleep('update log_entries set child_id = :leo where number = 9999')}`,
        'log mia post.look-through nothing by dana; told mia',
      ],
    ],
  },
  { say: looks('children', ':leo'), is: { lena: 'log leo post.look-through nothing by lena; told leo', rosa: notThere } }, // who perceives another child
  { say: looks('children', ':dana'), is: { dana: notThere } },
  {
    say: noted('posts', ':kite'),
    is: { dana: 'says false', rosa: 'says false', lena: 'says false' },
    when: [
      ['dana', looked(':kite', 'dana'), 'says true'],
      ['rosa', looked(':kite', 'dana'), 'says false'],
    ],
  },
  { say: noted('posts', ':kite, :bridge'), is: {}, when: [['dana', looked(':kite', 'dana'), 'says false']] },
  { say: noted('posts', ''), is: { dana: 'says true' } },
]

const tasks = (task: string, ids = "jsonb_build_object('postId', :kite::text)") => `select access.enqueue('${task}', ${ids})`
const receipt = (erased: string) =>
  `insert into receipts (id, child_id, by_id, what, thing_id, erased_at) values (:new1, :mia, :dana, 'photo', :gone, ${erased})`

const tagged = asleep('insert into tags (id, post_id, child_id) values (:new2, :kite, :leo)')

export const telling: Deed[] = [
  {
    say: 'select access.tell_reach_of(:kite)',
    is: { worker: 'told dana lena leo mia rosa', dana: notGranted },
    when: [
      ['worker', tagged, 'told dana lena leo mia'],
      ['worker', asleep('insert into hides (id, post_id, guardian_id) values (:new2, :kite, :dana)'), 'told dana mia'],
      ['worker', asleep("update posts set shared_from = now() + interval '1 second' where id = :kite"), 'told dana mia'],
      ['worker', unguarded, 'told mia'], // it travels to nobody any more
      ['worker', unguarded.replace(':mia', ':leo').replace(':dana', ':lena'), 'told dana mia rosa'],
    ],
  },
  { say: 'select access.tell_reach_of(:pond)', is: { worker: 'told dana mia' } },
  { say: 'select access.tell_family_of(:mia)', is: { worker: 'told dana mia', dana: notGranted } },
  {
    say: 'select access.finish_receipt(:rain)',
    is: { worker: notThere, dana: notGranted },
    when: [
      ['worker', asleep('delete from photos where post_id = :rain'), notThere],
      ['worker', asleep('delete from posts where id = :rain'), notThere],
    ],
  },
  { say: 'select access.finish_receipt(:discarded)', is: { worker: notThere } },
  {
    say: 'select access.finish_receipt(:gone)',
    is: { worker: '' },
    when: [
      [
        'worker',
        receipt('null'),
        'new receipts id=new1 child_id=mia by_id=dana what=photo thing_id=gone erased_at=now; log mia photo.erase gone by nobody',
      ],
      ['worker', receipt("now() - interval '1 hour'"), ''],
    ],
  },
  { say: tasks('posts.tell'), is: { worker: 'job posts.tell kite now', dana: notGranted } },
  { say: tasks('posts.erase'), is: { worker: 'job posts.erase kite now first' } },
  { say: tasks('mail.send'), is: { worker: 'no: P0001' } },
  { say: tasks('posts.tell', `'{"postId": "a word"}'`), is: { worker: 'no: P0001' } },
  { say: tasks('posts.tell', "jsonb_build_object('postId', :kite || 'x')"), is: { worker: 'no: P0001' } },
  {
    say: 'select access.around(:mia)::text',
    is: { owner: 'says "dana lena leo mia rosa"' },
    when: [
      ['owner', unguarded, 'says "lena leo mia rosa"'],
      ['owner', 'update guardianships set ended_at = now() where child_id = :leo', 'says "dana leo mia rosa"'],
    ],
  },
  {
    say: 'select access.sides_of(:mia, :leo)::text',
    is: { owner: 'says "dana lena leo mia"' },
    when: [['owner', unguarded, 'says "lena leo mia"']],
  },
  {
    say: 'select access.reach_of(:kite)::text',
    is: { owner: 'says "dana lena leo mia rosa"' },
    when: [
      ['owner', unguarded, 'says "lena leo mia rosa"'],
      ['owner', unguarded.replace(':mia', ':leo').replace(':dana', ':lena'), 'says "dana leo mia rosa"'],
    ],
  },
  ...Object.entries({ mia: 'mia', dana: 'dana', omar: 'omar', rosa: 'rosa', lena: '', leo: '', new1: '' }).map(
    ([actor, known]): Deed => ({ say: `select access.known_to(:mia, :${actor})`, is: { owner: known && `says "${known}"` } }), // DEL-6
  ),
  {
    say: "select access.note(array[:mia, :leo, :dana]::uuid[], 'some.act', :kite, :dana)",
    is: { owner: 'log leo some.act kite by nobody; log mia some.act kite by dana' },
  },
  {
    say: "select access.needs_open('sharing')",
    is: { owner: '' },
    when: [
      ['owner', broken('sharing'), 'no: safeguard.closed'],
      ['owner', broken('viewing'), ''],
    ],
  },
]
