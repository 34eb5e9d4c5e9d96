// One running Kitestring, as start.ts and demo.ts use it.
import { createServer } from 'node:net'
import pg from 'pg'
import { openRoom } from '../access/as-viewer.ts'
import { ensureSetUpCode, isSetUp } from '../features/sign-in/codes.ts'
import { lawNotes } from '../features/law/notes.ts'
import { faultsOfChoice, isOn } from '../features/consent/methods/methods.ts'
import { decoderIsolation, closeDecoders } from '../features/photos/pixels/decoder.ts'
import { ConfigFault, toConfig, type Config, type Env } from '../platform/config.ts'
import { clock } from '../platform/clock.ts'
import { startPostgres, type Postgres } from '../platform/db/launcher.ts'
import { makeFolder } from '../platform/durable-file.ts'
import { openKeyring } from '../platform/keyring.ts'
import { log } from '../platform/log.ts'
import { disksOf, keepReserves } from '../platform/space.ts'
import { refuseUnsafe } from './doctor/examine.ts'
import { passwordsOf, prepareDatabase, StartFault } from './house.ts'
import { joinNodes } from './nodes.ts'
import { ownDatabase } from './owner.ts'
import { startDutiesWatch } from './duties/keep-watch.ts'
import { startPart } from './part.ts'
import { startRounds } from './rounds.ts'
import { startStanding } from './standing.ts'
import { startWatch } from './watch/server.ts'

export type Running = {
  config: Config
  /** Until the first guardian is here. */
  isNew: boolean
  setUpCode: string | undefined // in a community nobody comes by one
  recoveryCode: string
  ownerUrl: string
  /** Called once, when this node no longer looks into the folders of the others: it must stop. */
  whenApart(tell: () => void): void
  stop(): Promise<void>
}

export async function startKitestring(env: Env, say: (line: string) => void): Promise<Running> {
  const config = toConfig(env)
  const faults = faultsOfChoice(config)
  if (faults.length > 0) throw new ConfigFault(faults)
  await refuseUnsafe(config, clock.now())
  await refuseTakenPort(config.port, config.host)
  if (config.watchPort !== undefined) await refuseTakenPort(config.watchPort, '127.0.0.1')
  await makeFolder(config.dataFolder)
  const membership = config.databaseUrl ? await joinNodes(config, config.databaseUrl) : undefined
  const postgres = config.databaseUrl ? undefined : await keepPostgres(config.dataFolder, say)
  try {
    const ownerUrl = config.databaseUrl ?? (await ownDatabase(postgres?.url ?? ''))
    const urls = await prepareDatabase(
      ownerUrl,
      await passwordsOf(config),
      (whenMissing) => openKeyring(config.keyringFolder, whenMissing),
      config,
      membership?.others ? 'at work' : 'none',
    )
    await refuseWhenClosing(ownerUrl)
    if ((await decoderIsolation()) === 'permission-only')
      say('Note: this machine cannot take the network away from the picture decoder; it is caged by Node alone. See SECURITY.md.')
    for (const note of lawNotes(config.country, clock.now())) say(note)
    if (!env.KITESTRING_TIME_ZONE)
      say(`Note: children's quiet hours go by the clock of this machine (${config.timeZone}). KITESTRING_TIME_ZONE sets another.`)
    closeDecoders()
    const [server, worker] = await Promise.all([
      startPart(new URL('./server.ts', import.meta.url), { env, urls }, config.leaveMilliseconds),
      startPart(new URL('./worker.ts', import.meta.url), { env, urls }),
    ])
    const room = openRoom(urls)
    const keyring = await openKeyring(config.keyringFolder, 'must-exist')
    const isNew = !(await room.asDoor(isSetUp))
    const setUpCode = isOn(config, 'runs-this-kitestring') ? await ensureSetUpCode(room.asDoor) : undefined
    await room.close()
    const reserves = await keepReserves(disksOf(config))
    const rounds = startRounds(env, { checks: urls.checks })
    const standing = await startStanding(ownerUrl, keyring)
    const duties = await startDutiesWatch(config, ownerUrl)
    let leaving = false
    const watch =
      config.watchPort === undefined
        ? undefined
        : await startWatch({ config, ownerUrl, parts: { server, worker }, isLeaving: () => leaving }, config.watchPort)
    return {
      config,
      isNew,
      setUpCode,
      recoveryCode: keyring.recoveryCode(),
      ownerUrl,
      whenApart: (tell) => membership?.whenApart(tell),
      async stop() {
        leaving = true
        await rounds.stop()
        await duties.stop()
        await reserves.stop()
        await Promise.all([server.stop(), worker.stop()])
        await standing.stop() // after the last act
        await watch?.stop()
        await membership?.leave()
        await postgres?.stop()
      },
    }
  } catch (fault) {
    await membership?.leave()
    await postgres?.stop()
    throw fault
  }
}

/** Ctrl-C ends everything in order; a second one changes nothing. */
export function stopOnSignals(running: Running, say: (line: string) => void): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (stopping) return
      stopping = true
      say('Stopping …')
      await running.stop()
      say('Stopped. Nothing is lost.')
      process.exit(0)
    })
  }
}

type KeptPostgres = { url: string; stop(): Promise<void> }

// A database that dies is started again, on the same port; server and worker wait for it. F2
async function keepPostgres(dataFolder: string, say: (line: string) => void): Promise<KeptPostgres> {
  let stopping = false
  let current = await start()
  async function start(): Promise<Postgres> {
    const started = await startPostgres({ dataFolder, log: say })
    started.whenLost(() => {
      log.warn('postgres.died')
      again()
    })
    return started
  }
  function again(): void {
    if (stopping) return
    start().then(
      (started) => {
        if (started.url !== current.url) return void started.stop().then(() => setTimeout(again, 1000)) // server and worker know the old port only
        current = started
      },
      () => setTimeout(again, 1000),
    )
  }
  return {
    url: current.url,
    stop: () => {
      stopping = true
      return current.stop()
    },
  }
}

async function refuseTakenPort(port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(new StartFault(`Port ${port} is in use. Stop the other program, or choose another: PORT=${port + 1} npm start`)),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

// Half of the children may be erased already, and the keys are next: nothing new comes into that. GOV-12
async function refuseWhenClosing(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from sunsets where begun_at is not null')
    if (rowCount) throw new StartFault('This Kitestring is being closed for good. Go on with: npm run sunset -- into <the same folder>')
  } finally {
    await client.end()
  }
}
