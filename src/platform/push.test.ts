// A message leaves this machine for the named push services only, locked for one browser, and says the same length whatever it says.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { aBrowser, assertSentBy, opened, openPushService, type StandIn } from '../../test/push-service.ts'
import { toConfig } from './config.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import { isWhole, openPush, publicKeyOf, pushServices, serviceOf, type Carrier } from './push.ts'

describe('messages through push services', () => {
  let home = ''
  let keyring: Keyring
  let service: StandIn
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'kitestring-push-'))
    keyring = await openKeyring(join(home, 'keyring'), 'make-if-missing')
    service = await openPushService()
  })
  after(async () => {
    await service?.close()
    rmSync(home, { recursive: true })
  })
  const config = (more = {}) => toConfig({ KITESTRING_DATA: home, ...more })

  it('NOT-2 only https addresses of the named services, at their usual port, are ever gone to', async () => {
    for (const host of pushServices) assert.equal(serviceOf(aBrowser(host).endpoint), host)
    assert.equal(serviceOf('https://autopush.prod.push.services.mozilla.com/wpush/v2/x'), 'push.services.mozilla.com')
    const carried: string[] = []
    const carry: Carrier = async (to) => carried.push(to.href)
    const push = openPush(config(), keyring, carry)
    for (const endpoint of [
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com:8443/x',
      'https://fcm.googleapis.com@127.0.0.1/x',
      'https://somebody:x@fcm.googleapis.com/x',
      'https://fcm.googleapis.com.example.org/x',
      'https://fcm.googleapis.com./x',
      'https://a.fcm.googleapis.com/x',
      'https://evilpush.services.mozilla.com.example.org/x',
      'https://xpush.services.mozilla.com/x',
      'https://googleapis.com/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://169.254.169.254/latest/meta-data',
      'https://2130706433/x',
      'https://localhost/x',
      'file:///etc/passwd',
      'fcm.googleapis.com/x',
      '',
    ]) {
      assert.equal(serviceOf(endpoint), undefined, endpoint)
      assert.equal(isWhole({ ...aBrowser(), endpoint }), false, endpoint)
      await assert.rejects(push.send({ ...aBrowser(), endpoint }, 'x'), /no push service/, endpoint)
    }
    assert.deepEqual(carried, [])
  })

  it('NOT-2 whatever somebody writes before or after a named host, we go nowhere else', () => {
    let met = 0
    fc.assert(
      fc.property(fc.constantFrom(...pushServices), fc.string(), (host, more) => {
        for (const endpoint of [
          `https://${more}/${host}`,
          `https://${host}${more}`,
          `https://${more}${host}/x`,
          `https://${more}@${host}`,
        ]) {
          if (!serviceOf(endpoint)) continue
          const to = new URL(endpoint)
          met += 1
          assert.ok(pushServices.some((one) => to.host === one || to.host.endsWith(`.${one}`)) && to.protocol === 'https:', endpoint)
        }
      }),
      { numRuns: 1000 },
    )
    assert.ok(met > 100)
  })

  it('RFC 8291 its own browser opens it and no other; RFC 8292 it is signed by the key of this house', async () => {
    const push = openPush(config({ KITESTRING_URL: 'https://kites.example.org' }), keyring, service.carrier)
    const [mine, other] = [aBrowser(), aBrowser()]
    assert.equal(await push.send(mine, 'Something waits'), 'sent')
    const sent = service.sent.at(-1)
    assert.ok(sent)
    assert.equal(sent.endpoint, mine.endpoint)
    assert.equal(mine.opens(sent), 'Something waits')
    assert.throws(() => other.opens(sent))
    assert.equal(sent.headers['content-encoding'], 'aes128gcm')
    assert.equal(sent.headers['topic'], 'kitestring')
    assert.equal(assertSentBy(publicKeyOf(keyring), sent)['sub'], 'https://kites.example.org')
    assert.doesNotMatch(sent.body.toString('latin1'), /Something/)
  })

  it('RFC 8291 the example of the standard is opened by the hand that checks us', () => {
    const [body, key, auth] = [
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
      'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
      'BTBZMqHH6r4Tts7J_aSIgg',
    ].map((text) => Buffer.from(text, 'base64url'))
    assert.ok(body && key && auth)
    assert.equal(opened(body, key, auth), 'When I grow up, I want to be a watermelon')
  })

  it('T26 a key that is no point of the curve, or too short, is none', () => {
    const good = aBrowser()
    assert.ok(isWhole(good))
    for (const bad of [{ p256dh: Buffer.alloc(65, 4).toString('base64url') }, { p256dh: '' }, { auth: 'x' }, { auth: `${good.auth}AAAA` }])
      assert.equal(isWhole({ ...good, ...bad }), false, JSON.stringify(bad))
  })

  it('I6 gone is gone; every other no is trouble, so that it is tried again, and names no address', async () => {
    const push = openPush(config(), keyring, service.carrier)
    for (const answers of [404, 410]) {
      service.answers = answers
      assert.equal(await push.send(aBrowser(), 'x'), 'gone')
    }
    for (const answers of [301, 400, 403, 429, 500]) {
      service.answers = answers
      await assert.rejects(push.send(aBrowser(), 'x'), { message: `a push service answered ${answers}` })
    }
    service.answers = 201
  })

  it('the key is as old as the house, and another house has another', async () => {
    const again = await openKeyring(join(home, 'keyring'), 'must-exist')
    assert.equal(publicKeyOf(again), publicKeyOf(keyring))
    const other = await openKeyring(join(home, 'other'), 'make-if-missing')
    assert.notEqual(publicKeyOf(other), publicKeyOf(keyring))
    assert.equal(Buffer.from(publicKeyOf(keyring), 'base64url').length, 65)
  })

  it('a push service that asks who sends hears an address that mails reach, when there is no https', async () => {
    await openPush(config({ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'Kites <kites@example.org>' }), keyring, service.carrier).send(
      aBrowser(),
      'x',
    )
    const sent = service.sent.at(-1)
    assert.ok(sent)
    assert.equal(assertSentBy(publicKeyOf(keyring), sent)['sub'], 'mailto:kites@example.org')
  })
})
