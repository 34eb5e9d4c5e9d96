// What no person does: the checks of the promises, and rows that somebody writes by hand.
import { asleep, broken, connectedNoMore, notGranted, type Deed } from './deed.ts'

const checks = (name: string, failed: string) => `select access.record_check('${name}', 'viewing', 3, ${failed})`
const failedBefore = `insert into checks (name, feature, attacks, failed, held_at) values ('strangers', 'viewing', 1, 'it-failed', now() - interval '1 day'); ${broken('viewing')}`
const alsoAnother = `${failedBefore}; insert into incidents (id, promise, feature, code) values (:new4, 'another-one', 'viewing', 'x')`
const posted = "insert into posts (id, child_id, caption_sealed, days, content_hash) values (:new1, :cleo, 'x', 7, sha256('x'))"
const ofACanary: Record<string, string> = {
  posts: posted,
  photos: "insert into photos (id, child_id, width, height, thumbhash_sealed, digest) values (:new1, :cleo, 4, 3, 'x', sha256('x'))",
  approvals: `${posted}; insert into fresh_checks (id, session_id, act, subject) values (:fresh, :sessionOfDana, 'x', 'x'); insert into approvals (post_id, guardian_id, content_hash, fresh_check_id) values (:new1, :vera, sha256('x'), :fresh)`,
  receipts: "insert into receipts (id, child_id, what, thing_id) values (:new1, :cleo, 'post', :gone)",
  log_entries:
    "insert into log_entries (child_id, number, act, previous_hash, hash) values (:cleo, 1, 'child.make', sha256('x'), sha256('y'))",
}
const shares = (child: string, from: string) =>
  `insert into posts (id, child_id, caption_sealed, days, content_hash, shared_from, shared_until) select :new1, ${child}, 'x', 7, sha256('x'), t, t + interval '168 hours' from (values (now() ${from})) f (t)`
const anotherFeature = broken('sharing').replace('strangers', 'no-place').replace(':new5', ':new4')
const everybody = 'told ana aron cleo dana lena leo mia omar rosa sam vera'
const mended = `says "mended"; new checks feature=viewing attacks=3 held_at=now; new incident_ends incident_id=new5; job alerts.promise new5 now; ${everybody}`

export const checking: Deed[] = [
  {
    say: "select access.make_canary(:new1, 'x', 'owl', :new2, sha256('s'), 'credential', 'k')",
    is: {
      checks:
        'new canaries person_id=new1; new guardians guardian_id=new1 kind=guardian method=video-call; new passkeys person_id=new1; new people id=new1 kind=guardian avatar=owl; new sessions id=new2 kind=guardian person_id=new1 expires_at=now + 3600000 ms wrong_tries=0',
      dana: notGranted,
      door: notGranted,
    },
  },
  {
    say: "select access.make_staff_canary(:new1, 'x', 'owl', :new2, sha256('s'))",
    is: {
      checks:
        'new canaries person_id=new1; new people id=new1 kind=staff avatar=owl; new sessions id=new2 kind=staff person_id=new1 expires_at=now + 3600000 ms wrong_tries=0',
      dana: notGranted,
      door: notGranted,
      worker: notGranted,
    },
  },
  {
    say: "select access.make_relative_canary(:new1, 'x', 'owl', :new2, sha256('s'), 'credential', 'k', :cleo, :new3, sha256('c'))",
    is: {
      checks:
        'new canaries person_id=new1; new codes id=new3 by_id=vera opens=relative-invitation person_id=cleo expires_at=now + 3600000 ms; new passkeys person_id=new1; new people id=new1 kind=relative avatar=owl; new sessions id=new2 kind=relative person_id=new1 expires_at=now + 3600000 ms wrong_tries=0',
      dana: notGranted,
      door: notGranted,
      worker: notGranted,
    },
  },
  {
    say: "select access.make_relative_canary(:new1, 'x', 'owl', :new2, sha256('s'), 'credential', 'k', :mia, :new3, sha256('c'))",
    is: { checks: 'no: not-found' },
  },
  {
    say: 'select access.end_canary_share(:new1)',
    is: { checks: 'no: not-found', dana: notGranted, worker: notGranted },
    when: [
      [
        'checks',
        shares(':cleo', "- interval '1 hour'"),
        'new posts id=new1 child_id=cleo asked_at=now shared_from=now + -3600000 ms shared_until=now',
      ],
      [
        'checks', // and nothing else
        `${shares(':cleo', "- interval '1 hour'")}; ${shares(':cleo', "- interval '2 hours'").replace(':new1', ':new2')}`,
        'new posts id=new1 child_id=cleo asked_at=now shared_from=now + -3600000 ms shared_until=now',
      ],
      ['checks', shares(':mia', "- interval '1 hour'"), 'no: not-found'],
      ['checks', shares(':cleo', "+ interval '1 minute'"), 'no: not-found'],
      ['checks', shares(':cleo', ''), 'no: not-found'], // it has just begun
      ['checks', shares(':cleo', "- interval '168 hours'"), 'no: not-found'],
    ],
  },
  {
    say: "select access.end_forgotten('{strangers,no-place}')",
    is: { checks: '', dana: notGranted, worker: notGranted },
    when: [
      ['checks', failedBefore, ''],
      [
        'checks',
        alsoAnother,
        'job alerts.promise new4 now; new incident_ends incident_id=new4; told ana aron cleo dana lena leo mia omar rosa sam vera',
      ],
      ['checks', `${alsoAnother}; insert into incident_ends (incident_id) values (:new4)`, ''],
      [
        'checks', // of another promise one has ended
        `${alsoAnother}; insert into incident_ends (incident_id) values (:new5)`,
        'job alerts.promise new4 now; new incident_ends incident_id=new4; told ana aron cleo dana lena leo mia omar rosa sam vera',
      ],
      ['checks', "insert into checks (name, feature, attacks) values ('another-one', 'viewing', 1)", 'gone another-one'],
    ],
  },
  {
    say: 'select access.end_one_without_yes()',
    is: { checks: '', dana: notGranted, worker: notGranted },
    when: [
      [
        'checks',
        asleep('update connection_approvals set by_id = :aron where for_id = :mia and other_id = :leo'),
        'says "real"; changed connections miaAndLeo ended_at=now; job alerts.without-yes leo,miaAndLeo now; job alerts.without-yes mia,miaAndLeo now; log leo connection.no-yes miaAndLeo by nobody; log mia connection.no-yes miaAndLeo by nobody; told dana lena leo mia',
      ],
      [
        'checks', // the child's own yes is none
        asleep('update connection_approvals set by_id = :mia where for_id = :mia and other_id = :rosa'),
        'says "real"; changed connections miaAndRosa ended_at=now; job alerts.without-yes mia,miaAndRosa now; log mia connection.no-yes miaAndRosa by nobody; told dana mia rosa',
      ],
      [
        'checks',
        asleep(`update connection_approvals set by_id = :aron where for_id = :mia and other_id = :leo; ${connectedNoMore('miaAndLeo')}`),
        '',
      ],
      [
        'checks',
        asleep(
          "update approvals set content_hash = sha256('other') where post_id = :kite; update posts set shared_until = now() where id = :kite",
        ),
        '',
      ],
      [
        'checks',
        asleep(
          'update post_audience set connection_id = :leoAndAna where post_id = :kite and person_id = :leo; update posts set shared_until = now() where id = :kite',
        ),
        '',
      ],
      [
        'checks',
        asleep(
          "update post_audience set connection_id = :leoAndAna where post_id = :kite and person_id = :leo; update posts set shared_until = now() - interval '1 second' where id = :kite",
        ),
        '',
      ],
      [
        'checks',
        shares(':cleo', "- interval '1 hour'"),
        'says "canary"; log cleo post.no-yes new1 by nobody; new posts id=new1 child_id=cleo asked_at=now shared_from=now + -3600000 ms shared_until=now; told cleo vera',
      ],
      [
        'checks',
        asleep('update connection_approvals set other_id = :ana where for_id = :leo and other_id = :mia'),
        'says "real"; changed connections miaAndLeo ended_at=now; job alerts.without-yes leo,miaAndLeo now; job alerts.without-yes mia,miaAndLeo now; log leo connection.no-yes miaAndLeo by nobody; log mia connection.no-yes miaAndLeo by nobody; told dana lena leo mia',
      ],
      [
        'checks',
        asleep("update approvals set content_hash = sha256('other') where post_id = :kite"),
        'says "real"; changed posts kite shared_until=now; job alerts.without-yes mia,kite now; log mia post.no-yes kite by nobody; told dana lena leo mia rosa',
      ],
      [
        'checks',
        asleep('update approvals set content_hash = (select content_hash from posts where id = :bridge) where post_id = :kite'),
        'says "real"; changed posts kite shared_until=now; job alerts.without-yes mia,kite now; log mia post.no-yes kite by nobody; told dana lena leo mia rosa',
      ],
      [
        'checks',
        asleep('update approvals set guardian_id = :aron where post_id = :kite'),
        'says "real"; changed posts kite shared_until=now; job alerts.without-yes mia,kite now; log mia post.no-yes kite by nobody; told dana lena leo mia rosa',
      ],
      [
        'checks',
        asleep('update post_audience set connection_id = :leoAndAna where post_id = :kite and person_id = :leo'),
        'says "real"; changed posts kite shared_until=now; job alerts.without-yes mia,kite now; log mia post.no-yes kite by nobody; told dana lena leo mia rosa',
      ],
    ],
  },
  {
    say: checks('strangers', 'null'),
    is: { checks: 'says "held"; new checks feature=viewing attacks=3 held_at=now', worker: notGranted },
    when: [
      ['checks', failedBefore, 'says "held-once"; new checks feature=viewing attacks=3 held_at=now'],
      [
        'checks',
        `${failedBefore}; update checks set failed = null`,
        `says "mended"; new checks feature=viewing attacks=3 held_at=now; new incident_ends incident_id=new5; job alerts.promise new5 now; ${everybody}`,
      ],
      [
        'checks',
        `${alsoAnother}; insert into incident_ends (incident_id) values (:new4); update checks set failed = null`,
        `says "mended"; new checks feature=viewing attacks=3 held_at=now; new incident_ends incident_id=new5; job alerts.promise new5 now; ${everybody}`,
      ],
      [
        'checks',
        `${alsoAnother}; update checks set failed = null`, // another promise keeps it closed
        'says "mended"; new checks feature=viewing attacks=3 held_at=now; new incident_ends incident_id=new5',
      ],
      [
        'checks', // another's check fails
        `insert into checks (name, feature, attacks, failed) values ('another-one', 'sharing', 1, 'it-failed'); ${failedBefore}; update checks set failed = null where name = 'strangers'`,
        mended,
      ],
      [
        'checks', // an earlier one has ended
        `insert into incidents (id, promise, feature, code, began_at) values (:new4, 'strangers', 'viewing', 'x', now() - interval '1 day'); insert into incident_ends (incident_id) values (:new4); ${failedBefore}; update checks set failed = null`,
        mended,
      ],
      ['checks', `${failedBefore}; ${anotherFeature}; update checks set failed = null`, mended],
    ],
  },
  {
    say: checks('strangers', "'it-failed'"),
    is: {
      checks: `says "broke"; new checks feature=viewing attacks=3 failed=it-failed; new incidents id=somebody new feature=viewing; job alerts.promise somebody new now; ${everybody}`,
    },
    when: [
      [
        'checks', // what else is closed, and whose session has ended
        `${broken('sharing').replace('strangers', 'no-place')}; update sessions set expires_at = now() where person_id = :sam`,
        `says "broke"; new checks feature=viewing attacks=3 failed=it-failed; new incidents id=somebody new feature=viewing; job alerts.promise somebody new now; ${everybody.replace(' sam', '')}`,
      ],
      ['checks', failedBefore, 'says "broken"; new checks feature=viewing attacks=3 failed=it-failed held_at=now + -86400000 ms'],
      [
        'checks',
        `${alsoAnother}; insert into incident_ends (incident_id) values (:new5)`,
        'says "broke"; new checks feature=viewing attacks=3 failed=it-failed held_at=now + -86400000 ms; new incidents id=somebody new feature=viewing',
      ],
      [
        'checks', // another has ended, this one not
        `${alsoAnother}; insert into incident_ends (incident_id) values (:new4)`,
        'says "broken"; new checks feature=viewing attacks=3 failed=it-failed held_at=now + -86400000 ms',
      ],
    ],
  },
  // The checks read and remove canaries, and nobody else. GOV-2
  { say: 'select count(*)::integer as n from people', is: { checks: 'says 2' } },
  { say: 'select count(*)::integer as n from canaries', is: { checks: 'says 2', dana: notGranted } },
  ...Object.entries(ofACanary).map(
    ([table, change]): Deed => ({
      say: `select count(*)::integer as n from ${table}`,
      is: { checks: 'says 0' },
      when: [['checks', change, 'says 1']],
    }),
  ),
]

const mixed = 'no: not-allowed'
const asItWas = 'no: 23001'
const done = 'says 1'

/** Nothing joins a canary and a real person. GOV-2 */
const neverMixed: Record<string, string> = {
  'insert into guardianships (id, child_id, guardian_id) values (:new1, :cleo, :dana)': mixed,
  'insert into guardianships (id, child_id, guardian_id) values (:new1, :mia, :vera)': mixed,
  'update guardianships set child_id = :cleo where guardian_id = :aron': mixed,
  'update guardianships set guardian_id = :vera where guardian_id = :aron': mixed,
  "insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at) values (:new1, :mia, :dana, sha256('1'), :cleo, :vera, now())":
    mixed,
  'update offers set answer_child_id = :cleo where id = :answered': mixed,
  'update offers set child_id = :cleo where id = :answered': mixed,
  "insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select :new1, :mia, 'child', :cleo, :dana, id from guardianships where child_id = :mia and guardian_id = :dana":
    mixed,
  'update connection_approvals set other_id = :cleo where for_id = :mia and other_id = :leo': mixed,
  'update connection_approvals set for_id = :cleo where for_id = :mia and other_id = :leo': mixed,
  'insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:new1, :cleo, :mia, :new2, :new3)': mixed,
  'update connections set low_id = :cleo where id = :miaAndRosa': mixed,
  'update connections set high_id = :cleo where id = :miaAndRosa': mixed,
  'insert into post_audience (post_id, person_id, connection_id) values (:pond, :cleo, :miaAndLeo)': mixed,
  'update post_audience set person_id = :cleo where post_id = :pond': mixed,
  'insert into guardianships (id, child_id, guardian_id) values (:new1, :leo, :aron)': `${done}; new guardianships id=new1 child_id=leo guardian_id=aron`,
}

/** What was asked for, and said yes to, gets no other word, photo or face. I3 */
const staysAsItWas: Record<string, string> = {
  'insert into post_audience (post_id, person_id, connection_id) values (:pond, :ana, :leoAndAna)': `${done}; new post_audience post_id=pond person_id=ana`,
  'insert into post_audience (post_id, person_id, connection_id) values (:kite, :ana, :leoAndAna)': asItWas,
  'update post_audience set person_id = :ana where post_id = :kite and person_id = :leo': asItWas,
  'update post_audience set post_id = :pond where post_id = :kite and person_id = :rosa': asItWas,
  'update post_audience set post_id = :bridge, person_id = :rosa where post_id = :pond': asItWas,
  'update post_audience set connection_id = :leoAndAna where post_id = :kite and person_id = :leo': asItWas,
  'update post_audience set shared_from = now() where post_id = :kite and person_id = :leo': `${done}; changed post_audience kite leo shared_from=now`,
  "update posts set caption_sealed = 'other' where id = :pond": asItWas,
  'update posts set days = 90 where id = :pond': asItWas,
  'update posts set child_id = :leo where id = :pond': asItWas,
  'update posts set findings = findings where id = :pond': `${done}; changed posts pond`,
  'update photos set width = 9 where id = :draft': asItWas,
  'update photos set height = 9 where id = :draft': asItWas,
  "update photos set thumbhash_sealed = 'other' where id = :draft": asItWas,
  "update photos set digest = sha256('other') where id = :draft": asItWas,
  'update photos set child_id = :leo where id = :draft': asItWas,
  "update photos set found = '{}' where id = :draft": `${done}; changed photos draft`,
  "update renditions set width = 9 where photo_id = :kitePhoto and name = 'card'": asItWas,
  "update photos set alt_sealed = 'other' where id = :kitePhoto": asItWas,
  'update photos set position = 4 where id = :kitePhoto': asItWas,
  'update photos set post_id = null, position = null, alt_sealed = null where id = :kitePhoto': asItWas,
  "update photos set post_id = :kite, position = 4, alt_sealed = 'x' where id = :draft": asItWas,
  "update photos set post_id = :pond, position = 4, alt_sealed = 'x' where id = :draft": `${done}; changed photos draft post_id=pond`,
  "insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest) values (:new1, :mia, :kite, 4, 4, 3, 'x', 'x', sha256('x'))":
    asItWas,
  'delete from photos where id = :kitePhoto': asItWas,
  'delete from photos where id = :draft': `${done}; gone draft`,
  'delete from photos where post_id = :rain': done,
  'delete from photos where post_id = :pond': done,
}

export const byHand: Deed[] = Object.entries({ ...neverMixed, ...staysAsItWas }).map(([say, owner]) => ({
  say: `${say} returning 1 as done`,
  is: { owner },
}))
