// Finds the words for an id in the reader's language; no screen holds words of its own.
import { i18n, type Messages } from '@lingui/core'
import { chooseLanguage } from './choose-language.ts'
import { messages as englishKit } from './words/en/kit.po'

type Load = () => Promise<{ messages: Messages }>
type AppWords = { english: Messages; others: Record<string, Load> } // others: import.meta.glob of the app's catalogues

const otherKits: Record<string, Load> = import.meta.glob<{ messages: Messages }>(['./words/*/kit.po', '!./words/en/kit.po'])
const rightToLeft = ['ar', 'fa', 'he', 'ur']

// English comes with the app; every other language is a file of its own, fetched when it is the reader's. Missing words are English.
export async function startWords({ english, others }: AppWords) {
  i18n.load('en', { ...englishKit, ...english })
  const language = chooseLanguage(navigator.languages, Object.keys(others).map(languageOf))
  if (language !== 'en') await loadLanguage(language, others)
  i18n.activate(language)
  document.documentElement.lang = language
  document.documentElement.dir = rightToLeft.includes(language) ? 'rtl' : 'ltr'
}

/** The words of a part that comes later, in the reader's language. */
export async function addWords({ english, others }: AppWords) {
  const load = Object.entries(others).find(([path]) => languageOf(path) === i18n.locale)?.[1]
  i18n.load(i18n.locale, { ...english, ...i18n.messages, ...(await load?.())?.messages })
}

export function t(id: string, values?: Record<string, unknown>): string {
  return i18n._(id, values)
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
  return new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(names)
}

export function language() {
  return i18n.locale
}

async function loadLanguage(language: string, others: Record<string, Load>) {
  const loads = [otherKits, others].map((files) => Object.entries(files).find(([path]) => languageOf(path) === language)?.[1])
  for (const load of loads) {
    if (load) i18n.load(language, { ...i18n.messages, ...(await load()).messages })
  }
}

function languageOf(path: string) {
  return path.split('/').at(-2) ?? ''
}
