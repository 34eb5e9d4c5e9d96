// Keeps the list of what stands beside the keys up to date, so that a restore lets nothing stand that has ended since. Written only when it has changed. Decision 0050
import type pg from 'pg'
import { seconds } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Standing } from '../platform/keyring/standing.ts'
import { log } from '../platform/log.ts'
import { withClient } from './owner.ts'

const every = seconds(10)

export async function startStanding(ownerUrl: string, keyring: Keyring): Promise<{ stop(): Promise<void> }> {
  // One node at a time, from what it reads to what it has written: the list must never be the older one of two.
  const look = () =>
    withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(8427) as mine')
      if (!rows[0]?.mine) return
      const standing = await standingIn(client)
      const kept = JSON.stringify(await keyring.standing()) // undefined when it does not count here
      if (JSON.stringify(standing) !== kept) await keyring.keepStanding(standing)
    })
  const lookOrSay = () => look().catch((fault: unknown) => log.error('standing.not-kept', fault)) // the database is away, or the disk is full: the next look
  await lookOrSay()
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(lookOrSay)
  }, every)
  return {
    async stop() {
      clearInterval(timer)
      await looking
      await lookOrSay()
    },
  }
}

export async function standingIn(client: pg.Client): Promise<Standing> {
  await client.query('set role kitestring_room') // the one that sees every row
  const idsOf = async (text: string) => (await client.query<{ id: string }>(text)).rows.map(({ id }) => id)
  const isReal = (person: string) => `not exists (select from canaries k where k.person_id = ${person})` // those of the checks come and go
  return {
    guardianships: await idsOf(`select g.id from guardianships g where g.ended_at is null and ${isReal('g.child_id')} order by g.id`),
    connections: await idsOf(`select c.id from connections c where c.ended_at is null and ${isReal('c.low_id')} order by c.id`),
  }
}
