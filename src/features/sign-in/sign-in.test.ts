// Whoever comes in proves it, every code and proof works once, and whatever was wrong the answer is the same.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { TOTP } from 'otpauth'
import { answer } from '../../access/door.ts'
import { ruleOf } from '../../access/may.ts'
import { openHttp } from '../../apps/http.ts'
import { routes } from '../../apps/routes.ts'
import { toConfig } from '../../platform/config.ts'
import { readCode } from '../../platform/crypto.ts'
import { newBrowser } from '../alerts/jobs.ts'
import { currentNotice } from '../consent/notice.ts'
import { sweep } from '../erasure/sweep.ts'
import { openWork } from '../../apps/house.ts'
import type { Post } from '../posts/contract.ts'
import type { PersonId } from '../../platform/ids.ts'
import { Refusal } from '../../platform/refusal.ts'
import { noChanges } from '../../../test/house.ts'
import { good, Person, world, type World } from '../../../test/world.ts'
import { ensureSetUpCode } from './codes.ts'
import type { FreshAct, FreshChallenge, CodeOnPaper, SignUp, TotpChallenge, WaysIn } from './contract.ts'
import { newDevice, type Device } from './passkey.fixture.ts'
import { hashPassword, isTooWeak } from './passwords.ts'
import { stepOf } from './totp.ts'

const password = 'a kite needs a long string' // as test/world.ts has it
const origin = 'http://localhost:8420'
let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

describe('one-time codes', () => {
  it('a pairing code works once, for one of ten who come with it at once', async () => {
    const code = await pairingCode()
    const tablets = Array.from({ length: 10 }, () => person('tablet'))
    const answers = await Promise.all(tablets.map((tablet) => tablet.post('/api/sessions', { way: { kind: 'code', code } })))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(9).fill(404)])
    assert.equal(tablets.filter(({ cookie }) => cookie).length, 1)
  })

  it('an invitation makes one account, whoever of four is faster', async () => {
    const code = await invitation()
    const guests = await Promise.all(
      ['Ida', 'Ina', 'Ira', 'Isa'].map(async (name) => ({ guest: person(name), signUp: await startsSignUp(code) })),
    )
    const answers = await Promise.all(guests.map(({ guest, signUp }) => guest.post('/api/accounts', account(signUp, code, guest.name))))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 404, 404, 404])
    assert.equal((await w.asOwner('select from people where id = any ($1)', [guests.map(({ signUp }) => signUp.signUpId)])).length, 1)
  })

  it('wrong, used, expired and unreadable codes are one answer, in the same bytes', async () => {
    const [used, expired] = [await pairingCode(), await invitation()]
    await good(person('tablet').post('/api/sessions', { way: { kind: 'code', code: used } }))
    await w.asOwner("update codes set expires_at = now() where opens = 'guardian-invitation' and used_at is null")
    for (const url of ['/api/codes/look', '/api/sign-ups']) {
      const answers = await Promise.all([used, expired, 'CDFH-JKMN-PQ', 'oh no, a zero'].map((code) => w.visitor.post(url, { code })))
      for (const { status, raw } of answers) assert.deepEqual([status, raw.toString()], [404, '{"code":"code.not-good"}'])
    }
  })

  it('a code is typed as people type: small letters, spaces and dashes do not matter', async () => {
    const code = await pairingCode()
    assert.match(code, /^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{2}$/)
    const { opens } = await good(
      w.visitor.post<{ opens: string }>('/api/codes/look', { code: ` ${code.toLowerCase().replaceAll('-', ' – ')} ` }),
    )
    assert.equal(opens, 'pairing')
  })

  it("a code opens only what it is for: an invitation of Mia's relative is no way to be Mia", async () => {
    const { code } = await good(
      w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/relative-invitations`, {
        freshCheckId: await w.dana.fresh('relative.invite', w.mia.id),
      }),
    )
    for (const invited of [code, await invitation()])
      assert.equal((await w.visitor.post('/api/sessions', { way: { kind: 'code', code: invited } })).status, 404)
    const signUp = await startsSignUp(code)
    const pairing = await pairingCode()
    assert.equal((await w.visitor.post('/api/sign-ups', { code: pairing })).status, 404)
    assert.equal((await w.visitor.post('/api/accounts', account(signUp, pairing, 'Opa'))).status, 404)
  })

  it('CON-7 a pairing code ends with the consent to the profile, and no new one is made', async () => {
    const code = await pairingCode()
    await good(w.dana.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'profile' }))
    assert.equal((await person('tablet').post('/api/sessions', { way: { kind: 'code', code } })).status, 404)
    assert.equal((await w.dana.post(`/api/children/${w.mia.id}/pairings`)).status, 422)
    assert.equal((await w.mia.get('/api/feed')).status, 401)
    const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
    await good(w.dana.post(`/api/children/${w.mia.id}/consents`, { noticeVersion: version, purposes: ['profile'] }))
    await good(w.mia.post('/api/sessions', { way: { kind: 'code', code: await pairingCode() } }))
  })

  it('there is no set-up code once a guardian is here, and one that was left opens nothing', async () => {
    assert.equal(await ensureSetUpCode(w.house.room.asDoor), undefined)
    const code = 'CDFHJKMNPQRTVWXY'
    await w.asOwner("insert into codes (id, code_hash, opens, expires_at) values ($1, sha256($2), 'set-up', now() + interval '1 day')", [
      randomUUID(),
      Buffer.from(code),
    ])
    const signUp = await startsSignUp(code)
    assert.equal((await w.visitor.post('/api/accounts', account(signUp, code, 'Second'))).status, 404)
  })
})

describe('making an account', () => {
  it('CON-6 nobody is there before the account is finished, and after half an hour it cannot be', async () => {
    const code = await invitation()
    const signUp = await startsSignUp(code)
    assert.equal((await w.asOwner('select from people where id = $1', [signUp.signUpId])).length, 0)
    await w.asOwner('update sign_ups set expires_at = now() where id = $1', [signUp.signUpId])
    assert.equal((await w.visitor.post('/api/accounts', account(signUp, code, 'Late'))).status, 404)
  })

  it('CON-5 the notice must be the one in force', async () => {
    const code = await invitation()
    const answer = await w.visitor.post('/api/accounts', { ...account(await startsSignUp(code), code, 'Olga'), noticeVersion: '1999-01' })
    assert.deepEqual(answer.body, { code: 'consent.old-notice' })
  })

  it('a weak password and a wrong code are told apart, and use nothing up', async () => {
    const code = await invitation()
    const signUp = await startsSignUp(code)
    const asked = account(signUp, code, 'Wanda')
    assert.deepEqual((await w.visitor.post('/api/accounts', { ...asked, way: { ...asked.way, password: 'password1234' } })).body, {
      code: 'password.too-weak',
    })
    assert.deepEqual((await w.visitor.post('/api/accounts', { ...asked, way: { ...asked.way, totpCode: wrongCode(signUp) } })).body, {
      code: 'totp.wrong',
    })
    assert.equal((await person('Wanda').post('/api/accounts', asked)).status, 201)
  })

  it('CON-2 CON-3 how a guardian proved to be one is kept, with who vouched for it', async () => {
    const rows = await w.asOwner<{ method: string; verified_by: string | null }>(
      'select method, verified_by from guardians where guardian_id in ($1, $2) order by verified_at',
      [w.dana.id, w.lena.id],
    )
    assert.deepEqual(rows, [
      { method: 'runs-this-kitestring', verified_by: null },
      { method: 'video-call', verified_by: w.dana.id },
    ])
  })

  it('no code, token, password, name, address or second factor is in the database', async () => {
    const code = await invitation()
    const signUp = await startsSignUp(code)
    const greta = person('Greta the Great')
    await good(greta.post('/api/accounts', { ...account(signUp, code, greta.name), email: 'greta@example.org' }))
    const tables = ['people', 'contacts', 'passwords', 'sessions', 'codes', 'sign_ups', 'challenges', 'fresh_checks']
    const everything: string[] = []
    for (const table of tables)
      everything.push(...(await w.asOwner<{ row: string }>(`select t::text as row from ${table} t`)).map(({ row }) => row))
    assert.ok(everything.length > 10)
    const secrets = [readCode(code) ?? '', greta.cookie.split('.')[1] ?? '', password, 'Greta', 'greta', signUp.totp.secret]
    for (const secret of secrets.flatMap((text) => [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64url')]))
      assert.ok(secret && !everything.some((row) => row.includes(secret)), secret)
  })
})

describe('passwords', () => {
  it('a short, repeated, common or telling password is too weak, and one that leaked', async () => {
    const weak = [
      'manchesterunited',
      'Schmetterling1!',
      'unicorn rainbow',
      'elevenchars',
      'aaaaaaaaaaaaaa',
      'abcabcabcabcabc',
      'ab12ab12ab12a',
      '123456789012',
      '210987654321',
      'abcdefghijklm',
      'Password1234',
      'passwordpassword',
      'qwertyuiop123',
      'Kitestring2026!',
      'iloveyou123456',
      'dana-and-the-sea',
      'ℙassword1234',
    ]
    for (const one of weak) assert.equal(await isTooWeak(one, 'Dana@example.org'), true, one)
  })

  it("a long password of one's own is not, with any letters of the world", async () => {
    for (const one of [password, 'correct horse battery', 'Vierzehn Drachen!', '七つの凧が空を飛んでいます', 'tr0ub4dor&3xyz'])
      assert.equal(await isTooWeak(one, 'Dana'), false, one)
  })

  it('a password is kept as argon2id that costs 32 MiB', async () => {
    assert.match(await hashPassword(password), /^\$argon2id\$v=19\$m=32768,t=3,p=1\$/)
  })

  it('an unknown name, a wrong password and a wrong code are one answer, in the same bytes and about the same time', async () => {
    const started: number[] = []
    const answers = []
    for (const way of [
      { signInName: 'nobody', password },
      { signInName: 'Dana', password: 'not the right one' },
      { signInName: 'Dana', password },
    ]) {
      const from = performance.now()
      answers.push(await w.visitor.post('/api/sessions', { way: { kind: 'password', ...way, totpCode: '000000' } }))
      started.push(performance.now() - from)
    }
    for (const { status, raw, headers } of answers) {
      assert.deepEqual([status, raw.toString(), headers['set-cookie']], [401, '{"code":"sign-in.wrong"}', undefined])
      assert.deepEqual(Object.keys(headers), Object.keys(answers[0]?.headers ?? {}))
    }
    assert.ok(Math.min(...started) >= 245, `${started}`)
  })

  it('a code of the app works once, also the one the account was made with, and an earlier one never after it', async () => {
    while (Date.now() % 30_000 > 22_000) await pause(200) // the codes of one half minute, not of two
    const { guest, totp } = await arrives('Nora')
    const device = person('Nora')
    const way = (at: number) => ({ way: { kind: 'password', signInName: ' NORA ', password, totpCode: totp.generate({ timestamp: at }) } })
    const now = Date.now()
    assert.equal((await device.post('/api/sessions', way(now))).status, 401)
    assert.equal((await device.post('/api/sessions', way(now + 30_000))).status, 201)
    assert.equal((await device.post('/api/sessions', way(now + 30_000))).status, 401)
    await w.asOwner('update passwords set totp_last_step = totp_last_step - 5 where person_id = $1', [guest.id])
    const answers = await Promise.all(Array.from({ length: 5 }, () => person('Nora').post('/api/sessions', way(Date.now()))))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 401, 401, 401, 401])
  })

  it('a code is good one step early and one step late, and no longer', () => {
    const totp = new TOTP({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
    const now = (Math.floor(Date.now() / 30_000) * 30_000) as Parameters<typeof stepOf>[2]
    const good = [-2, -1, 0, 1, 2].map(
      (steps) => stepOf(totp.secret.base32, totp.generate({ timestamp: now + steps * 30_000 }), now, 0) !== undefined,
    )
    assert.deepEqual(good, [false, true, true, true, false])
  })

  it('after ten wrong tries for one name nobody gets in with it for a while, whether it exists or not; other names do', async () => {
    const { totp } = await arrives('Paula')
    for (const signInName of ['Paula', 'no Paula']) {
      const tries = await Promise.all(
        Array.from({ length: 12 }, () =>
          w.visitor.post('/api/sessions', { way: { kind: 'password', signInName, password: 'a guess', totpCode: '123456' } }),
        ),
      )
      assert.deepEqual(tries.map(({ status }) => status).sort(), [...Array(10).fill(401), 429, 429])
    }
    const right = { kind: 'password', signInName: 'paula', password, totpCode: totp.generate({ timestamp: Date.now() + 30_000 }) }
    assert.equal((await w.visitor.post('/api/sessions', { way: right })).status, 429)
    assert.equal((await w.visitor.post('/api/sessions', { way: { ...right, signInName: 'Quirin' } })).status, 401)
  })

  it('two people with one name each get in, and neither learns of the other', async () => {
    const [first, second] = [await arrives('Robin'), await arrives('robin', 'another long kite string')]
    for (const [{ guest, totp }, theirs] of [
      [first, password],
      [second, 'another long kite string'],
    ] as const) {
      const device = person('Robin')
      await good(
        device.post('/api/sessions', {
          way: { kind: 'password', signInName: 'Robin', password: theirs, totpCode: totp.generate({ timestamp: Date.now() + 30_000 }) },
        }),
      )
      assert.equal(await meOf(device), guest.id)
    }
  })
})

describe('passkeys', () => {
  it('a passkey makes an account, signs in without a name, and confirms a decision', async () => {
    const { guest, device } = await arrivesWithPasskey('Pia')
    const phone = person('Pia')
    await signsIn(phone, device)
    assert.equal(await meOf(phone), guest.id)
    const freshCheckId = await confirms(phone, device, 'guardian.invite', 'self')
    assert.equal((await phone.post('/api/guardian-invitations', { method: 'signed-form', freshCheckId })).status, 201)
  })

  it('another origin, another site, no finger or face, an old challenge, a copied passkey: each is refused alike', async () => {
    const { device } = await arrivesWithPasskey('Quinn')
    const thief = person('thief')
    const attempts = [{ origin: 'https://kitestring.example' }, { rpId: 'kitestring.example' }, { unverified: true }, { counter: 1 }]
    for (const how of attempts) assert.deepEqual(await signIn(thief, device, how), [401, '{"code":"sign-in.wrong"}'], JSON.stringify(how))
    const challenge = await good(thief.post<FreshChallenge>('/api/sessions/challenge'))
    const way = { kind: 'passkey', challengeId: challenge.challengeId, response: device.prove(challenge.passkeyOptions, { counter: 50 }) }
    assert.equal((await person('Quinn').post('/api/sessions', { way })).status, 201)
    assert.equal((await thief.post('/api/sessions', { way })).status, 401)
    const again = { ...way, response: device.prove(challenge.passkeyOptions, { counter: 51 }) }
    assert.equal((await thief.post('/api/sessions', { way: again })).status, 401)
    const late = await good(thief.post<FreshChallenge>('/api/sessions/challenge'))
    await w.asOwner('update challenges set expires_at = now() where id = $1', [late.challengeId])
    assert.equal(
      (
        await thief.post('/api/sessions', {
          way: { kind: 'passkey', challengeId: late.challengeId, response: device.prove(late.passkeyOptions, { counter: 52 }) },
        })
      ).status,
      401,
    )
    assert.deepEqual(await signIn(thief, newDevice(origin)), [401, '{"code":"sign-in.wrong"}'])
    assert.deepEqual([thief.cookie, await signIn(person('Quinn'), device, { counter: 53 })], ['', [201, '{"kind":"guardian"}']])
  })

  it('a passkey without a finger or face, or made for another site, makes no account', async () => {
    const code = await invitation()
    const signUp = await startsSignUp(code)
    for (const how of [{ unverified: true }, { origin: 'https://kitestring.example' }, { rpId: 'kitestring.example' }]) {
      const way = { kind: 'passkey', response: newDevice(origin).make(signUp.passkeyOptions, how) }
      assert.deepEqual((await w.visitor.post('/api/accounts', { ...account(signUp, code, 'Una'), way })).body, { code: 'passkey.wrong' })
    }
  })

  it('PAR-8 one more passkey needs a fresh check for just that', async () => {
    const { guest, device } = await arrivesWithPasskey('Tina')
    const second = newDevice(origin)
    const wrong = await confirms(guest, device, 'guardian.invite', 'self')
    assert.deepEqual((await adds(guest, second, wrong)).body, { code: 'fresh-check.needed' })
    assert.equal((await adds(guest, second, await confirms(guest, device, 'passkey.add', 'self'))).status, 204)
    const phone = person('Tina')
    await signsIn(phone, second)
    assert.equal(await meOf(phone), guest.id)
    assert.deepEqual((await adds(w.dana, second, await w.dana.fresh('passkey.add', 'self'))).body, { code: 'passkey.wrong' })
  })
})

describe('changing how one comes in', () => {
  it('SEC-8 a new password takes the place of the old one, keeps the app, and signs out everywhere else', async () => {
    const { guest, totp } = await arrives('Nora')
    const elsewhere = await alsoSignedIn(guest)
    const changed = { signInName: 'nora again', password: 'seven green umbrellas sing', totp: null }
    assert.deepEqual((await guest.post('/api/password', { ...changed, freshCheckId: await guest.fresh('passkey.add', 'self') })).body, {
      code: 'fresh-check.needed',
    })
    const weak = { ...changed, password: 'nora again and again', freshCheckId: await guest.fresh('password.change', 'self') }
    assert.deepEqual((await guest.post('/api/password', weak)).body, { code: 'password.too-weak' })
    await good(guest.post('/api/password', { ...changed, freshCheckId: weak.freshCheckId }))
    assert.deepEqual([await meOf(guest), await meOf(elsewhere)], [guest.id, undefined])
    const comes = (signInName: string, theirs: string) =>
      person('Nora').post('/api/sessions', {
        way: { kind: 'password', signInName, password: theirs, totpCode: totp.generate({ timestamp: Date.now() + 30_000 }) },
      })
    assert.deepEqual([(await comes('Nora', password)).status, (await comes('nora again', password)).status], [401, 401])
    assert.equal((await comes('Nora again', changed.password)).status, 201)
  })

  it('SEC-8 another authenticator app is believed when its code is right, on the device that asked; the old one is not any more', async () => {
    const { guest, totp } = await arrives('Olga')
    const elsewhere = await alsoSignedIn(guest)
    const asked = await good(guest.post<TotpChallenge>('/api/password/challenge'))
    const other = new TOTP({ secret: asked.totp.secret })
    const asks = async (who: Person, challengeId: string, totpCode: string) =>
      who.post('/api/password', {
        signInName: 'Olga',
        password: 'seven green umbrellas sing',
        totp: { challengeId, totpCode },
        freshCheckId: await who.fresh('password.change', 'self'),
      })
    assert.deepEqual((await asks(guest, asked.challengeId, wrongCode({ totp: asked.totp } as SignUp))).body, { code: 'totp.wrong' })
    assert.deepEqual((await asks(elsewhere, asked.challengeId, other.generate())).body, { code: 'fresh-check.needed' })
    const { challengeId } = await good(guest.post<FreshChallenge>('/api/fresh-checks/challenge', { act: 'passkey.add', subject: 'self' }))
    assert.deepEqual((await asks(guest, challengeId, other.generate())).body, { code: 'fresh-check.needed' })
    assert.equal(
      (await person('thief').post('/api/fresh-checks', { challengeId: asked.challengeId, way: { kind: 'password', password } })).status,
      401,
    )
    assert.deepEqual(
      (await guest.post('/api/fresh-checks', { challengeId: asked.challengeId, way: { kind: 'password', password } })).body,
      { code: 'fresh-check.needed' },
    )
    await good(asks(guest, asked.challengeId, other.generate()))
    const soon = { timestamp: Date.now() + 30_000 }
    const comes = (totpCode: string) =>
      person('Olga').post('/api/sessions', {
        way: { kind: 'password', signInName: 'Olga', password: 'seven green umbrellas sing', totpCode },
      })
    assert.equal((await comes(totp.generate(soon))).status, 401)
    assert.equal((await comes(other.generate(soon))).status, 201)
  })

  it('SEC-8 a passkey that was removed opens nothing, nobody else removes it, and the last way in stays, also when two go at once', async () => {
    const { guest, device } = await arrivesWithPasskey('Paul')
    const second = newDevice(origin)
    await good(adds(guest, second, await confirms(guest, device, 'passkey.add', 'self')))
    const [first, later] = (await waysOf(guest)).passkeys
    assert.ok(first && later)
    const removes = async (who: Person, passkey: string, freshCheckId: string) =>
      (await who.post('/api/passkeys/removals', { passkey, freshCheckId })).status
    assert.equal(await removes(w.dana, first.passkey, await w.dana.fresh('passkey.remove', 'self')), 404)
    const both = await Promise.all(
      [first, later].map(async ({ passkey }) => ({ passkey, check: await confirms(guest, device, 'passkey.remove', 'self') })),
    )
    const statuses = await Promise.all(both.map(({ passkey, check }) => removes(guest, passkey, check)))
    assert.deepEqual(statuses.sort(), [204, 422])
    assert.equal((await waysOf(guest)).passkeys.length, 1)
    assert.equal(await removes(guest, 'no\u0000key', randomUUID()), 400, 'what is no passkey’s number comes to no database')
    const tried = await Promise.all([device, second].map((one) => signIn(person('Paul'), one)))
    assert.deepEqual(tried.map(([status]) => status).sort(), [201, 401])
  })
})

describe('fresh checks', () => {
  const invite = (who: Person, freshCheckId: string) => who.post('/api/guardian-invitations', { method: 'video-call', freshCheckId })

  it('PAR-8 a fresh check is good once', async () => {
    const check = await w.dana.fresh('guardian.invite', 'self')
    assert.deepEqual((await Promise.all([1, 2, 3].map(() => invite(w.dana, check)))).map(({ status }) => status).sort(), [201, 403, 403])
  })

  it('PAR-8 a fresh check is good for one act on one thing', async () => {
    assert.equal((await invite(w.dana, await w.dana.fresh('passkey.add', 'self'))).status, 403)
    const forLeo = await w.dana.fresh('relative.invite', w.leo.id)
    assert.deepEqual((await w.dana.post(`/api/children/${w.mia.id}/relative-invitations`, { freshCheckId: forLeo })).body, {
      code: 'fresh-check.needed',
    })
  })

  it('PAR-8 a fresh check is good for one person on one device', async () => {
    const { guest, device } = await arrivesWithPasskey('Vera')
    const check = await confirms(guest, device, 'guardian.invite', 'self')
    const phone = person('Vera')
    await signsIn(phone, device)
    assert.equal((await invite(phone, check)).status, 403)
    assert.equal((await invite(w.dana, check)).status, 403)
    assert.equal((await invite(guest, check)).status, 201)
  })

  it('PAR-8 a fresh check is good for five minutes', async () => {
    const check = await w.dana.fresh('guardian.invite', 'self')
    await w.asOwner("update fresh_checks set made_at = made_at - interval '5 minutes' where id = $1", [check])
    assert.equal((await invite(w.dana, check)).status, 403)
  })

  it('PAR-8 one check of the inbox is good for one post after another, for five minutes, in the session that made it and for posts alone', async () => {
    const posts = [await w.mia.asks(), await w.mia.asks(), await w.mia.asks(), await w.mia.asks()]
    const says = async (post: string, freshCheckId: string, who = w.dana) => {
      const { contentHash } = await good(who.get<Post>(`/api/posts/${post}`))
      return (await who.post<{ code: string } | undefined>(`/api/posts/${post}/approval`, { contentHash, freshCheckId })).body?.code
    }
    const [one, two, three, four] = posts as [string, string, string, string]
    const check = await w.dana.fresh('post.approve', 'inbox')
    assert.deepEqual([await says(one, check), await says(two, check)], [undefined, undefined])
    for (const [act, subject] of [
      ['passkey.add', 'self'],
      ['connection.offer', w.mia.id],
      ['erasure.make', w.mia.id],
    ] as const)
      assert.equal(await says(three, await w.dana.fresh(act, subject)), 'fresh-check.needed', act)
    assert.equal((await invite(w.dana, check)).status, 403)
    const offer = await w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/connection-offers`, { freshCheckId: check })
    assert.equal(offer.body.code, 'fresh-check.needed')
    assert.equal(await says(three, check, w.omar), 'fresh-check.needed', 'of another guardian')
    const phone = await alsoSignedIn(w.dana)
    assert.equal(await says(three, check, phone), 'fresh-check.needed', 'in another session')
    const onPhone = await phone.fresh('post.approve', 'inbox')
    await good(phone.ask('DELETE', '/api/session'))
    assert.deepEqual(await w.asOwner('select from fresh_checks where id = $1', [onPhone]), [], 'it goes with its session')
    await w.asOwner("update fresh_checks set made_at = now() - interval '4 minutes 50 seconds' where id = $1", [check])
    assert.equal(await says(three, check), undefined)
    await w.asOwner("update fresh_checks set made_at = now() - interval '5 minutes 1 second' where id = $1", [check])
    assert.equal(await says(four, check), 'fresh-check.needed', 'too old')
  })

  it("PAR-8 a wrong password or another person's passkey makes none, and a challenge makes one", async () => {
    const { device } = await arrivesWithPasskey('Xenia')
    const challenge = await good(w.dana.post<FreshChallenge>('/api/fresh-checks/challenge', { act: 'guardian.invite', subject: 'self' }))
    const proves = (who: Person, way: unknown) => who.post('/api/fresh-checks', { challengeId: challenge.challengeId, way })
    assert.deepEqual((await proves(w.dana, { kind: 'password', password: 'not hers' })).body, { code: 'sign-in.wrong' })
    const { guest } = await arrivesWithPasskey('Walt')
    const his = await good(guest.post<FreshChallenge>('/api/fresh-checks/challenge', { act: 'guardian.invite', subject: 'self' }))
    const byXenia = await guest.post('/api/fresh-checks', {
      challengeId: his.challengeId,
      way: { kind: 'passkey', response: device.prove(his.passkeyOptions) },
    })
    assert.deepEqual(byXenia.body, { code: 'passkey.wrong' })
    assert.deepEqual((await proves(w.omar, { kind: 'password', password })).body, { code: 'fresh-check.needed' })
    const answers = await Promise.all([1, 2, 3].map(() => proves(w.dana, { kind: 'password', password })))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 403, 403])
  })

  it('what a check is about is an id, never words; a typed code is kept as a hash', async () => {
    for (const [act, subject] of [
      ['relative.invite', 'Mia'],
      ['guardian.invite', 'Mia'],
      ['post.approve', w.mia.id],
    ] as [FreshAct, string][]) {
      assert.equal((await w.dana.post('/api/fresh-checks/challenge', { act, subject })).status, 400)
    }
    const { challengeId } = await good(
      w.dana.post<FreshChallenge>('/api/fresh-checks/challenge', { act: 'connection.answer', subject: 'cdfh-jkmn' }),
    )
    const [row] = await w.asOwner<{ subject: string }>('select subject from challenges where id = $1', [challengeId])
    assert.match(row?.subject ?? '', /^[0-9a-f]{64}$/)
  })
})

describe('sessions', () => {
  it('the cookie is for this site, unseen by scripts, and ends by itself; behind https it is bound to the host', async () => {
    const code = await pairingCode()
    const answer = await person('tablet').post('/api/sessions', { way: { kind: 'code', code } })
    assert.match(String(answer.headers['set-cookie']), /^kitestring=child\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/)
    const config = toConfig({ KITESTRING_URL: 'https://kites.example', KITESTRING_DATA: w.folder })
    const http = await openHttp({ ...w.house, config }, routes, noChanges)
    const secured = await http.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { host: 'kites.example', origin: 'https://kites.example' },
      payload: { way: { kind: 'code', code: await pairingCode() } },
    })
    await http.close()
    assert.match(
      String(secured.headers['set-cookie']),
      /^__Host-kitestring=child\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  it('signing out kills the token, on every copy of it', async () => {
    const { guest } = await arrives('Yara')
    const copy = person('copy')
    copy.cookie = guest.cookie
    assert.equal((await guest.ask('DELETE', '/api/session')).status, 204)
    assert.equal(guest.cookie, '')
    assert.equal((await copy.get('/api/children')).status, 401)
    assert.equal(await meOf(copy), undefined)
  })

  it("SEC-8 a guardian signs a child's tablet out, and nobody else does", async () => {
    const tablet = person('tablet')
    await good(tablet.post('/api/sessions', { way: { kind: 'code', code: await pairingCode() } }))
    const [session] = await w.asOwner<{ id: string }>('select id from sessions where person_id = $1 order by created_at desc limit 1', [
      w.mia.id,
    ])
    for (const other of [w.lena, w.leo, w.rosa, w.sam]) assert.equal((await other.ask('DELETE', `/api/devices/${session?.id}`)).status, 404)
    assert.equal(await meOf(tablet), w.mia.id)
    assert.equal((await w.omar.ask('DELETE', `/api/devices/${session?.id}`)).status, 204)
    assert.equal(await meOf(tablet), undefined)
  })

  it("a child's session has no way to any route that is not a child's, nor by calling itself another kind", async () => {
    const [kind = '', token = ''] = w.leo.cookie.replace('kitestring=', '').split('.')
    assert.equal(kind, 'child')
    const closed = routes.filter((line) => !ruleOf(line.may).who.includes('child'))
    assert.ok(closed.length > 15)
    for (const line of closed) {
      for (const [viewer, code] of [
        [{ kind: 'child', token }, 'not-allowed'],
        [{ kind: 'guardian', token }, 'sign-in.needed'],
        [{ kind: 'visitor' }, 'sign-in.needed'],
      ] as const) {
        const asked = {
          house: w.house,
          viewer,
          params: { childId: w.leo.id },
          query: {},
          body: undefined,
          page: undefined,
          tablet: undefined,
          known: [],
          session: { start: () => assert.fail(), end: () => assert.fail(), lock: () => assert.fail(), know: () => assert.fail() },
        }
        if (viewer.kind === 'guardian' && !ruleOf(line.may).who.includes('guardian')) continue
        await assert.rejects(
          answer(line, asked, undefined),
          (fault) => fault instanceof Refusal && fault.code === code,
          `${line.method} ${line.url}`,
        )
      }
    }
  })

  it('T19 who comes in where they never were is told of, in the same transaction; where they were it is nothing new', async () => {
    const { guest, device } = await arrivesWithPasskey('Nora')
    const { guest: other, device: others } = await arrivesWithPasskey('Otto')
    const told = async () =>
      (
        await w.asOwner(
          "select from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'alerts.new-browser' and j.payload ->> 'personId' = $1",
          [guest.id],
        )
      ).length
    await signsIn(guest, device)
    assert.equal(await told(), 0, 'the account was made here')
    const phone = person('Nora')
    assert.equal((await signIn(phone, newDevice(origin)))[0], 401)
    assert.equal(await told(), 0)
    await signsIn(phone, device)
    await signsIn(phone, device)
    assert.equal(await told(), 1)
    await signsIn(other, device) // in the browser of somebody else
    assert.equal(await told(), 2)
    await signsIn(other, others)
    await signsIn(other, device)
    assert.equal(await told(), 2, 'both are known there by now')
    const pretender = person('Nora')
    pretender.known = `kitestring-known=${'x'.repeat(43)}.${other.known.slice(-43).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`
    await signsIn(pretender, device)
    assert.equal(await told(), 3)
    assert.doesNotMatch(phone.known, new RegExp(guest.id))
  })

  it('T19 they hear of it and who guards a child with them, and nobody else', async () => {
    const work = await openWork(w.config, w.urls.worker)
    const { to } = await newBrowser(work, { personId: w.dana.id as PersonId })
    assert.deepEqual([...to].sort(), [w.dana.id, w.omar.id].sort())
    assert.deepEqual((await newBrowser(work, { personId: w.rosa.id as PersonId })).to, [w.rosa.id])
    await work.close()
  })

  it('a child’s tablet gets no mark', async () => {
    const tablet = person('Mia')
    await good(tablet.post('/api/sessions', { way: { kind: 'code', code: await pairingCode() } }))
    assert.equal(tablet.known, '')
  })

  it('a session that is over is nobody', async () => {
    const { guest } = await arrives('Zoe')
    await w.asOwner('update sessions set expires_at = now() where person_id = $1', [guest.id])
    assert.equal((await guest.get('/api/children')).status, 401)
    assert.equal((await guest.post('/api/fresh-checks/challenge', { act: 'guardian.invite', subject: 'self' })).status, 401)
  })
})

// ── people at the door ──

// Last: Dana is signed out by it.
describe('coming back with the code on paper', () => {
  it('T19 it gives one new way in, once, and ends every other and every device', async () => {
    const { guest, totp } = await arrives('Rita')
    const elsewhere = await alsoSignedIn(guest)
    const old = await writesDown(guest)
    const code = await writesDown(guest)
    assert.notEqual((await waysOf(guest)).paperSince, null)
    assert.deepEqual((await w.visitor.post('/api/codes/look', { code: old })).status, 404) // the newest alone is good
    assert.equal((await good(w.visitor.post<{ opens: string }>('/api/codes/look', { code }))).opens, 'paper')
    assert.equal((await person('thief').post('/api/sessions', { way: { kind: 'code', code } })).status, 404)
    const signUp = await startsSignUp(code)
    assert.equal((await w.visitor.post('/api/accounts', account(signUp, code, 'Rita'))).status, 404) // it makes no account
    assert.equal(await meOf(guest), guest.id) // and nothing ended before there is a new way in
    const back = person('Rita')
    const device = newDevice(origin)
    const again = await startsSignUp(code)
    const coming = { signUpId: again.signUpId, code, way: { kind: 'passkey', response: device.make(again.passkeyOptions) } }
    await good(back.post('/api/comings-back', coming))
    assert.deepEqual([await meOf(back), await meOf(guest), await meOf(elsewhere)], [guest.id, undefined, undefined])
    assert.equal((await person('thief').post('/api/comings-back', coming)).status, 404)
    const way = { kind: 'password', signInName: 'Rita', password, totpCode: totp.generate({ timestamp: Date.now() + 30_000 }) }
    assert.equal((await person('Rita').post('/api/sessions', { way })).status, 401)
    await signsIn(person('Rita'), device)
    assert.deepEqual(await waysOf(back), { passkeys: (await waysOf(back)).passkeys, password: false, paperSince: null })
  })

  it('T19 the code is in no answer that is kept to be given again, and who does not finish coming back keeps their key', async () => {
    const { guest } = await arrives('Sven')
    const kept = async () => (await w.asOwner('select from requests where person_id = $1', [guest.id])).length
    const before = await kept()
    const code = await writesDown(guest)
    await good(guest.post('/api/password/challenge'))
    assert.equal(await kept(), before)
    const { signUpId } = await startsSignUp(code)
    assert.equal(signUpId, guest.id)
    await w.asOwner('update sign_ups set expires_at = now() where id = $1', [signUpId])
    const work = await openWork(w.config, w.urls.worker)
    await sweep(work)
    assert.ok(await work.keyring.key('person', guest.id as PersonId))
    await work.close()
    assert.equal((await w.asOwner('select from sign_ups where id = $1', [signUpId])).length, 0)
  })

  it('T19 for a day nothing is proved with it, what stops works at once, and the log of each child says so', async () => {
    const code = await writesDown(w.dana)
    const device = newDevice(origin)
    const early = await w.dana.fresh('sharing.resume', w.mia.id)
    const back = await comesBack(w.dana, code, device)
    const asks = () => back.post('/api/fresh-checks/challenge', { act: 'sharing.resume', subject: w.mia.id })
    assert.deepEqual((await asks()).body, { code: 'paper.waits' })
    await good(back.post(`/api/children/${w.mia.id}/pauses`, {}))
    // Also a check that was made in time, and one that somebody wrote in: the act itself asks.
    await w.asOwner(
      "insert into fresh_checks (id, session_id, act, subject) select $2, id, 'sharing.resume', $3 from sessions where person_id = $1 limit 1",
      [w.dana.id, randomUUID(), w.mia.id],
    )
    const [written] = await w.asOwner<{ id: string }>(
      'select f.id from fresh_checks f join sessions s on s.id = f.session_id where s.person_id = $1',
      [w.dana.id],
    )
    for (const freshCheckId of [early, written?.id])
      assert.deepEqual((await back.post(`/api/children/${w.mia.id}/resumptions`, { freshCheckId })).body, { code: 'paper.waits' })
    const acts = await w.asOwner<{ act: string }>('select act from log_entries where child_id = $1 order by number', [w.mia.id])
    assert.ok(acts.some(({ act }) => act === 'account.come-back'))
    await w.asOwner("update codes set used_at = now() - interval '1 day' where person_id = $1 and opens = 'paper'", [w.dana.id])
    assert.equal((await asks()).status, 200)
  })
})

function person(name: string): Person {
  return new Person(w, name)
}

async function pairingCode(): Promise<string> {
  return (await good(w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/pairings`))).code
}

async function invitation(): Promise<string> {
  return (
    await good(
      w.dana.post<{ code: string }>('/api/guardian-invitations', {
        method: 'video-call',
        freshCheckId: await w.dana.fresh('guardian.invite', 'self'),
      }),
    )
  ).code
}

function startsSignUp(code: string): Promise<SignUp> {
  return good(w.visitor.post<SignUp>('/api/sign-ups', { code }))
}

function account(signUp: SignUp, code: string, name: string, theirs = password) {
  const totpCode = new TOTP({ secret: signUp.totp.secret }).generate()
  return {
    signUpId: signUp.signUpId,
    code,
    name,
    avatar: 'bear',
    email: null,
    noticeVersion: currentNotice(w.config).version,
    way: { kind: 'password', signInName: name, password: theirs, totpCode },
  }
}

function wrongCode(signUp: SignUp): string {
  const near = [-30_000, 0, 30_000, 60_000].map((ms) => new TOTP({ secret: signUp.totp.secret }).generate({ timestamp: Date.now() + ms }))
  return ['111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
}

async function arrives(name: string, theirs = password): Promise<{ guest: Person; totp: TOTP }> {
  const code = await invitation()
  const signUp = await startsSignUp(code)
  const guest = person(name)
  await good(guest.post('/api/accounts', account(signUp, code, name, theirs)))
  guest.id = signUp.signUpId
  return { guest, totp: new TOTP({ secret: signUp.totp.secret }) }
}

async function arrivesWithPasskey(name: string): Promise<{ guest: Person; device: Device }> {
  const code = await invitation()
  const signUp = await startsSignUp(code)
  const [guest, device] = [person(name), newDevice(origin)]
  await good(
    guest.post('/api/accounts', { ...account(signUp, code, name), way: { kind: 'passkey', response: device.make(signUp.passkeyOptions) } }),
  )
  guest.id = signUp.signUpId
  return { guest, device }
}

async function signIn(who: Person, device: Device, how?: Parameters<Device['prove']>[1]): Promise<[number, string]> {
  const { challengeId, passkeyOptions } = await good(who.post<FreshChallenge>('/api/sessions/challenge'))
  const { status, raw } = await who.post('/api/sessions', {
    way: { kind: 'passkey', challengeId, response: device.prove(passkeyOptions, how) },
  })
  return [status, raw.toString()]
}

async function signsIn(who: Person, device: Device): Promise<void> {
  assert.deepEqual(await signIn(who, device), [201, '{"kind":"guardian"}'])
}

async function alsoSignedIn({ id, name }: Person): Promise<Person> {
  const token = randomBytes(32).toString('base64url')
  await w.asOwner(
    "insert into sessions (id, person_id, kind, token_hash, expires_at) values ($1, $2, 'guardian', sha256(convert_to($3, 'UTF8')), now() + interval '1 hour')",
    [randomUUID(), id, token],
  )
  const phone = person(name)
  phone.cookie = `kitestring=guardian.${token}`
  return phone
}

async function confirms(who: Person, device: Device, act: FreshAct, subject: string): Promise<string> {
  const { challengeId, passkeyOptions } = await good(who.post<FreshChallenge>('/api/fresh-checks/challenge', { act, subject }))
  return (
    await good(
      who.post<{ freshCheckId: string }>('/api/fresh-checks', {
        challengeId,
        way: { kind: 'passkey', response: device.prove(passkeyOptions) },
      }),
    )
  ).freshCheckId
}

async function adds(who: Person, device: Device, freshCheckId: string) {
  const { challengeId, passkeyOptions } = await good(who.post<FreshChallenge>('/api/passkeys/challenge'))
  return who.post('/api/passkeys', { challengeId, response: device.make(passkeyOptions), freshCheckId })
}

async function meOf(who: Person): Promise<string | undefined> {
  return (await good(who.get<{ viewer: { id: string } | null }>('/api/me'))).viewer?.id
}

async function waysOf(who: Person): Promise<WaysIn> {
  return good(who.get<WaysIn>('/api/ways-in'))
}

async function writesDown(who: Person): Promise<string> {
  return (await good(who.post<CodeOnPaper>('/api/paper-code', { freshCheckId: await who.fresh('paper.make', 'self') }))).code
}

async function comesBack({ id, name }: Person, code: string, device: Device): Promise<Person> {
  const back = person(name)
  back.id = id
  const { signUpId, passkeyOptions } = await startsSignUp(code)
  await good(back.post('/api/comings-back', { signUpId, code, way: { kind: 'passkey', response: device.make(passkeyOptions) } }))
  return back
}
