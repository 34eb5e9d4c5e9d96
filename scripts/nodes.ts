// `node scripts/nodes.ts [seconds of each part]`: two nodes, each with its server and its worker, on Debian's Postgres with a streaming copy, Ceph's S3 and HAProxy; families at work the whole time; nodes restarted and
// killed, the database killed and its copy promoted. A command, not a test: it takes five minutes, and ends with 1 when anything that was answered is lost, or anything seen that was taken back. Issue line 6
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3'
import pg from 'pg'
import { connects, invitationFrom, makesChild, overHttp, Person, signsUp } from '../db/seed.ts'
import { examine } from '../src/apps/doctor/examine.ts'
import { clock } from '../src/platform/clock.ts'
import type { Env } from '../src/platform/config.ts'
import { filesBelow } from '../test/at-rest/scan.ts'
import { startCeph } from './nodes/ceph.ts'
import { nodeOf, type Node } from './nodes/node.ts'
import { ownerUrl, startCopy, startPrimary } from './nodes/postgres.ts'
import { missingPrograms, newPort } from './nodes/programs.ts'
import { openLine, Traffic, type Shared, type Three } from './nodes/traffic.ts'
import { openAddress, startBalancer } from './nodes/ways.ts'
import { newFolder } from './throwaway.ts'

const seconds = Number(process.argv[2] ?? 15)
const missing = missingPrograms()
if (missing.needed.length > 0) {
  console.error(`This needs: apt-get install ${missing.needed.join(' ')}`)
  process.exit(2)
}
const wrong: string[] = []
const closing: (() => unknown)[] = []
const began = Date.now()
const say = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)
const must = (holds: boolean, what: string) => {
  if (!holds) wrong.push(what)
  say(`${holds ? 'yes' : 'NO '}  ${what}`)
}

const folder = newFolder('kitestring-nodes')
chmodSync(folder, 0o711) // Postgres runs under another account and must pass
process.on('unhandledRejection', (fault) => {
  wrong.push(String(fault))
  void end()
})
process.on('SIGINT', () => {
  wrong.push('broken off')
  void end()
})
try {
  await runAll()
} catch (fault) {
  wrong.push(String(fault))
  console.error(fault)
}
await end()

async function end(): Promise<void> {
  for (const close of closing.reverse()) await Promise.resolve(close()).catch((fault: unknown) => console.error(fault))
  if (wrong.length === 0 || process.env['KEEP'] === undefined) rmSync(folder, { recursive: true, force: true })
  console.log(wrong.length === 0 ? '\nAll of it holds.' : `\nWrong:\n${wrong.map((one) => `  ${one}`).join('\n')}`)
  process.exit(wrong.length === 0 ? 0 : 1)
}

async function runAll(): Promise<void> {
  // ── what it stands on ──
  const ceph = missing.forPictures.length === 0 ? await startCeph(folder) : undefined
  if (ceph) closing.push(ceph.stop)
  say(
    ceph
      ? 'Ceph serves S3, in a bucket that keeps versions'
      : `Pictures lie in a folder that both share: for S3, apt-get install ${missing.forPictures.join(' ')}`,
  )
  const { server: primary, certificate } = await startPrimary(folder)
  closing.push(primary.stop)
  const copy = await startCopy(folder, primary)
  closing.push(copy.stop)
  const address = await openAddress(primary.port)
  closing.push(address.close)
  await asOwnerAt(ownerUrl(primary.port, certificate), 'create database kite')
  const url = ownerUrl(address.port, certificate, 'kite')
  const asOwner = (text: string, values: unknown[] = []) => asOwnerAt(url, text, values)
  say('Postgres 15 and its streaming copy, with TLS and synchronous commit')

  const [families, first, second] = [await newPort(), await newPort(), await newPort()]
  const shared = join(folder, 'shared')
  mkdirSync(join(shared, 'keys'), { recursive: true, mode: 0o700 })
  const env: Env = {
    DATABASE_URL: url,
    KITESTRING_DATA: join(shared, 'data'),
    KITESTRING_KEYRING: join(shared, 'keys/ring'),
    KITESTRING_URL: `http://localhost:${families}`,
    KITESTRING_TIME_ZONE: 'Etc/UTC',
    KITESTRING_LEAVE_SECONDS: '2',
    ...(ceph && { S3_ENDPOINT: ceph.endpoint, S3_BUCKET: ceph.bucket, S3_ACCESS_KEY: ceph.accessKey, S3_SECRET_KEY: ceph.secretKey }),
  }
  const nodes = [nodeOf(first, env), nodeOf(second, env)] as const
  for (const node of nodes) closing.push(node.killed)
  const starting = Date.now()
  const outcomes = await Promise.all(nodes.map((node) => node.start()))
  must(
    outcomes.every((one) => one === 'ready'),
    `both nodes start at once on an empty database (${((Date.now() - starting) / 1000).toFixed(1)} s)`,
  )
  if (wrong.length > 0) throw new Error(nodes.map((node) => node.said()).join('\n'))
  const balancer = await startBalancer(folder, families, [first, second])
  closing.push(balancer.stop)
  await pause(1_500) // it has asked both how they do

  // ── families ──
  const threes = await makeFamilies(`http://localhost:${families}`, nodes)
  const at = (person: Person, node: Node) => copied(person, `http://localhost:${node.port}`)
  const traffic = new Traffic(threes, asOwner, (person) => nodes.map((node) => at(person, node)))
  say(`${threes.length * 2} children, made and connected through the balancer: one request here, the next one there`)
  const three = threes[0] as Three

  // ── live events across nodes ──
  const ways: number[] = []
  const line = await openLine(`http://localhost:${second}`, three.friend)
  await pause(300)
  for (let nth = 0; nth < 20; nth += 1) {
    const one = await traffic.share({ ...three, child: at(three.child, nodes[0]) })
    await pause(100) // what sharing told has arrived
    const since = performance.now()
    await traffic.insist(at(three.child, nodes[0]), 'POST', `/api/posts/${one.post}/taking-back`, {})
    traffic.takenBack.push(one)
    ways.push(await line.untilHeard(since))
  }
  line.close()
  ways.sort((a, b) => a - b)
  must(
    (ways.at(-1) ?? Infinity) < 2_000,
    `20 taken back on one node, heard on a line of the other: median ${ways[10]?.toFixed(0)} ms from the request, at most ${ways.at(-1)?.toFixed(0)} ms`,
  )

  // ── calm ──
  traffic.begin()
  await pause(seconds * 1000)
  const calm = { acts: traffic.acts.length, failures: traffic.failures.length }
  must(calm.failures === 0, `${calm.acts} acts in calm, 0 failures${firstOf(traffic, 0)}`)

  // ── a rolling restart ──
  const beforeRestart = traffic.failures.length
  for (const node of nodes) {
    const stopping = Date.now()
    const code = await node.stop()
    const stopped = Date.now()
    const outcome = await node.start()
    must(
      code === 0 && outcome === 'ready',
      `node ${nodes.indexOf(node) + 1} was told to stop (${((stopped - stopping) / 1000).toFixed(1)} s) and started again (${((Date.now() - stopped) / 1000).toFixed(1)} s)`,
    )
    if (outcome !== 'ready') throw new Error(node.said())
    await pause(2_000)
  }
  must(
    traffic.failures.length === beforeRestart,
    `a rolling restart drops nothing: ${traffic.failures.length - beforeRestart} requests failed of ${traffic.acts.length - calm.acts} acts and their looks${firstOf(traffic, beforeRestart)}`,
  )

  // ── a node is killed ──
  const beforeKill = traffic.failures.length
  await nodes[0].killed()
  await pause((seconds * 1000) / 2)
  must(
    (await nodes[0].start()) === 'ready',
    `a node is killed with all its processes: ${traffic.failures.length - beforeKill} requests had to be sent again; it starts again beside the other`,
  )

  // ── who has other folders is no node ──
  const other = join(folder, 'other')
  cpSync(env.KITESTRING_KEYRING ?? '', other, { recursive: true })
  const stranger = nodeOf(await newPort(), { ...env, KITESTRING_KEYRING: other })
  closing.push(stranger.killed)
  must(
    (await stranger.start()) === 'refused' && stranger.said().includes('folders are not the ones'),
    'DEL-3 a third node with a copy of the keyring, made a moment ago, is refused',
  )

  // ── the address leads to a copy ──
  address.leadTo(copy.port)
  const answered = new Set<number>()
  for (let nth = 0; nth < 20; nth += 1)
    for (const node of nodes)
      answered.add(
        (
          await at(three.friend, node)
            .get('/api/feed')
            .catch(() => ({ status: 503 }))
        ).status,
      )
  must(
    !answered.has(200),
    `AUD-9 while the database's address leads to the copy, which would answer, 40 feeds are asked for: ${[...answered].join(', ')}`,
  )
  address.leadTo(primary.port)
  const back = await untilAnswers(nodes.map((node) => at(three.friend, node)))
  say(`     and ${back.toFixed(1)} s after it leads to the primary again both answer`)
  await examineAsync(env, primary, certificate)

  // ── failover ──
  await pause(seconds * 1000)
  const beforeFailover = { kept: traffic.kept.length, takenBack: traffic.takenBack.length, failures: traffic.failures.length }
  copy.freeze() // for three seconds it takes nothing in: what is answered now would be lost
  await pause(3_000)
  const unheard = traffic.acts.filter((time) => time > Date.now() - 2_500).length
  must(unheard === 0, `0 acts are answered while the copy takes nothing in: ${unheard}`)
  const killed = Date.now()
  await primary.kill()
  copy.thaw()
  address.leadTo(undefined)
  await pause(1_000) // somebody notices
  copy.promote()
  address.leadTo(copy.port)
  const promoted = Date.now()
  while (!traffic.acts.some((time) => time > promoted)) await pause(20)
  const written = (traffic.acts.find((time) => time > promoted) ?? 0) - killed
  say(
    `     the primary was killed in the middle of ${beforeFailover.kept} kept and ${beforeFailover.takenBack} taken back; promoted after ${((promoted - killed) / 1000).toFixed(1)} s`,
  )
  must(
    written < 10_000,
    `writing again ${(written / 1000).toFixed(1)} s after the primary was killed (a second of it nobody had noticed); ${traffic.failures.length - beforeFailover.failures} requests had to be sent again`,
  )
  const all = await untilAnswers(nodes.map((node) => at(three.friend, node)))
  say(`     both nodes answer ${((Date.now() - killed) / 1000).toFixed(1)} s after (${all.toFixed(1)} s)`)
  const lines = await openLine(`http://localhost:${second}`, three.friend)
  await pause(500)
  const late = await traffic.share({ ...three, child: at(three.child, nodes[0]) })
  await pause(200)
  const since = performance.now()
  await traffic.takeBack(late)
  const heard = await lines.untilHeard(since)
  must(heard < 2_000, `after it a line of the other node hears again what is taken back: ${heard.toFixed(0)} ms`)
  lines.close()
  await pause(seconds * 1000)

  await traffic.stop()

  // ── what was answered is true ──
  let [lost, seen] = [0, traffic.seenAfter]
  const kept = traffic.kept
  for (const node of nodes) {
    for (const one of kept) if (!(await shows(at(one.three.friend, node), one))) lost += 1
    const before = traffic.seenAfter
    for (const one of traffic.takenBack) await traffic.lookAfter(at(one.three.friend, node), one)
    seen += traffic.seenAfter - before
  }
  must(lost === 0, `0 of ${kept.length} posts whose sharing was answered are lost, at both nodes: ${lost}`)
  must(seen === 0, `0 of ${traffic.looksAfter} looks showed anything after the answer that it is taken back: ${seen}`)
  const { rows } = (await asOwner('select count(distinct thing_id)::int as count from receipts where thing_id = any ($1)', [
    traffic.takenBack.map(({ post }) => post),
  ])) as pg.QueryResult<{ count: number }>
  must(rows[0]?.count === traffic.takenBack.length, `${traffic.takenBack.length} taken back have ${rows[0]?.count} receipts`)
  const gone = await untilErased(traffic.takenBack, env, ceph && (() => versionsIn(ceph)))
  must(gone === 0, `keys and bytes${ceph ? ', versions too,' : ''} of all that was taken back are gone within a minute: ${gone} left`)

  // ── the one in charge of nothing twice ──
  const twice = (await asOwner(
    'select identifier from graphile_worker._private_known_crontabs where last_execution is null',
  )) as pg.QueryResult
  say(`     schedules that ran: ${3 - twice.rows.length} of 3 had a first time`)
  const faults = await nodes[1].stop()
  must(faults === 0, 'the last node stops in order')
}

async function makeFamilies(origin: string, nodes: readonly Node[]): Promise<Three[]> {
  const send = overHttp(new URL(origin), { 'x-forwarded-for': '192.0.2.7' })
  const dana = new Person('Dana', send)
  const codes = nodes.map((node) => node.setUpCode()).filter((code) => code !== undefined)
  for (const code of codes) if (dana.id === '') await signsUp(dana, code).catch(() => {}) // each start makes a new one, and the newer counts
  if (dana.id === '') throw new Error('no set-up code was taken')
  const opened = { audience: 'everyone', hours: 'never', budget: 'all-day' } as const
  const made: Three[] = []
  for (const [nth, names] of [
    ['Mia', 'Leo'],
    ['Ana', 'Tom'],
    ['Eva', 'Max'],
  ].entries()) {
    const [one = '', two = ''] = names
    const mine = nth === 0 ? dana : new Person(`${one}sMum`, send)
    const theirs = new Person(`${two}sDad`, send)
    for (const guardian of [mine, theirs]) if (guardian !== dana) await signsUp(guardian, await invitationFrom(dana))
    const child = await makesChild(mine, new Person(one, send), 'fox', opened)
    const friend = await makesChild(theirs, new Person(two, send), 'owl', opened)
    await connects([mine, child], [theirs, friend])
    made.push({ child, guardian: mine, friend })
  }
  return made
}

function copied(person: Person, origin: string): Person {
  const copy = new Person(person.name, overHttp(new URL(origin), { 'x-forwarded-for': '192.0.2.8' }))
  copy.id = person.id
  copy.kind = person.kind
  copy.cookie = person.cookie
  return copy
}

async function shows(friend: Person, { photo }: Shared): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    const answer = await friend.get(`/api/photos/${photo}/card`).catch(() => undefined)
    if (answer && answer.status < 500) return answer.status === 200
    await pause(250)
  }
  return false
}

/** Seconds. */
async function untilAnswers(people: readonly Person[]): Promise<number> {
  const since = performance.now()
  for (const person of people)
    for (;;) {
      const answer = await person.get('/api/feed').catch(() => undefined)
      if (answer?.status === 200) break
      if (performance.now() - since > 30_000) throw new Error(`no answer for half a minute: ${answer?.status}`)
      await pause(50)
    }
  return (performance.now() - since) / 1000
}

// With nothing asked of the copy the doctor says what would be lost.
async function examineAsync(env: Env, primary: { port: number }, certificate: string): Promise<void> {
  const owner = ownerUrl(primary.port, certificate)
  const found = async () => (await examine(env, clock.now())).filter((fault) => /copy that may be behind/.test(fault)).length
  const before = await found()
  await asOwnerAt(owner, "alter system set synchronous_standby_names = ''")
  await asOwnerAt(owner, 'select pg_reload_conf()')
  await pause(500)
  const during = await found()
  await asOwnerAt(owner, 'alter system reset synchronous_standby_names')
  await asOwnerAt(owner, 'select pg_reload_conf()')
  must(before === 0 && during === 1, 'the doctor says so when the copy need not have what was answered')
}

async function untilErased(taken: readonly Shared[], env: Env, inStore: (() => Promise<string[]>) | undefined): Promise<number> {
  for (const giveUp = Date.now() + 60_000; ; await pause(1_000)) {
    const names = [
      ...filesBelow(env.KITESTRING_KEYRING ?? ''),
      ...(inStore ? await inStore() : filesBelow(join(env.KITESTRING_DATA ?? '', 'blobs'))),
    ].join('\n')
    const left = taken.filter(({ post, photo }) => names.includes(post) || names.includes(photo)).length
    if (left === 0 || Date.now() > giveUp) return left
  }
}

async function versionsIn({ client, bucket }: Awaited<ReturnType<typeof startCeph>>): Promise<string[]> {
  const keys: string[] = []
  let [KeyMarker, VersionIdMarker]: (string | undefined)[] = []
  do {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, KeyMarker, VersionIdMarker }),
    )
    for (const { Key } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) keys.push(Key ?? '')
    KeyMarker = page.NextKeyMarker
    VersionIdMarker = page.NextVersionIdMarker
  } while (KeyMarker !== undefined)
  return keys
}

async function asOwnerAt(url: string, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.query(text, values)
  } finally {
    await client.end()
  }
}

function firstOf(traffic: Traffic, from: number): string {
  const found = traffic.failures[from]
  return found ? `; the first: ${found.what}` : ''
}
