// Whose screens are told to look again: that something happened is itself something to know. CNT-3, BUL-6
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { relativeInvitationFrom } from '../../db/seed.ts'
import { Person, signsUp, world } from '../world.ts'

const w = await world({ port: 0 })
after(() => w.close())

it('CNT-3 that a relative joins is heard by their child and its guardians, not by all who know the child', async () => {
  const zoe = new Person(w, 'Zoe')
  const invitation = await relativeInvitationFrom(w.dana, w.mia)
  const heard = await heardDuring(() => signsUp(zoe, invitation))
  const { mia, leo, ana, dana, omar, lena, aron, rosa, sam } = w
  const names = Object.entries({ mia, leo, ana, dana, omar, lena, aron, rosa, sam, zoe }).filter(([, person]) => heard.has(person.id))
  assert.deepEqual(names.map(([name]) => name).sort(), ['dana', 'mia', 'omar', 'zoe'])
})

it('AUD-9 an open line begins with "look again", but where for certain nothing was said since the page asked for what it shows', async () => {
  while (!(await isQuiet(w.mia, Date.now()))) await pause(500) // the families have only just moved in
  const before = Date.now()
  assert.equal(await isQuiet(w.mia, before), true)
  await w.asOwner("select pg_notify('changed', $1)", [w.mia.id])
  for (let tries = 0; tries < 100 && (await isQuiet(w.mia, before)); tries += 1) await pause(20) // it is on its way
  assert.equal(await isQuiet(w.mia, before), false)
  assert.equal(await isQuiet(w.mia, Date.now()), false, 'also a page that asked a moment later: clocks of two nodes may differ')
  assert.equal(await isQuiet(w.leo, before), true, 'it was not said to him')
  for (const since of [undefined, before - 60_000, before + 60_000, 0]) assert.equal(await isQuiet(w.leo, since), false, `${since}`)
  assert.equal((await fetch(`${w.config.url.origin}/api/events?since=-1`, { headers: { cookie: w.leo.cookie } })).status, 400)
})

/** Whether an open line begins without a word. */
async function isQuiet(who: Person, since: number | undefined): Promise<boolean> {
  const stop = new AbortController()
  const query = since === undefined ? '' : `?since=${since}`
  const { body } = await fetch(`${w.config.url.origin}/api/events${query}`, { headers: { cookie: who.cookie }, signal: stop.signal })
  const first = await body?.getReader().read()
  stop.abort()
  return !Buffer.from(first?.value ?? '').includes('changed')
}

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
