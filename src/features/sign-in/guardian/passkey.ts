// Passkeys in the browser: asking the device to make one, or to prove that it holds one.
import { startAuthentication, startRegistration, WebAuthnAbortService } from '@simplewebauthn/browser'
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { ApiRefusal } from '../../../ui/api.ts'

/** Browsers give passkeys only on https (or on the machine itself). */
export function passkeysWork(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window
}

export async function makePasskey(options: unknown) {
  if (!isCreation(options)) throw notUsed()
  return { ...(await orNotUsed(startRegistration({ optionsJSON: options }))) }
}

export async function provePasskey(options: unknown) {
  if (!isRequest(options)) throw notUsed()
  return { ...(await orNotUsed(startAuthentication({ optionsJSON: options }))) }
}

/** Takes the device's question away when ours is closed. */
export function stopPasskey() {
  WebAuthnAbortService.cancelCeremony()
}

async function orNotUsed<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (cause) {
    throw notUsed(cause)
  }
}

// The device has no passkey for us, or the person stopped: both look the same to a page, on purpose.
function notUsed(cause?: unknown) {
  const refusal = new ApiRefusal('passkey.wrong', 0)
  refusal.cause = cause
  return refusal
}

function isCreation(options: unknown): options is PublicKeyCredentialCreationOptionsJSON {
  return isRequest(options) && 'user' in options && 'pubKeyCredParams' in options
}

function isRequest(options: unknown): options is PublicKeyCredentialRequestOptionsJSON {
  return typeof options === 'object' && options !== null && 'challenge' in options && typeof options.challenge === 'string'
}
