// Signed heads: kept outside the database and mailed to the guardians, so that a log made anew by whoever runs the machine still fits nothing. I11, T28
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { headSigner, guardiansWithMail, mailHeads, nightlyCheck } from '../../src/features/family-log/jobs.ts'
import { headsIn, openHeads } from '../../src/features/family-log/heads.ts'
import { verifyLog } from '../../src/features/family-log/verify.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { good, world, type Person, type World } from '../world.ts'
import { openLog, rechain, type Log } from './ground.ts'

describe('signed heads', () => {
  let w: World
  let log: Log
  before(async () => {
    w = await world()
    log = await openLog(w)
    await w.asOwner(rechain)
    await log.sign()
  })
  after(async () => {
    await log.close()
    await w.close()
  })

  const fileOf = (child: Person) => join(w.folder, 'family-log', child.id.slice(0, 2), child.id)
  const acts = () => good(w.dana.post(`/api/children/${w.mia.id}/pairings`))
  const linesOf = (child: Person) => readFileSync(fileOf(child), 'utf8').trimEnd().split('\n')
  const mails = () => {
    const folder = join(w.folder, 'mail')
    return readdirSync(folder).map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
  }
  const mailsTo = (person: Person) => mails().filter(({ text }) => text.includes(`To: ${person.name.toLowerCase()}@example.org`))
  async function weeklyMails() {
    rmSync(join(w.folder, 'mail'), { recursive: true })
    mkdirSync(join(w.folder, 'mail'), { mode: 0o700 })
    for (const guardianId of await guardiansWithMail(log.work)) await mailHeads(log.work, { guardianId })
  }

  it("each child's newest head is in a file of its own, signed; an act adds a line, and nothing else does", async () => {
    assert.deepEqual(
      [w.mia, w.leo, w.ana].map((child) => linesOf(child).length),
      [1, 1, 1],
    )
    assert.equal(statSync(fileOf(w.mia)).mode & 0o077, 0)
    const earlier = linesOf(w.mia)
    await log.sign()
    assert.deepEqual(linesOf(w.mia), earlier)
    await acts()
    await log.sign()
    assert.deepEqual(linesOf(w.mia).slice(0, 1), earlier)
    assert.deepEqual(
      [w.mia, w.leo].map((child) => linesOf(child).length),
      [2, 1],
    )
    const { heads } = await log.heads.of(w.mia.id)
    assert.ok(heads.every(log.heads.isOurs))
    assert.deepEqual(
      heads.map((head) => head.number),
      [15, 16],
    )
  })

  it('a signer that goes on does not ask the files again for what it has signed', async () => {
    const sign = headSigner(log.work)
    await sign()
    await sign()
    assert.equal(linesOf(w.mia).length, 2)
    await acts()
    await sign()
    assert.equal(linesOf(w.mia).length, 3)
  })

  it('what an interrupted signing left is no head, and the next one takes its place', async () => {
    appendFileSync(fileOf(w.leo), 'child ')
    assert.deepEqual((await log.verify()).faults, [])
    await good(w.lena.post(`/api/children/${w.leo.id}/pairings`))
    await log.sign()
    assert.equal(linesOf(w.leo).length, 2)
    assert.deepEqual((await log.verify()).faults, [])
  })

  it('a head that was changed by one letter, or signed with another key, is not ours', async () => {
    const [head] = (await log.heads.of(w.mia.id)).heads
    assert.ok(head)
    for (const other of [
      { ...head, number: head.number + 1 },
      { ...head, child: w.leo.id },
      { ...head, hash: head.hash.replace(/^./, (first) => (first === '0' ? '1' : '0')) },
      { ...head, at: '2020-01-01T00:00:00.000Z' },
      { ...head, signature: 'A'.repeat(86) },
    ])
      assert.ok(!log.heads.isOurs(other))
    const stranger = openHeads(
      { ...w.config, dataFolder: join(w.folder, 'other') },
      await openKeyring(join(w.folder, 'other-keyring'), 'make-if-missing'),
    )
    assert.ok(!log.heads.isOurs(await stranger.sign(head, w.house.clock.now())))
  })

  it('a file whose heads were changed is noticed too', async () => {
    const whole = readFileSync(fileOf(w.mia), 'utf8')
    const faults = async (text: string) => {
      writeFileSync(fileOf(w.mia), text)
      const found = (await log.verify()).faults
      writeFileSync(fileOf(w.mia), whole)
      return found.map((fault) => `${fault.child === w.mia.id} ${fault.what}`)
    }
    assert.deepEqual(await faults(whole.replace('number 16', 'number 14')), ['true head-damaged'])
    assert.deepEqual(await faults(`${whole}nonsense\n`), ['true head-damaged'])
    assert.deepEqual(await faults(whole.replace(/..\n$/, 'xx\n')), ['true head-damaged'])
    assert.deepEqual(await faults(whole), [])
  })

  it('while verifying, acts and signing go on, and none of that is taken for a fault', async () => {
    const busy = {
      ...log.heads,
      async of(child: string) {
        await acts()
        await log.sign()
        return log.heads.of(child)
      },
    }
    for (let times = 0; times < 3; times += 1) assert.deepEqual((await verifyLog(log.worker, busy)).faults, [])
  })

  it("each guardian's weekly mail carries the heads of their own children, and no name", async () => {
    await weeklyMails()
    assert.equal(mails().length, 4) // Dana, Omar, Lena, Aron; not Rosa, who guards nobody
    for (const [guardian, child] of [
      [w.dana, w.mia],
      [w.omar, w.mia],
      [w.lena, w.leo],
      [w.aron, w.ana],
    ] as const) {
      const [mail] = mailsTo(guardian)
      const heads = headsIn(mail?.text ?? '')
      assert.deepEqual(heads, (await log.heads.of(child.id)).heads.slice(-1))
      assert.ok(heads.every(log.heads.isOurs))
      assert.match(mail?.text ?? '', new RegExp(`key ${log.heads.publicKey}`))
      assert.doesNotMatch(mail?.text ?? '', /Mia|Leo|Ana\b|Dana|Omar|Lena|Aron|Rosa|longer fits this|THIS LOG/)
    }
  })

  it('the command says that the log is whole, and how much it read', () => {
    const { status, text } = command(w)
    assert.match(text, /^\d+ entries of 3 children, held to \d+ signed heads, in [\d.]+ s\nThe family log is whole\.\n$/)
    assert.equal(status, 0)
    assert.equal(command(w, [mailsTo(w.dana)[0]?.file ?? '']).status, 0)
  })

  it('whoever makes the log anew and the files with it is found by a mail that a guardian has kept', async () => {
    const [mail] = mailsTo(w.dana)
    await w.asOwner("delete from log_entries where child_id = $1 and act = 'consent.give'", [w.mia.id])
    await w.asOwner('select pg_temp.rechain($1)', [w.mia.id])
    rmSync(join(w.folder, 'family-log'), { recursive: true })
    await log.sign()
    assert.deepEqual((await log.verify()).faults, [], 'machine and database agree with each other')
    const { faults } = await verifyLog(log.worker, log.heads, headsIn(mail?.text ?? ''))
    assert.deepEqual(
      faults.map((fault) => fault.child),
      [w.mia.id],
    )
    const { status, text } = command(w, [mail?.file ?? ''])
    assert.equal(status, 1)
    assert.match(text, new RegExp(`^child ${w.mia.id} entry \\d+: was signed and is no longer there$`, 'm'))
    assert.match(text, /^Faults: 1\. The family log is not whole\.$/m)
  })

  it('when the database no longer fits the files, the next mail and the nightly check say so', async () => {
    await w.asOwner('delete from log_entries where child_id = $1 and number > 3', [w.ana.id])
    await log.sign()
    await weeklyMails()
    assert.match(mailsTo(w.aron)[0]?.text ?? '', /THIS LOG NO LONGER FITS/)
    assert.doesNotMatch(mailsTo(w.lena)[0]?.text ?? '', /THIS LOG NO LONGER FITS/)
    await nightlyCheck(log.work)
    assert.equal(command(w).status, 1)
  })

  it('the command refuses what is no mail of ours and where no Kitestring is', () => {
    const folder = join(w.folder, 'nothing-here')
    assert.match(command(w, [], { KITESTRING_DATA: folder }).text, /There is no Kitestring in/)
    const mail = join(w.folder, 'empty.eml')
    writeFileSync(mail, 'hello')
    assert.match(command(w, [mail]).text, /No signed head stands in/)
  })
})

/** As `npm run log -- verify` runs it, on the database of this world. */
function command(w: World, mails: string[] = [], env: Record<string, string> = {}): { status: number | null; text: string } {
  const { PATH = '', TMPDIR = '' } = process.env
  writeFileSync(
    join(w.folder, 'logins.json'),
    JSON.stringify({
      kitestring_app: 'app-in-tests',
      kitestring_door: 'door-in-tests',
      kitestring_worker: 'worker-in-tests',
      kitestring_checks: 'checks-in-tests',
    }),
  )
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../../src/apps/log.ts'), 'verify', ...mails], {
    env: { PATH, TMPDIR, KITESTRING_DATA: w.folder, DATABASE_URL: w.ownerUrl, ...env },
    encoding: 'utf8',
  })
  return { status, text: stdout + stderr }
}
