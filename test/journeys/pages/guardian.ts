// What a guardian does on their phone, by the words on the screen.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'
import { TOTP } from 'otpauth'
import sharp from 'sharp'
import { demoPassword } from '../../../db/seed.ts'
import { hasNoFlaw, seesScreen } from './browser.ts'

/** From a code in the field to the choice of the way in. */
export async function comesWith(
  page: Page,
  code: string,
  field: 'Set-up code' | 'Your code',
  { name, animal }: { name: string; animal: string },
): Promise<void> {
  await page.getByLabel(field).fill(code)
  await page.getByRole('button', { name: field === 'Your code' ? 'Look what it opens' : 'Use this code' }).click()
  await page.getByRole('heading', { name: 'What Kitestring keeps' }).first().waitFor()
  await hasNoFlaw(page)
  await page.getByRole('button', { name: 'I have read this' }).click()
  await seesScreen(page, 'Who are you?')
  await page.getByLabel('Name').fill(name)
  await page.getByRole('radio', { name: animal }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await seesScreen(page, 'How will you sign in?')
}

export async function choosesPasskey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make a passkey' }).click()
}

/** A password, and the code of an authenticator app that got its key from the screen. */
export async function choosesPassword(page: Page, name: string): Promise<void> {
  const otherWay = page.getByRole('radio', { name: 'With a password and an app' })
  if (await otherWay.isVisible()) await otherWay.check()
  await page.getByLabel('Sign-in name').fill(name)
  await page.getByLabel('New password').fill(demoPassword)
  const address = await page.getByRole('link', { name: 'Open in an app on this device' }).getAttribute('href')
  const secret = new URL(address ?? '').searchParams.get('secret') ?? ''
  await page.getByRole('textbox', { name: '6-digit code' }).fill(new TOTP({ secret }).generate())
  await hasNoFlaw(page)
  await page.getByRole('button', { name: 'Make my account' }).click()
}

/** The child's profile with all three yeses, none of which was there before. CON-4 */
export async function makesProfile(page: Page, { name, animal, band }: { name: string; animal: string; band: string }): Promise<void> {
  await seesScreen(page, 'Add a child')
  await page.getByLabel('Nickname').fill(name)
  await page.getByRole('radio', { name: animal }).check()
  await page.getByRole('radio', { name: band }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await seesScreen(page, 'What do you say yes to?')
  const boxes = page.getByRole('checkbox')
  await boxes.first().waitFor()
  assert.equal(await boxes.count(), 3)
  for (const box of await boxes.all()) assert.equal(await box.isChecked(), false)
  for (const box of await boxes.all()) await box.check()
  await page.getByRole('button', { name: 'Make the profile' }).click()
  await seesScreen(page, `Pair ${name}’s tablet`)
}

/** A one-time code as it can be read out, and the address in the square that is scanned instead. */
export async function shownCode(page: Page, square: string): Promise<{ code: string; address: string }> {
  const code = ((await page.getByRole('definition').last().textContent()) ?? '').trim()
  const { data, info } = await sharp(await page.getByRole('img', { name: square }).screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { code, address: decodeQR({ width: info.width, height: info.height, data: Uint8ClampedArray.from(data) }) }
}

/** Proof of who decides, in the sheet that asks for it. PAR-8 */
export async function confirms(page: Page, way: 'passkey' | 'password'): Promise<void> {
  const sheet = page.getByRole('dialog')
  if (way === 'password') await sheet.getByLabel('Your password').fill(demoPassword)
  const button = sheet.getByRole('button', { name: way === 'passkey' ? 'Confirm with your passkey' : 'Confirm', exact: true })
  await button.waitFor()
  await hasNoFlaw(page)
  await button.click()
}

export async function goesTo(page: Page, place: 'To look at' | 'Children' | 'Shared' | 'People' | 'You'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click()
  await page.getByRole('heading', { level: 1, name: place, exact: true }).waitFor()
}

/** Says yes to the one post that waits. */
export async function allows(page: Page, way: 'passkey' | 'password'): Promise<void> {
  await page
    .getByRole('article')
    .getByRole('button', { name: /^Allow/ })
    .click()
  await confirms(page, way)
  await page.getByRole('heading', { name: 'Allowed' }).waitFor()
  await hasNoFlaw(page)
}

/** Sends the one post that waits back to the child. */
export async function sendsBack(page: Page, { child, word, note }: { child: string; word: string; note: string }): Promise<void> {
  await page.goto('/family/')
  await page
    .getByRole('article')
    .getByRole('button', { name: /^Send it back/ })
    .click()
  await page.getByRole('radio', { name: word }).check()
  await page.getByLabel(`A note to ${child}`).fill(note)
  await hasNoFlaw(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Send it back' }).click()
  await page.getByRole('heading', { name: `Sent back to ${child}` }).waitFor()
  await hasNoFlaw(page)
}
