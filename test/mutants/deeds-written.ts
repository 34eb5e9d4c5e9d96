// The lines of deeds.ts.

/** `who`: a person, or the login "door", "worker" or "checks", or the owner of the database. `given`: what has happened before. `proves`: of what their fresh check is, made at `made`. */
export type Deed = { who: string; say: string; given?: string; proves?: [act: string, subject: string]; made?: string; is: string }

const without = (table: string, where: string) => `set session_replication_role = 'replica'; delete from ${table} where ${where}; set session_replication_role = 'origin'`
const broken = (feature: string) => `insert into incidents (id, promise, feature, code) values (:new5, 'strangers', '${feature}', 'x')`
const unguarded = 'update guardianships set ended_at = now() where child_id = :mia and guardian_id = :dana'
const withdrawn = (purpose: string) => `insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where child_id = :mia and purpose = '${purpose}'`
const saidNo = 'insert into assent_withdrawals (assent_id) select id from assents where child_id = :mia'

const gives = (child: string, purposes: string, notice = ':notice') => `select access.give_consents(${child}, ${notice}, '${purposes}', array[:new1, :new2]::uuid[])`
const makes = (purposes: string, notice = ':notice') =>
  `select access.make_child(:new1, 'x', 'owl', '5-9', '2027-01-01', :new2, ${notice}, '${purposes}', (array[:new3, :new4, :new5]::uuid[])[1:cardinality('${purposes}'::text[])])`

export const consenting: Deed[] = [
  { who: 'dana', say: gives(':mia', '{sharing,photos}'), is: '?' },
  { who: 'dana', say: gives(':mia', '{sharing,photos}'), given: withdrawn('sharing'), is: '?' },
  { who: 'dana', say: gives(':mia', '{sharing}', "'2020-01'"), given: withdrawn('sharing'), is: '?' },
  { who: 'lena', say: gives(':mia', '{sharing}'), given: withdrawn('sharing'), is: '?' },
  { who: 'omar', say: gives(':mia', '{sharing}'), given: withdrawn('sharing'), is: '?' },
  { who: 'mia', say: gives(':mia', '{sharing}'), given: withdrawn('sharing'), is: '?' },
  { who: 'dana', say: gives(':mia', '{sharing}'), given: "insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where child_id = :leo", is: '?' },
  { who: 'dana', say: makes('{profile}'), is: '?' },
  { who: 'dana', say: makes('{photos,profile}'), is: '?' },
  { who: 'dana', say: makes('{photos}'), is: '?' },
  { who: 'dana', say: makes('{profile}', "'2020-01'"), is: '?' },
  { who: 'vera', say: makes('{profile}'), is: '?' },
  { who: 'mia', say: makes('{profile}'), is: '?' },
  { who: 'dana', say: "select access.withdraw_consent(:mia, 'sharing')", is: '?' },
  { who: 'dana', say: "select access.withdraw_consent(:mia, 'sharing')", given: withdrawn('sharing'), is: '?' },
  { who: 'dana', say: "select access.withdraw_consent(:mia, 'profile')", is: '?' },
  { who: 'dana', say: "select access.withdraw_consent(:mia, 'profile')", given: "update codes set expires_at = now() where id = :pairing; update codes set person_id = :leo where id = :invited", is: '?' },
  { who: 'omar', say: "select access.withdraw_consent(:mia, 'sharing')", given: 'update guardianships set ended_at = null where guardian_id = :omar', is: '?' },
  { who: 'omar', say: "select access.withdraw_consent(:mia, 'sharing')", is: '?' },
  { who: 'lena', say: "select access.withdraw_consent(:mia, 'sharing')", is: '?' },
  { who: 'mia', say: "select access.withdraw_consent(:mia, 'sharing')", is: '?' },
  { who: 'mia', say: "select access.give_assent(:new1, '2026-11')", is: '?' },
  { who: 'mia', say: "select access.give_assent(:new1, '2026-11')", given: saidNo, is: '?' },
  { who: 'dana', say: "select access.give_assent(:new1, '2026-11')", is: '?' },
  { who: 'mia', say: 'select access.withdraw_assent()', is: '?' },
  { who: 'mia', say: 'select access.withdraw_assent()', given: saidNo, is: '?' },
  { who: 'dana', say: 'select access.withdraw_assent()', is: '?' },
]

const pairs = "select access.make_pairing(:mia, :new1, sha256('new'))"
const invites = "select access.invite_relative(:mia, :new1, sha256('new'), :fresh)"
const invitesGuardian = "select access.invite_guardian(:new1, sha256('new'), 'video-call', :fresh)"
const joins = 'select access.connect_relative(:invited, :newcomer, array[:new2, :new3, :new4]::uuid[])'
const newcomer = "insert into people (id, kind, name_sealed, avatar) values (:newcomer, 'relative', 'x', 'owl'); update codes set used_at = now() where id = :invited"
const addsKey = "select access.add_passkey('credential', 'k', 0, '{}', :fresh)"

export const entering: Deed[] = [
  { who: 'dana', say: pairs, is: '?' },
  { who: 'dana', say: pairs, given: withdrawn('profile'), is: '?' },
  { who: 'dana', say: pairs, given: withdrawn('sharing'), is: '?' },
  { who: 'dana', say: pairs, given: 'update codes set used_at = now() where id = :pairing', is: '?' },
  { who: 'dana', say: pairs, given: "update codes set expires_at = now() - interval '1 hour' where id = :pairing", is: '?' },
  { who: 'dana', say: pairs, given: 'update codes set person_id = :leo where id = :pairing', is: '?' },
  { who: 'dana', say: pairs, given: unguarded, is: '?' },
  { who: 'lena', say: pairs, is: '?' },
  { who: 'dana', say: invitesGuardian, proves: ['guardian.invite', "'self'"], is: '?' },
  { who: 'dana', say: invitesGuardian, is: '?' },
  { who: 'dana', say: invitesGuardian, proves: ['guardian.invite', "'other'"], is: '?' },
  { who: 'dana', say: invitesGuardian, proves: ['passkey.add', "'self'"], is: '?' },
  { who: 'dana', say: invitesGuardian, proves: ['guardian.invite', "'self'"], made: "now() - interval '5 minutes'", is: '?' },
  { who: 'dana', say: invitesGuardian, proves: ['guardian.invite', "'self'"], made: "now() - interval '299.999999 seconds'", is: '?' },
  { who: 'dana', say: invitesGuardian, given: "insert into fresh_checks (id, session_id, act, subject, used_at) select :fresh, :sessionOfDana, 'guardian.invite', 'self', now()", is: '?' },
  { who: 'dana', say: invitesGuardian, given: "insert into fresh_checks (id, session_id, act, subject) select :fresh, :sessionOfLena, 'guardian.invite', 'self'", is: '?' },
  { who: 'dana', say: invitesGuardian, given: "insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :dana, 'guardian', sha256('other'), now() + interval '1 day'); insert into fresh_checks (id, session_id, act, subject) select :fresh, :new4, 'guardian.invite', 'self'", is: '?' },
  { who: 'vera', say: invitesGuardian, proves: ['guardian.invite', "'self'"], is: '?' },
  { who: 'mia', say: invitesGuardian, is: '?' },
  { who: 'dana', say: invites, proves: ['relative.invite', ':mia::text'], is: '?' },
  { who: 'dana', say: invites, is: '?' },
  { who: 'dana', say: invites, proves: ['relative.invite', ':leo::text'], is: '?' },
  { who: 'dana', say: invites, proves: ['relative.invite', ':mia::text'], given: broken('connecting'), is: '?' },
  { who: 'dana', say: invites, proves: ['relative.invite', ':mia::text'], given: broken('sharing'), is: '?' },
  { who: 'dana', say: invites, proves: ['relative.invite', ':mia::text'], given: unguarded, is: '?' },
  { who: 'lena', say: invites, proves: ['relative.invite', ':mia::text'], is: '?' },
  { who: 'vera', say: invites.replace(':mia', ':cleo'), proves: ['relative.invite', ':cleo::text'], is: '?' },
  { who: 'door', say: joins, given: newcomer, is: '?' },
  { who: 'door', say: joins, given: `${newcomer}; update codes set used_at = now() - interval '1 second' where id = :invited`, is: '?' },
  { who: 'door', say: joins, given: `${newcomer}; update codes set opens = 'sign-in' where id = :invited`, is: '?' },
  { who: 'door', say: joins, given: `${newcomer}; ${unguarded}`, is: '?' },
  { who: 'door', say: joins, given: `${newcomer}; ${broken('connecting')}`, is: '?' },
  { who: 'door', say: joins, given: `${newcomer}; update codes set by_id = :lena where id = :invited`, is: '?' },
  { who: 'door', say: joins.replace(':invited', ':new1'), given: newcomer, is: '?' },
  { who: 'dana', say: joins, given: newcomer, is: '?' },
  { who: 'door', say: 'select access.note_session(:sessionOfMia)', given: 'update sessions set created_at = now()', is: '?' },
  { who: 'door', say: 'select access.note_session(:sessionOfMia)', given: "update sessions set created_at = now() - interval '1 second'", is: '?' },
  { who: 'door', say: 'select access.note_session(:new1)', is: '?' },
  { who: 'dana', say: addsKey, proves: ['passkey.add', "'self'"], is: '?' },
  { who: 'rosa', say: addsKey, proves: ['passkey.add', "'self'"], is: '?' },
  { who: 'dana', say: addsKey, is: '?' },
  { who: 'dana', say: addsKey.replace('credential', 'taken'), proves: ['passkey.add', "'self'"], is: '?' },
  { who: 'mia', say: addsKey, is: '?' },
]

export const leaving: Deed[] = [
  { who: 'mia', say: 'select access.sign_out()', is: '?' },
  { who: 'dana', say: 'select access.sign_out()', is: '?' },
  { who: 'dana', say: 'select access.end_session(:sessionOfMia)', is: '?' },
  { who: 'dana', say: 'select access.end_session(:sessionOfDana)', is: '?' },
  { who: 'dana', say: 'select access.end_session(:sessionOfLeo)', is: '?' },
  { who: 'dana', say: 'select access.end_session(:sessionOfMia)', given: unguarded, is: '?' },
  { who: 'mia', say: 'select access.end_session(:sessionOfMia)', is: '?' },
  { who: 'mia', say: 'select access.end_session(:sessionOfDana)', is: '?' },
  { who: 'sam', say: 'select access.end_session(:sessionOfSam)', is: '?' },
  { who: 'sam', say: 'select access.end_session(:sessionOfMia)', is: '?' },
  { who: 'rosa', say: 'select access.end_session(:sessionOfRosa)', is: '?' },
  { who: 'dana', say: 'select access.end_session(:new1)', is: '?' },
  { who: 'mia', say: 'select access.end_connection(:miaAndLeo)', is: '?' },
  { who: 'dana', say: 'select access.end_connection(:miaAndLeo)', is: '?' },
  { who: 'lena', say: 'select access.end_connection(:miaAndLeo)', is: '?' },
  { who: 'rosa', say: 'select access.end_connection(:miaAndRosa)', is: '?' },
  { who: 'mia', say: 'select access.end_connection(:miaAndLeo)', given: saidNo, is: '?' },
  { who: 'omar', say: 'select access.end_connection(:miaAndLeo)', is: '?' },
  { who: 'ana', say: 'select access.end_connection(:miaAndLeo)', is: '?' },
  { who: 'sam', say: 'select access.end_connection(:miaAndLeo)', is: '?' },
  { who: 'mia', say: 'select access.end_connection(:miaAndLeo)', given: 'update connections set ended_at = now() where id = :miaAndLeo', is: '?' },
  {
    who: 'mia',
    say: 'select access.end_connection(:miaAndLeo)',
    given:
      "insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at) values (:new1, :mia, :dana, sha256('1'), :leo, :lena, now()), (:new2, :leo, :lena, sha256('2'), :mia, :dana, now()), (:new3, :mia, :dana, sha256('3'), :leo, :lena, now()); update offers set confirmed_at = now() where id = :new3",
    is: '?',
  },
]

const offers = "select access.make_offer(:mia, :new1, sha256('new'), :fresh)"
const looks = "select kind || ' ' || person_id as seen from access.look_at_offer(sha256('shown')) order by 1 limit 1"
const answers = "select access.answer_offer(sha256('shown'), :mia, :fresh, 'subject')"
const confirms = 'select access.confirm_offer(:answered, :fresh, array[:new1, :new2, :new3]::uuid[])'
const connected = `insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select case g.child_id when least(:mia::uuid, :ana::uuid) then :new4::uuid else :new5 end, g.child_id, 'child', o.child_id, g.guardian_id, g.id
  from guardianships g, guardianships o where g.child_id in (:mia, :ana) and o.child_id in (:mia, :ana) and g.child_id <> o.child_id and g.ended_at is null and o.ended_at is null;
  insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:new5, least(:mia::uuid, :ana::uuid), greatest(:mia::uuid, :ana::uuid), :new4, :new5)`

export const connecting: Deed[] = [
  { who: 'dana', say: offers, proves: ['connection.offer', ':mia::text'], is: '?' },
  { who: 'dana', say: offers, is: '?' },
  { who: 'dana', say: offers, proves: ['connection.offer', ':leo::text'], is: '?' },
  { who: 'dana', say: offers, proves: ['connection.offer', ':mia::text'], given: broken('connecting'), is: '?' },
  { who: 'dana', say: offers, proves: ['connection.offer', ':mia::text'], given: unguarded, is: '?' },
  { who: 'lena', say: offers, proves: ['connection.offer', ':mia::text'], is: '?' },
  { who: 'mia', say: offers, is: '?' },
  { who: 'dana', say: looks, is: '?' },
  { who: 'dana', say: looks, given: 'update offers set expires_at = now() where id = :shown', is: '?' },
  { who: 'dana', say: looks, given: "update offers set made_at = now(), expires_at = now() + interval '1 microsecond' where id = :shown", is: '?' },
  { who: 'dana', say: looks, given: 'update offers set answer_child_id = :ana, answer_guardian_id = :aron, answered_at = now() where id = :shown', is: '?' },
  { who: 'dana', say: looks.replace("'shown'", "'other'"), is: '?' },
  { who: 'mia', say: looks, is: '?' },
  { who: 'aron', say: answers.replace(':mia', ':ana'), proves: ['connection.answer', "'subject'"], given: 'update connections set ended_at = now() where id = :leoAndAna', is: '?' },
  { who: 'aron', say: answers.replace(':mia', ':ana'), proves: ['connection.answer', "'subject'"], is: '?' },
  { who: 'dana', say: answers, proves: ['connection.answer', "'subject'"], given: 'update connections set ended_at = now() where id = :miaAndLeo', is: '?' },
  { who: 'dana', say: answers, proves: ['connection.answer', "'other'"], given: 'update connections set ended_at = now() where id = :miaAndLeo', is: '?' },
  { who: 'dana', say: answers, proves: ['connection.answer', "'subject'"], given: `update connections set ended_at = now() where id = :miaAndLeo; ${broken('connecting')}`, is: '?' },
  { who: 'dana', say: answers, proves: ['connection.answer', "'subject'"], given: 'update connections set ended_at = now() where id = :miaAndLeo; update offers set expires_at = now() where id = :shown', is: '?' },
  { who: 'dana', say: answers, proves: ['connection.answer', "'subject'"], given: 'update connections set ended_at = now() where id = :miaAndLeo; update offers set answer_child_id = :ana, answer_guardian_id = :aron, answered_at = now() where id = :shown', is: '?' },
  { who: 'dana', say: answers, proves: ['connection.answer', "'subject'"], given: `update connections set ended_at = now() where id = :miaAndLeo; ${unguarded}`, is: '?' },
  { who: 'lena', say: answers.replace(':mia', ':leo'), proves: ['connection.answer', "'subject'"], is: '?' },
  { who: 'lena', say: answers, proves: ['connection.answer', "'subject'"], is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: "update offers set answered_at = now() where id = :answered", is: '?' },
  { who: 'aron', say: confirms, given: "update offers set answered_at = now() where id = :answered", is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':shown'], given: "update offers set answered_at = now() where id = :answered", is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: "update offers set answered_at = now() + interval '1 microsecond' where id = :answered", is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: `update offers set answered_at = now() where id = :answered; ${broken('connecting')}`, is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: `update offers set answered_at = now() where id = :answered; ${unguarded}`, is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: 'update offers set answered_at = now() where id = :answered; update guardianships set ended_at = now() where child_id = :ana', is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: `update offers set answered_at = now() where id = :answered; ${connected}`, is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: 'update offers set answered_at = now(), confirmed_at = now() where id = :answered', is: '?' },
  { who: 'aron', say: confirms, proves: ['connection.confirm', ':answered'], given: 'update offers set answered_at = now(), expires_at = now() where id = :answered', is: '?' },
  { who: 'lena', say: confirms.replace(':answered', ':shown'), proves: ['connection.confirm', ':shown'], is: '?' },
  { who: 'dana', say: confirms, proves: ['connection.confirm', ':answered'], given: "update offers set answered_at = now() where id = :answered", is: '?' },
]

const fillsDrafts = (count: number) =>
  `insert into photos (id, child_id, width, height, thumbhash_sealed, digest) select gen_random_uuid(), :mia, 4, 3, 'x', sha256('x') from generate_series(1, ${count - 1})`
const keeps = `select access.keep_photo(:new1, 4, 3, 'x', sha256('d'), '{place}', '[{"name": "card", "width": 4, "height": 3, "type": "image/webp"}, {"name": "screen", "width": 4, "height": 3, "type": "image/webp"}]')`

export const putting: Deed[] = [
  { who: 'mia', say: 'select access.may_put_in()', given: fillsDrafts(39), is: '?' },
  { who: 'mia', say: 'select access.may_put_in()', given: fillsDrafts(40), is: '?' },
  { who: 'leo', say: 'select access.may_put_in()', given: fillsDrafts(40), is: '?' },
  { who: 'mia', say: 'select access.may_put_in()', given: `${fillsDrafts(40)}; insert into receipts (id, child_id, what, thing_id) values (:new1, :mia, 'photo', :draft)`, is: '?' },
  { who: 'mia', say: keeps, is: '?' },
  { who: 'mia', say: keeps, given: fillsDrafts(40), is: '?' },
  ...['profile', 'photos', 'sharing'].map((purpose): Deed => ({ who: 'mia', say: keeps, given: withdrawn(purpose), is: '?' })),
  { who: 'mia', say: keeps, given: saidNo, is: '?' },
  { who: 'mia', say: keeps, given: unguarded, is: '?' },
  { who: 'dana', say: keeps, is: '?' },
  { who: 'rosa', say: keeps, is: '?' },
  { who: 'mia', say: 'select access.discard_photo(:draft)', is: '?' },
  { who: 'mia', say: 'select access.discard_photo(:discarded)', is: '?' },
  { who: 'mia', say: 'select access.discard_photo(:leosDraft)', is: '?' },
  { who: 'mia', say: 'select access.discard_photo(:kitePhoto)', is: '?' },
  { who: 'dana', say: 'select access.discard_photo(:draft)', is: '?' },
]

const asks = (photos: string, people: string) =>
  `select access.ask_to_share(:new1, 'x', 30, '{}', sha256('h'), array[${photos}]::uuid[], (array['x', 'y']::bytea[])[1:${photos.split(',').length}], array[${people}]::uuid[])`
const fillsPosts = (count: number, of = ':mia') =>
  `insert into posts (id, child_id, caption_sealed, days, content_hash) select gen_random_uuid(), ${of}, 'x', 7, sha256('x') from generate_series(1, ${count})`

export const asking: Deed[] = [
  { who: 'mia', say: asks(':draft', ':leo, :rosa'), is: '?' },
  { who: 'mia', say: asks(':draft', ''), is: '?' },
  { who: 'mia', say: asks(':draft', ':leo, :ana'), is: '?' },
  { who: 'mia', say: asks(':draft', ':mia'), is: '?' },
  { who: 'mia', say: asks(':draft', ':dana'), is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: 'update connections set ended_at = now() where id = :miaAndLeo', is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: 'insert into assent_withdrawals (assent_id) select id from assents where child_id = :leo', is: '?' },
  { who: 'mia', say: asks(':leosDraft', ':leo'), is: '?' },
  { who: 'mia', say: asks(':discarded', ':leo'), is: '?' },
  { who: 'mia', say: asks(':kitePhoto', ':leo'), is: '?' },
  { who: 'mia', say: asks(':draft, :leosDraft', ':leo'), is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: broken('sharing'), is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: broken('viewing'), is: '?' },
  ...['profile', 'photos', 'sharing'].map((purpose): Deed => ({ who: 'mia', say: asks(':draft', ':leo'), given: withdrawn(purpose), is: '?' })),
  { who: 'mia', say: asks(':draft', ':leo'), given: saidNo, is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: fillsPosts(18), is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: fillsPosts(19), is: '?' },
  { who: 'mia', say: asks(':draft', ':leo'), given: fillsPosts(19, ':leo'), is: '?' },
  { who: 'dana', say: asks(':draft', ':leo'), is: '?' },
  { who: 'leo', say: asks(':leosDraft', ':mia, :ana'), is: '?' },
]

const approves = (post: string, hash = `:hashOf${post.slice(1)}`) => `select access.approve_post(${post}, decode(${hash}, 'hex'), :fresh)`
const toThis = (post: string): [string, string] => ['post.approve', `${post}::text || ':' || :hashOf${post.slice(1)}`]
const sendsBack = (post: string) => `select access.send_back_post(${post}, 'words', 'x')`
const takesBack = (post: string) => `select access.take_back_post(${post}, :new1)`

export const approving: Deed[] = [
  { who: 'dana', say: approves(':pond'), proves: toThis(':pond'), is: '?' },
  { who: 'dana', say: approves(':pond'), is: '?' },
  { who: 'dana', say: approves(':pond'), proves: ['post.approve', ":pond::text || ':' || :hashOfnest"], is: '?' },
  { who: 'dana', say: approves(':pond'), proves: ['post.approve', ":nest::text || ':' || :hashOfpond"], is: '?' },
  { who: 'dana', say: approves(':pond', ':hashOfnest'), proves: ['post.approve', ":pond::text || ':' || :hashOfnest"], is: '?' },
  { who: 'dana', say: approves(':nest'), proves: toThis(':nest'), is: '?' },
  { who: 'dana', say: approves(':kite'), proves: toThis(':kite'), is: '?' },
  { who: 'dana', say: approves(':boat'), proves: toThis(':boat'), is: '?' },
  { who: 'dana', say: approves(':rain'), proves: toThis(':rain'), is: '?' },
  { who: 'dana', say: approves(':new1', ':hashOfpond'), proves: ['post.approve', ":new1::text || ':' || :hashOfpond"], is: '?' },
  { who: 'dana', say: approves(':pond'), proves: toThis(':pond'), given: "insert into receipts (id, child_id, what, thing_id) values (:new1, :mia, 'post', :pond)", is: '?' },
  { who: 'dana', say: approves(':pond'), proves: toThis(':pond'), given: unguarded, is: '?' },
  { who: 'omar', say: approves(':pond'), proves: toThis(':pond'), is: '?' },
  { who: 'lena', say: approves(':pond'), proves: toThis(':pond'), is: '?' },
  { who: 'mia', say: approves(':pond'), is: '?' },
  { who: 'dana', say: approves(':pond'), proves: toThis(':pond'), given: broken('sharing'), is: '?' },
  { who: 'dana', say: approves(':pond'), proves: toThis(':pond'), given: saidNo, is: '?' },
  ...['profile', 'photos', 'sharing'].map((purpose): Deed => ({ who: 'dana', say: approves(':pond'), proves: toThis(':pond'), given: withdrawn(purpose), is: '?' })),
  { who: 'dana', say: sendsBack(':pond'), is: '?' },
  { who: 'dana', say: sendsBack(':nest'), is: '?' },
  { who: 'dana', say: sendsBack(':kite'), is: '?' },
  { who: 'dana', say: sendsBack(':boat'), is: '?' },
  { who: 'dana', say: sendsBack(':rain'), is: '?' },
  { who: 'dana', say: sendsBack(':new1'), is: '?' },
  { who: 'dana', say: sendsBack(':pond'), given: "insert into receipts (id, child_id, what, thing_id) values (:new1, :mia, 'post', :pond)", is: '?' },
  { who: 'dana', say: sendsBack(':pond'), given: unguarded, is: '?' },
  { who: 'mia', say: sendsBack(':pond'), is: '?' },
  { who: 'mia', say: takesBack(':kite'), is: '?' },
  { who: 'dana', say: takesBack(':kite'), is: '?' },
  { who: 'mia', say: takesBack(':pond'), is: '?' },
  { who: 'mia', say: takesBack(':kite'), given: `${broken('sharing')}; ${saidNo}`, is: '?' },
  { who: 'mia', say: takesBack(':rain'), is: '?' },
  { who: 'mia', say: takesBack(':swing'), is: '?' },
  { who: 'mia', say: takesBack(':new1'), is: '?' },
  { who: 'leo', say: takesBack(':kite'), is: '?' },
  { who: 'omar', say: takesBack(':kite'), is: '?' },
  { who: 'lena', say: takesBack(':kite'), is: '?' },
  { who: 'dana', say: takesBack(':kite'), given: unguarded, is: '?' },
  { who: 'rosa', say: takesBack(':kite'), is: '?' },
]

const kept = `insert into requests (person_id, key, digest, answer) values (:mia, :key, sha256('body'), '{"an": "answer"}'), (:leo, :key, sha256('body'), '{"leos": "answer"}')`

export const telling: Deed[] = [
  { who: 'mia', say: "select access.recall(:key, sha256('body'))", is: '?' },
  { who: 'mia', say: "select access.recall(:key, sha256('body'))", given: kept, is: '?' },
  { who: 'mia', say: "select access.recall(:key, sha256('other'))", given: kept, is: '?' },
  { who: 'dana', say: "select access.recall(:key, sha256('body'))", given: kept, is: '?' },
  { who: 'rosa', say: "select access.recall(:key, sha256('body'))", is: '?' },
  { who: 'sam', say: "select access.recall(:key, sha256('body'))", is: '?' },
  { who: 'mia', say: "select access.recalled(:key, sha256('body'))", is: '?' },
  { who: 'mia', say: "select access.recalled(:key, sha256('body'))", given: kept, is: '?' },
  { who: 'mia', say: "select access.recalled(:key, sha256('other'))", given: kept, is: '?' },
  { who: 'mia', say: "select access.recalled(:new1, sha256('other'))", given: kept, is: '?' },
  { who: 'dana', say: "select access.recalled(:key, sha256('other'))", given: kept, is: '?' },
  { who: 'mia', say: `select access.remember(:key, '{"a": 1}')`, given: kept, is: '?' },
  { who: 'dana', say: `select access.remember(:key, '{"a": 1}')`, given: kept, is: '?' },
  { who: 'worker', say: 'select access.tell_reach_of(:kite)', is: '?' },
  { who: 'worker', say: 'select access.tell_reach_of(:pond)', is: '?' },
  { who: 'worker', say: 'select access.tell_family_of(:mia)', is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:kite)', is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:rain)', is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:discarded)', is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:rain)', given: without('photos', 'post_id = :rain'), is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:rain)', given: without('posts', 'id = :rain'), is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:gone)', is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:gone)', given: "insert into receipts (id, child_id, by_id, what, thing_id) values (:new1, :mia, :dana, 'photo', :gone)", is: '?' },
  { who: 'worker', say: 'select access.finish_receipt(:gone)', given: "insert into receipts (id, child_id, by_id, what, thing_id, erased_at) values (:new1, :mia, :dana, 'photo', :gone, now() - interval '1 hour')", is: '?' },
  { who: 'worker', say: "select access.enqueue('posts.tell', jsonb_build_object('postId', :kite::text))", is: '?' },
  { who: 'worker', say: "select access.enqueue('posts.erase', jsonb_build_object('postId', :kite::text))", is: '?' },
  { who: 'worker', say: "select access.enqueue('mail.send', jsonb_build_object('postId', :kite::text))", is: '?' },
  { who: 'worker', say: `select access.enqueue('posts.tell', '{"postId": "a word"}')`, is: '?' },
  { who: 'worker', say: `select access.enqueue('posts.tell', jsonb_build_object('postId', :kite || 'x'))`, is: '?' },
  { who: 'owner', say: 'select access.around(:mia)::text', is: '?' },
  { who: 'owner', say: 'select access.sides_of(:mia, :leo)::text', is: '?' },
  { who: 'owner', say: 'select access.reach_of(:kite)::text', is: '?' },
  { who: 'owner', say: 'select access.reach_of(:pond)::text', is: '?' },
  ...['mia', 'dana', 'omar', 'lena', 'leo', 'rosa'].map((actor): Deed => ({ who: 'owner', say: `select access.known_to(:mia, :${actor})`, is: '?' })),
  { who: 'owner', say: "select access.note(array[:mia, :leo, :dana]::uuid[], 'some.act', :kite, :dana)", is: '?' },
  ...['viewing', 'sharing'].map((feature): Deed => ({ who: 'owner', say: `select access.needs_open('${feature}')`, given: broken('sharing'), is: '?' })),
  { who: 'vera', say: asks(':new4', ''), given: broken('sharing'), is: '?' },
  { who: 'cleo', say: asks(':new4', '').replace(':new4', ''), given: broken('sharing'), is: '?' },
]

const checks = (name: string, failed: string) => `select access.record_check('${name}', 'viewing', 3, ${failed})`
const failedBefore = `insert into checks (name, feature, attacks, failed, held_at) values ('strangers', 'viewing', 1, 'it-failed', now() - interval '1 day'); ${broken('viewing')}; insert into incidents (id, promise, feature, code) values (:new4, 'another-one', 'viewing', 'x')`
const mixed = (say: string): Deed => ({ who: 'owner', say: `${say} returning 1 as done`, is: '?' })

export const otherHands: Deed[] = [
  { who: 'checks', say: "select access.make_canary(:new1, 'x', 'owl', :new2, sha256('s'), 'credential', 'k')", is: '?' },
  { who: 'checks', say: checks('strangers', 'null'), is: '?' },
  { who: 'checks', say: checks('strangers', "'it-failed'"), is: '?' },
  { who: 'checks', say: checks('strangers', "'it-failed'"), given: failedBefore, is: '?' },
  { who: 'checks', say: checks('strangers', 'null'), given: failedBefore, is: '?' },
  { who: 'checks', say: checks('strangers', 'null'), given: `${failedBefore}; update checks set failed = null`, is: '?' },
  { who: 'checks', say: checks('strangers', "'it-failed'"), given: `${failedBefore}; insert into incident_ends (incident_id) values (:new5)`, is: '?' },
  { who: 'checks', say: checks('another-one', 'null'), given: failedBefore, is: '?' },
  mixed('insert into guardianships (id, child_id, guardian_id) values (:new1, :cleo, :dana)'),
  mixed('insert into guardianships (id, child_id, guardian_id) values (:new1, :mia, :vera)'),
  mixed('insert into guardianships (id, child_id, guardian_id) values (:new1, :leo, :aron)'),
  mixed('update guardianships set child_id = :cleo where guardian_id = :aron'),
  mixed('update guardianships set guardian_id = :vera where guardian_id = :aron'),
  mixed("insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at) values (:new1, :mia, :dana, sha256('1'), :cleo, :vera, now())"),
  mixed('update offers set answer_child_id = :cleo where id = :answered'),
  mixed('update offers set child_id = :cleo where id = :answered'),
  mixed("insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select :new1, :mia, 'child', :cleo, :dana, id from guardianships where child_id = :mia and guardian_id = :dana"),
  mixed('update connection_approvals set other_id = :cleo where for_id = :mia and other_id = :leo'),
  mixed("update connection_approvals set for_id = :cleo where for_id = :mia and other_id = :leo"),
  mixed('insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:new1, :cleo, :mia, :new2, :new3)'),
  mixed('update connections set low_id = :cleo where id = :miaAndRosa'),
  mixed('update connections set high_id = :cleo where id = :miaAndRosa'),
  mixed('insert into post_audience (post_id, person_id, connection_id) values (:pond, :cleo, :miaAndLeo)'),
  mixed('insert into post_audience (post_id, person_id, connection_id) values (:pond, :ana, :leoAndAna)'),
  mixed('update post_audience set person_id = :cleo where post_id = :pond'),
  mixed('insert into post_audience (post_id, person_id, connection_id) values (:kite, :ana, :leoAndAna)'),
  mixed('update post_audience set person_id = :ana where post_id = :kite and person_id = :leo'),
  mixed('update post_audience set post_id = :nest where post_id = :kite and person_id = :leo'),
  mixed('update post_audience set post_id = :kite where post_id = :nest and person_id = :leo'),
  mixed('update post_audience set connection_id = :leoAndAna where post_id = :kite and person_id = :leo'),
  mixed('update post_audience set shared_from = now() where post_id = :kite and person_id = :leo'),
  ...["caption_sealed = 'other'", 'days = 90', 'child_id = :leo', 'id = :new1', 'findings = findings'].map((change) => mixed(`update posts set ${change} where id = :pond`)),
  ...['width = 9', 'height = 9', "thumbhash_sealed = 'other'", "digest = sha256('other')", 'child_id = :leo', 'id = :new1', "found = '{}'"].map((change) => mixed(`update photos set ${change} where id = :draft`)),
  mixed('update renditions set width = 9 where photo_id = :kitePhoto and name = \'card\''),
  mixed("update photos set alt_sealed = 'other' where id = :kitePhoto"),
  mixed('update photos set position = 4 where id = :kitePhoto'),
  mixed('update photos set post_id = null, position = null, alt_sealed = null where id = :kitePhoto'),
  mixed("update photos set post_id = :kite, position = 4, alt_sealed = 'x' where id = :draft"),
  mixed("update photos set post_id = :pond, position = 4, alt_sealed = 'x' where id = :draft"),
  mixed("insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest) values (:new1, :mia, :kite, 4, 4, 3, 'x', 'x', sha256('x'))"),
  mixed('delete from photos where id = :kitePhoto'),
  mixed('delete from photos where id = :draft'),
  mixed('delete from photos where post_id = :rain'),
  mixed('delete from photos where post_id = :pond'),
]
