// A push service of the tests, on this machine, and browsers that hear through it: it checks who sends, and they open what they alone can. RFC 8030, 8188, 8291, 8292
import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { Address, Carrier, PushService } from '../src/platform/push.ts'

export type Sent = { endpoint: string; headers: Record<string, string>; body: Buffer }
export type StandIn = {
  carrier: Carrier
  sent: Sent[]
  /** What it answers from now on. */
  answers: number
  close(): Promise<void>
}

/** The request goes over the wire, to this machine instead of the named host. */
export async function openPushService(): Promise<StandIn> {
  const sent: Sent[] = []
  const server = createServer(async (asked, answer) => {
    const body: Buffer[] = []
    for await (const part of asked) body.push(part)
    sent.push({
      endpoint: String(asked.headers['x-endpoint']),
      headers: asked.headers as Record<string, string>,
      body: Buffer.concat(body),
    })
    answer.writeHead(standIn.answers).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const { port } = address
  const standIn: StandIn = {
    sent,
    answers: 201,
    carrier: (to, headers, body) =>
      new Promise((resolve, reject) => {
        const carried = request({
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: to.pathname,
          headers: { ...headers, 'x-endpoint': to.href },
        })
        carried.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject)
        carried.end(body)
      }),
    async close() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
  return standIn
}

export type Browser = Address & { opens(sent: Sent): string }

/** A browser with keys of its own, at an address of a service. */
export function aBrowser(service: PushService = 'fcm.googleapis.com'): Browser {
  const curve = createECDH('prime256v1')
  const publicKey = curve.generateKeys()
  const auth = randomBytes(16)
  const host =
    service === 'push.services.mozilla.com' ? `updates.${service}` : service === 'notify.windows.com' ? `wns2-par02p.${service}` : service
  return {
    endpoint: `https://${host}/fcm/send/${randomBytes(24).toString('base64url')}`,
    p256dh: publicKey.toString('base64url'),
    auth: auth.toString('base64url'),
    opens: ({ body }) => opened(body, curve.getPrivateKey(), auth),
  }
}

/** RFC 8291, from the side of the browser: nothing here is of the library that locks it. */
export function opened(body: Buffer, privateKey: Buffer, auth: Buffer): string {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(privateKey)
  const [salt, sender] = [body.subarray(0, 16), body.subarray(21, 21 + (body[20] ?? 0))]
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), sender])
  const secret = Buffer.from(hkdfSync('sha256', curve.computeSecret(sender), auth, about, 32))
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
  const locked = body.subarray(21 + sender.length)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(locked.subarray(-16))
  const plain = Buffer.concat([decipher.update(locked.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString() // 2: what follows is padding
}

/** Who sent it, by the signature that only the house of this key can make. */
export function assertSentBy(publicKey: string, { endpoint, headers }: Sent): Record<string, unknown> {
  const [, token = '', key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers['authorization'] ?? '') ?? []
  assert.equal(key, publicKey)
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  assert.ok(x && y)
  const jwk = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  assert.ok(
    verify('sha256', Buffer.from(`${head}.${claims}`), { key: jwk, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
  )
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString())
  assert.equal(said.aud, new URL(endpoint).origin)
  return said
}
