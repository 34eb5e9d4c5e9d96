// Hands a message without content to the push service of a browser, encrypted for that browser alone (RFC 8291), and speaks to nobody but the services named here.
import { createECDH, ECDH } from 'node:crypto'
import { request } from 'node:https'
import webPush from 'web-push'
import { days, seconds } from './clock.ts'
import type { Config } from './config.ts'
import type { Keyring } from './keyring.ts'

/** Every place a message can ever be sent to. The notice names them. NOT-2 */
export const pushServices = ['fcm.googleapis.com', 'web.push.apple.com', 'push.services.mozilla.com', 'notify.windows.com'] as const
export type PushService = (typeof pushServices)[number]
const withHostsBelow: readonly PushService[] = ['push.services.mozilla.com', 'notify.windows.com']

/** Where a browser hears, and the keys it alone can open with. */
export type Address = { endpoint: string; p256dh: string; auth: string }
export type Push = {
  /** `gone`: the service knows this browser no more. Anything else but success is trouble, so that the job is tried again. */
  send(address: Address, message: string): Promise<'sent' | 'gone'>
}
/** Carries one request out of this machine, and gives the answer's status. */
export type Carrier = (to: URL, headers: Record<string, string>, body: Buffer) => Promise<number>

export class PushFault extends Error {
  override name = 'PushFault'
}

export function openPush(config: Config, keyring: Keyring, carry: Carrier = overHttps): Push {
  const keys = keysOf(keyring)
  return {
    async send({ endpoint, p256dh, auth }, message) {
      if (!serviceOf(endpoint)) throw new PushFault('this is no push service')
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, message, {
        vapidDetails: { subject: reachedAt(config), ...keys },
        contentEncoding: 'aes128gcm',
        TTL: days(2) / 1000,
        urgency: 'normal',
        topic: 'kitestring', // a phone that was off hears one message, however many there were
      })
      const status = await carry(new URL(endpoint), toStrings(headers), body ?? Buffer.alloc(0))
      if (status === 404 || status === 410) return 'gone'
      if (status < 200 || status > 299) throw new PushFault(`a push service answered ${status}`)
      return 'sent'
    },
  }
}

/** Whose the address is: only https at its usual port, and only of a service named above. The address comes from outside, and we go there. NOT-2 */
export function serviceOf(endpoint: string): PushService | undefined {
  if (!URL.canParse(endpoint)) return undefined
  const { protocol, hostname, port, username, password } = new URL(endpoint)
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return undefined
  return pushServices.find((service) => hostname === service || (withHostsBelow.includes(service) && hostname.endsWith(`.${service}`)))
}

/** Whether a message could be encrypted for it at all. */
export function isWhole({ endpoint, p256dh, auth }: Address): boolean {
  try {
    const point = Buffer.from(p256dh, 'base64url')
    ECDH.convertKey(point, 'prime256v1') // it throws for what is no point of the curve
    return serviceOf(endpoint) !== undefined && point.length === 65 && Buffer.from(auth, 'base64url').length === 16
  } catch {
    return false
  }
}

/** What a browser asks its push service with, so that nobody else can send it anything. Public. */
export function publicKeyOf(keyring: Keyring): string {
  return keysOf(keyring).publicKey
}

// Made with the keyring's root key, so it is as old as the house and comes back with the recovery code. RFC 8292
function keysOf(keyring: Keyring): { publicKey: string; privateKey: string } {
  const number = (BigInt(`0x${keyring.deriveKey('web push').export().toString('hex')}`) % (ORDER - 1n)) + 1n
  const privateKey = Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(privateKey)
  return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') }
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n // of the curve P-256

// A push service may ask who sends. Apple's refuses a name that only this machine knows, so an address with https is best.
function reachedAt({ url, mail }: Config): string {
  return url.protocol === 'https:' ? url.origin : `mailto:${/<([^<>]+)>$/.exec(mail.from)?.[1] ?? mail.from}`
}

function toStrings(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

// It follows no answer to another place.
function overHttps(to: URL, headers: Record<string, string>, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(to, { method: 'POST', headers, timeout: seconds(10) }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new PushFault('a push service did not answer')))
    sent.on('error', reject)
    sent.end(body)
  })
}
