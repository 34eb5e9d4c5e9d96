// Locks: who chooses pictures, who takes them away, what a locked session is, and what opens and ends it. SEC-8, T22
import { notGranted, notThere, type Deed } from './deed.ts'

const tablet = "sha256('tablet')"
const noPictures = 'delete from picture_locks'
const picturesOfMia = "insert into picture_locks (child_id, pictures_hash) values (:mia, 'x')"
const lenaLeft = 'update guardianships set ended_at = now() where child_id = :leo'
const unlocked = "update sessions set token_hash = sha256('open') where id = :lockedOfLeo"
const over = 'update sessions set expires_at = now() where id = :lockedOfLeo'
const anotherTablet = "update sessions set tablet_hash = sha256('other') where id = :lockedOfLeo"
const tried = (times: number) => `update sessions set wrong_tries = ${times} where id = :lockedOfLeo`
const lockedOfMia = `${picturesOfMia}; insert into sessions (id, person_id, kind, tablet_hash, expires_at) values (:new4, :mia, 'child', ${tablet}, now() + interval '1 hour')`
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const
const people = { mia: notGranted, leo: notGranted, dana: notGranted, rosa: notGranted, sam: notGranted } as const
const removed = (by: string) => `gone pictures of leo; log leo pictures.remove leo by ${by}; told lena leo`

export const locking: Deed[] = [
  {
    say: "select access.choose_pictures('hash')",
    is: {
      mia: 'new picture_locks child_id=mia; log mia pictures.choose mia by mia; told dana mia',
      leo: 'changed picture_locks leo; gone lockedOfLeo; log leo pictures.choose leo by leo; log leo session.end lockedOfLeo by leo; told lena leo',
      dana: notGranted,
      rosa: notGranted,
      sam: notGranted,
    },
  },
  {
    say: 'select access.remove_pictures(:leo)',
    is: {
      leo: `gone lockedOfLeo; log leo session.end lockedOfLeo by leo; ${removed('leo')}`,
      lena: `gone lockedOfLeo; log leo session.end lockedOfLeo by lena; ${removed('lena')}`,
      mia: notThere,
      dana: notThere,
      rosa: notGranted,
      sam: notGranted,
      nobody: 'no: sign-in.needed',
    },
    when: [
      ['leo', noPictures, notThere],
      ['lena', lenaLeft, notThere],
      ['lena', unlocked, removed('lena')],
      ['lena', lockedOfMia, `gone lockedOfLeo; log leo session.end lockedOfLeo by lena; ${removed('lena')}`],
    ],
  },
  {
    say: `select access.lock_session(null, ${tablet})`,
    is: {
      leo: 'changed sessions sessionOfLeo wrong_tries=0; told leo',
      mia: 'no: pictures.none',
      dana: notGranted,
      rosa: notGranted,
      sam: notGranted,
    },
    when: [['mia', picturesOfMia, 'changed sessions sessionOfMia; told mia']],
  },
  {
    say: `select access.lock_session(${tablet}, sha256('anew'))`,
    is: { leo: 'changed sessions lockedOfLeo; changed sessions sessionOfLeo wrong_tries=0; told leo' },
    when: [['leo', anotherTablet, 'changed sessions sessionOfLeo wrong_tries=0; told leo']],
  },
  {
    say: `select 1 where access.opens_by_pictures(${tablet})`,
    is: { mia: 'says 1' },
    when: [
      ['mia', unlocked, ''],
      ['mia', over, ''],
      ['mia', anotherTablet, ''],
    ],
  },
  { say: `select 1 where access.opens_by_pictures(${tablet})`, is: logins },
  {
    say: `select session_id from access.locked_here(${tablet}, 'lion')`,
    is: { door: 'says "lockedOfLeo"', ...people },
    when: [
      ['door', noPictures, ''],
      ['door', unlocked, ''],
      ['door', over, ''],
      ['door', anotherTablet, ''],
      ['door', lockedOfMia, 'says "lockedOfLeo"'],
      ['door', "update people set avatar = 'fox' where id = :leo", ''],
      ['door', "update people set avatar = 'lion.sky.dots.bow' where id = :leo", 'says "lockedOfLeo"'], // the animal of a face
      ['door', "update people set avatar = 'fox.leaf.dots.leaf' where id = :leo", ''],
    ],
  },
  { say: `select session_id from access.locked_here(${tablet}, 'lion')`, is: { worker: notGranted, checks: notGranted } },
  {
    say: "select 1 from access.open_lock(:lockedOfLeo, sha256('new')) seconds where seconds between 3000 and 3600",
    is: { door: 'changed sessions lockedOfLeo wrong_tries=0; says 1; told leo', ...people },
    when: [
      ['door', unlocked, 'no: sign-in.wrong'],
      ['door', over, 'no: sign-in.wrong'],
      ['door', lockedOfMia, 'changed sessions lockedOfLeo wrong_tries=0; says 1; told leo'],
    ],
  },
  { say: "select access.open_lock(:new1, sha256('new'))", is: { door: 'no: sign-in.wrong', worker: notGranted, checks: notGranted } },
  {
    say: 'select access.wrong_pictures(array[:lockedOfLeo]::uuid[])',
    is: { door: 'changed sessions lockedOfLeo wrong_tries=2', ...people },
    when: [
      ['door', tried(3), 'changed sessions lockedOfLeo wrong_tries=4'],
      ['door', tried(4), 'gone lockedOfLeo; log leo pictures.wrong lockedOfLeo by nobody; told lena leo'],
      ['door', `${tried(4)}; ${unlocked}`, ''],
      ['door', `${lockedOfMia}; update sessions set wrong_tries = 7 where id = :new4`, 'changed sessions lockedOfLeo wrong_tries=2'],
    ],
  },
  { say: 'select access.wrong_pictures(array[:lockedOfLeo]::uuid[])', is: { worker: notGranted, checks: notGranted } },
]
