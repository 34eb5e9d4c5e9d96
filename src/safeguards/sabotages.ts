// How a safeguard is broken on purpose, to see that its promise turns red: for the tests and for `npm run sabotage`. Nothing that runs imports it.
// What is SQL is broken by the database owner's hand; what is not, in a copy of the source from which another server is started (apps/broken-copy.ts).
import { roomText, roomWith } from '../platform/db/room.ts'
import type { PromiseId } from './register.ts'

/** A whole line of the source, or some that follow each other, and what stands there instead. When it is not there any more, nothing starts. */
export type Line = { file: string; line: string; instead: string }
export type Sabotage = { id: PromiseId; name: string; breaks: string[]; mends: string[] | 'the room'; lines?: Line[] }

const text = {
  sight: roomText('sight.sql'),
  acts: roomText('acts.sql'),
  proposals: roomText('proposals.sql'),
  moves: roomText('moves.sql'),
  locks: roomText('locks.sql'),
  replies: roomText('replies.sql'),
  settings: roomText('settings.sql'),
  ladder: roomText('ladder.sql'),
  hours: roomText('hours.sql'),
  'ways-in': roomText('ways-in.sql'),
}

/** The room without one of its lines. */
function without(file: keyof typeof text, ...changes: [line: string, instead: string][]): string[] {
  const changed = changes.reduce((rules, [line, instead]) => {
    if (!rules.includes(line)) throw new Error(`the room has no such line any more: ${line}`)
    return rules.replace(line, () => instead)
  }, text[file])
  return roomWith(`${file}.sql`, changed)
}

const queuesErasing = "      perform access.enqueue('posts.erase', jsonb_build_object('postId', post));"

const everyChildGuarded: [line: string, instead: string][] = [
  [
    "select guardian_id, child_id, 'guardian' from public.guardianships where ended_at is null",
    "select g.id, c.child_id, 'guardian' from public.people g, public.children c where g.kind in ('guardian', 'staff')",
  ],
  [
    "select child_id, 'guardian' from public.guardianships where guardian_id = (select access.viewer_id()) and ended_at is null;",
    "select child_id, 'guardian' from public.children;",
  ],
]
const onlyTheChild = "    declare me uuid := access.actor(array['child']); -- PAR-5"
const orTheirGuardian =
  '    declare me uuid := coalesce((select g.child_id from guardianships g where g.guardian_id = access.viewer_id() limit 1), access.viewer_id());'

const notBlocked = 'where not exists (select from access.blocked x where (x.person_id, x.other_id) ='

export const sabotages: readonly Sabotage[] = [
  {
    id: 'before-the-yes',
    name: 'what waits counts as shared',
    breaks: without('sight', [
      text.sight.slice(
        text.sight.indexOf('  where k.shared_from <= now() '),
        text.sight.indexOf("    and (select access.is_open('viewing'))"),
      ),
      '  where true\n',
    ]),
    mends: 'the room',
  },
  {
    id: 'cooling-off',
    name: 'the window is forgotten',
    breaks: without('sight', ['where k.shared_from <= now() ', 'where k.shared_from is not null ']),
    mends: 'the room',
  },
  {
    id: 'yes-is-for-this',
    name: 'a yes needs no fresh check',
    breaks: without('acts', ["perform access.use_fresh_check(fresh, 'post.approve', 'inbox');", '']),
    mends: 'the room',
  },
  {
    id: 'strangers',
    name: 'every guardian guards every child',
    breaks: without('sight', ...everyChildGuarded),
    mends: 'the room',
  },
  {
    id: 'signed-out',
    name: 'whoever has no session is taken for whoever asked last',
    breaks: [],
    mends: [],
    lines: [
      {
        file: 'src/apps/http.ts',
        line: `  return kinds.includes(kind) && isToken(token) ? { kind: kind as Kind, token } : { kind: 'visitor' }`,
        instead: `  const all = globalThis as { last?: Viewer }
  if (kinds.includes(kind) && isToken(token)) all.last = { kind: kind as Kind, token }
  return all.last ?? { kind: 'visitor' }`,
      },
    ],
  },
  {
    id: 'staff-blind',
    name: 'staff are let in as if they guarded every child',
    breaks: without(
      'sight',
      [
        "      and current_setting('role') = 'kitestring_' || s.kind",
        "      and current_setting('role') in ('kitestring_' || s.kind, 'kitestring_guardian')",
      ],
      ...everyChildGuarded,
    ),
    mends: 'the room',
    lines: [
      {
        file: 'src/access/may.ts',
        line: `  'child.read': { who: ['guardian'] },`,
        instead: `  'child.read': { who: ['guardian', 'staff'] },`,
      },
      {
        file: 'src/access/as-viewer.ts',
        line: `  return sql\`select set_config('role', \${\`kitestring_\${viewer.kind}\`}, true), set_config('app.session', \${token}, true)\``,
        instead: `  const role = viewer.kind === 'staff' ? 'guardian' : viewer.kind
  return sql\`select set_config('role', \${\`kitestring_\${role}\`}, true), set_config('app.session', \${token}, true)\``,
      },
    ],
  },
  {
    id: 'as-set',
    name: 'what is set for a child is shown, and held to by nobody',
    breaks: without('settings', ["perform access.refuse('setting.closed');", 'null;']),
    mends: 'the room',
  },
  {
    id: 'somebody-new',
    name: 'everybody counts as somebody whom a guardian let the child share with',
    breaks: without('ladder', ["(f.value <> 'new-people' or access.is_known_audience(post))", 'true']),
    mends: 'the room',
  },
  {
    id: 'looked-at-first',
    name: 'the server looks at a photo, and nothing comes of what it found',
    breaks: [],
    mends: [],
    lines: [
      {
        file: 'src/features/screening/photos/looker.ts',
        line: '    for (const kind of await lookAtOne(photo)) noted.add(kind)',
        instead: '    await lookAtOne(photo)',
      },
    ],
  },
  {
    id: 'no-face-known',
    name: 'beside each photo is kept what tells one face from another',
    breaks: ['alter table photos add column face real[]'],
    mends: ['alter table photos drop column face'],
  },
  {
    id: 'words-wait',
    name: 'what a child writes goes out at once, and is read meanwhile',
    breaks: without('replies', [
      "select says is distinct from 'own-words' or exists (select from access.words_answered a where a.reply_id = reply and a.goes_at <= now())",
      'select true',
    ]),
    mends: 'the room',
  },
  {
    id: 'back-by-paper',
    name: 'who comes back by the code on paper opens everything at once',
    breaks: without('ways-in', ["k.used_at > now() - interval '1 day'", 'false']),
    mends: 'the room',
  },
  {
    id: 'helps-out',
    name: 'who helped out goes on looking when that has ended',
    breaks: without('sight', ['  where k.over_at > now();', '  where true;']),
    mends: 'the room',
  },
  {
    id: 'no-numbers',
    name: 'beside each face stands how much it is liked',
    breaks: [],
    mends: [],
    lines: [
      {
        file: 'src/features/people/contract.ts',
        line: `  kind: z.enum(['child', 'guardian', 'relative', 'staff']),
})
export type Face = z.infer<typeof face>`,
        instead: `  kind: z.enum(['child', 'guardian', 'relative', 'staff']),
  hearts: z.number().optional(),
})
export type Face = z.infer<typeof face>`,
      },
      {
        file: 'src/features/people/names.ts',
        line: `    name: await openName(keyring, row.id, row.name_sealed),`,
        instead: `    name: await openName(keyring, row.id, row.name_sealed),
    hearts: 3,`,
      },
    ],
  },
  {
    id: 'by-invitation',
    name: 'any code that is good for something makes an account',
    breaks: [],
    mends: [],
    lines: [
      {
        file: 'src/features/sign-in/accounts.ts',
        line: `  if (!makeAccounts.some((opens) => opens === code.opens)) refuse('code.not-good')`,
        instead: '',
      },
    ],
  },
  {
    id: 'friend-of-friend',
    name: 'friends of friends count as connected',
    breaks: without('sight', [
      ' (x.person_id, x.other_id) = (c.high_id, c.low_id));',
      ` (x.person_id, x.other_id) = (c.high_id, c.low_id))
union all
  select case c.low_id when s.x then c.high_id else c.low_id end, case d.low_id when s.x then d.high_id else d.low_id end, d.id
  from public.connections c cross join lateral (values (c.low_id), (c.high_id)) s (x)
  join public.connections d on s.x in (d.low_id, d.high_id) and d.id <> c.id
  where c.ended_at is null and d.ended_at is null;`,
    ]),
    mends: 'the room',
  },
  {
    id: 'both-families',
    name: 'a connection needs no fresh check',
    breaks: without(
      'acts',
      ['      if not exists (select from fresh_checks f where f.id = fresh and f.made_at >= o.answered_at)', '      if false'],
      ["      perform access.use_fresh_check(fresh, 'connection.confirm', offer::text);", ''],
    ),
    mends: 'the room',
  },
  {
    id: 'code-once',
    name: 'a code works again',
    breaks: without('acts', [
      '      select * into o from offers where code_hash = secret_hash and answered_at is null and expires_at > clock_timestamp() for update;',
      '      select * into o from offers where code_hash = secret_hash and expires_at > clock_timestamp() for update;',
    ]),
    mends: 'the room',
  },
  {
    id: 'faces-are-true',
    name: 'the faces of the guardians are left out',
    breaks: without('sight', [
      "    where exists (select from access.my_whys m where m.post_id = r.post_id and m.why in ('owner', 'guardian', 'carer'))\n  $$;",
      "    where r.why <> 'guardian' and exists (select from access.my_whys m where m.post_id = r.post_id and m.why in ('owner', 'guardian', 'carer'))\n  $$;",
    ]),
    mends: 'the room',
  },
  {
    id: 'no-place',
    name: 'the small picture keeps what the camera wrote',
    breaks: [],
    mends: [],
    lines: [
      {
        file: 'src/features/photos/pixels/renditions.ts',
        line: '  const screen = await screenPixels(image)',
        instead: `  const marked = image.clone()
  const screen = await screenPixels(image)`,
      },
      {
        file: 'src/features/photos/pixels/renditions.ts',
        line: `  const [thumbhash, ...renditions] = await Promise.all([thumbhashOf(card), encoded('screen', screen), encoded('card', card)])`,
        instead: `  const { data, info } = await fitted(marked, CARD_SIDE).keepExif().webp(WEBP).toBuffer({ resolveWithObject: true })
  const kept: Rendition = { name: 'card', width: info.width, height: info.height, type: 'image/webp', bytes: data }
  const [thumbhash, ...renditions] = [await thumbhashOf(card), await encoded('screen', screen), kept]`,
      },
      {
        file: 'src/features/photos/pixels/answer.ts',
        line: `  if (knownFormat(bytes) !== 'webp' || picture?.name !== 'VP8 ' || more.length > 0)`,
        instead: `  if (knownFormat(bytes) !== 'webp')`,
      },
    ],
  },
  {
    id: 'guardian-cannot-post',
    name: 'a guardian is taken for the child when a photo is put in',
    breaks: without(
      'acts',
      [onlyTheChild, orTheirGuardian], // may_put_in
      [onlyTheChild, orTheirGuardian], // keep_photo
      [
        'bytea, integer, text[], bytea, uuid[], bytea[], uuid[], uuid[], uuid[]) to kitestring_child;',
        'bytea, integer, text[], bytea, uuid[], bytea[], uuid[], uuid[], uuid[]) to kitestring_child, kitestring_guardian;',
      ],
    ),
    mends: 'the room',
    lines: [
      {
        file: 'src/access/may.ts',
        line: `  'photo.make': { who: ['child'], keeps: 'more', hours: 'finish' }, // PAR-5`,
        instead: `  'photo.make': { who: ['child', 'guardian'] },`,
      },
    ],
  },
  {
    id: 'nothing-leaves',
    name: 'scripts of another site are allowed',
    breaks: [],
    mends: [],
    lines: [
      {
        file: 'src/apps/http.ts',
        line: `        scriptSrc: ["'self'"],`,
        instead: `        scriptSrc: ["'self'", 'https:'],`,
      },
    ],
  },
  {
    id: 'sealed-at-rest',
    name: 'words are written down as they are',
    breaks: [],
    mends: [],
    lines: [
      { file: 'src/platform/crypto.ts', line: '  return seal(key, padded, aad)', instead: '  return padded' },
      {
        file: 'src/platform/crypto.ts',
        line: '  const padded = open(key, sealed, aad)',
        instead: '  const padded = sealed[0] === VERSION ? open(key, sealed, aad) : Buffer.from(sealed)',
      },
    ],
  },
  {
    id: 'share-ends',
    name: 'what was shared stays shared',
    breaks: without('sight', ['    and k.shared_until > now() ', '    and true ']),
    mends: 'the room',
  },
  {
    id: 'taken-back',
    name: 'what was taken back is still kept, and nothing erases it',
    breaks: [
      ...without('sight', [
        '  where not exists (select from public.receipts t where t.thing_id = p.id);                   -- DEL-5',
        ';',
      ]).slice(0, 1),
      ...without('acts', [queuesErasing, '']).slice(1),
    ],
    mends: 'the room',
  },
  {
    id: 'erased',
    name: 'a receipt says erased, and nothing is',
    breaks: without('acts', [queuesErasing, '      update receipts set erased_at = now() where thing_id = post;']),
    mends: 'the room',
  },
  {
    id: 'pictured',
    name: 'who says they are in a picture hides it from nobody',
    breaks: without('sight', ['k.child_id is distinct from a.person_id', 'false']),
    mends: 'the room',
  },
  {
    id: 'tagged',
    name: 'who is in a picture is written down, and nobody waits for their family',
    breaks: without('sight', ['not exists (select from access.tags_open o where o.post_id = a.post_id)', 'true']),
    mends: 'the room',
  },
  {
    id: 'reply-private',
    name: 'what one family opened is open between both',
    breaks: without('replies', ["(v.kind = 'relative' or access.allows(sender, v.setting, v.value))", 'true']),
    mends: 'the room',
  },
  {
    id: 'hidden',
    name: 'hiding is written down, and nothing comes of it',
    breaks: without('sight', ['not exists (select from public.hides h where h.post_id = a.post_id)', 'true']),
    mends: 'the room',
  },
  {
    id: 'paused',
    name: 'a pause is written down, and nothing comes of it',
    breaks: without('sight', [
      "    and not bool_or(y.what = 'pause');                                                      -- CON-10",
      ';',
    ]),
    mends: 'the room',
  },
  {
    id: 'asleep',
    name: 'a child is let in at any hour, and without a visit',
    breaks: without('hours', ["        when access.is_asleep(me) then 'hours.closed'\n", '        when true then null\n']),
    mends: 'the room',
  },
  {
    id: 'assent-withdrawn',
    name: "a child's own no is not heard",
    breaks: without('sight', [
      '  where not exists (select from public.assent_withdrawals w where w.assent_id = a.id);        -- CON-9',
      ';',
    ]),
    mends: 'the room',
  },
  {
    id: 'consent-withdrawn',
    name: 'a withdrawal of consent is not heard',
    breaks: without('sight', [
      '    and not exists (select from public.withdrawals w where w.consent_id = c.id);              -- CON-7',
      ';',
    ]),
    mends: 'the room',
  },
  {
    id: 'ended-connection',
    name: 'ended connections go on',
    breaks: without(
      'sight',
      [
        'where c.ended_at is null         -- AUD-9\n    and not exists (select from access.blocked x where (x.person_id, x.other_id) = (c.low_id',
        `${notBlocked} (c.low_id`,
      ],
      [
        'where c.ended_at is null         -- AUD-9\n    and not exists (select from access.blocked x where (x.person_id, x.other_id) = (c.high_id',
        `${notBlocked} (c.high_id`,
      ],
    ),
    mends: 'the room',
  },
  {
    id: 'later-connection',
    name: 'any connection of the two will do',
    breaks: without(
      'sight',
      [' and c.connection_id = m.connection_id -- AUD-9', ' -- AUD-9'],
      [' and v.connection_id = m.connection_id -- AUD-9', ' -- AUD-9'],
    ),
    mends: 'the room',
  },
  {
    id: 'blocked',
    name: 'a block is written down, and nobody asks for it',
    breaks: without(
      'acts',
      ["      if access.has_blocked(child, o.child_id) then perform access.refuse('connection.blocked'); end if; -- CNT-8", ''],
      ["      if access.has_blocked(o.child_id, o.answer_child_id) then perform access.refuse('connection.blocked'); end if; -- CNT-8", ''],
    ),
    mends: 'the room',
  },
  {
    id: 'tablet-locked',
    name: 'locking leaves the session open',
    breaks: without('locks', ['set token_hash = null, tablet_hash = tablet', 'set tablet_hash = tablet']),
    mends: 'the room',
  },
  {
    id: 'device-signed-out',
    name: 'signing out leaves the session',
    breaks: without('acts', [
      "      delete from sessions where token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8')) returning id into ended;",
      '',
    ]),
    mends: 'the room',
  },
  {
    id: 'child-erased',
    name: 'an erased child stays in the records',
    breaks: without('proposals', ['      delete from people p where p.id = child;', '']),
    mends: 'the room',
  },
  {
    id: 'export-yours-alone',
    name: 'a child’s file is given without a new proof',
    breaks: without('moves', ["      perform access.use_fresh_check(fresh, 'export.take', export::text);", '']),
    mends: 'the room',
  },
  {
    id: 'looks-are-told',
    name: 'a look at a photo is not written down',
    breaks: without('acts', [
      "        else perform access.note(array[l.child_id], 'post.look', l.post_id, me); end if;",
      '        end if;',
    ]),
    mends: 'the room',
  },
  {
    id: 'family-log',
    name: 'a yes is not written down',
    breaks: without('acts', ["      perform access.note(array[p.child_id], 'post.approve', post, me);", '']),
    mends: 'the room',
  },
  {
    id: 'nothing-without-a-yes',
    name: 'a connection nobody said yes to is written past every door',
    breaks: [
      "set session_replication_role = 'replica'",
      `insert into connections (id, low_id, high_id, low_approval_id, high_approval_id)
        select gen_random_uuid(), a.child_id, b.child_id, gen_random_uuid(), gen_random_uuid() from children a join children b on a.child_id < b.child_id
        where not exists (select from access.pairs p where p.person_id = a.child_id and p.other_id = b.child_id)
          and not access.is_canary(a.child_id) and not access.is_canary(b.child_id) limit 1`,
      "set session_replication_role = 'origin'",
    ],
    mends: ['delete from connections c where not exists (select from connection_approvals y where y.id = c.low_approval_id)'],
  },
]
