// What somebody without an account writes is ciphertext before the database sees it. It lies in no backup, so its row is all there is of it. SAF-7
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import type { ReportId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'

export function sealWords(keyring: Keyring, report: ReportId, words: string): Buffer {
  return sealText(keyring.deriveKey('reports'), words, placeOf(report))
}

export function openWords(keyring: Keyring, report: ReportId, sealed: Buffer): string {
  return openText(keyring.deriveKey('reports'), sealed, placeOf(report))
}

function placeOf(report: ReportId): Uint8Array {
  return boundTo({ table: 'reports', row: report, owner: report, variant: 'words_sealed', keyId: 'reports' })
}
