// What a child does on the tablet, by the words on the screen.
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { hasNoFlaw, seesScreen } from './browser.ts'

export type ChosenFile = { name: string; mimeType: string; buffer: Buffer }

export async function startsWithCode(page: Page, code: string): Promise<void> {
  await page.goto('/')
  await seesScreen(page, 'Hello!')
  await page.getByLabel('Your code').fill(code)
  await page.getByRole('button', { name: 'Start' }).click()
}

/** The lesson of four cards, to the child's own yes. CON-9 */
export async function learnsAndSaysYes(page: Page): Promise<void> {
  await seesScreen(page, 'How it works')
  for (const title of ['You pick who sees it', 'A grown-up looks first', 'It ends', 'You can take it back']) {
    await page.getByRole('heading', { level: 2, name: title }).waitFor()
    await hasNoFlaw(page)
    await page.getByRole('button', { name: 'Next' }).click()
  }
  await page.getByRole('heading', { level: 2, name: 'Do you want to share photos?' }).waitFor()
  await hasNoFlaw(page)
  await page.getByRole('button', { name: 'Yes, I want to share' }).click()
  await plansTo(page, 'Make a picture')
  await seesScreen(page, 'Make something')
}

/** What a visit opens with. WEL-9 */
export async function plansTo(page: Page, what: 'Make a picture' | 'Look at photos' | 'See my own photos'): Promise<void> {
  await seesScreen(page, 'What do you want to do?')
  await page.getByRole('button', { name: what }).click()
}

/** One picture after another, by what each shows. */
export async function taps(page: Page, pictures: readonly string[]): Promise<void> {
  for (const name of pictures) await page.getByRole('button', { name, exact: true }).click()
}

/** Picks a photo and goes on with it as it is. */
export async function picks(page: Page, file: ChosenFile): Promise<void> {
  await picksToEdit(page, file)
  await page.getByRole('button', { name: 'Go on' }).click()
}

/** Picks a photo that this browser can draw, so that it opens in the studio. */
export async function picksToEdit(page: Page, file: ChosenFile): Promise<void> {
  await page.getByLabel('Pick a photo').setInputFiles(file)
  await page.getByRole('heading', { level: 1, name: 'Make it yours' }).waitFor()
}

export function photoFile(buffer: Buffer, name = 'IMG_0001.JPG', mimeType = 'image/jpeg'): ChosenFile {
  return { name, mimeType, buffer }
}

export async function writes(page: Page, { caption, alt }: { caption: string; alt: string }): Promise<void> {
  await page.getByLabel('What do you want to say?').fill(caption)
  await page.getByLabel('What can you see in the photo?').fill(alt)
}

export async function asksFor(page: Page, friends: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click()
  await seesScreen(page, 'Who is it for?')
  for (const friend of friends) await page.getByRole('group', { name: 'Tap the faces' }).getByRole('checkbox', { name: friend }).check()
  await hasNoFlaw(page)
}

export async function sends(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask my grown-up' }).click()
  await seesScreen(page, 'I asked!')
}

export async function goesTo(page: Page, place: 'Make' | 'Photos' | 'Me' | 'Help'): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click()
}

export function cardFrom(page: Page, friend: string): Locator {
  return page.getByRole('article', { name: `From ${friend}` })
}

/** The picture is really there: its bytes came and were decoded. */
export async function showsPicture(picture: Locator): Promise<string> {
  await picture.scrollIntoViewIfNeeded()
  const { width, address } = await picture.evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) return { width: 0, address: 'this is no picture' }
    await element.decode()
    return { width: element.naturalWidth, address: element.currentSrc }
  })
  assert.ok(width > 0, address)
  return address
}

/** How long the picture stays after `act`, in milliseconds; the screen is not touched meanwhile. */
export async function timeUntilGone(picture: Locator, act: () => Promise<void>): Promise<number> {
  await picture.waitFor()
  const gone = picture.waitFor({ state: 'detached' }).then(() => performance.now())
  const started = performance.now()
  await act()
  return (await gone) - started
}
