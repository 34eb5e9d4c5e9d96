// How long the whole family log takes to verify: a million entries of a thousand children, each chain with a signed head.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { openWorkerRoom } from '../src/access/as-viewer.ts'
import { passwordsOf, urlsOf } from '../src/apps/house.ts'
import { beforeTheFirst, hashOf, type Entry } from '../src/features/family-log/chain.ts'
import { openHeads } from '../src/features/family-log/heads.ts'
import { verifyLog } from '../src/features/family-log/verify.ts'
import { clock } from '../src/platform/clock.ts'
import { openKeyring } from '../src/platform/keyring.ts'
import { bounded, openBenchHouse, runAlone, type Bench } from './ground.ts'

export const familyLog: Bench = async ({ quick }) => {
  const [children, entriesEach] = [quick ? 100 : 1000, 1000]
  const house = await openBenchHouse()
  try {
    const { config } = house.running
    const heads = openHeads(config, await openKeyring(config.keyringFolder, 'must-exist'))
    for (const child of await makeChildren(house.owner, children)) {
      const hash = await fillChain(house.owner, child, entriesEach)
      await heads.sign({ child, number: entriesEach, hash }, clock.now())
    }
    await house.owner.query('vacuum analyze log_entries')
    const worker = openWorkerRoom(urlsOf(house.running.ownerUrl, await passwordsOf(config)).worker)
    const began = performance.now()
    const found = await verifyLog(worker, heads)
    const seconds = (performance.now() - began) / 1000
    await worker.close()
    if (found.entries !== children * entriesEach || found.heads !== children || found.faults.length > 0) throw new Error('it is not whole')
    return [bounded(`I11 verifying ${found.entries} entries of the family log`, seconds, 's', 60)]
  } finally {
    await house.stop()
  }
}

async function makeChildren(owner: pg.Client, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const guardian = randomUUID()
  await owner.query('begin')
  await owner.query(`insert into people (id, kind, name_sealed, avatar) values ($1, 'guardian', '', 'bear')`, [guardian])
  await owner.query(`insert into guardians (guardian_id, method) values ($1, 'video-call')`, [guardian])
  await owner.query(`insert into people (id, kind, name_sealed, avatar) select c, 'child', '', 'fox' from unnest($1::uuid[]) c`, [ids])
  // A child's own id serves as the id of its guardianship and of its consent: one of each is all it needs here.
  await owner.query(
    `insert into children (child_id, band, band_review_month, profile_consent_id) select c, '5-9', '2030-01-01', c from unnest($1::uuid[]) c`,
    [ids],
  )
  await owner.query('insert into guardianships (id, child_id, guardian_id) select c, c, $2 from unnest($1::uuid[]) c', [ids, guardian])
  await owner.query(
    `insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method)
     select c, c, $2, c, 'profile', version, 'video-call' from unnest($1::uuid[]) c, access.notice_in_force`,
    [ids, guardian],
  )
  await owner.query('commit')
  return ids
}

/** As the acts would have written it. Gives the hash of the last entry. */
async function fillChain(owner: pg.Client, child: string, count: number): Promise<string> {
  const at = Buffer.alloc(8)
  at.writeBigInt64BE(845_000_000_000_000n) // microseconds since 2000, as Postgres counts
  let previous = beforeTheFirst
  const entries: Entry[] = []
  for (let number = 1; number <= count; number += 1) {
    const entry = {
      child_id: child,
      number,
      at,
      act: 'post.make',
      by_id: child,
      thing_id: randomUUID(),
      previous_hash: previous,
      hash: null,
    }
    previous = hashOf(entry) ?? beforeTheFirst
    entries.push({ ...entry, hash: previous })
  }
  await owner.query(
    `insert into log_entries select $1, e.number, timestamptz '2000-01-01 00:00:00+00' + interval '1 microsecond' * 845000000000000, 'post.make', $1, e.thing, e.previous, e.hash
     from unnest($2::int[], $3::uuid[], $4::bytea[], $5::bytea[]) e (number, thing, previous, hash)`,
    [
      child,
      entries.map((entry) => entry.number),
      entries.map((entry) => entry.thing_id),
      entries.map((entry) => entry.previous_hash),
      entries.map((entry) => entry.hash),
    ],
  )
  return previous.toString('hex')
}

await runAlone(import.meta, familyLog)
