// P8: the feed's read as the viewer, inside the room, against the same read by a role that no rule binds, with the same conditions written out by hand.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { fillAround, fillCircle } from './filling.ts'
import { compared, inTurn, openBenchHouse, ratioOf, runAlone, type Bench } from './ground.ts'

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

const columns = `p.id as post_id, p.child_id, p.caption_sealed, a.shared_from, o.kind, o.name_sealed, o.avatar, f.id as photo_id, f.width, f.height, f.thumbhash_sealed, f.alt_sealed`
const byHand = `${alive}, page as materialized (
    select a.post_id, a.shared_from from post_audience a join posts p on p.id = a.post_id
    where a.person_id = ${viewer} and a.shared_from is not null and ${open} and (a.connection_id, p.child_id) in (select id, other_id from alive)
    order by a.shared_from desc, a.post_id desc limit 31)
  select ${columns} from page a join posts p on p.id = a.post_id join people o on o.id = p.child_id join photos f on f.post_id = p.id
  order by a.shared_from desc, a.post_id desc, f.position`

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
        return read(app, 'select * from access.feed(null, null, 31)', [])
      })
    const asOwner = () =>
      cpuEach(owner, times, async () => {
        await owner.query('begin isolation level repeatable read read only')
        return read(owner, byHand, [hash])
      })
    const [a, b] = [await asOwner(), await asViewer()]
    if (a.rows !== b.rows) throw new Error('not the same posts by hand and as the viewer')
    const turns = await inTurn(rounds, asOwner, asViewer)
    await app.end()
    await owner.end()
    return [
      compared(
        'P8 the feed inside the room, CPU of the database',
        'ms',
        ratioOf(turns, (one) => one.cpu),
        1.3,
      ),
    ]
  } finally {
    await house.stop()
  }
}

async function read(client: pg.Client, text: string, values: unknown[]): Promise<string> {
  const { rows } = await client.query({ name: 'feed', text, values })
  await client.query('commit')
  return rows.map((row) => row.post_id).join()
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** CPU of the one backend that serves this connection. */
async function cpuEach(client: pg.Client, times: number, work: () => Promise<string>): Promise<{ cpu: number; rows: string }> {
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
