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
    is: { mia: ofMia('mia'), dana: ofMia('dana'), ...nobodyElse, sam: notGranted, nobody: 'no: sign-in.needed', ...logins },
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
      ...logins,
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
  ...['looks_after(:mia)', 'children_who_know(:mia)', 'tell_who_sees(:mia)'].map(
    (call): Deed => ({ say: `select access.${call}`, is: { mia: notGranted, dana: notGranted, rosa: notGranted, ...logins } }),
  ),
]
