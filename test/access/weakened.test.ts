// Every condition of sight.sql, each taken out in turn: somebody then sees or does what they must not, and the look at everything notices.
// A condition that nobody misses is written down below with the reason, or it goes.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { roomText, roomWith } from '../../src/platform/db/room.ts'
import { covered } from '../covered.ts'
import { good, world, type World } from '../world.ts'
import { openLooking } from './everything-seen.ts'
import { endsGuarding } from './looking.ts'
import { mutantsOf, type Mutant } from './mutants.ts'

const sight = roomText('sight.sql')
const mutants = mutantsOf(sight)

const unprotected = `do $$ declare t record; begin
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I disable row level security, no force row level security', t.tablename);
  end loop; end $$`

/** What nobody can miss, and why it stands there. */
const needless: Record<string, string> = {
  'm.shared_from is not null': 'before nothing nothing comes; said so that the index of the inbox is used',
  'g.child_id = c.child_id':
    'a consent points at guardianship, guardian and child together (a foreign key); said again so that the index of children is used',
  's.child_id = any (array(select t.other_id from them t union select t.person_id from them t))':
    'asks about these children only, for speed; the joins below choose them too',
}

describe('a weakened sight', () => {
  let w: World
  let moments: Record<string, string>
  let quickest: string[]
  let looking: Awaited<ReturnType<typeof openLooking>>
  let missed = 0
  const rightly: Record<string, Record<string, unknown>> = {}
  before(async () => {
    w = await world()
    moments = await everythingHappens(w)
    quickest = Object.keys(moments)
    looking = await openLooking(w)
    for (const [moment, change] of Object.entries(moments)) rightly[moment] = await within(change, looking.look)
  })
  after(() => w.close())

  for (let at = 0; at < mutants.length; at += 12) {
    const some = mutants.slice(at, at + 12)
    it(`${some.length} weaker rules, lines ${some[0]?.line} to ${some.at(-1)?.line}: each shows somebody something at some moment`, async () => {
      const survived: string[] = []
      for (const mutant of some.filter(({ without }) => !(without in needless))) {
        if ((await killerOf(mutant)) === undefined) survived.push(`line ${mutant.line}: ${mutant.without}`)
        else missed += 1
      }
      assert.deepEqual(survived, [])
    })
  }

  // Last: a look that only the passing of time makes different would have "noticed" every weaker rule above.
  it('the same rule shows the same, also now', async () => {
    assert.equal(await killerOf({ line: 0, without: '', text: sight }), undefined)
    covered('test/access/weakened.test.ts', { conditions: missed, moments: Object.keys(moments).length })
  })

  async function killerOf(mutant: Mutant): Promise<string | undefined> {
    await w.asOwner('begin')
    try {
      await w.asOwner(unprotected) // what the rule itself does not switch on is off
      for (const text of roomWith('sight.sql', mutant.text)) await w.asOwner(text)
      for (const [moment, differs] of looksInTurn()) {
        await w.asOwner('savepoint moment')
        if (moments[moment]) await w.asOwner(moments[moment])
        const who = await differs(rightly[moment] ?? {})
        if (who) {
          quickest = [moment, ...quickest.filter((other) => other !== moment)] // what told this one from the rule tells the next one too, as often as not
          return `${moment}: ${who}`
        }
        await w.asOwner('rollback to savepoint moment')
      }
      return undefined
    } finally {
      await w.asOwner('rollback')
    }
  }

  /** Where the last one was noticed, then a glimpse of every moment, and only then everybody at every moment. */
  function looksInTurn() {
    const { differs, glimpses } = looking
    const at = (chosen: string[], look: typeof differs) => chosen.map((moment) => [moment, look] as const)
    return [...at(quickest.slice(0, 1), differs), ...at(quickest, glimpses), ...at(quickest, differs)]
  }

  async function within<T>(change: string, work: () => Promise<T>): Promise<T> {
    await w.asOwner('begin')
    if (change) await w.asOwner(change)
    const made = await work()
    await w.asOwner('rollback')
    return made
  }
})

/** A small world in which everything goes on at once, and the changes that make its other moments. */
async function everythingHappens(w: World): Promise<Record<string, string>> {
  await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'kite' })
  await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'bridge' })
  await w.shares(w.ana, w.aron, { with: [w.leo], caption: 'owl' })
  await w.shares(w.leo, w.lena, { with: [w.mia, w.ana], caption: 'swing' })
  await w.ana.asks({ with: [w.leo], caption: 'nest' })
  const over = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'moon' })
  await w.asOwner(
    "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
    [over.post],
  )
  const back = await w.mia.asks({ with: [w.leo], caption: 'boat' })
  await good(w.dana.post(`/api/posts/${back}/sending-back`, { word: 'words', note: 'say it kindly' }))
  const tree = await w.mia.asks({ with: [w.rosa, w.leo], caption: 'tree' })
  await good(w.dana.approves(tree))
  await good(w.mia.takesBack((await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'rain' })).post))
  const waiting = await w.mia.asks({ with: [w.leo], caption: 'pond' })
  await w.mia.draws()
  await good(w.mia.ask('DELETE', `/api/photos/${await w.mia.draws()}`))
  await endsGuarding(w, w.omar, w.mia)
  await w.asOwner("update posts set shared_from = now() + interval '1 day' where id = $1", [tree]) // it must not be over while the test runs
  // Two guardians stand face to face, and another shows a code that nobody has answered; neither ends while the test runs.
  const offer = await good(
    w.aron.post<{ code: string }>(`/api/children/${w.ana.id}/connection-offers`, {
      freshCheckId: await w.aron.fresh('connection.offer', w.ana.id),
    }),
  )
  await good(
    w.dana.post('/api/connection-offers/answer', {
      code: offer.code,
      childId: w.mia.id,
      freshCheckId: await w.dana.fresh('connection.answer', offer.code),
    }),
  )
  await w.lena.post(`/api/children/${w.leo.id}/connection-offers`, { freshCheckId: await w.lena.fresh('connection.offer', w.leo.id) })
  await w.asOwner("update offers set made_at = now() + interval '1 day', expires_at = now() + interval '1 day 5 minutes'")
  // Somebody is asked to guard Mia, Lena wants to leave Leo, and what was proposed before is settled, lately and long ago.
  const proposes = `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at, ended_at, outcome)
    select gen_random_uuid(), $1, $2, $3, $4, now() - $5 * interval '1 day', now() + interval '1 day', now() - $6 * interval '1 day', case when $6::int is not null then 'objected' end`
  await w.asOwner(proposes, [w.mia.id, 'add-guardian', w.aron.id, w.dana.id, 0, null])
  await w.asOwner(proposes, [w.leo.id, 'remove-guardian', w.lena.id, w.lena.id, 0, null])
  await w.asOwner(proposes, [w.mia.id, 'add-guardian', w.lena.id, w.dana.id, 1, 0])
  await w.asOwner(proposes, [w.mia.id, 'add-guardian', w.lena.id, w.dana.id, 40, 31])
  await w.asOwner("insert into proposal_answers (proposal_id, guardian_id, answer) select id, by_id, 'objects' from proposals")
  await w.asOwner("insert into tombstones (thing_id, kind) values (gen_random_uuid(), 'post')")
  await w.asOwner("update challenges set expires_at = now() + interval '1 day'")

  const of = (text: string, values: Record<string, string>) =>
    Object.entries(values).reduce((all, [name, value]) => all.replaceAll(new RegExp(`:${name}\\b`, 'g'), `'${value}'`), text)
  const ids = {
    leo: w.leo.id,
    mia: w.mia.id,
    ana: w.ana.id,
    lena: w.lena.id,
    dana: w.dana.id,
    waiting,
    leoAndAna: await w.connectionOf(w.leo, w.ana),
    miaAndLeo: await w.connectionOf(w.mia, w.leo),
    // Everybody may read of the promises: ids and minutes are the same at every look, or each look would differ from the one before.
    broken: randomUUID(),
    alsoBroken: randomUUID(),
    anHourAgo: minutesFromNow(-61),
    soon: minutesFromNow(24 * 60),
  }
  const moments = {
    'as it is': '',
    'the moments of codes are over': "update offers set made_at = now() - interval '1 day', expires_at = now() - interval '1 day'",
    'Mia and Leo are connected no longer': 'update connections set ended_at = now() where id = :miaAndLeo',
    'Leo and Ana are connected no longer': 'update connections set ended_at = now() where id = :leoAndAna',
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
    'Leo said no': 'insert into assent_withdrawals (assent_id) select id from assents where child_id = :leo',
    'Leo was never asked': 'delete from assents where child_id = :leo',
    'Leo said yes again': 'update assents set given_at = (select max(asked_at) from posts) where child_id = :leo',
    'Omar guards Mia, and Dana, who gave consent, does not':
      'update guardianships set ended_at = case when guardian_id = :dana then now() end where child_id = :mia',
    'nobody guards Leo': 'update guardianships set ended_at = now() where child_id = :leo',
    'a new notice is in force': "insert into notices (version, text_hash) values ('2027-01', sha256('x'))",
    'a notice is to come':
      "insert into notices (version, text_hash, in_force_from) values ('2027-01', sha256('x'), now() + interval '1 day')",
    'an approval is of other content': "update approvals set content_hash = sha256('other')",
    'a post without an approval has times':
      "update posts set shared_from = now() - interval '1 hour', shared_until = now() + interval '1 day', content_hash = (select content_hash from approvals order by post_id limit 1) where id = :waiting",
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
    'all photos are days old': "update photos set made_at = now() - interval '3 days'",
    'the photos of all posts are erased':
      "set session_replication_role = 'replica'; delete from renditions; delete from photos; set session_replication_role = 'origin'",
    'audiences name connections of others': `set session_replication_role = 'replica';
      insert into post_audience (post_id, person_id, connection_id, shared_from) select p.id, :ana, c, now() - interval '1 hour' from posts p, unnest(array[:leoAndAna]::uuid[]) c where p.child_id = :mia;
      update post_audience a set connection_id = :miaAndLeo from posts p where p.id = a.post_id and p.child_id = :leo; set session_replication_role = 'origin'`,
  }
  return Object.fromEntries(Object.entries(moments).map(([name, change]) => [name, of(change, ids)]))
}

function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}
