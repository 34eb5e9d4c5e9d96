// How a safeguard is broken on purpose, by the database owner's hand, to see that its promise turns red: for the tests and for `npm run sabotage`. Nothing that runs imports it.
import { roomText, roomWith } from '../platform/db/room.ts'
import type { PromiseId } from './register.ts'

export type Sabotage = { id: PromiseId; name: string; breaks: string[]; mends: string[] | 'the room' }

const text = { sight: roomText('sight.sql'), acts: roomText('acts.sql') }

/** The room without one of its lines. */
function without(file: keyof typeof text, ...changes: [line: string, instead: string][]): string[] {
  const changed = changes.reduce((rules, [line, instead]) => {
    if (!rules.includes(line)) throw new Error(`the room has no such line any more: ${line}`)
    return rules.replace(line, () => instead)
  }, text[file])
  return roomWith(`${file}.sql`, changed)
}

const queuesErasing = "      perform access.enqueue('posts.erase', jsonb_build_object('postId', post));"

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
    breaks: without('acts', ["perform access.use_fresh_check(fresh, 'post.approve', post::text || ':' || encode(looked_at, 'hex'));", '']),
    mends: 'the room',
  },
  {
    id: 'strangers',
    name: 'every guardian guards every child',
    breaks: without(
      'sight',
      [
        "select guardian_id, child_id, 'guardian' from public.guardianships where ended_at is null",
        "select g.guardian_id, c.child_id, 'guardian' from public.guardians g, public.children c",
      ],
      [
        "select child_id, 'guardian' from public.guardianships where guardian_id = (select access.viewer_id()) and ended_at is null;",
        "select child_id, 'guardian' from public.children;",
      ],
    ),
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
      ['from public.connections where ended_at is null                   -- AUD-9\nunion all', 'from public.connections\nunion all'],
      ['from public.connections where ended_at is null;                  -- AUD-9', 'from public.connections;'],
    ),
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
]
