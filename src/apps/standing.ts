// Keeps the list of what stands beside the keys up to date, so that a restore lets nothing stand that has ended since. Written only when it has changed. Decision 0050
import type pg from 'pg'
import { seconds } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Standing } from '../platform/keyring/standing.ts'
import { log } from '../platform/log.ts'
import { withClient } from './owner.ts'

const every = seconds(10)

export async function startStanding(ownerUrl: string, keyring: Keyring): Promise<{ stop(): Promise<void> }> {
  let known = ''
  const look = async () => {
    const standing = await withClient(ownerUrl, standingIn)
    const text = JSON.stringify(standing)
    if (text !== known) await keyring.keepStanding(standing)
    known = text
  }
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
  const idsOf = async (table: string) =>
    (await client.query<{ id: string }>(`select id from ${table} where ended_at is null order by id`)).rows.map(({ id }) => id)
  return { guardianships: await idsOf('guardianships'), connections: await idsOf('connections') }
}
