// P8: the feed's three reads as the viewer, under row-level security, against the same reads by a role it does not bind, with the same conditions written out by hand.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { fillAround, fillCircle } from './filling.ts'
import { compared, inTurn, openBenchHouse, ratioOf, runAlone, type Bench } from './ground.ts'

const seen = {
  feed: `select p.id, p.child_id, p.caption_sealed, a.shared_from from post_audience a join posts p on p.id = a.post_id
    where a.shared_from is not null order by a.shared_from desc, a.post_id desc limit 31`,
  photos:
    'select id, child_id, post_id, width, height, thumbhash_sealed, alt_sealed from photos where post_id = any ($1::uuid[]) order by post_id, position',
  people: 'select id, kind, name_sealed, avatar from people where id = any ($1::uuid[])',
}

// A guardian who stands behind it, no withdrawal, the notice of today; for all three purposes; and the child's own yes.
const shares = (
  child: string,
) => `(select count(distinct c.purpose) from consents c join guardianships g on g.id = c.guardianship_id and g.ended_at is null
    where c.child_id = ${child} and c.notice_version = (select version from notices where in_force_from <= now() order by in_force_from desc, version desc limit 1)
      and not exists (select from withdrawals w where w.consent_id = c.id)) = 3
  and exists (select from assents a where a.child_id = ${child} and not exists (select from assent_withdrawals w where w.assent_id = a.id))`
const viewer = '(select id from me)'
const alive = `with me as materialized (select s.person_id as id from sessions s where s.token_hash = $1 and s.expires_at > now()),
  ends as materialized (
    select k.id, k.high_id as other_id from connections k where k.low_id = ${viewer} and k.ended_at is null
    union all select k.id, k.low_id from connections k where k.high_id = ${viewer} and k.ended_at is null),
  alive as materialized (select e.id, e.other_id from ends e where (select ${shares('me.id')} from me) and (select ${shares('e.other_id')}))`
const open = `p.shared_from <= now() and p.shared_until > now() and not exists (select from receipts t where t.thing_id = p.id)
  and exists (select from approvals y where y.post_id = p.id and y.content_hash = p.content_hash)`

const byHand = {
  feed: `${alive} select p.id, p.child_id, p.caption_sealed, a.shared_from from post_audience a join posts p on p.id = a.post_id
    where a.person_id = ${viewer} and a.shared_from is not null and ${open} and (a.connection_id, p.child_id) in (select id, other_id from alive)
    order by a.shared_from desc, a.post_id desc limit 31`,
  photos: `${alive} select f.id, f.child_id, f.post_id, f.width, f.height, f.thumbhash_sealed, f.alt_sealed from photos f join posts p on p.id = f.post_id join post_audience a on a.post_id = p.id and a.person_id = ${viewer}
    where f.post_id = any ($2::uuid[]) and ${open} and (a.connection_id, p.child_id) in (select id, other_id from alive) order by f.post_id, f.position`,
  people: `${alive} select id, kind, name_sealed, avatar from people where id = any ($2::uuid[]) and id in (select other_id from alive)`,
}

export const rowLevelSecurity: Bench = async ({ quick, rounds }) => {
  const house = await openBenchHouse()
  try {
    const { tokens } = await fillCircle(house)
    await fillAround(house, quick ? 10_000 : 100_000)
    const appUrl = new URL(house.running.ownerUrl)
    appUrl.username = 'kitestring_app'
    appUrl.password = JSON.parse(readFileSync(`${house.folder}/logins.json`, 'utf8')).kitestring_app
    const [app, owner] = [await connected(appUrl.href), await connected(house.running.ownerUrl)]
    const times = quick ? 40 : 150
    const hash = await hashOf(house.owner, tokens[0] ?? '')

    const asViewer = () =>
      cpuEach(app, times, async () => {
        await app.query('begin isolation level repeatable read read only')
        await app.query("select set_config('role', 'kitestring_child', true), set_config('app.session', $1, true)", [tokens[0]])
        return three(app, seen, [])
      })
    const asOwner = () =>
      cpuEach(owner, times, async () => {
        await owner.query('begin isolation level repeatable read read only')
        return three(owner, byHand, [hash])
      })
    const [a, b] = [await asOwner(), await asViewer()]
    if (a.rows !== b.rows) throw new Error(`not the same rows: ${a.rows} by hand, ${b.rows} as the viewer`)
    const turns = await inTurn(rounds, asOwner, asViewer)
    await app.end()
    await owner.end()
    return [
      compared(
        'P8 row-level security, three reads of the feed, CPU of the database',
        'ms',
        ratioOf(turns, (one) => one.cpu),
        1.3,
      ),
    ]
  } finally {
    await house.stop()
  }
}

async function three(client: pg.Client, texts: typeof seen, first: unknown[]): Promise<number> {
  const feed = (await client.query({ name: 'feed', text: texts.feed, values: first })).rows
  const photos = (await client.query({ name: 'photos', text: texts.photos, values: [...first, feed.map((row) => row.id)] })).rows
  const people = (
    await client.query({ name: 'people', text: texts.people, values: [...first, [...new Set(feed.map((row) => row.child_id))]] })
  ).rows
  await client.query('commit')
  return feed.length * 10_000 + photos.length * 100 + people.length
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** CPU of the one backend that serves this connection. */
async function cpuEach(client: pg.Client, times: number, work: () => Promise<number>): Promise<{ cpu: number; rows: number }> {
  const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid
  const rows = await work()
  for (let at = 0; at < 6; at += 1) await work() // Postgres settles on a plan
  const before = backendCpu(pid)
  for (let at = 0; at < times; at += 1) await work()
  return { cpu: (backendCpu(pid) - before) / times, rows }
}

function backendCpu(pid: number): number {
  const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .map(Number)
    .slice(11, 13)
  return (user + system) * 10
}

async function hashOf(owner: pg.Client, token: string): Promise<Buffer> {
  return (await owner.query("select sha256(convert_to($1, 'UTF8')) as hash", [token])).rows[0].hash
}

await runAlone(import.meta, rowLevelSecurity)
