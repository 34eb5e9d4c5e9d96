// A circle: who may make and change one, whom it takes in, and that nobody but its own family is told. AUD-6
import { asleep, broken, connectedNoMore, notGranted, notThere, saidNo, unguarded, withdrawn, type Deed } from './deed.ts'

// In the busy world Mia has Leo in her circle, and he has her and Ana in his.
const makes = (...people: string[]) =>
  `select access.make_circle(:mia, :new1, 'tent', 'y', array[${people.map((one) => `:${one}`).join(', ')}]::uuid[])`
const putsIn = (person: string) => `select access.put_in_circle(:miasCircle, :${person})`
const takesOut = (circle: string, person: string) => `select access.take_out_of_circle(:${circle}, :${person})`
const renames = "select access.rename_circle(:miasCircle, 'tent', 'y')"
const removes = 'select access.remove_circle(:miasCircle)'
const tidies = 'select access.tidy_circles()'

const told = 'told dana mia'
const off = 'no: circle.sharing-off'
const notConnected = 'no: circle.not-connected'
const tooMany = 'no: circle.too-many'
const into = (circle: string, person: string) =>
  `new circle_members child_id=mia person_id=${person} circle_id=${circle} put_in_at=a moment later`
const made = (by: string, ...people: string[]) =>
  [
    'new circles id=new1 child_id=mia picture=tent',
    ...people.map((one) => into('new1', one)),
    `log mia circle.make new1 by ${by}`,
    told,
  ].join('; ')
const putIn = (by: string) => `${into('miasCircle', 'rosa')}; log mia circle.put-in miasCircle by ${by}; ${told}`
const leoIsInAgain = `changed circle_members miasCircle leo put_in_at=a moment later; log mia circle.put-in miasCircle by mia; ${told}`
const takenOut = (by: string) => `gone miasCircle leo; log mia circle.take-out miasCircle by ${by}; ${told}`
const renamed = (by: string) => `changed circles miasCircle picture=tent; log mia circle.rename miasCircle by ${by}; ${told}`
const removed = (by: string) => `gone miasCircle; gone miasCircle leo; log mia circle.remove miasCircle by ${by}; ${told}`

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const circles = (child: string, count: number) =>
  `insert into circles (id, child_id, picture, name_sealed) select gen_random_uuid(), :${child}, 'house', 'x' from generate_series(1, ${count})`
const people = (circle: string, child: string, count: number) =>
  asleep(
    `insert into circle_members (circle_id, child_id, person_id, connection_id) select :${circle}, :${child}, gen_random_uuid(), gen_random_uuid() from generate_series(1, ${count})`,
  )
const another = (child: string) =>
  `insert into circles (id, child_id, picture, name_sealed) values (:new4, :${child}, 'house', 'x'); insert into circle_members (circle_id, child_id, person_id, connection_id) values (:new4, :mia, :leo, :miaAndLeo)`
const saidYesAgain = (child: string) => `insert into assents (id, child_id, lesson) values (:new4, :${child}, '2026-11')`
const saidNoFirst = "insert into assent_withdrawals (assent_id, at) select id, '2020-01-01' from assents where child_id in (:leo, :mia)"
const atThatMoment = 'update circle_members set put_in_at = now()'
const connectedAnew = `${connectedNoMore('miaAndLeo')}; ${asleep(
  'insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) select :new4, low_id, high_id, gen_random_uuid(), gen_random_uuid() from connections where id = :miaAndLeo',
)}`
export const circling: Deed[] = [
  {
    say: makes(),
    is: {
      mia: made('mia'),
      dana: made('dana'),
      omar: notThere,
      lena: notThere,
      leo: notThere,
      ana: notThere,
      rosa: notGranted,
      sam: notGranted,
      vera: notThere,
    },
    when: [
      ['mia', saidNo('mia'), off],
      ['dana', withdrawn('sharing'), off],
      ['dana', unguarded, notThere],
      ['mia', broken('sharing'), made('mia')], // it shares nothing
      ['mia', circles('mia', 18), made('mia')],
      ['mia', circles('mia', 19), tooMany],
      ['mia', circles('leo', 30), made('mia')],
    ],
  },
  {
    say: makes('leo', 'rosa'),
    is: { mia: made('mia', 'leo', 'rosa'), dana: made('dana', 'leo', 'rosa') },
    when: [
      ['mia', connectedNoMore('miaAndLeo'), notConnected],
      ['mia', saidNo('leo'), notConnected],
    ],
  },
  { say: makes('rosa', 'ana'), is: { mia: notConnected, dana: notConnected } }, // all of them, or nobody
  { say: makes('dana'), is: { mia: notConnected } }, // guardians see everything anyhow
  {
    say: putsIn('rosa'),
    is: {
      mia: putIn('mia'),
      dana: putIn('dana'),
      omar: notThere,
      leo: notThere, // who is in it
      lena: notThere,
      ana: notThere,
      rosa: notGranted,
      sam: notGranted,
      vera: notThere,
    },
    when: [
      ['omar', omarToo, putIn('omar').replace(told, 'told dana mia omar')],
      ['mia', saidNo('mia'), notConnected],
      ['mia', people('miasCircle', 'mia', 98), putIn('mia')],
      ['mia', people('miasCircle', 'mia', 99), tooMany],
      ['mia', people('leosCircle', 'leo', 150), putIn('mia')],
    ],
  },
  {
    say: putsIn('leo'),
    is: { mia: '', dana: '', leo: notThere },
    when: [
      ['mia', `${saidNo('leo')}; ${saidYesAgain('leo')}`, leoIsInAgain], // whoever was parted is out
      ['mia', connectedAnew, leoIsInAgain],
      [
        'mia',
        `${saidNo('leo')}; ${saidYesAgain('leo')}; ${another('mia')}; update circle_members set put_in_at = 'infinity' where circle_id = :new4`,
        leoIsInAgain,
      ],
      ['mia', connectedNoMore('miaAndLeo'), notConnected],
    ],
  },
  { say: putsIn('ana'), is: { mia: notConnected, dana: notConnected } },
  {
    say: takesOut('miasCircle', 'leo'),
    is: { mia: takenOut('mia'), dana: takenOut('dana'), omar: notThere, leo: notThere, lena: notThere, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', `${saidNo('mia')}; ${broken('sharing')}`, takenOut('mia')], // always. I17
      ['mia', another('mia'), takenOut('mia')],
      ['mia', people('miasCircle', 'mia', 1), takenOut('mia')],
      ['dana', unguarded, notThere],
    ],
  },
  { say: takesOut('miasCircle', 'rosa'), is: { mia: '', dana: '', leo: notThere } },
  { say: takesOut('leosCircle', 'mia'), is: { mia: notThere, dana: notThere } }, // nobody takes even themselves out of another’s
  {
    say: renames,
    is: { mia: renamed('mia'), dana: renamed('dana'), omar: notThere, leo: notThere, lena: notThere, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', saidNo('mia'), off],
      ['dana', withdrawn('photos'), off],
      ['mia', circles('mia', 3), renamed('mia')],
    ],
  },
  {
    say: removes,
    is: { mia: removed('mia'), dana: removed('dana'), omar: notThere, leo: notThere, lena: notThere, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', `${saidNo('mia')}; ${broken('sharing')}`, removed('mia')], // always. I17
      ['mia', another('mia'), removed('mia')],
    ],
  },
  {
    say: tidies,
    is: { worker: '', mia: notGranted, dana: notGranted },
    when: [
      ['worker', connectedNoMore('miaAndLeo'), 'gone leosCircle mia; gone miasCircle leo'],
      ['worker', connectedAnew, 'gone leosCircle mia; gone miasCircle leo'],
      [
        'worker',
        'insert into blocks (id, child_id, person_id, by_id) values (:new4, :mia, :leo, :mia)',
        'gone leosCircle mia; gone miasCircle leo',
      ],
      ['worker', saidNo('leo'), 'gone leosCircle ana; gone leosCircle mia; gone miasCircle leo'],
      ['worker', `${saidNo('mia')}; ${saidYesAgain('mia')}`, 'gone leosCircle mia; gone miasCircle leo'],
      ['worker', withdrawn('photos'), 'gone leosCircle mia; gone miasCircle leo'],
      ['worker', `${saidNo('mia')}; ${atThatMoment}`, 'gone leosCircle mia; gone miasCircle leo'],
      ['worker', saidNoFirst, ''], // and was put in since then
      ['worker', "insert into notices (version, text_hash) values ('2030-01', sha256('x'))", ''], // a yes is missing, and nobody said no
      [
        'worker',
        `insert into pauses (id, child_id, guardian_id, guardianship_id) select :new4, child_id, guardian_id, id from guardianships where child_id = :mia and guardian_id = :dana`,
        '',
      ],
    ],
  },
]
