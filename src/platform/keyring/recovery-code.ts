// The recovery code: the keyring's root key on paper, for the day the machine is lost.
import { sha256 } from '../crypto.ts'

// Crockford's alphabet: O reads as 0, I and L as 1, so handwriting does not lock anybody out.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ROOT_BYTES = 32
const CHECK_BYTES = 3 // 35 bytes are exactly 56 letters; a typo passes unseen once in 16 million
const GROUP = 4

export class RecoveryCodeWrong extends Error {
  override name = 'RecoveryCodeWrong'
  constructor() {
    super('the recovery code has a typing mistake: it is 14 groups of 4 letters and digits')
  }
}

export function toRecoveryCode(root: Uint8Array): string {
  const bytes = Buffer.concat([root, checkOf(root)])
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = piecesOf(bits, 5).map((five) => LETTERS[Number.parseInt(five, 2)])
  return piecesOf(letters.join(''), GROUP).join('-')
}

export function rootFromRecovery(typed: string): Buffer {
  const letters = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (letters.length !== ((ROOT_BYTES + CHECK_BYTES) * 8) / 5) throw new RecoveryCodeWrong()
  const bits = [...letters].map((letter) => fiveBits(letter)).join('')
  const bytes = Buffer.from(piecesOf(bits, 8).map((eight) => Number.parseInt(eight, 2)))
  const root = bytes.subarray(0, ROOT_BYTES)
  if (!checkOf(root).equals(bytes.subarray(ROOT_BYTES))) throw new RecoveryCodeWrong()
  return root
}

function piecesOf(text: string, size: number): string[] {
  return Array.from({ length: text.length / size }, (_, at) => text.slice(at * size, (at + 1) * size))
}

function fiveBits(letter: string): string {
  const value = LETTERS.indexOf(letter)
  if (value < 0) throw new RecoveryCodeWrong()
  return value.toString(2).padStart(5, '0')
}

function checkOf(root: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.from('kitestring recovery code\n'), root])).subarray(0, CHECK_BYTES)
}
