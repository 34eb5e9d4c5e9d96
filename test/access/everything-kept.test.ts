// Every row that is kept about a child is found by its guardian in some answer of the running server, column by column, or stands in a list with its
// reason. What there is comes from the database's own catalogue, so that a new table or column cannot be forgotten. PAR-2
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Kept as Kinds } from '../../src/features/people/contract.ts'
import { kindsKept } from '../../src/features/people/kinds.ts'
import { covered } from '../covered.ts'
import { good, type World } from '../world.ts'
import { aYearOfMia } from './a-year-of-mia.ts'
import { isFound, unproven, wholeAnswer } from './kept-found.ts'
import { aboutNoChild, noGuardians, reachable, type Kept, type Seen } from './kept-where.ts'
import { everyColumn, rowsAbout, type About, type Row } from './rows-about.ts'

describe('everything that is kept', () => {
  let w: World
  const asked = new Map<string, Row>()
  const counts = { tables: 0, rows: 0, columns: 0, hidden: 0 }
  before(async () => {
    w = await aYearOfMia()
  })
  after(() => w?.close())

  it('PAR-2 every table has an entry, and so has every column of what is kept about a child', async () => {
    const columns = await everyColumn(w)
    assert.deepEqual(
      [...Object.keys(reachable), ...Object.keys(noGuardians), ...Object.keys(aboutNoChild)].sort(),
      [...columns.keys()].sort(),
    )
    for (const [table, { places, untold = {} }] of Object.entries(reachable)) {
      const there = columns.get(table) ?? []
      const told = new Set(places.flatMap(({ shows }) => Object.keys(shows)).filter((column) => there.includes(column)))
      assert.deepEqual([...told, ...Object.keys(untold)].sort(), [...there].sort(), table)
    }
  })

  it('PAR-2, DAT-1 the page of what is kept names each of these kinds, until when and what for', async () => {
    const { kinds } = await good(w.dana.get<Kinds>('/api/kept'))
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      Object.values(kindsKept).flat(),
    )
    assert.deepEqual(kinds.map(({ kind }) => kind).sort(), Object.keys(reachable).sort())
    for (const { kind, until, purposes } of kinds) {
      assert.match(until, /^[a-z0-9][a-z0-9, ]+$/, kind)
      assert.ok(purposes.length > 0, kind)
      for (const purpose of purposes) assert.match(purpose, /^(?!.*\([A-Z]+-\d).{4,}$/, kind)
    }
  })

  it('PAR-2 a guardian comes to every row about a busy child, and each value that is told stands there', async () => {
    const missing = Object.keys(reachable).filter((table) => table !== 'pauses')
    assert.deepEqual([...(await everyRowIsFound())].sort(), missing.sort())
  })

  it('PAR-2 so also while sharing is paused; then nothing is told of what others share', async () => {
    await good(w.dana.post(`/api/children/${w.mia.id}/pauses`))
    asked.clear()
    const told = Object.keys(reachable).filter((table) => !/^(circle_members|own_words.*)$/.test(table)) // while all is paused a circle shows nobody, and nobody sees what is said to whom
    assert.deepEqual([...(await everyRowIsFound())].sort(), told.sort())
    assert.deepEqual((await answerAt('/api/children/:childId/sharing'))['received'], [])
    covered('test/access/everything-kept.test.ts', counts)
  })

  /** Answers the tables of which something was found. */
  async function everyRowIsFound(): Promise<Set<string>> {
    const about = await rowsAbout(w, w.mia.id)
    const seen = await seenBy(w, about)
    const isGone = takenBack(about)
    const found = new Set<string>()
    await withTheirPosts(w, about)
    for (const [table, rows] of about) {
      if (table in aboutNoChild) assert.deepEqual(rows, [], `${table} has something about a child`)
      if (table in noGuardians) assert.ok(rows.length > 0, `nothing is in ${table}`)
      const kept = reachable[table]
      if (!kept) continue
      for (const row of rows.filter((row) => !isGone(table, row))) if (await comesTo(table, kept, row, seen)) found.add(table)
    }
    counts.tables = Math.max(counts.tables, found.size)
    return found
  }

  async function comesTo(table: string, kept: Kept, row: Row, seen: Seen): Promise<boolean> {
    const what = `${table} ${JSON.stringify(row)}`
    if (kept.hidden?.of(row, seen)) {
      for (const place of kept.places) assert.equal(await isFound(place, row, seen, answerAt), false, `shown, and should not be: ${what}`)
      counts.hidden += 1
      return false
    }
    const places = kept.places.filter(({ of }) => of?.(row, seen) ?? true)
    assert.ok(places.length > 0, `has no place: ${what}`)
    for (const place of places) {
      assert.ok(await isFound(place, row, seen, answerAt), `not found at ${place.at}: ${what}`)
      assert.deepEqual(await unproven(place, row, seen, answerAt), [], `anything would be found at ${place.at} instead of ${what}`)
      counts.columns += Object.keys(place.shows).length
    }
    counts.rows += 1
    return true
  }

  async function answerAt(url: string): Promise<Row> {
    const address = url.replace(':childId', w.mia.id)
    const known = asked.get(address)
    if (known) return known
    const first = await w.dana.get<Row>(address)
    assert.ok([200, 404].includes(first.status), address)
    const answer = first.status === 404 ? {} : await wholeAnswer(first, (before) => good(w.dana.get<Row>(`${address}?before=${before}`)))
    asked.set(address, answer)
    return answer
  }
})

async function seenBy({ asOwner, mia, dana }: World, about: About): Promise<Seen> {
  const ids = (table: string, of: (row: Row) => boolean, column = 'id') =>
    new Set((about.get(table) ?? []).filter(of).map((row) => row[column]))
  const isOver = (row: Row) => row['ended_at'] !== null
  const reached = await asOwner<{ at: string }>("select post_id || ' ' || person_id as at from access.post_reach where why = 'audience'")
  const inCircles = await asOwner<{ at: string }>("select circle_id || ' ' || person_id as at from access.circle_people")
  const known = await asOwner<{ id: string }>('select person_id as id from access.person_sight where viewer_id = $1', [dana.id])
  return {
    child: mia.id,
    ownPosts: ids('posts', (row) => row['child_id'] === mia.id),
    reached: new Set(reached.map(({ at }) => at)),
    inCircles: new Set(inCircles.map(({ at }) => at)),
    feed: new Set((await mia.feed()).map(({ id }) => id)),
    known: new Set(known.map(({ id }) => id)),
    drafts: ids('photos', (row) => row['post_id'] === null),
    endedApprovals: new Set([...ids('connections', isOver, 'low_approval_id'), ...ids('connections', isOver, 'high_approval_id')]),
  }
}

/** Things of the child that were taken back, and what hangs on them: closed to everybody, and erased within a minute. Their receipts are told. */
function takenBack(about: About): (table: string, row: Row) => boolean {
  const things = new Set((about.get('receipts') ?? []).map((row) => row['thing_id']))
  for (const photo of about.get('photos') ?? []) if (things.has(photo['post_id'])) things.add(photo['id'])
  return (table, row) => !/^(receipts|log_entries)$/.test(table) && ['id', 'post_id', 'photo_id'].some((column) => things.has(row[column]))
}

/** Who made a post of which one is in the audience, and until when it is shared; about whom a proposal is; what reply own words are. */
async function withTheirPosts({ asOwner }: World, about: About): Promise<void> {
  for (const row of about.get('post_audience') ?? []) {
    const [post] = await asOwner<Row>('select child_id as author, shared_until as until from posts where id = $1', [row['post_id']])
    Object.assign(row, post)
  }
  for (const row of [...(about.get('own_words') ?? []), ...(about.get('own_words_answers') ?? [])]) {
    const [reply] = await asOwner<Row>('select post_id, person_id, kind, access.is_out(id, says) as is_out from replies where id = $1', [
      row['reply_id'],
    ])
    Object.assign(row, reply)
  }
  for (const row of about.get('proposal_answers') ?? []) {
    const [proposal] = await asOwner<Row>('select child_id from proposals where id = $1', [row['proposal_id']])
    Object.assign(row, proposal)
  }
}
