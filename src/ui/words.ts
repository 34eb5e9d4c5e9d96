// Finds the words for an id in the reader's language; no screen holds words of its own.
import { i18n, type Messages } from '@lingui/core'
import { NoConnection } from './api.ts'
import { isolated } from './isolate.ts'
import { forIntl, keepLanguage, type Language, rightToLeft, wantedLanguage } from './languages.ts'
import { messages as englishKit } from './words/en/kit.po'

type Load = () => Promise<{ messages: Messages }>
type AppWords = { english: Messages; others: Record<string, Load> } // others: import.meta.glob of the app's catalogues

const kit: AppWords = {
  english: englishKit,
  others: import.meta.glob<{ messages: Messages }>(['./words/*/kit.po', '!./words/en/kit.po']),
}
const parts = [kit]
let show = () => {}
let chosen: Language | undefined // last: on a slow line the words of an earlier one may come after

/**
 * English comes with the app; every other language is a file of its own, fetched when it is the reader's. What cannot be fetched is English.
 * `shown` draws the app, now and whenever the reader chooses another language.
 */
export async function startWords(app: AppWords, shown: () => void) {
  parts.push(app)
  show = shown
  await speak(wantedLanguage()).catch(() => speak('en'))
  show()
}

/** The words of a part that comes later, in the reader's language. */
export async function addWords(part: AppWords) {
  const words = await wordsOf(part, language())
  parts.push(part)
  i18n.load(language(), words)
}

/** At once, and from now on here. Where its words cannot be fetched nothing has changed. */
export async function changeLanguage(to: Language) {
  await speak(to).catch((cause) => {
    throw new NoConnection('no words', { cause })
  })
  if (chosen !== to) return
  keepLanguage(to)
  show()
}

export function t(id: string, values?: Record<string, unknown>): string {
  return i18n._(id, values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolatedHere(value)])))
}

export function hasWords(id: string) {
  return id in i18n.messages
}

/** With the year when it is another one. */
export function formatDay(instant: string, now = new Date()) {
  const year = new Date(instant).getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return i18n.date(instant, { day: 'numeric', month: 'long', year })
}

/** A month that is kept as its first day in UTC, or as "2027-03": the same month wherever it is read. */
export function formatMonth(month: string) {
  return i18n.date(month, { month: 'long', year: 'numeric', timeZone: 'UTC' })
}

export function formatNames(names: string[]) {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names.map(isolatedHere))
}

export function language() {
  return i18n.locale as Language
}

/** The reader's language with their country, for Intl. */
export function locale() {
  return forIntl(language(), navigator.languages)
}

async function speak(to: Language) {
  chosen = to
  i18n.load(to, Object.assign({}, ...(await Promise.all(parts.map((part) => wordsOf(part, to))))))
  if (chosen !== to) return
  i18n.activate(to, forIntl(to, navigator.languages))
  document.documentElement.lang = to
  document.documentElement.dir = rightToLeft.includes(to) ? 'rtl' : 'ltr'
}

async function wordsOf({ english, others }: AppWords, language: Language): Promise<Messages> {
  const load = Object.entries(others).find(([path]) => path.split('/').at(-2) === language)?.[1]
  return { ...english, ...(await load?.())?.messages }
}

function isolatedHere<Value>(value: Value) {
  return typeof value === 'string' ? isolated(value, language()) : value
}
