// Codes, fresh checks, sessions and passkeys: how people and their devices come in and go.
import { asleep, broken, needsCheck, notGranted, notThere, unguarded, withdrawn, type Deed } from './deed.ts'

const invitesGuardian = "select access.invite_guardian(null, :new1, sha256('new'), 'video-call', :fresh)"
const guardsToo = "select access.invite_guardian(:mia, :new1, sha256('new'), 'video-call', :fresh)"
const invites = (child: string) => `select access.invite_relative(:${child}, :new1, sha256('new'), :fresh)`
const joins = (code: string) => `select access.connect_relative(:${code}, :newcomer, array[:new2, :new3, :new4]::uuid[])`
const accepts = "select access.accept_child(sha256('aunt'), array[:new2, :new3, :new4]::uuid[])"
/** Dana invites a relative of Mia. */
const aunt =
  "insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (:new1, sha256('aunt'), 'relative-invitation', :mia, :dana, now() + interval '1 day')"
/** Rosa, who is connected with Mia, is not. */
const apart = 'update connections set ended_at = now() where :rosa in (low_id, high_id)'
const joined =
  'log mia relative.join new4 by rosa; new codes id=new1 by_id=dana opens=relative-invitation person_id=mia expires_at=now + 86400000 ms used_at=now; new connection_approvals id=new2 by_id=dana for_id=mia other_id=rosa for_kind=child; new connection_approvals id=new3 by_id=rosa for_id=rosa other_id=mia for_kind=relative; new connections id=new4; told dana mia rosa'
/** So many more families, each a child with a guardian of its own, with which somebody is connected. */
const families = (count: number, who = 'rosa') =>
  asleep(`insert into guardianships (id, child_id, guardian_id) select gen_random_uuid(), md5('child' || n)::uuid, md5('guardian' || n)::uuid from generate_series(1, ${count}) n;
    insert into connections (id, low_id, high_id, low_approval_id, high_approval_id)
      select gen_random_uuid(), least(md5('child' || n)::uuid, :${who}), greatest(md5('child' || n)::uuid, :${who}), gen_random_uuid(), gen_random_uuid() from generate_series(1, ${count}) n`)
const alsoGuards = (guardian: number, child: number, ended = 'null') =>
  asleep(
    `insert into guardianships (id, child_id, guardian_id, ended_at) values (gen_random_uuid(), md5('child${child}')::uuid, md5('guardian${guardian}')::uuid, ${ended})`,
  )
const warned = joined.replace('log', 'job alerts.many-families rosa now; log')
const newcomer =
  "insert into people (id, kind, name_sealed, avatar) values (:newcomer, 'relative', 'x', 'owl'); update codes set used_at = now() where id = :invited"
const addsKey = (credential: string) => `select access.add_passkey('${credential}', 'k', 0, '{}', :fresh)`
const paired =
  'says "now + 600000 ms"; log mia child.pair new1 by dana; new codes id=new1 by_id=dana opens=pairing person_id=mia expires_at=now + 600000 ms'
const invited =
  'says "now + 86400000 ms"; check used; log mia relative.invite new1 by dana; new codes id=new1 by_id=dana opens=relative-invitation person_id=mia expires_at=now + 86400000 ms'
const invitedGuardian =
  'says "now + 86400000 ms"; check used; new codes id=new1 by_id=dana opens=guardian-invitation method=video-call expires_at=now + 86400000 ms'
const guardedByOmar = 'update guardianships set ended_at = null where child_id = :mia and guardian_id = :omar'
const overFor = (session: string) => `update sessions set expires_at = now() where id = :${session}`
const alsoOn = (who: string, kind: string) =>
  `insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :${who}, '${kind}', sha256('other'), now() + interval '1 day')`

export const entering: Deed[] = [
  {
    say: "select access.make_pairing(:mia, :new1, sha256('new'))",
    is: {
      dana: paired.replace('; log', '; changed codes pairing expires_at=now; log'),
      nobody: 'no: sign-in.needed',
      lena: notThere,
      omar: notThere,
      mia: notGranted,
    },
    when: [
      ['dana', withdrawn('profile'), 'no: child.profile-consent-missing'],
      ['dana', withdrawn('sharing'), paired.replace('; log', '; changed codes pairing expires_at=now; log')],
      ['dana', 'update codes set used_at = now() where id = :pairing', paired],
      ['dana', 'update codes set expires_at = now() where id = :pairing', paired],
      ['dana', 'update codes set person_id = :leo where id = :pairing', paired],
      ['dana', unguarded, notThere],
    ],
  },
  {
    say: invitesGuardian,
    proves: ['guardian.invite', "'self'"],
    is: { dana: invitedGuardian, vera: 'no: not-allowed', mia: notGranted, rosa: notGranted },
    when: [
      ['dana', "update fresh_checks set made_at = now() - interval '5 minutes' where id = :fresh", needsCheck],
      ['dana', "update fresh_checks set made_at = now() - interval '299.999999 seconds' where id = :fresh", invitedGuardian],
      ['dana', 'update fresh_checks set used_at = now() where id = :fresh', needsCheck],
      ['dana', 'update fresh_checks set session_id = :sessionOfLena where id = :fresh', needsCheck],
      [
        'dana', // her other device made it
        "insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :dana, 'guardian', sha256('other'), now() + interval '1 day'); update fresh_checks set session_id = :new4 where id = :fresh",
        needsCheck,
      ],
    ],
  },
  { say: invitesGuardian, is: { dana: needsCheck } },
  { say: invitesGuardian, proves: ['guardian.invite', "'other'"], is: { dana: needsCheck } },
  { say: invitesGuardian, proves: ['passkey.add', "'self'"], is: { dana: needsCheck } },
  { say: invitesGuardian.replace(':fresh', ':new2'), proves: ['guardian.invite', "'self'"], is: { dana: needsCheck } }, // she names another
  {
    say: guardsToo,
    proves: ['guardian.invite', ':mia::text'],
    is: {
      dana: invitedGuardian
        .replace('; new codes', '; log mia guardian.invite new1 by dana; new codes')
        .replace(' expires_at', ' person_id=mia expires_at'),
      lena: notThere,
      omar: notThere,
      mia: notGranted,
    },
    when: [
      ['dana', broken('connecting'), 'no: safeguard.closed'],
      ['dana', unguarded, notThere],
    ],
  },
  { say: guardsToo, proves: ['guardian.invite', "'self'"], is: { dana: needsCheck } },
  {
    say: invites('mia'),
    proves: ['relative.invite', ':mia::text'],
    is: { dana: invited, lena: notThere, omar: notThere, mia: notGranted },
    when: [
      ['dana', broken('connecting'), 'no: safeguard.closed'],
      ['dana', broken('sharing'), invited],
      ['dana', unguarded, notThere],
    ],
  },
  { say: invites('mia'), is: { dana: needsCheck } },
  { say: invites('mia'), proves: ['relative.invite', ':leo::text'], is: { dana: needsCheck } },
  { say: invites('cleo'), proves: ['relative.invite', ':cleo::text'], is: { vera: 'no: not-allowed' } },
  {
    say: joins('invited'),
    is: { door: 'no: code.not-good', dana: notGranted },
    when: [
      [
        'door',
        newcomer,
        'log mia relative.join new4 by newcomer; new connection_approvals id=new2 by_id=dana for_id=mia other_id=newcomer for_kind=child; new connection_approvals id=new3 by_id=newcomer for_id=newcomer other_id=mia for_kind=relative; new connections id=new4; told dana mia newcomer',
      ],
      ['door', `${newcomer}; update codes set used_at = now() - interval '1 second' where id = :invited`, 'no: code.not-good'],
      ['door', `${newcomer}; update codes set opens = 'sign-in' where id = :invited`, 'no: code.not-good'],
      ['door', `${newcomer}; update codes set by_id = :lena where id = :invited`, 'no: code.not-good'],
      ['door', `${newcomer}; ${unguarded}`, 'no: code.not-good'],
      [
        'door',
        `${newcomer}; ${unguarded}; insert into guardianships (id, child_id, guardian_id) values (:new1, :leo, :dana)`,
        'no: code.not-good',
      ],
      ['door', `${newcomer}; ${broken('connecting')}`, 'no: safeguard.closed'],
    ],
  },
  {
    say: accepts,
    is: { rosa: 'no: code.not-good', dana: notGranted, mia: notGranted },
    when: [
      ['rosa', `${apart}; ${aunt}`, joined],
      ['rosa', aunt, 'no: connection.already'],
      ['rosa', `${apart}; ${aunt}; ${families(2)}`, joined],
      ['rosa', `${apart}; ${aunt}; ${families(3)}`, warned],
      ['rosa', `${apart}; ${aunt}; ${families(3)}; ${alsoGuards(2, 3)}`, joined], // a brother
      ['rosa', `${apart}; ${aunt}; ${families(3)}; ${alsoGuards(2, 3, 'now()')}`, warned], // no longer
      ['rosa', `${apart}; ${aunt}; ${families(5)}; ${alsoGuards(1, 2)}; ${alsoGuards(2, 3)}; ${alsoGuards(3, 4)}`, joined], // each half a brother of the next
      ['rosa', `${apart}; ${aunt}; ${families(3, 'leo')}`, joined], // somebody else's
      ['rosa', `${apart}; ${aunt}; ${families(3)}; ${asleep(apart)}`, joined],
      [
        'rosa',
        `${apart}; ${aunt}; insert into blocks (id, child_id, person_id, by_id) values (:new5, :mia, :rosa, :dana)`,
        'no: code.not-good',
      ],
      ['rosa', `${apart}; ${aunt}; insert into blocks (id, child_id, person_id, by_id) values (:new5, :leo, :rosa, :lena)`, joined],
      ['rosa', `${apart}; ${aunt}; ${unguarded}`, 'no: code.not-good'],
      ['rosa', `${apart}; ${aunt}; ${broken('connecting')}`, 'no: safeguard.closed'],
      ['rosa', `${apart}; ${aunt}; update codes set used_at = now() where id = :new1`, 'no: code.not-good'],
      ['rosa', `${apart}; ${aunt}; update codes set expires_at = now() where id = :new1`, 'no: code.not-good'],
      [
        'rosa',
        `${apart}; ${aunt}; update codes set opens = 'guardian-invitation', method = 'video-call' where id = :new1`,
        'no: code.not-good',
      ],
    ],
  },
  {
    say: 'select count(*) from access.with_many_families() having count(*) > 0',
    is: { dana: '' },
    when: [
      ['dana', families(2), ''],
      ['dana', families(3), 'says 1'],
      ['lena', families(3), ''],
      ['dana', `${families(4)}; ${unguarded}`, ''],
      ['dana', `${families(3)}; ${asleep(apart)}`, ''],
      ['dana', families(3, 'leo'), ''], // a child has friends
    ],
  },
  {
    say: 'select count(*) from access.guardians_to_warn(:rosa) having count(*) > 0',
    is: { worker: '', dana: notGranted },
    when: [
      ['worker', families(2), ''],
      ['worker', families(3), 'says 4'],
      ['worker', `${families(4)}; ${alsoGuards(2, 3)}`, 'says 5'],
      ['worker', `${families(3)}; ${alsoGuards(5, 1, 'now()')}`, 'says 4'],
      ['worker', families(3, 'leo'), ''],
    ],
  },
  {
    say: "select count(*) from access.look_at_invitation(sha256('aunt'))",
    is: { rosa: 'no: code.not-good', dana: 'no: code.not-good', mia: notGranted },
    when: [
      ['rosa', aunt, 'says 2'],
      ['dana', aunt, 'no: code.not-good'],
    ],
  },
  { say: joins('new1'), is: { door: 'no: code.not-good' }, when: [['door', `${newcomer}; ${broken('connecting')}`, 'no: code.not-good']] },
  {
    say: addsKey('credential'),
    proves: ['passkey.add', "'self'"],
    is: {
      dana: 'check used; job alerts.way-in dana now; new passkeys person_id=dana',
      rosa: 'check used; job alerts.way-in rosa now; new passkeys person_id=rosa',
      mia: notGranted,
      sam: notGranted,
    },
  },
  { say: addsKey('credential'), is: { dana: needsCheck } },
  { say: addsKey('taken'), proves: ['passkey.add', "'self'"], is: { dana: 'no: passkey.wrong' } },
]

export const leaving: Deed[] = [
  {
    say: 'select access.note_session(:sessionOfMia)',
    is: { door: notThere, mia: notGranted },
    when: [['door', 'update sessions set created_at = now()', 'log mia session.begin sessionOfMia by mia; told dana mia']],
  },
  { say: 'select access.note_session(:new1)', is: { door: notThere } },
  {
    say: 'select access.sign_out()',
    is: {
      mia: 'log mia session.end sessionOfMia by mia; gone sessionOfMia; told dana mia',
      dana: 'gone sessionOfDana; told dana',
      sam: 'gone sessionOfSam; told sam',
      nobody: '',
    },
    when: [['mia', guardedByOmar, 'log mia session.end sessionOfMia by mia; gone sessionOfMia; told dana mia omar']],
  },
  {
    say: 'select access.end_session(:sessionOfMia)',
    is: {
      mia: 'log mia session.end sessionOfMia by mia; gone sessionOfMia; told dana mia',
      dana: 'log mia session.end sessionOfMia by dana; gone sessionOfMia; told dana mia',
      leo: notThere,
      lena: notThere,
      omar: notThere,
      sam: notThere,
      rosa: notThere,
    },
    when: [
      ['dana', unguarded, notThere],
      ['dana', overFor('sessionOfMia'), notThere],
      ['omar', guardedByOmar, 'log mia session.end sessionOfMia by omar; gone sessionOfMia; told dana mia omar'],
    ],
  },
  {
    say: 'select access.end_session(:sessionOfDana)',
    is: { dana: 'gone sessionOfDana; told dana', mia: notThere, omar: notThere, sam: notThere },
  },
  { say: 'select access.end_session(:sessionOfRosa)', is: { rosa: 'gone sessionOfRosa; told rosa', dana: notThere, mia: notThere } },
  { say: 'select access.end_session(:sessionOfSam)', is: { sam: 'gone sessionOfSam; told sam', dana: notThere } },
  { say: 'select access.end_session(:new1)', is: { dana: notThere } },
  {
    say: 'select access.end_other_sessions()',
    is: { mia: 'told dana mia', dana: 'told dana', rosa: 'told rosa', sam: 'told sam', nobody: 'no: sign-in.needed' },
    when: [
      ['mia', alsoOn('mia', 'child'), 'log mia session.end new4 by mia; gone new4; told dana mia'],
      ['mia', `${alsoOn('mia', 'child')}; ${overFor('new4')}`, 'told dana mia'],
      ['dana', alsoOn('dana', 'guardian'), 'gone new4; told dana'], // and not her child's tablet
      ['dana', alsoOn('omar', 'guardian'), 'told dana'],
      ['rosa', alsoOn('rosa', 'relative'), 'gone new4; told rosa'],
    ],
  },
  {
    say: "select access.name_session(:sessionOfMia, 'sealed')",
    is: {
      dana: 'log mia session.name sessionOfMia by dana; changed sessions sessionOfMia; told dana mia',
      omar: notThere,
      lena: notThere,
      rosa: notThere,
      mia: notGranted,
      leo: notGranted,
      sam: notGranted,
      nobody: 'no: sign-in.needed',
    },
    when: [
      ['dana', unguarded, notThere],
      ['dana', overFor('sessionOfMia'), notThere],
      ['omar', guardedByOmar, 'log mia session.name sessionOfMia by omar; changed sessions sessionOfMia; told dana mia omar'],
    ],
  },
  {
    say: "select access.name_session(:sessionOfDana, 'sealed')",
    is: { dana: 'changed sessions sessionOfDana; told dana', omar: notThere, mia: notGranted },
  },
  {
    say: "select access.name_session(:sessionOfRosa, 'sealed')",
    is: { rosa: 'changed sessions sessionOfRosa; told rosa', dana: notThere },
  },
  { say: "select access.name_session(:new1, 'sealed')", is: { dana: notThere } },
]
