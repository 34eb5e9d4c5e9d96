// How a grown-up comes in: each changes their own alone, with a proof; and who comes back by the code on paper proves nothing for a day. SEC-8, T19
import { needsCheck, notGranted, unguarded, type Deed } from './deed.ts'

const changes = "select access.change_password(sha256('name'), 'hash', null, null, :fresh)"
const changesApp = "select access.change_password(sha256('name'), 'hash', 'totp', 7, :fresh)"
const removes = (credential: string) => `select access.remove_passkey('${credential}', :fresh)`
const writesDown = "select access.write_down_code(:new1, sha256('slip'), :fresh)"
const comesBack = 'select access.come_back(:new1)'
const isBack = 'select access.is_back_by_paper(:dana)'
const looks = 'select coalesce(string_agg(way, $$ $$ order by way, since), $$none$$) from access.my_ways_in()'

// In the busy world each grown-up has a password, and Lena a passkey too.
const noPassword = (who: string) => `delete from passwords where person_id = :${who}`
const passkeyOf = (who: string, credential = 'mine') =>
  `insert into passkeys (credential_id, person_id, public_key) values ('${credential}', :${who}, 'k')`
const alsoOn = (who: string) =>
  `insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :${who}, 'guardian', sha256('other'), now() + interval '1 day')`
/** A code on paper, and when it was used. */
const paperOf = (who: string, used = 'null') =>
  `insert into codes (id, code_hash, opens, person_id, expires_at, used_at) values (:new1, sha256('slip'), 'paper', :${who}, 'infinity', ${used})`
const earlierPaperOf = (who: string, used = 'null') => paperOf(who, used).replace(':new1', ':new2').replace('slip', 'earlier')
/** One of Dana’s, one of Omar’s. */
const devicesGetMessages =
  "insert into push_subscriptions (id, person_id, service, endpoint_hash, sealed) select i.id, i.who, 'fcm.googleapis.com', sha256(i.id::text::bytea), 's' from (values (:new3::uuid, :dana::uuid), (:new4, :omar)) i (id, who)"
const told = (who: string) => `job alerts.way-in ${who} now; told ${who}`
const changed = (who: string) => `changed passwords ${who}; check used; ${told(who)}`
const wrote = (who: string) =>
  `check used; job alerts.way-in ${who} now; new codes id=new1 opens=paper person_id=${who} expires_at=infinity`
const back = (who: string) =>
  `job alerts.came-back ${who} now; log mia account.come-back ${who} by ${who}; new codes id=new1 opens=paper person_id=${who} expires_at=now used_at=now; gone passwords of ${who}; gone sessionOf${who === 'dana' ? 'Dana' : 'Rosa'}; told ${who}`
const nobodyElse = { mia: notGranted, sam: notGranted, door: notGranted, worker: notGranted }

export const comingIn: Deed[] = [
  {
    say: changes,
    proves: ['password.change', "'self'"],
    is: { dana: changed('dana'), rosa: changed('rosa'), ...nobodyElse },
    when: [
      ['dana', noPassword('dana'), 'no: totp.wrong'], // the app stays, and there is none
      ['dana', alsoOn('dana'), `${changed('dana')}; gone new4`],
      ['dana', alsoOn('omar'), changed('dana')],
    ],
  },
  {
    say: changesApp,
    proves: ['password.change', "'self'"],
    is: { dana: changed('dana'), ...nobodyElse },
    when: [
      ['dana', noPassword('dana'), changed('dana')],
      ['dana', alsoOn('dana'), `${changed('dana')}; gone new4`],
    ],
  },
  { say: changes, is: { dana: needsCheck } },
  { say: changesApp, is: { dana: needsCheck } },
  {
    say: removes('mine'),
    proves: ['passkey.remove', "'self'"],
    is: { dana: 'no: not-found', ...nobodyElse },
    when: [
      ['dana', passkeyOf('dana'), `check used; gone passkeys of dana; ${told('dana')}`],
      ['dana', `${passkeyOf('dana')}; ${noPassword('dana')}`, 'no: way-in.last'],
      ['dana', `${passkeyOf('dana')}; ${noPassword('dana')}; ${passkeyOf('omar', 'his')}`, 'no: way-in.last'],
      ['dana', `${passkeyOf('dana')}; ${noPassword('dana')}; ${passkeyOf('dana', 'second')}`, `check used; ${told('dana')}`],
      ['dana', `${passkeyOf('dana')}; ${alsoOn('dana')}`, `check used; gone new4; gone passkeys of dana; ${told('dana')}`],
      ['dana', passkeyOf('omar'), 'no: not-found'],
      ['rosa', passkeyOf('rosa'), `check used; gone passkeys of rosa; ${told('rosa')}`],
    ],
  },
  { say: removes('mine'), is: { dana: needsCheck }, when: [['dana', passkeyOf('dana'), needsCheck]] },
  {
    say: removes('taken'), // Lena's
    proves: ['passkey.remove', "'self'"],
    is: { dana: 'no: not-found', lena: `check used; gone passkeys of lena; ${told('lena')}` },
    when: [['lena', noPassword('lena'), 'no: way-in.last']],
  },
  {
    say: writesDown,
    proves: ['paper.make', "'self'"],
    is: { dana: wrote('dana'), rosa: wrote('rosa'), ...nobodyElse },
    when: [
      ['dana', earlierPaperOf('dana'), `${wrote('dana')}; gone new2`],
      ['dana', earlierPaperOf('omar'), wrote('dana')],
      ['dana', earlierPaperOf('dana', "now() - interval '1 day'"), wrote('dana')],
      ['dana', earlierPaperOf('dana', "now() - interval '23 hours'"), 'no: paper.waits'],
      ['dana', earlierPaperOf('dana').replace("'paper'", "'sign-in'"), wrote('dana')],
    ],
  },
  { say: writesDown, is: { dana: needsCheck } },
  {
    say: comesBack,
    is: { door: 'no: code.not-good', dana: notGranted, rosa: notGranted, sam: notGranted, worker: notGranted },
    when: [
      ['door', paperOf('dana', 'now()'), back('dana')],
      ['door', `${paperOf('dana', 'now()')}; ${passkeyOf('dana')}; ${alsoOn('dana')}`, `${back('dana')}; gone new4; gone passkeys of dana`],
      ['door', `${paperOf('dana', 'now()')}; ${earlierPaperOf('omar', 'now()')}`, back('dana')],
      ['door', `${paperOf('dana', 'now()')}; ${devicesGetMessages}`, `${back('dana')}; gone new3`],
      ['door', `${paperOf('dana', 'now()')}; ${unguarded}`, back('dana').replace('log mia account.come-back dana by dana; ', '')],
      ['door', paperOf('rosa', 'now()'), back('rosa').replace('log mia account.come-back rosa by rosa; ', '')],
      ['door', paperOf('dana'), 'no: code.not-good'], // used first
      ['door', paperOf('dana', "now() - interval '1 second'"), 'no: code.not-good'],
      ['door', paperOf('dana', 'now()').replace("'paper'", "'sign-in'"), 'no: code.not-good'],
    ],
  },
  {
    say: isBack,
    is: { door: 'says false', dana: notGranted, mia: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['door', paperOf('dana'), 'says false'],
      ['door', paperOf('dana', 'now()'), 'says true'],
      ['door', paperOf('dana', "now() - interval '23 hours'"), 'says true'],
      ['door', paperOf('dana', "now() - interval '1 day'"), 'says false'],
      ['door', paperOf('omar', 'now()'), 'says false'],
      ['door', paperOf('dana', 'now()').replace("'paper'", "'sign-in'"), 'says false'],
    ],
  },
  {
    say: 'select access.tell_new_browser(:dana)',
    is: {
      door: 'job alerts.new-browser dana now',
      dana: notGranted,
      mia: notGranted,
      rosa: notGranted,
      sam: notGranted,
      worker: notGranted,
    },
  },
  {
    say: looks,
    is: { dana: 'says "password"', lena: 'says "passkey password"', mia: notGranted, sam: notGranted, door: notGranted },
    when: [
      ['dana', `${passkeyOf('dana')}; ${paperOf('dana')}`, 'says "paper passkey password"'],
      ['dana', `${passkeyOf('omar')}; ${paperOf('omar')}`, 'says "password"'],
      ['dana', paperOf('dana', "now() - interval '2 days'"), 'says "password"'],
      ['dana', paperOf('dana').replace("'paper'", "'sign-in'"), 'says "password"'],
      ['rosa', noPassword('rosa'), 'says "none"'],
    ],
  },
]
