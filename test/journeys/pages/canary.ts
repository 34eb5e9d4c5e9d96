// A photo and words that nobody else has, and whether anything of them is to be seen on a screen by any way: as words, to a screen reader, as ink.
import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import type { Page } from 'playwright-core'
import { inkOn, inkPhoto } from './ink.ts'

/** Every planted word begins with it. */
export const planted = 'zq7kite'

export type Canary = { number: number; photo: Buffer; caption: string; alt: string }

export async function newCanary(): Promise<Canary> {
  const number = randomInt(2 ** 31)
  return { number, photo: await inkPhoto(number), caption: newWord(), alt: newWord() }
}

export function newWord(): string {
  return `${planted}${randomBytes(5).toString('hex')}`
}

/** The picture is painted, whole and large enough to be read. */
export async function seesCanary(page: Page, { number, alt, caption }: Canary): Promise<void> {
  await page.getByRole('img', { name: alt }).waitFor()
  await page.getByText(caption).first().waitFor()
  for (const until = performance.now() + 10_000; performance.now() < until; await page.waitForTimeout(50))
    if ((await inkOn(page)).number === number) return
  assert.fail(`the picture ${number} was not to be seen`)
}

/** Not one of these words, and no spot of ink, in anything that a page shows, tells a screen reader or remembers. */
export async function showsNothingOf(page: Page, words: readonly string[], where: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  const said = [await page.content(), await page.title(), JSON.stringify(nodes), await page.evaluate(remembered)].join('\n')
  await devtools.detach()
  assert.deepEqual(
    words.filter((word) => said.includes(word)),
    [],
    `words, ${where}`,
  )
  assert.equal((await inkOn(page)).spots, 0, `ink, ${where}`)
}

function remembered(): string {
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map((field) => field.value)
  return JSON.stringify([fields, history.state, { ...sessionStorage }, { ...localStorage }])
}
