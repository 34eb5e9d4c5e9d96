// A decoder taken over by a hostile picture finds nothing to read, nobody to call and no other process to touch.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Cage, cagesFor } from '../../src/features/photos/pixels/cage.ts'
import { startChild } from '../../src/features/photos/pixels/child.ts'
import { closeDecoders, decodePhoto, decoderIsolation } from '../../src/features/photos/pixels/decoder.ts'
import { corners } from '../fixtures/make-photos.ts'

const PROBE = join(import.meta.dirname, 'probe.ts')
const folder = mkdtempSync(join(tmpdir(), 'kitestring-secret-'))
const secret = join(folder, 'secret.png')
const server = createServer((line) => line.on('error', () => {}))

before(async () => {
  await corners().png().toFile(secret)
  process.env.DATABASE_URL = 'postgres://planted'
  process.env.KITESTRING_PLANTED = 'planted'
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

after(() => {
  closeDecoders()
  server.close()
  rmSync(folder, { recursive: true })
})

const refusedEverywhere = {
  readSecret: 'refused',
  readPasswords: 'refused',
  writeFile: 'refused',
  startProcess: 'refused',
  environment: [],
}
const refusedByNamespaces = { readSecretByNativeCode: 'refused', signalServer: 'refused', connectToServer: 'refused' }

describe('the walls around the decoder', () => {
  it('T23 behind the strongest walls of this machine a decoder reaches nothing', async () => {
    const isolation = await decoderIsolation()
    if (hasNamespaces()) assert.equal(isolation, 'namespace')
    const found = await whatAProbeReaches(cagesFor(PROBE))
    if (isolation === 'namespace') assert.deepEqual(found, { ...refusedEverywhere, ...refusedByNamespaces })
    else assert.deepEqual({ ...found, ...refusedEverywhere }, found)
  })

  it('T23 Node’s own permissions alone still keep files, processes and settings away, but not the network: so the server must say so', async () => {
    const bare = cagesFor(PROBE).filter(({ isolation }) => isolation === 'permission-only')
    const found = await whatAProbeReaches(bare)
    assert.deepEqual({ ...found, ...refusedEverywhere }, found)
    assert.equal(found.connectToServer, 'done', 'were this refused, the machine could be said to be isolated')
  })

  it('a way that fails is passed over for the next one, and when all fail that is a fault, not a picture’s', async () => {
    const broken: Cage = { name: 'broken', isolation: 'namespace', command: '/nowhere/cage', args: [] }
    const lying: Cage = { ...last(cagesFor(PROBE)), name: 'lying', isolation: 'namespace' }
    const child = await startChild([broken, lying, last(cagesFor(PROBE))])
    assert.equal(child.isolation, 'permission-only')
    child.end()
    await assert.rejects(startChild([{ ...broken, name: 'also broken' }]), /does not start here/)
  })

  it('a decoder without work does not keep the server from ending', async () => {
    await decodePhoto(await corners().jpeg().toBuffer())
    const kept = process.getActiveResourcesInfo().filter((resource) => resource === 'ProcessWrap' || resource === 'PipeWrap')
    assert.ok(!kept.includes('ProcessWrap'))
  })
})

function hasNamespaces(): boolean {
  return (
    spawnSync('unshare', ['--user', '--map-root-user', '--mount', '--net', '--pid', '--fork', 'mount', '-t', 'tmpfs', 'try', '/sys'])
      .status === 0
  )
}

async function whatAProbeReaches(cages: Cage[]): Promise<Record<string, unknown>> {
  const child = await startChild(cages)
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : assert.fail()
  const answer = await child.ask({ secret, port, server: process.pid })
  child.end()
  if (answer === 'died' || answer.header === null || typeof answer.header !== 'object') assert.fail('the probe died')
  return { ...answer.header }
}

function last(cages: Cage[]): Cage {
  return cages.at(-1) ?? assert.fail()
}
