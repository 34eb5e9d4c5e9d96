// What is sealed to somebody opens with their half of the key alone, whole, and where it belongs.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { it } from 'node:test'
import { SealBroken } from './crypto.ts'
import { isPublicKey, newPair, openSealedTo, sealTo } from './sealed-to.ts'

const { publicKey, privateKey } = newPair()
const place = Buffer.from('here')

it('SAF-3 opens with the other half and with nothing else, each time another box', () => {
  const box = sealTo(publicKey, Buffer.from('kite'), place)
  assert.equal(openSealedTo(privateKey, box, place).toString(), 'kite')
  assert.notDeepEqual(sealTo(publicKey, Buffer.from('kite'), place), box)
  const ofAnotherKind = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  for (const key of [newPair().privateKey, ofAnotherKind]) assert.throws(() => openSealedTo(key, box, place), SealBroken)
  assert.throws(() => openSealedTo(privateKey, box, Buffer.from('elsewhere')), SealBroken)
  for (let at = 0; at < box.length; at += 1) {
    const touched = Buffer.from(box)
    touched[at] = (touched[at] ?? 0) ^ 1
    assert.throws(() => openSealedTo(privateKey, touched, place), `byte ${at}`)
  }
  for (let length = 0; length < box.length; length += 7)
    assert.throws(() => openSealedTo(privateKey, box.subarray(0, length), place), SealBroken)
})

it('SAF-3 what is no key, or one that everybody could open, is none', () => {
  assert.ok(isPublicKey(publicKey))
  const everybodys = [0, 1].map((first) => Buffer.alloc(32, 0).fill(first, 0, 1).toString('base64url'))
  for (const text of ['', 'kite', `${publicKey}x`, publicKey.slice(1), ` ${publicKey}`, ...everybodys])
    assert.equal(isPublicKey(text), false, text)
})
