// A name in another script, inside a sentence, keeps to itself: without that, "Mia" turns the order of an Arabic sentence round, and ليلى that of an English one.
import { type Language, rightToLeft } from './languages.ts'

const firstIsRightToLeft = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u
const lettersRightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/
const [open, close] = ['\u2068', '\u2069'] // first strong isolate, pop directional isolate

/** Only where scripts can meet: a sentence of one script stays as it is written, and so do words of ours in which names are isolated already. */
export function isolated(value: string, language: Language): string {
  if (value.includes(open)) return value
  const meets = rightToLeft.includes(language) ? value !== '' : lettersRightToLeft.test(value)
  return meets ? `${open}${value}${close}` : value
}

/** The way words of any language run, by their first letter: as `dir="auto"` does it, for what is drawn. */
export function directionOf(words: string): 'rtl' | 'ltr' {
  return firstIsRightToLeft.test(words) ? 'rtl' : 'ltr'
}
