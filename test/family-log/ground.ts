// A long family log for the tests: chains as the acts themselves write them, their heads signed, and somebody who may alter everything in the database.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openWorkerRoom, type Worker } from '../../src/access/as-viewer.ts'
import { openHeads, type Heads } from '../../src/features/family-log/heads.ts'
import { verifyLog, type Verified } from '../../src/features/family-log/verify.ts'
import type { Work } from '../../src/access/work.ts'
import { headSigner } from '../../src/features/family-log/jobs.ts'
import { openWork } from '../../src/apps/house.ts'
import type { TestHouse } from '../house.ts'

export type Log = {
  superuser: pg.Client
  heads: Heads
  work: Work
  worker: Worker
  verify(): Promise<Verified>
  sign(): Promise<void>
  close(): Promise<void>
}

export async function openLog(house: TestHouse): Promise<Log> {
  const superuser = new pg.Client({ connectionString: house.ownerUrl })
  await superuser.connect()
  const work = await openWork(house.config, house.urls.worker)
  const worker = openWorkerRoom(house.urls.worker)
  const heads = openHeads(house.config, house.house.keyring)
  return {
    superuser,
    heads,
    work,
    worker,
    verify: () => verifyLog(worker, heads),
    sign: () => headSigner(work)(),
    async close() {
      await superuser.end()
      await worker.close()
      await work.close()
    },
  }
}

/** Children with a chain each, noted the way the acts do it. The one profile consent they need is made by hand. */
export async function manyActs(
  superuser: pg.Client,
  { guardian, children, acts }: { guardian: string; children: number; acts: number },
): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < children; at += 1) ids.push(await childWithoutDoor(superuser, guardian))
  await superuser.query(
    "select access.note(array[c], case n % 3 when 0 then 'post.make' when 1 then 'post.approve' else 'connection.end' end, case when n % 5 > 0 then gen_random_uuid() end, case n % 3 when 0 then c when 1 then $2::uuid end) from unnest($1::uuid[]) c, generate_series(1, $3::int) n",
    [ids, guardian, acts],
  )
  return ids
}

async function childWithoutDoor(superuser: pg.Client, guardian: string): Promise<string> {
  const [child, guardianship, consent] = [randomUUID(), randomUUID(), randomUUID()]
  await superuser.query('begin')
  await superuser.query("insert into people (id, kind, name_sealed, avatar) values ($1, 'child', '', 'fox')", [child])
  await superuser.query(
    "insert into children (child_id, band, band_review_month, profile_consent_id) values ($1, '5-9', '2030-01-01', $2)",
    [child, consent],
  )
  await superuser.query('insert into guardianships (id, child_id, guardian_id) values ($1, $2, $3)', [guardianship, child, guardian])
  await superuser.query(
    "insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method) select $1, $2, $3, $4, 'profile', version, 'video-call' from access.notice_in_force",
    [consent, child, guardian, guardianship],
  )
  await superuser.query('commit')
  return child
}

export async function guardianWithoutDoor(superuser: pg.Client): Promise<string> {
  const guardian = randomUUID()
  await superuser.query("insert into people (id, kind, name_sealed, avatar) values ($1, 'guardian', '', 'bear')", [guardian])
  await superuser.query("insert into guardians (guardian_id, method) values ($1, 'video-call')", [guardian])
  return guardian
}

/** Numbers a chain anew and makes every hash in it right, as whoever knows acts.sql can. For one connection. */
export const rechain = `
  create function pg_temp.rechain(whose uuid) returns void language plpgsql as $$
    declare e record; entry log_entries; n integer := 0; previous bytea := decode(repeat('00', 32), 'hex');
    begin
      for e in select l.ctid as place, l.* from log_entries l where l.child_id = whose order by l.number, l.ctid loop
        n := n + 1;
        entry := row(e.child_id, n, e.at, e.act, e.by_id, e.thing_id, previous, null);
        entry.hash := access.hash_of(entry);
        update log_entries set number = n, previous_hash = previous, hash = entry.hash where ctid = e.place;
        previous := entry.hash;
      end loop;
    end $$`
