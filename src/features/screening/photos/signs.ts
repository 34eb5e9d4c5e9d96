// What the words in a picture tell: the check of words, and what stands on signs alone, where nobody says "I live in". PUB-2, PUB-6
import { checkWords } from '../words.ts'
import type { Line } from './reading.ts'
import { aboutOf, type Seen } from './seen-kinds.ts'

const manyLines = 16
const manyLetters = 320

const streets = [
  /^(?:\p{Lu}[\p{L}.'’-]*\s?){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|court|close|crescent|gardens|terrace|square|boulevard|blvd)\.?$/iu,
  /^\p{L}[\p{L}.’-]{2,}\s?-?(?:stra(?:ss|ß|b)e|str\.?|weg|gasse|allee|platz|ring|ufer|damm)(?:\s?\d{1,4}\s?[a-z]?)?$/iu,
  /^(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|allee|quai)\s(?:de\s|du\s|des\s|la\s|le\s|les\s|l['’])*\p{L}{3,}/iu,
  /^(?:calle|c\/|avenida|avda\.?|plaza|paseo|camino|travesía|travesia)\s(?:de\s|del\s|la\s|el\s|los\s|las\s)*\p{L}{3,}/iu,
]
const schools = [
  /\p{L}{3,}\s(?:primary|elementary|middle|high|grammar|secondary|infant|junior|nursery)\s?school/iu,
  /\p{L}{3,}[\s-]?(?:grundschule|gesamtschule|realschule|gymnasium|kindergarten|kita)$/iu,
  /^(?:école|ecole|collège|college|lycée|lycee|maternelle|colegio|escuela|instituto|grundschule|gymnasium|kita)\s\p{L}{3,}/iu,
]
const names = [
  /^(?:hello[,!]?\s)?(?:my name is|i['’]?m called|ich hei(?:ss|ß|b)e|je m['’]appelle|me llamo)\b/iu,
  /^(?:name|nom|nombre|vorname|prénom)\s?[:.]\s?\p{Lu}/iu,
]
const plates = [
  /^[A-ZÄÖÜ]{1,3}[\s·.:-]{1,2}[A-Z]{1,2}\s?\d{1,4}[EH]?$/, // German
  /^[A-Z]{2}\d{2}\s?[A-Z]{3}$/, // British
  /^[A-Z]{2}[\s-]?\d{3}[\s-]?[A-Z]{2}$/, // French
  /^\d{4}\s?[B-DF-HJ-NPR-TV-Z]{3}$/, // Spanish
  /^(?:[A-Z]{3}[\s-]\d{3,4}|\d[A-Z]{3}\d{3})$/, // American
]
const own: readonly [Seen, readonly RegExp[]][] = [
  ['place', streets],
  ['school', schools],
  ['name', names],
  ['plate', plates],
]

/** For each line what it is about, once; a page full of words is told as one. */
export function toldBy(lines: readonly Line[], language: string | undefined): { kind: Seen; line: Line }[] {
  const verdict = checkWords(
    lines.map(({ words }) => words),
    language,
  )
  if (verdict.is === 'held') throw new Error('the words in the picture could not be looked through')
  const told = lines.map((line, n) => {
    const inWords = verdict.findings.filter(({ text }) => text === n).map(({ kind }) => aboutOf[kind])
    const onSign = own.find(([, patterns]) => patterns.some((pattern) => pattern.test(line.words)))?.[0]
    return { line, kind: inWords.find((kind) => kind !== null) ?? onSign }
  })
  const found = told.flatMap(({ kind, line }) => (kind ? [{ kind, line }] : []))
  const first = lines[0]
  return first && found.length === 0 && isPage(lines) ? [{ kind: 'page', line: first }] : found
}

function isPage(lines: readonly Line[]): boolean {
  return lines.length >= manyLines || lines.reduce((sum, { words }) => sum + words.length, 0) >= manyLetters
}
