// Sealing: turns a child's words and pictures into bytes that say nothing without their key, and back.
import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  randomBytes,
  randomInt,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'

// A sealed thing is: version (1 byte), nonce (12), ciphertext, tag (16).
const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
export const SEALED_OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES
const KEY_BYTES = 32
const TEXT_BUCKET = 64

/** Where a sealed thing belongs. Opening it anywhere else fails. */
export type Place = {
  table: string
  row: string
  owner: string
  variant: string // the column, or the rendition
  keyId: string // whose key: a post's, a photo's or a person's id
}

export class SealBroken extends Error {
  override name = 'SealBroken'
  constructor() {
    super('sealed bytes could not be opened: wrong key, wrong place, or altered')
  }
}

export function seal(key: KeyObject, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(withVersion(aad))
  const head = Buffer.concat([Buffer.of(VERSION), nonce])
  return Buffer.concat([head, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Gives the plaintext only after the tag verified; otherwise throws SealBroken and gives nothing. */
export function open(key: KeyObject, sealed: Uint8Array, aad: Uint8Array): Buffer {
  if (sealed.length < SEALED_OVERHEAD || sealed[0] !== VERSION) throw new SealBroken()
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
  const body = sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES)
  const tag = sealed.subarray(sealed.length - TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(withVersion(aad)).setAuthTag(tag)
  const unverified = decipher.update(body)
  if (!tagVerifies(decipher)) {
    unverified.fill(0)
    throw new SealBroken()
  }
  return unverified
}

/** Texts are padded to steps of 64 bytes, so that a stolen row does not tell "ok" from a story. */
export function sealText(key: KeyObject, text: string, aad: Uint8Array): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const padded = Buffer.alloc(Math.ceil((bytes.length + 1) / TEXT_BUCKET) * TEXT_BUCKET)
  bytes.copy(padded)
  padded[bytes.length] = 0x80
  return seal(key, padded, aad)
}

export function openText(key: KeyObject, sealed: Uint8Array, aad: Uint8Array): string {
  const padded = open(key, sealed, aad)
  const end = padded.lastIndexOf(0x80)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new SealBroken()
  return padded.toString('utf8', 0, end)
}

/** The one way to say where a sealed thing belongs; two different places never give the same bytes. */
export function boundTo(place: Place): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.row, place.owner, place.variant, place.keyId]))
}

export function newKey(): KeyObject {
  return keyFrom(randomBytes(KEY_BYTES))
}

/** Takes the bytes over: they are wiped here, so that a key lies in one place in memory only. */
export function keyFrom(bytes: Buffer): KeyObject {
  if (bytes.length !== KEY_BYTES) throw new RangeError('a key has 32 bytes')
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

export function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest()
}

export type Signer = { publicKey: string; sign(text: string): string; verifies(text: string, signature: string): boolean }

// What stands before the 32 bytes of an Ed25519 private key (RFC 8410).
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs by Ed25519: whoever knows the public key can check a signature, and only whoever has this key can make one. */
export function signerFrom(key: KeyObject): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519, key.export()]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    verifies: (text, signature) => isSignedWith(publicKey, text, signature),
  }
}

/** For a signature whose signer is gone: the public key is all there is. */
export function verifierOf(publicKey: string): Pick<Signer, 'verifies'> {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return { verifies: (text, signature) => isSignedWith(key, text, signature) }
}

function isSignedWith(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  return bytes.toString('base64url') === signature && verify(null, Buffer.from(text), key, bytes) // the last letter has bits to spare
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

// No vowels, so no words; no letter that looks like a digit or another letter on paper (O/0, I/1/L, S/5, Z/2, B/8, G/6, U/V).
const CODE_LETTERS = 'CDFHJKMNPQRTVWXY2346789'

/** A short code for people to read out and type: about 4.5 bits a letter. */
export function newCode(length: number): string {
  return Array.from({ length }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
}

/** A typed code as newCode wrote it; undefined when it holds a letter that no code has. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '')
  return code !== '' && [...code].every((letter) => CODE_LETTERS.includes(letter)) ? code : undefined
}

/** "CDFH2346" as "CDFH-2346", for paper and screens. */
export function showCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}

/** Compares without telling, by the time it takes, how much was right. */
export function isSame(a: Uint8Array | string, b: Uint8Array | string): boolean {
  return timingSafeEqual(sha256(a), sha256(b))
}

function withVersion(aad: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(VERSION), aad])
}

function tagVerifies(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final()
    return true
  } catch {
    return false // final() throws for one reason: the tag does not fit
  }
}
