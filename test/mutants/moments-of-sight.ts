// The moments at which everybody looks at everything: each a change that the database's owner makes to the busy world.

const paused = (child: string, guardian: string) =>
  `insert into pauses (id, child_id, guardian_id, guardianship_id) select id, child_id, guardian_id, id from guardianships where child_id = :${child} and guardian_id = :${guardian}`

/** At a moment that is the same at every look. */
const claimed = (post: string, child: string) =>
  `insert into claims (id, post_id, child_id, made_at, due_at) select :broken, ${post}, ${child}, t, t + interval '48 hours' from (values (timestamptz :anHourAgo)) d (t)`

/** What ended no connection, as no act leaves it. */
const blocked = (...blocks: readonly [child: string, person: string, by: string][]) =>
  blocks
    .map(
      ([child, person, by], n) =>
        `insert into blocks (id, child_id, person_id, by_id) values ('00000000-0000-4000-8000-00000000000${n}', :${child}, :${person}, :${by})`,
    )
    .join('; ')

/** A yes of an hour ago, whenever the no was: the same at every look. */
const leoSaidNoAndYes = (at: string) =>
  `insert into assent_withdrawals (assent_id, at) select id, ${at} from assents where child_id = :leo; insert into assents (id, child_id, lesson, given_at) values (:broken, :leo, '2026-11', :anHourAgo)`

/** Past what keeps an approved post as it was. `yes`: to what stands there, or to something else. */
const tagged = (...tags: readonly [post: string, child: string, answer?: 'yes' | 'no' | 'other', by?: string][]) =>
  tags
    .map(
      ([post, child, answer, by = 'null'], n) =>
        `set session_replication_role = 'replica'; insert into tags (id, post_id, child_id, answer, by_id, content_hash) select '00000000-0000-4000-8000-0000000000a${n}', p.id, ${child}, ${answer ? `'${answer === 'no' ? 'no' : 'yes'}'` : 'null'}, ${by},
          ${answer === 'yes' ? 'p.content_hash' : answer === 'other' ? "sha256('other')" : 'null::bytea'} from posts p where p.id = ${post}; set session_replication_role = 'origin'`,
    )
    .join('; ')
const everyAnswer = tagged(
  [':kite', ':leo'],
  [':swing', ':mia', 'yes', ':dana'],
  [':owl', ':leo', 'other', ':lena'],
  [':bridge', ':leo', 'no', ':leo'],
  [':tree', ':leo'],
)

const helping =
  "insert into carings (id, child_id, carer_id, guardianship_id, connection_id, over_at) select :broken, :mia, :rosa, g.id, :miaAndRosa, now() + interval '1 day' from guardianships g where g.child_id = :mia and g.guardian_id = :dana"

export const momentsOfSight: Readonly<Record<string, string>> = {
  'as it is': '',
  'Leo is in the kite': claimed(':kite', ':leo'),
  'a child who was erased was in all pictures': `update claims set child_id = null; ${claimed(':swing', 'null')}`,
  'a stranger to Mia asks to keep a picture, and another is taken back':
    "update claims set keeper_id = :aron where id = :inBridge; insert into receipts (id, child_id, what, thing_id) values (:broken, :ana, 'post', :owl)",
  'Dana hides the kite, Omar, who guards no longer, the bridge, one whose account is gone the swing, and Dana what waits':
    "insert into hides (id, post_id, guardian_id) values (:broken, :kite, :dana), (:alsoBroken, :bridge, :omar), ('00000000-0000-4000-8000-0000000000f1', :swing, null), ('00000000-0000-4000-8000-0000000000f2', :pond, :dana)",
  'one form waits and one is approved, and of two codes that are over one has its picture still': `insert into codes (id, code_hash, opens, method, expires_at) select c.id::uuid, sha256(c.id::bytea), 'guardian-invitation', c.method, now() + c.until
      from (values (:broken, 'signed-form', interval '1 day'), (:alsoBroken, 'signed-form', interval '1 day'), ('00000000-0000-4000-8000-0000000000f3', 'signed-form', interval '-2 days'),
        ('00000000-0000-4000-8000-0000000000f4', 'signed-form', interval '-2 days'), ('00000000-0000-4000-8000-0000000000f5', 'handed-code', interval '1 day')) c (id, method, until);
    insert into forms (id, code_id, notice_version, outcome, checked_at, emptied_at) select f.code::uuid, f.code::uuid, n.version, f.outcome, case when f.outcome is not null then now() end, case when f.emptied then now() end
      from access.notice_in_force n, (values (:broken, null, false), (:alsoBroken, 'approved', true), ('00000000-0000-4000-8000-0000000000f3', 'not-known', false), ('00000000-0000-4000-8000-0000000000f4', 'not-known', true)) f (code, outcome, emptied)`,
  'Lena gets messages':
    "insert into push_subscriptions (id, person_id, service, endpoint_hash, sealed) values (:broken, :lena, 'web.push.apple.com', 'x', 'y')",
  'Lena says that Leo is in the kite, Dana that he is in the bridge, and nobody who is here any more in the owl': `${claimed(':kite', ':leo')}; update claims set by_id = case when post_id = :kite then :lena::uuid when post_id = :bridge then :dana::uuid end`,
  'who is tagged has no answer, said yes, yes to something else, or no, or is not asked yet; and nobody claims anything': `delete from claims; ${everyAnswer}`,
  'the same, and Leo said no and Mia yes': `delete from claims; ${tagged([':kite', ':leo', 'no', ':lena'], [':swing', ':mia', 'yes', ':mia'], [':swing', ':ana'], [':owl', 'null'], [':tree', ':leo', 'yes', ':lena'])}`,
  'who is tagged said yes, and Leo and Mia are connected no longer': `${tagged([':kite', ':leo', 'yes', ':lena'], [':swing', ':mia', 'yes', ':dana'])}; delete from claims; update connections set ended_at = now() where id = :miaAndLeo`,
  'who is tagged said yes, and Leo said yes to sharing later, or Mia paused': `${tagged([':kite', ':leo', 'yes', ':lena'], [':swing', ':mia', 'yes', ':dana'])}; delete from claims; update assents set given_at = (select max(asked_at) from posts) where child_id = :leo; ${paused('mia', 'dana')}`,
  'who is tagged said yes, and Leo to sharing at the very moment when Mia asked for it': `${tagged([':kite', ':leo', 'yes', ':lena'])}; delete from claims; update assents set given_at = (select asked_at from posts where id = :kite) where child_id = :leo`,
  'who is tagged and said yes is not in the audience': `delete from claims; ${tagged([':kite', ':ana', 'yes', ':aron'], [':swing', ':mia', 'yes'])}`,
  'nobody is in a picture': 'delete from claims',
  'Rosa helps out': `delete from claims; ${helping}`,
  'Rosa helped out until just now': `delete from claims; ${helping}; update carings set over_at = now(), since = now() - interval '1 hour'`,
  'the moments of codes are over': "update offers set made_at = now() - interval '1 day', expires_at = now() - interval '1 day'",
  'Mia and Leo are connected no longer': 'update connections set ended_at = now() where id = :miaAndLeo',
  'Leo and Ana are connected no longer': 'update connections set ended_at = now() where id = :leoAndAna',
  'Mia and her grandmother are connected no longer': 'update connections set ended_at = now() where id = :miaAndRosa',
  'she is the grandmother of Leo too':
    "set session_replication_role = 'replica'; insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:broken, least(:leo::uuid, :rosa::uuid), greatest(:leo::uuid, :rosa::uuid), :broken, :alsoBroken); set session_replication_role = 'origin'",
  'Leo and Ana were connected long ago': "update connections set ended_at = '2020-01-01' where id = :leoAndAna",
  ...Object.fromEntries(
    ['profile', 'photos', 'sharing'].flatMap((purpose) => [
      [
        `consent for Leo's ${purpose} is withdrawn`,
        `insert into withdrawals (consent_id, by_id) select id, :lena from consents where child_id = :leo and purpose = '${purpose}'`,
      ],
      [
        `consent for Leo's ${purpose} was never given`,
        `set session_replication_role = 'replica'; delete from consents where child_id = :leo and purpose = '${purpose}'; set session_replication_role = 'origin'`,
      ],
    ]),
  ),
  'what begins, ends or is tidied away does so at this very moment': `
    update sessions set expires_at = now() where token_hash = sha256('ended');
    update offers set made_at = now() - interval '10 minutes', expires_at = now();
    update posts set shared_from = now(), shared_until = :soon where id = :kite;
    update posts set shared_from = now() - interval '1 day', shared_until = now() where id = :swing;
    insert into checks (name, feature, attacks, tried_at) values ('strangers', 'viewing', 1, now() - interval '1 hour');
    update connections set ended_at = now() - interval '90 days' where id = :leoAndAna;
    update photos set made_at = now() - interval '1 day';
    update codes set expires_at = now() - interval '1 day';
    update challenges set expires_at = now();
    update fresh_checks set made_at = now() - interval '1 hour';
    update requests set at = now() - interval '1 day';
    update proposals set ended_at = now() - interval '30 days' where ended_at is not null;
    update receipts set erased_at = now() - interval '1 year';
    update erasures set erased_at = now() - interval '1 year' where erased_at is not null;
    update tombstones set at = now() - interval '31 days';
    update holds set at = now() - interval '1 year'`,
  'staff took down the kite, upon what Leo said, and the owl upon nothing that is there any more': `delete from claims; insert into reports (id, from_kind, child_id, by_id, post_id, reason, first_word, first_at, made_at, due_at) values (:broken, 'child', :leo, :leo, :kite, 'mean', 'taken-down', :anHourAgo, :anHourAgo, :soon); insert into takedowns (post_id, report_id, due_at) values (:kite, :broken, :soon), (:owl, null, :soon)`,
  'Mia said something of Leo, Dana of him too, and Mia of Dana': `insert into reports (id, from_kind, child_id, by_id, person_id, reason, made_at, due_at) select x.id::uuid, x.from_kind, :mia, x.by_id::uuid, x.person_id::uuid, 'mean', :anHourAgo, :soon from (values (:broken, 'child', :mia, :leo), (:alsoBroken, 'guardian', :dana, :leo), (:kite, 'child', :mia, :dana)) x (id, from_kind, by_id, person_id)`,
  'staff look at what Leo said of the kite': `insert into staff (staff_id, role, secret_hash, since) values (:sam, 'moderator', sha256('s'), :anHourAgo); insert into reports (id, from_kind, child_id, by_id, post_id, reason, made_at, due_at, looked_by, looked_at) values (:broken, 'child', :leo, :leo, :kite, 'mean', :anHourAgo, :soon, :sam, now())`,
  'of the ideas that Mia and Leo were given one is just over, and the other not yet':
    "update ideas set over_at = case child_id when :mia then now() else now() + interval '1 microsecond' end",
  'Leo said no': 'insert into assent_withdrawals (assent_id) select id from assents where child_id = :leo',
  'Leo was never asked': 'delete from assents where child_id = :leo',
  'Leo said yes again': 'update assents set given_at = (select max(asked_at) from posts) where child_id = :leo',
  'Omar guards Mia, and Dana, who gave consent, does not':
    'update guardianships set ended_at = case when guardian_id = :dana then now() end where child_id = :mia',
  'nobody guards Leo': 'update guardianships set ended_at = now() where child_id = :leo',
  'Lena has paused sharing for Leo, and Aron for Ana': `${paused('leo', 'lena')}; ${paused('ana', 'aron')}`,
  'Omar, who guards no longer, had paused sharing for Mia': paused('mia', 'omar'),
  'Leo has blocked Mia, and Lena Ana for him': blocked(['leo', 'mia', 'leo'], ['leo', 'ana', 'lena']),
  'Mia has blocked Leo, Omar, who guards no longer, Rosa for her, and Aron Leo for Ana': blocked(
    ['mia', 'leo', 'mia'],
    ['mia', 'rosa', 'omar'],
    ['ana', 'leo', 'aron'],
  ),
  'Leo said no and yes again': leoSaidNoAndYes('now()'),
  'Leo said no at the very moment when all were put in, and yes again': `${leoSaidNoAndYes('now()')}; update circle_members set put_in_at = now()`,
  'Leo said no before all were put in, and yes again': leoSaidNoAndYes("'2020-01-01'"),
  'Ana said no and yes again, and so did Aron for her': `insert into assent_withdrawals (assent_id) select id from assents where child_id = :ana;
    insert into assents (id, child_id, lesson, given_at) values (:broken, :ana, '2026-11', :anHourAgo);
    insert into withdrawals (consent_id, by_id) select id, :aron from consents where child_id = :ana and purpose = 'photos'`,
  'consent for Leo is withdrawn and given again': `insert into withdrawals (consent_id, by_id) select id, :lena from consents where child_id = :leo and purpose = 'sharing';
    insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method, given_at)
      select :broken, child_id, guardian_id, guardianship_id, purpose, notice_version, method, :anHourAgo from consents where child_id = :leo and purpose = 'sharing'`,
  'a new notice is in force': "insert into notices (version, text_hash) values ('2030-01', sha256('x'))",
  'a notice is to come':
    "insert into notices (version, text_hash, in_force_from) values ('2030-01', sha256('x'), now() + interval '1 day')",
  'nobody was asked before anything that is shared, and Mia is in the older band':
    "update approvals set step = 'told', fresh_check_id = null; update children set band = '10-13' where child_id = :mia",
  'an approval is of other content': "update approvals set content_hash = sha256('other')",
  'a post without an approval has times':
    "update posts set shared_from = now() - interval '1 hour', shared_until = now() + interval '1 day', content_hash = (select content_hash from approvals order by post_id limit 1) where id = :pond",
  'a shared post was sent back as well':
    "insert into sendings_back (post_id, guardian_id, word, note_sealed) select post_id, guardian_id, 'words', 'x' from approvals on conflict do nothing",
  'a promise about viewing is broken':
    "insert into incidents (id, promise, feature, code, began_at) values (:broken, 'strangers', 'viewing', 'x', :anHourAgo)",
  'promises are tried, one about viewing is mended, and one about sharing is broken': `
    insert into checks (name, feature, attacks, tried_at) values ('strangers', 'viewing', 1, :soon), ('no-place', 'sharing', 1, :soon);
    insert into incidents (id, promise, feature, code, began_at) values (:broken, 'strangers', 'viewing', 'x', :anHourAgo);
    insert into incident_ends (incident_id, at) select id, :anHourAgo from incidents;
    insert into incidents (id, promise, feature, code, began_at) values (:alsoBroken, 'no-place', 'sharing', 'x', :anHourAgo)`,
  'nobody has tried the promises for an hour':
    "insert into checks (name, feature, attacks, tried_at) values ('strangers', 'viewing', 1, :anHourAgo)",
  'nobody is here but a canary, and viewing is closed': `
    insert into incidents (id, promise, feature, code, began_at) values (:broken, 'strangers', 'viewing', 'x', :anHourAgo);
    set session_replication_role = 'replica'; delete from guardians; set session_replication_role = 'origin';
    insert into people (id, kind, name_sealed, avatar) values ('00000000-0000-4000-8000-000000000000', 'guardian', '', 'bear');
    insert into guardians (guardian_id, method) values ('00000000-0000-4000-8000-000000000000', 'video-call');
    insert into canaries (person_id) values ('00000000-0000-4000-8000-000000000000')`,
  'a canary is here as well, and viewing is closed': `
    insert into incidents (id, promise, feature, code, began_at) values (:broken, 'strangers', 'viewing', 'x', :anHourAgo);
    insert into people (id, kind, name_sealed, avatar) values ('00000000-0000-4000-8000-000000000000', 'guardian', '', 'bear');
    insert into guardians (guardian_id, method) values ('00000000-0000-4000-8000-000000000000', 'video-call');
    insert into canaries (person_id) values ('00000000-0000-4000-8000-000000000000')`,
  'a guardian and a relative close their accounts':
    "insert into account_closings (person_id, asked_at) values (:dana, '2026-01-01'), (:rosa, '2026-01-01')",
  'all photos are days old': "update photos set made_at = now() - interval '3 days'",
  'the photos of all posts are erased':
    "set session_replication_role = 'replica'; delete from renditions; delete from photos; set session_replication_role = 'origin'",
  'audiences name connections of others': `set session_replication_role = 'replica';
    insert into post_audience (post_id, person_id, connection_id, shared_from) select p.id, :ana, c, now() - interval '1 hour' from posts p, unnest(array[:leoAndAna]::uuid[]) c where p.child_id = :mia;
    update post_audience a set connection_id = :miaAndLeo from posts p where p.id = a.post_id and p.child_id = :leo; set session_replication_role = 'origin'`,
}
