// The words of a text, each with every way it may be meant: b4ckwards, s p a c e d, stretched out or run together. Only ways that a list knows are kept. PUB-6
import type { Plain } from './normalise.ts'

/** `start` and `end` are places in the plain text; `breaks`: a sentence ended before it; `apart`: its letters stood apart. */
export type Token = { forms: string[]; start: number; end: number; breaks: boolean; raised: boolean; apart?: true }

const lettersApart = 3
const longestToken = 60

export function tokensOf(plain: Plain, knows: (word: string) => boolean): Token[] {
  const tokens: Token[] = []
  let last = 0
  for (const { 0: word, index } of plain.text.matchAll(/[\p{L}\p{N}](?:['’]?[\p{L}\p{N}])*/gu)) {
    const breaks = /[.!?…;؟]\s|[!?؟]|\ue000/.test(plain.text.slice(Math.max(last, index - 12), index)) && last > 0
    tokens.push({ forms: formsOf(word, knows), start: index, end: index + word.length, breaks, raised: plain.raised[index] === true })
    last = index + word.length
  }
  return withSigns(plain, joined(apart(tokens, knows), plain, knows), knows)
}

function formsOf(word: string, knows: (word: string) => boolean): string[] {
  const letters = word.slice(0, longestToken).replace(/['’]/g, '')
  return [letters, ...otherForms(letters).filter((form) => form !== letters && knows(form))]
}

function otherForms(letters: string): string[] {
  const read = /\p{L}/u.test(letters) && /\d/.test(letters) ? readings(letters) : [letters]
  const without = letters.replace(/^(?:وال|بال|لل|ال|و|ب|ل|ف)(?=\p{L}{2})/u, '')
  const short = letters.replace(/(?:es|s)$/, '')
  return [...new Set([...read, without, ...(short.length > 2 ? [short] : [])].flatMap((form) => [form, ...calmed(form)]))]
}

/** "uuuugly": once, twice. "stuppid". */
function calmed(form: string): string[] {
  if (!/(.)\1/u.test(form)) return []
  return [form.replace(/(.)\1{2,}/gu, '$1'), form.replace(/(.)\1{2,}/gu, '$1$1'), form.replace(/(.)\1+/gu, '$1')]
}

const digitsAsLetters: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
  '|': 'l',
  '+': 't',
}
function readings(letters: string): string[] {
  const read = letters.replace(/[\d@$€!|+]/g, (sign) => digitsAsLetters[sign] ?? sign)
  const other = letters.replace(/[1!]/g, 'l').replace(/[\d@$€|+]/g, (sign) => digitsAsLetters[sign] ?? sign)
  return [read, other, letters.replace(/8/g, 'ate'), letters.replace(/2/g, 'to').replace(/4/g, 'for')]
}

/** Three single letters and more beside each other are one or several words: "s t u p i d". What no list knows stays one word. */
function apart(tokens: Token[], knows: (word: string) => boolean): Token[] {
  const out: Token[] = []
  for (let i = 0; i < tokens.length; ) {
    let end = i
    while (end < tokens.length && isLetter(tokens[end]) && (end === i || near(tokens[end - 1], tokens[end]))) end += 1
    if (end - i < lettersApart) {
      const token = tokens[i]
      if (token) out.push(...runTogether(token, knows))
      i += 1
      continue
    }
    out.push(...wordsOf(tokens.slice(i, end), knows))
    i = end
  }
  return out
}

function isLetter(token: Token | undefined): boolean {
  return (
    token !== undefined && token.end - token.start === 1 && /[\p{L}\d]/u.test(token.forms[0] ?? '') && !/^\d$/.test(token.forms[0] ?? '0')
  )
}

function near(one: Token | undefined, other: Token | undefined): boolean {
  return one !== undefined && other !== undefined && other.start - one.end <= lettersApart
}

/** The longest word that is known from each place on; letters that begin none stay alone. */
function wordsOf(letters: Token[], knows: (word: string) => boolean): Token[] {
  const all = letters.map(({ forms }) => forms[0] ?? '').join('')
  const out: Token[] = []
  for (let i = 0; i < letters.length; ) {
    let length = Math.min(12, letters.length - i)
    while (length > 1 && !knows(all.slice(i, i + length))) length -= 1
    const [first, last] = [letters[i], letters[i + length - 1]]
    if (first && last)
      out.push({ ...first, forms: [all.slice(i, i + length)], end: last.end, ...(length > 2 ? { apart: true as const } : {}) })
    i += length
  }
  return out.length === letters.length ? [{ ...(letters[0] as Token), forms: [all], end: letters.at(-1)?.end ?? 0 }] : out
}

/** "killyourself", "#youareugly": only when all of it is made of words that are known. */
function runTogether(token: Token, knows: (word: string) => boolean): Token[] {
  const word = token.forms[0] ?? ''
  if (word.length < 9 || word.length > 40 || token.forms.some((form) => knows(form))) return [token]
  const parts = split(word, knows)
  if (!parts) return [token]
  let at = token.start
  return parts.map((part, n) => {
    const start = at
    at = n === parts.length - 1 ? token.end : at + part.length
    return { forms: [part], start, end: at, breaks: n === 0 && token.breaks, raised: n === 0 && token.raised }
  })
}

const shortParts = new Set(['u', 'ur', 'me', 'my', 'is', 'to', 'so', 'us', 'i', 'on', 'ig', 'te', 'tu', 'du', 'no', 'ne', 'yo', 'eu', 'a'])
function split(word: string, knows: (word: string) => boolean): string[] | null {
  const best: (string[] | null)[] = [[]]
  for (let end = 1; end <= word.length; end++) {
    best[end] = null
    for (let start = Math.max(0, end - 12); start < end; start++) {
      const part = word.slice(start, end)
      const before = best[start]
      if (!before || !(part.length > 2 ? knows(part) : shortParts.has(part))) continue
      const now = best[end]
      if (!now || before.length + 1 < now.length) best[end] = [...before, part]
    }
  }
  const parts = best[word.length]
  return parts && parts.length > 1 ? parts : null
}

/** "stu pid", "k ill": two pieces that are a known word only together. */
function joined(tokens: Token[], plain: Plain, knows: (word: string) => boolean): Token[] {
  const out: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const [one, two] = [tokens[i], tokens[i + 1]]
    if (!one) continue
    const [first = '', second = ''] = [one.forms[0], two?.forms[0]]
    const both = first + second
    const isOne =
      two &&
      !two.breaks &&
      near(one, two) &&
      both.length >= 5 &&
      both.length <= 10 &&
      first.length <= 5 &&
      second.length <= 5 &&
      !plain.text.slice(one.end, two.start).includes('\n') &&
      (!knows(first) || first.length === 1) &&
      !knows(second) &&
      knows(both)
    out.push(isOne ? { ...one, forms: [both], end: two.end } : one)
    if (isOne) i += 1
  }
  return out
}

/** "$tup!d", "b*tch": read with its signs where that is a word that is known. */
function withSigns(plain: Plain, tokens: Token[], knows: (word: string) => boolean): Token[] {
  const out = [...tokens]
  for (const { 0: word, index } of plain.text.matchAll(/[\p{L}\p{N}@$€!|+*#'_.-]{3,24}/gu)) {
    if (!/[@$€!|+*#_.-]/.test(word) || !/\p{L}/u.test(word)) continue
    const trimmed = word.replace(/[!.|+*#_'-]+$/, '')
    const bare = trimmed.replace(/[_.'-]/g, '')
    const read = [
      ...readings(bare),
      ...readings(bare).flatMap(calmed),
      ...(/[*#]/.test(bare) ? filled(bare, knows) : []),
      ...(/[*#]/.test(trimmed) ? [bare.replace(/[*#]/g, '')] : []),
    ]
    const form = read.find((form) => form.length > 2 && !/[^\p{L}\p{N}]/u.test(form) && knows(form))
    if (!form || form === trimmed) continue
    const [start, end] = [index, index + trimmed.length]
    const at = out.findIndex((token) => token.end > start)
    if (at < 0) continue
    let count = 0
    while ((out[at + count]?.start ?? Infinity) < end) count += 1
    const first = out[at]
    const parts = out.slice(at, at + count)
    if (
      first &&
      !(parts.length === 1 && parts[0]?.forms.includes(form)) &&
      !parts.every(({ forms: [part = ''] }) => part.length > 2 && knows(part))
    )
      out.splice(at, count, { ...first, forms: [form], start, end: Math.max(end, start) })
  }
  return out
}

/** Letters that were left out: "f*ck", "st*pid". One or two, and a word of a list. */
function filled(word: string, knows: (word: string) => boolean): string[] {
  const places = [...word].flatMap((sign, at) => (/[*#]/.test(sign) ? [at] : []))
  if (places.length === 0 || places.length > 2 || word.length < 4) return []
  const vowels = ['a', 'e', 'i', 'o', 'u']
  const fill = (text: string, [place, ...others]: number[]): string[] =>
    place === undefined
      ? [text]
      : [...vowels, 'c', 't', 's', 'r', 'l', 'n'].flatMap((letter) => fill(text.slice(0, place) + letter + text.slice(place + 1), others))
  return fill(word, places).filter((form) => knows(form))
}
