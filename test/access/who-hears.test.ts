// Whose screens are told to look again: that something happened is itself something to know. CNT-3, BUL-6
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, it } from 'node:test'
import pg from 'pg'
import { relativeInvitationFrom } from '../../db/seed.ts'
import { Person, signsUp, world } from '../world.ts'

const w = await world()
after(() => w.close())

it('CNT-3 that a relative joins is heard by their child and its guardians, not by all who know the child', async () => {
  const zoe = new Person(w, 'Zoe')
  const invitation = await relativeInvitationFrom(w.dana, w.mia)
  const heard = await heardDuring(() => signsUp(zoe, invitation))
  const { mia, leo, ana, dana, omar, lena, aron, rosa, sam } = w
  const names = Object.entries({ mia, leo, ana, dana, omar, lena, aron, rosa, sam, zoe }).filter(([, person]) => heard.has(person.id))
  assert.deepEqual(names.map(([name]) => name).sort(), ['dana', 'mia', 'omar', 'zoe'])
})

async function heardDuring(act: () => Promise<void>): Promise<Set<string>> {
  const heard = new Set<string>()
  const client = new pg.Client({ connectionString: w.ownerUrl })
  await client.connect()
  await client.query('listen changed')
  client.on('notification', ({ payload = '' }) => heard.add(payload))
  await act()
  await w.asOwner("select pg_notify('changed', 'last')") // nothing overtakes it
  while (!heard.has('last')) await once(client, 'notification')
  await client.end()
  return heard
}
