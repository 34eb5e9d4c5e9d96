// All that the deeds say, said by everybody at several moments. What comes of it with the right rule is what must come of it.
import { isDeepStrictEqual } from 'node:util'
import type { Ask } from '../access/catalogue.ts'
import { idsOfNew, type Attempt, type Attempts, type Outcome } from './attempt.ts'
import { withIds, type BusyWorld } from './busy-world.ts'
import { deeds } from './deeds.ts'
import { broken, connectedNoMore, saidNo, type Who } from './deeds/deed.ts'

const fills = (drafts: number, posts: number) => `
  insert into photos (id, child_id, width, height, thumbhash_sealed, digest) select gen_random_uuid(), :mia, 4, 3, 'x', sha256('x') from generate_series(1, ${drafts});
  insert into posts (id, child_id, caption_sealed, days, content_hash) select gen_random_uuid(), :mia, 'x', 7, sha256('x') from generate_series(1, ${posts})`

const hears = (devices: number) => `
  insert into push_subscriptions (id, person_id, service, endpoint_hash, sealed) select gen_random_uuid(), :dana, 'fcm.googleapis.com', sha256(n::text::bytea), 's' from generate_series(1, ${devices}) n`

/** Dana's device, Lena's whose session has ended by itself, and what the two chose. */
const hear = `
  insert into push_subscriptions (id, person_id, session_id, service, endpoint_hash, sealed) values (:new1, :dana, :sessionOfDana, 'fcm.googleapis.com', sha256('new1'), 's'), (:new5, :lena, :sessionOfLena, 'web.push.apple.com', sha256('lenas'), 's');
  update sessions set expires_at = now() - interval '1 microsecond' where id = :sessionOfLena;
  insert into alert_ways (person_id, kind, way) values (:dana, 'proposed', 'mail'), (:lena, 'week', 'app')`

const closing = (closes: string, begun = 'null') =>
  `insert into sunsets (announced_at, closes_at, begun_at) values (now() - interval '40 days', ${closes}, ${begun})`

type Moment = { change?: string; check?: string }

/** `check`: what becomes of the fresh check, after whoever acts has made it. */
const moments: Record<string, Moment> = {
  'as it is': {},
  'nothing is fresh, and what keys stand for is answered': {
    change: `${hear}; update codes set used_at = now(); update sessions set created_at = now();
      insert into receipts (id, child_id, what, thing_id) values (gen_random_uuid(), :mia, 'post', :gone);
      insert into people (id, kind, name_sealed, avatar) values (:newcomer, 'relative', 'x', 'owl');
      insert into requests (person_id, key, digest, answer) select id, :key, sha256('body'), '{"an": "answer"}' from people where id in (:mia, :dana)`,
    check: "update fresh_checks set made_at = now() - interval '5 minutes'",
  },
  'sharing and connecting are closed': {
    change: `delete from replies; insert into settings (child_id, setting, value) values (:leo, 'replies', 'stickers'), (:mia, 'hearts', 'off') on conflict (child_id, setting) do update set value = excluded.value; ${broken('sharing')}; ${broken('connecting').replace(':new5', ':new4')}; update codes set used_at = now(); insert into people (id, kind, name_sealed, avatar) values (:newcomer, 'relative', 'x', 'owl')`,
  },
  'consent to the profile of Mia is withdrawn, and to sharing of the others': {
    change:
      "insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where purpose = case child_id when :mia then 'profile' else 'sharing' end",
  },
  'Mia said no, and looks at her posts are noted already': {
    change: `${saidNo('mia')}; insert into log_entries (child_id, number, act, by_id, thing_id, previous_hash, hash)
      select :mia, 9000 + n, act, by_id::uuid, thing_id::uuid, sha256('x'), sha256('y') from (values (1, 'post.look', :dana, :kite), (2, 'post.look', :rosa, :bridge), (3, 'child.pair', :dana, :bridge),
        (4, 'child.pair', :rosa, :kite), (5, 'post.look-through', :rosa, null), (6, 'assent.give', :dana, null)) l (n, act, by_id, thing_id)`,
    check: 'update fresh_checks set used_at = now()',
  },
  'a grant too many has been given': {
    change:
      "grant execute on all functions in schema access to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff; delete from replies; insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :leo, 'child', 'looks-fun')",
  },
  'Omar guards Mia, and Dana and Aron nobody': {
    change: `update codes set used_at = now(); update guardianships set ended_at = case when guardian_id <> :omar then now() end where guardian_id in (:dana, :omar, :aron); ${hear}`,
  },
  'Leo is connected no longer': {
    change: `${connectedNoMore('miaAndLeo')}; ${connectedNoMore('leoAndAna')}; update offers set answered_at = now() where answered_at is not null; ${closing('now()', 'now()')}`,
    check: "update fresh_checks set made_at = now() - interval '5 minutes' + interval '1 microsecond'",
  },
  'everything has this very moment as its end': {
    change: `${connectedNoMore('leoAndAna')}; update offers set made_at = now() - interval '1 minute', expires_at = now(); update codes set expires_at = now(), used_at = null;
      ${hears(1)}; update push_subscriptions set expires_at = now(); ${closing('now()')}`,
  },
  'everything ends in a moment': {
    change: `${connectedNoMore('leoAndAna')}; update offers set made_at = now(), expires_at = now() + interval '1 microsecond'; update codes set expires_at = now() + interval '1 microsecond', used_at = null; ${closing("now() + interval '1 microsecond'")}`,
  },
  'there is as much as there may be': { change: `${fills(39, 19)}; ${hears(8)}` },
  'there is one less than there may be': { change: `${connectedNoMore('leoAndAna')}; ${fills(38, 18)}; ${hears(7)}` },
  'their other device made the check': {
    change:
      // the same ids at each try: what ends is noted in their order
      "delete from sessions where token_hash is null; insert into sessions (id, person_id, kind, token_hash, expires_at) select encode(substr(sha256(token_hash), 1, 16), 'hex')::uuid, person_id, kind, sha256(token_hash), expires_at from sessions",
    check:
      'update fresh_checks f set session_id = o.id from sessions s, sessions o where s.id = f.session_id and o.person_id = s.person_id and o.id <> s.id',
  },
}

const everybody: Who[] = ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam', 'vera', 'cleo', 'nobody']
const those: Who[] = ['mia', 'leo', 'dana', 'omar', 'aron', 'rosa', 'sam', 'door', 'worker', 'checks', 'owner'] // whom the other moments are about
const sayings = [...new Map(deeds.map((deed) => [deed.say + String(deed.proves), deed])).values()]

type Try = { attempt: Attempt; right: Outcome | undefined }
type Other = Try & { came: Outcome | undefined }
export type Tried = {
  /** The first try that ends otherwise than with the right rule, among those that `concern` a function, a table or anything. */
  differs(concern: (say: string) => boolean): Promise<string | undefined>
  /** The same of those tries alone by which something was noticed. */
  differsAgain(): Promise<string | undefined>
  count: number
  moments: number
}

/** Records what the rule of now does, of what is said that `concern`s anything. Inside a transaction. */
export async function openTried({ w, ids }: BusyWorld, attempts: Attempts, concern: (say: string) => boolean): Promise<Tried> {
  const ask = w.asOwner as Ask
  const concerning = sayings.filter(({ say }) => concern(say))
  const tries = new Map<string, Try[]>()
  for (const [name, { change, check = '' }] of Object.entries(moments)) {
    const all = concerning.flatMap(({ say, proves, is }): Attempt[] =>
      whoSays(is).map((who) => ({ who, say, ...(proves ? { proves, given: check } : {}) })),
    )
    // Strangers, and what somebody may not even ask for, once.
    const asked =
      name === 'as it is'
        ? all
        : all.filter((attempt) => those.includes(attempt.who) && (name.includes('grant') || granted(tries.get('as it is'), attempt)))
    const right = await at(change, () => attempts(asked))
    if (right === 'never') throw new Error(`it never comes to this: ${name}`)
    tries.set(
      name,
      asked.map((attempt, n) => ({ attempt, right: right[n] })),
    )
  }
  let quickest = [...tries.keys()]
  const noticing = new Map<string, Try[]>()
  return {
    count: [...tries.values()].flat().length,
    moments: tries.size,
    async differs(concern) {
      for (const name of quickest) {
        const some = (tries.get(name) ?? []).filter(({ attempt }) => concern(attempt.say))
        const other = await at(moments[name]?.change, () => firstOther(attempts, some))
        if (!other) continue
        quickest = [name, ...quickest.filter((one) => one !== name)] // what told this one from the rule tells the next one too, as often as not
        if (other === 'never') return `it never comes to this: ${name}`
        noticing.set(name, [...(noticing.get(name) ?? []), other])
        return inWords(name, other)
      }
      return undefined
    },
    async differsAgain() {
      for (const [name, some] of noticing) {
        const other = await at(moments[name]?.change, () => firstOther(attempts, some))
        if (other)
          return other === 'never'
            ? `it never comes to this: ${name}`
            : `${inWords(name, other)}\n  then: ${JSON.stringify(other.right)}\n  now: ${JSON.stringify(other.came)}`
      }
      return undefined
    },
  }

  /** A rule that does not let a moment come at all is another rule. */
  async function at<T>(change: string | undefined, work: () => Promise<T>): Promise<T | 'never'> {
    await ask('savepoint moment')
    const came =
      !change ||
      (await ask(withIds(change, { ...ids, ...idsOfNew })).then(
        () => true,
        () => false,
      ))
    const made = came ? await work() : 'never'
    await ask('rollback to savepoint moment')
    return made
  }
}

function inWords(moment: string, { attempt: { who, say } }: Try): string {
  return `${who}, ${moment}: ${say}`
}

/** Logins and the owner say what is theirs; people say whatever a person may say. */
function whoSays(is: Partial<Record<Who, string>>): Who[] {
  const logins = (['door', 'worker', 'checks', 'owner'] as const).filter((who) => who in is)
  return logins.length > 0 ? logins : everybody
}

function granted(asItIs: readonly Try[] = [], { who, say, proves }: Attempt): boolean {
  const right = asItIs.find(({ attempt }) => attempt.who === who && attempt.say === say && attempt.proves === proves)?.right
  return !(right && 'no' in right && right.no.startsWith('permission denied'))
}

async function firstOther(attempts: Attempts, some: readonly Try[]): Promise<Other | undefined> {
  for (let from = 0; from < some.length; from += 40) {
    const part = some.slice(from, from + 40)
    const found = await attempts(part.map(({ attempt }) => attempt))
    const n = part.findIndex(({ right }, at) => !isDeepStrictEqual(found[at], right))
    const other = part[n]
    if (other) return { ...other, came: found[n] }
  }
  return undefined
}
