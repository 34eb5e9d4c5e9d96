// Names and faces: whose each may change, who looks again, and in whose log it stands. DAT-8, PAR-3
import { connectedNoMore, needsCheck, notGranted, notThere, saidNo, type Deed } from './deed.ts'

const face = (who: string, drawn = 'otter.sky.dots.bow') => `select access.change_face(:${who}, '${drawn}')`
const name = (who: string) => `select access.change_name(:${who}, 'y', :fresh)`
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const drawn = (who: string) => `changed people ${who} avatar=otter.sky.dots.bow`
const looks = 'told aron dana lena leo mia rosa' // Aron and Lena stand face to face with Dana
const ofMia = (by: string) => `${drawn('mia')}; log mia face.change nothing by ${by}; ${looks}`
const nobodyElse = { omar: notThere, lena: notThere, leo: notThere, ana: notThere, rosa: notThere, vera: notThere } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const
const paused =
  'insert into pauses (id, child_id, guardian_id, guardianship_id) select :new4, child_id, guardian_id, id from guardianships where child_id = :mia and ended_at is null'

export const naming: Deed[] = [
  {
    say: face('mia'),
    is: { mia: ofMia('mia'), dana: ofMia('dana'), ...nobodyElse, sam: notGranted, nobody: 'no: sign-in.needed' },
    when: [
      ['omar', omarToo, `${drawn('mia')}; log mia face.change nothing by omar; told aron dana lena leo mia omar rosa`],
      ['mia', connectedNoMore('miaAndLeo'), `${drawn('mia')}; log mia face.change nothing by mia; told aron dana lena mia rosa`],
      ['mia', saidNo('mia'), `${drawn('mia')}; log mia face.change nothing by mia; told aron dana lena mia`], // behind a no only who guards a side knows of it
      ['mia', "update people set avatar = 'otter.sky.dots.bow' where id = :mia", ''],
      ['mia', "update people set avatar = 'otter' where id = :mia", ofMia('mia')],
    ],
  },
  { say: face('mia', 'nobody'), is: { mia: 'no: 23514 people_avatar_check' } },
  {
    say: face('dana'),
    is: {
      dana: `${drawn('dana')}; log mia face.own nothing by dana; told aron dana lena mia rosa`,
      mia: notThere,
      omar: notThere,
      rosa: notThere,
    },
  },
  {
    say: face('rosa'),
    is: { rosa: `${drawn('rosa')}; log mia face.own nothing by rosa; told dana mia rosa`, mia: notThere, dana: notThere },
    when: [
      ['rosa', paused, `${drawn('rosa')}; log mia face.own nothing by rosa; told dana rosa`], // and behind a pause the log says so all the same
      ['rosa', connectedNoMore('miaAndRosa'), `${drawn('rosa')}; told rosa`],
    ],
  },
  { say: face('leo'), is: { leo: `${drawn('leo')}; log leo face.change nothing by leo; told ana aron dana lena leo mia` } },
  {
    say: name('mia'),
    proves: ['name.change', ':mia'],
    is: {
      mia: notGranted,
      dana: `changed people mia; check used; log mia name.change nothing by dana; ${looks}`,
      ...nobodyElse,
      leo: notGranted,
      ana: notGranted,
      sam: notGranted,
      nobody: 'no: sign-in.needed',
    },
    when: [['dana', 'update fresh_checks set used_at = now()', needsCheck]],
  },
  { say: name('mia'), proves: ['name.change', ':dana'], is: { dana: needsCheck } },
  { say: name('mia'), proves: ['band.older', ':mia'], is: { dana: needsCheck } },
  {
    say: name('dana'),
    proves: ['name.change', ':dana'],
    is: { dana: 'changed people dana; check used; log mia name.own nothing by dana; told aron dana lena mia rosa', omar: notThere },
  },
  {
    say: name('rosa'),
    proves: ['name.change', ':rosa'],
    is: { rosa: 'changed people rosa; check used; log mia name.own nothing by rosa; told dana mia rosa' },
    when: [['rosa', paused, 'changed people rosa; check used; log mia name.own nothing by rosa; told dana rosa']],
  },
  { say: face('mia'), is: logins },
  { say: name('mia'), is: logins },
  ...["looks_after(:mia, '{child,guardian,relative}')", 'children_who_know(:mia)', 'tell_who_sees(:mia)'].map(
    (call): Deed => ({ say: `select access.${call}`, is: { mia: notGranted, dana: notGranted, rosa: notGranted, ...logins } }),
  ),
]

const wish = "select access.wish_name(:new1, 'y')"
const wished = (of = 'mia', id = ':new5') => `insert into name_wishes (id, child_id, name_sealed) values (${id}, :${of}, 'y')`
const answered = "insert into name_wishes (id, child_id, answer) values (:new5, :mia, 'stays')"
const asks = 'log mia name.wish new1 by mia; new name_wishes id=new1 child_id=mia; told dana mia'
const takesBack = 'select access.take_back_wish(:new5)'
const grants = 'select access.grant_wish(:new5, :fresh)'
const granted = (by: string, told = looks) => `changed people mia; check used; gone new5; log mia name.change nothing by ${by}; ${told}`
const declines = "select access.decline_wish(:new5, 'talk-first')"
const declined = (by: string, told: string) =>
  `new name_wishes id=new5 child_id=mia answer=talk-first; log mia name.decline new5 by ${by}; told ${told}`

export const wishing: Deed[] = [
  {
    say: wish,
    is: { mia: asks, dana: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', omarToo, `${asks} omar`],
      ['mia', wished(), 'no: name.already'], // one at a time
      ['mia', wished('leo'), asks],
      ['mia', answered, `gone new5; ${asks}`],
    ],
  },
  {
    say: takesBack,
    is: { mia: notThere, dana: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', wished(), 'gone new5; log mia name.take-back new5 by mia; told dana mia'],
      ['mia', `${omarToo}; ${wished()}`, 'gone new5; log mia name.take-back new5 by mia; told dana mia omar'],
      ['mia', wished('mia', ':new4'), notThere],
      ['leo', wished(), notThere],
      ['mia', answered, notThere],
    ],
  },
  {
    say: grants,
    proves: ['name.grant', ':new5'],
    is: { dana: notThere, mia: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['dana', wished(), granted('dana')],
      ['dana', `${wished('leo', ':new4')}; ${wished()}`, granted('dana')],
      ['omar', `${omarToo}; ${wished()}`, granted('omar', `${looks.replace(' rosa', ' omar rosa')}`)],
      ['lena', wished(), notThere],
      ['omar', wished(), notThere],
      ['vera', wished(), notThere],
      ['dana', answered, notThere],
      ['dana', `${wished()}; update fresh_checks set used_at = now()`, needsCheck],
    ],
  },
  { say: grants, proves: ['name.grant', ':mia'], is: {}, when: [['dana', wished(), needsCheck]] },
  { say: grants, proves: ['name.change', ':new5'], is: {}, when: [['dana', wished(), needsCheck]] },
  {
    say: declines,
    is: { dana: notThere, mia: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['dana', wished(), declined('dana', 'dana mia')],
      ['dana', `${wished('leo', ':new4')}; ${wished()}`, declined('dana', 'dana mia')],
      ['omar', `${omarToo}; ${wished()}`, declined('omar', 'dana mia omar')],
      ['lena', wished(), notThere],
      ['omar', wished(), notThere],
      ['dana', answered, notThere],
    ],
  },
  {
    say: 'select wish_id from access.my_wishes()',
    is: { mia: '', dana: '', rosa: notGranted, sam: notGranted },
    when: [
      ['mia', wished(), 'says "new5"'],
      ['dana', wished(), 'says "new5"'],
      ['dana', answered, 'says "new5"'],
      ['omar', wished(), ''],
      ['lena', wished(), ''],
      ['leo', wished(), ''],
    ],
  },
  {
    say: 'select access.forget_wishes()',
    is: { worker: '', mia: notGranted, dana: notGranted, rosa: notGranted, sam: notGranted, door: notGranted, checks: notGranted },
    when: [
      ['worker', wished(), ''],
      ['worker', `${wished()}; update name_wishes set at = now() - interval '30 days'`, 'gone new5'],
      ['worker', `${wished()}; update name_wishes set at = now() - interval '30 days' + interval '1 microsecond'`, ''],
    ],
  },
  { say: 'select access.hold_wish(:new5)', is: { mia: notGranted, dana: notGranted, rosa: notGranted, door: notGranted } },
  ...[wish, takesBack, grants, declines, 'select wish_id from access.my_wishes()', 'select access.hold_wish(:new5)'].map(
    (say): Deed => ({ say, is: logins }),
  ),
]
