// All that the deeds say, said by everybody at several moments. What comes of it with the right rule is what must come of it.
import { isDeepStrictEqual } from 'node:util'
import type { Ask } from '../access/catalogue.ts'
import type { Attempt, Attempts, Outcome } from './attempt.ts'
import { withIds, type BusyWorld } from './busy-world.ts'
import { deeds } from './deeds.ts'
import { broken, connectedNoMore, saidNo, type Who } from './deeds/deed.ts'

type Moment = { change?: string; check?: string }

/** `check`: what becomes of the fresh check, after whoever acts has made it. */
const moments: Record<string, Moment> = {
  'as it is': {},
  'nothing is fresh, and what keys stand for is answered': {
    change: `update codes set used_at = now(); update sessions set created_at = now();
      insert into receipts (id, child_id, what, thing_id) values (gen_random_uuid(), :mia, 'post', '00000000-0000-4000-8000-000000000008');
      insert into people (id, kind, name_sealed, avatar) values ('00000000-0000-4000-8000-000000000009', 'relative', 'x', 'owl');
      insert into requests (person_id, key, digest, answer) select id, '00000000-0000-4000-8000-000000000007', sha256('body'), '{"an": "answer"}' from people where id in (:mia, :dana)`,
    check: "update fresh_checks set made_at = now() - interval '5 minutes'",
  },
  'sharing and connecting are closed': {
    change: `${broken('sharing')}; ${broken('connecting').replace(':new5', ':kite')}`.replace(':new5', ':pond'),
  },
  'consent for sharing is withdrawn, and the profile of all but Mia': {
    change:
      "insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where purpose = 'sharing' or (purpose = 'profile' and child_id <> :mia)",
  },
  'Mia said no': { change: saidNo('mia') },
  'Omar guards Mia, and Dana and Aron nobody': {
    change: `update codes set used_at = now(); update guardianships set ended_at = case when guardian_id <> :omar then now() end where guardian_id in (:dana, :omar, :aron)`,
  },
  'Leo is connected no longer': {
    change: `${connectedNoMore('miaAndLeo')}; ${connectedNoMore('leoAndAna')}; update offers set answered_at = now() where answered_at is not null`,
    check: "update fresh_checks set made_at = now() - interval '5 minutes' + interval '1 microsecond'",
  },
  'everything has this very moment as its end': {
    change: `${connectedNoMore('leoAndAna')}; update offers set made_at = now() - interval '1 minute', expires_at = now(); update codes set expires_at = now(), used_at = null`,
  },
  'everything ends in a moment': {
    change: `${connectedNoMore('leoAndAna')}; update offers set made_at = now(), expires_at = now() + interval '1 microsecond'; update codes set expires_at = now() + interval '1 microsecond', used_at = null`,
  },
  'there is as much as there may be': {
    change: `insert into photos (id, child_id, width, height, thumbhash_sealed, digest) select gen_random_uuid(), :mia, 4, 3, 'x', sha256('x') from generate_series(1, 39);
      insert into posts (id, child_id, caption_sealed, days, content_hash) select gen_random_uuid(), :mia, 'x', 7, sha256('x') from generate_series(1, 19)`,
  },
  'their other device made the check': {
    change:
      'insert into sessions (id, person_id, kind, token_hash, expires_at) select gen_random_uuid(), person_id, kind, sha256(token_hash), expires_at from sessions',
    check:
      'update fresh_checks f set session_id = o.id from sessions s, sessions o where s.id = f.session_id and o.person_id = s.person_id and o.id <> s.id',
  },
}

const everybody: Who[] = ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam', 'vera', 'cleo', 'nobody']
const those: Who[] = ['mia', 'leo', 'dana', 'omar', 'aron', 'rosa', 'door', 'worker', 'checks', 'owner'] // whom the other moments are about
const sayings = [...new Map(deeds.map((deed) => [deed.say + String(deed.proves), deed])).values()]

type Try = { attempt: Attempt; right: Outcome | undefined }
export type Tried = {
  /** The first try that ends otherwise than with the right rule, among those that `concern` a function, a table or anything. */
  differs(concern: (say: string) => boolean): Promise<string | undefined>
  count: number
  moments: number
}

/** Records what the rule of now does. Inside a transaction. */
export async function openTried({ w, ids }: BusyWorld, attempts: Attempts): Promise<Tried> {
  const ask = w.asOwner as Ask
  const tries = new Map<string, Try[]>()
  for (const [name, { change, check = '' }] of Object.entries(moments)) {
    const all = sayings.flatMap(({ say, proves, is }): Attempt[] =>
      whoSays(is).map((who) => ({ who, say, ...(proves ? { proves, given: check } : {}) })),
    )
    // Strangers, and what somebody may not even ask for, once.
    const asked = name === 'as it is' ? all : all.filter((attempt) => those.includes(attempt.who) && granted(tries.get('as it is'), attempt))
    const right = await at(change, () => attempts(asked))
    tries.set(name, asked.map((attempt, n) => ({ attempt, right: right[n] })))
  }
  let quickest = [...tries.keys()]
  return {
    count: [...tries.values()].flat().length,
    moments: tries.size,
    async differs(concern) {
      for (const name of quickest) {
        const some = (tries.get(name) ?? []).filter(({ attempt }) => concern(attempt.say))
        const other = await at(moments[name]?.change, () => firstOther(attempts, some))
        if (!other) continue
        quickest = [name, ...quickest.filter((one) => one !== name)] // what told this one from the rule tells the next one too, as often as not
        return `${other.who}, ${name}: ${other.say}`
      }
      return undefined
    },
  }

  async function at<T>(change: string | undefined, work: () => Promise<T>): Promise<T> {
    await ask('savepoint moment')
    if (change) await ask(withIds(change, ids))
    const made = await work()
    await ask('rollback to savepoint moment')
    return made
  }
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

async function firstOther(attempts: Attempts, some: readonly Try[]): Promise<Attempt | undefined> {
  for (let from = 0; from < some.length; from += 40) {
    const part = some.slice(from, from + 40)
    const found = await attempts(part.map(({ attempt }) => attempt))
    const other = part.find(({ right }, n) => !isDeepStrictEqual(found[n], right))
    if (other) return other.attempt
  }
  return undefined
}
