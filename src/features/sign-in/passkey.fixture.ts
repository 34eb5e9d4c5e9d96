// A passkey device made of software, for tests: it makes one P-256 passkey and proves it, and can be told to misbehave.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Options = { challenge: string } & Record<string, unknown>
type Misbehaving = { origin?: string; rpId?: string; counter?: number; unverified?: boolean }
export type Device = {
  id: string
  make(options: unknown, how?: Misbehaving): Record<string, unknown>
  prove(options: unknown, how?: Misbehaving): Record<string, unknown>
}

const flags = { present: 0x01, verified: 0x04, withKey: 0x40 }

export function newDevice(origin: string): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = randomBytes(32)
  const id = credential.toString('base64url')
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  // COSE: kty EC2, alg ES256, crv P-256, x, y
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
  let used = 0

  function authData(how: Misbehaving, withKey: boolean): Buffer {
    used += 1
    const head = Buffer.alloc(5)
    head[0] = flags.present | (how.unverified ? 0 : flags.verified) | (withKey ? flags.withKey : 0)
    head.writeUInt32BE(how.counter ?? used, 1)
    const attested = withKey ? [Buffer.alloc(16), Buffer.of(0, credential.length), credential, cose] : []
    return Buffer.concat([sha256(how.rpId ?? new URL(origin).hostname), head, ...attested])
  }

  return {
    id,
    make(options, how = {}) {
      const data = authData(how, true)
      // {"fmt": "none", "attStmt": {}, "authData": data}
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.of(data.length),
        data,
      ])
      const client = clientData('webauthn.create', options, how.origin ?? origin)
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    prove(options, how = {}) {
      const data = authData(how, false)
      const client = clientData('webauthn.get', options, how.origin ?? origin)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: Buffer.from('somebody else').toString('base64url'),
        },
      }
    },
  }
}

function clientData(type: string, options: unknown, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge: (options as Options).challenge, origin, crossOrigin: false }))
}

function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest()
}
