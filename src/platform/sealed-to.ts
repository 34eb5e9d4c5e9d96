// Sealing to somebody who is not here: whoever has the public half can close, and only who has the other half, on paper or a stick elsewhere, can open. X25519, HKDF-SHA-256, AES-256-GCM.
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto'
import { keyFrom, open, seal, SealBroken } from './crypto.ts'

const PUBLIC_BYTES = 32

/** `privateKey` is PEM (PKCS #8), as every tool reads it. */
export function newPair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return { publicKey: textOf(publicKey), privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() }
}

/** Not those few with which anybody could open. */
export function isPublicKey(text: string): boolean {
  try {
    return (
      textOf(publicFrom(text)) === text &&
      diffieHellman({ publicKey: publicFrom(text), privateKey: generateKeyPairSync('x25519').privateKey }).length > 0
    )
  } catch {
    return false // no key of this kind, or one of those few
  }
}

/** A pair for this one thing; its secret half is forgotten at once, so not even who closed it can open it. */
export function sealTo(publicKey: string, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const once = generateKeyPairSync('x25519')
  const head = Buffer.from(textOf(once.publicKey), 'base64url')
  return Buffer.concat([head, seal(sharedKey(once.privateKey, publicFrom(publicKey), head, publicKey), plaintext, aad)])
}

export function openSealedTo(privateKey: string, sealed: Buffer, aad: Uint8Array): Buffer {
  const mine = createPrivateKey(privateKey)
  if (mine.asymmetricKeyType !== 'x25519' || sealed.length < PUBLIC_BYTES) throw new SealBroken()
  const head = sealed.subarray(0, PUBLIC_BYTES)
  const key = sharedKey(mine, publicFrom(head.toString('base64url')), head, textOf(createPublicKey(mine)))
  return open(key, sealed.subarray(PUBLIC_BYTES), aad)
}

function sharedKey(privateKey: KeyObject, publicKey: KeyObject, head: Buffer, to: string): KeyObject {
  const shared = diffieHellman({ privateKey, publicKey })
  const salt = Buffer.concat([head, Buffer.from(to, 'base64url')])
  return keyFrom(Buffer.from(hkdfSync('sha256', shared, salt, 'kitestring sealed to 1', 32)))
}

function publicFrom(text: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: text }, format: 'jwk' })
}

function textOf(publicKey: KeyObject): string {
  return publicKey.export({ format: 'jwk' }).x ?? ''
}
