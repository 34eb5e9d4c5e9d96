// Looks for what is better not told, asked or said in a child's words: the same in the child's browser, before anything is sent, and on the server, which asks
// nobody's word for it. It tells; the child mends, and a guardian decides. Whatever goes wrong here is "held". PUB-2, PUB-6, SAF-5, SAF-8
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { gravest, type Kind, repairsOf, type Repair } from './kinds.ts'
import { type Language, languages, languagesOf, lists, type Named } from './lists.ts'
import { plainOf, type Plain } from './normalise.ts'
import { numbersToCall, numberValue } from './numbers.ts'
import { foundOnline } from './online.ts'
import { find, type Reads } from './phrases.ts'
import { foundPlaces } from './places.ts'
import { type Token, tokensOf } from './tokens.ts'

/** In which of the texts, and where in it as it was typed. */
export type Finding = { kind: Kind; text: number; start: number; end: number; repairs: Repair[] }
export type Verdict = { is: 'clear'; findings: [] } | { is: 'found'; findings: Finding[] } | { is: 'held'; findings: [] }
type Stretch = { kind: Kind; start: number; end: number }
type Phrased = { kind: Named; says: string; start: number; end: number }
export type Words = { plain: Plain; tokens: Token[]; languages: Language[]; phrases: Phrased[] }
export type Check = { name: string; look: (words: Words) => Stretch[] }

/** No text of a child is longer: ten photos with all they may say. More is not read, and held. */
const longest = 100_000
const longestPlain = 24_000
const mostSteps = 3_000_000

export const checks: readonly Check[] = [
  { name: 'numbers', look: lookForNumbers },
  { name: 'online', look: ({ plain }) => foundOnline(plain) },
  { name: 'places', look: ({ plain, tokens }) => foundPlaces(plain, tokens) },
  { name: 'phrases', look: lookForPhrases },
  { name: 'rude words', look: lookForRudeWords },
]

/** Texts that are read together: what is split over them is found too. An error, and what would take too long, is held. */
export function checkWords(texts: readonly string[], language?: string, all: readonly Check[] = checks): Verdict {
  try {
    const findings = look(texts, language, all)
    return findings.length > 0 ? { is: 'found', findings } : { is: 'clear', findings: [] }
  } catch {
    return { is: 'held', findings: [] } // a guardian reads it: no reason not to is known
  }
}

function look(texts: readonly string[], language: string | undefined, all: readonly Check[]): Finding[] {
  const typed = texts.map((text) => text.toWellFormed()).join('\ue000\n')
  if (typed.length > longest) throw new Error('too long to be read')
  if (typed.trim() === '') return []
  const plain = plainOf(typed)
  if (plain.text.length > longestPlain) throw new Error('too long to be read') // one letter may stand for many
  const tokens = tokensOf(plain, lists().knows)
  let steps = 0
  const spend = () => {
    steps += 1
    if (steps > mostSteps) throw new Error('too much to be looked through')
  }
  const spoken = spokenIn(tokens, plain, texts, language)
  const words = { plain, tokens, languages: spoken, phrases: phrasesIn(tokens, spoken, spend) }
  const stretches = withoutInnocent(
    all.flatMap((check) => check.look(words)),
    words.phrases.filter(({ kind }) => kind === 'innocent'),
  )
  return inTheirTexts(withoutLesser(stretches), plain, texts)
}

/** Each text may be in a language of its own: what stands in one hides nothing of another. */
function spokenIn(tokens: readonly Token[], plain: Plain, texts: readonly string[], named: string | undefined): Language[] {
  const ends: number[] = []
  for (const text of texts) ends.push((ends.at(-1) ?? 0) + text.length + 2)
  const textOf = (token: Token) => ends.findIndex((end) => (plain.from[token.start] ?? 0) < end)
  const spoken = new Set([...Map.groupBy(tokens, textOf).values()].flatMap((own) => languagesOf(own, named)))
  return languages.filter((language) => spoken.has(language))
}

function lookForNumbers({ plain, tokens }: Words): Stretch[] {
  const { aims } = lists()
  return numbersToCall(plain, tokens, ({ forms }) => forms.some((form) => aims.has(form))).map((stretch) => ({
    kind: 'phone-number',
    ...stretch,
  }))
}

function lookForPhrases({ phrases, tokens }: Words): Stretch[] {
  const spelled = tokens.filter(({ apart, forms }) => apart && forms.some((form) => lists().unkind.has(form)))
  return [
    ...phrases.flatMap(({ kind, start, end }) => (kind === 'innocent' || kind === 'aims-at-call' ? [] : [{ kind, start, end }])),
    ...spelled.map(({ start, end }) => ({ kind: 'unkind' as const, start, end })),
  ]
}

function phrasesIn(tokens: readonly Token[], languages: readonly Language[], spend: () => void): Phrased[] {
  const { byLanguage, common } = lists()
  return languages.flatMap((language) =>
    find(tokens, byLanguage[language], reads, spend)
      .filter(
        ({ kind, first, last }) =>
          kind === 'innocent' || tokens.slice(first, last + 1).some(({ forms: [word = ''] }) => !common[language].has(word)),
      )
      .map(({ kind, says, first, last }) => ({ kind, says, start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 })),
  )
}

const reads: Reads = {
  number: (token) => numberValue(token) !== undefined,
  name: (token) => token.raised && !lists().small.has(token.forms[0] ?? ''),
  some: (token) => !lists().small.has(token.forms[0] ?? '') && /\p{L}/u.test(token.forms[0] ?? ''),
}

const rude = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })

/** Birds, donkeys and names: these are looked for with the words beside them. */
const alsoInnocent = new Set([
  'ass',
  'tit',
  'tits',
  'cock',
  'dick',
  'pussy',
  'hoe',
  'dyke',
  'coon',
  'cum',
  'anal',
  'sex',
  'bastard',
  'prick',
])

/** Other languages have words that look rude in English. */
function lookForRudeWords({ plain, tokens, languages }: Words): Stretch[] {
  if (!languages.includes('en')) return []
  return rude
    .getAllMatches(plain.text)
    .map(({ startIndex, endIndex }) => ({ kind: 'rude-word' as const, start: startIndex, end: endIndex + 1 }))
    .filter(({ start, end }) => !alsoInnocent.has(plain.text.slice(start, end)))
    .filter(({ start, end }) => tokens.some((token) => token.start === start && token.end <= end + 3)) // not within another word
}

function withoutInnocent(stretches: readonly Stretch[], innocent: readonly { start: number; end: number }[]): Stretch[] {
  return stretches.filter(
    ({ start, end, kind }) =>
      !innocent.some(
        (other) =>
          kind !== 'phone-number' && kind !== 'e-mail' && (Math.min(end, other.end) - Math.max(start, other.start)) * 2 >= end - start,
      ),
  )
}

/** What lies within something graver, or the same twice, is said once. */
function withoutLesser(stretches: readonly Stretch[]): Stretch[] {
  const ordered = [...stretches].sort(
    (one, other) => gravest.indexOf(one.kind) - gravest.indexOf(other.kind) || other.end - other.start - (one.end - one.start),
  )
  const kept: Stretch[] = []
  for (const stretch of ordered) {
    const same = kept.find(({ kind, start, end }) => kind === stretch.kind && start <= stretch.end && stretch.start <= end)
    if (same) [same.start, same.end] = [Math.min(same.start, stretch.start), Math.max(same.end, stretch.end)]
    else if (!kept.some(({ start, end }) => start <= stretch.start && stretch.end <= end)) kept.push({ ...stretch })
  }
  return kept.sort((one, other) => one.start - other.start)
}

/** Back to where it stands in what was typed: one finding for each text it reaches into. */
function inTheirTexts(stretches: readonly Stretch[], plain: Plain, texts: readonly string[]): Finding[] {
  return stretches.flatMap(({ kind, start, end }) => {
    const [from, to] = [plain.from[start] ?? 0, plain.to[Math.max(start, end - 1)] ?? 0]
    let begins = 0
    return texts.flatMap((text, n) => {
      const [first, last] = [Math.max(from - begins, 0), Math.min(to - begins, text.length)]
      begins += text.length + 2
      return last > first ? [{ kind, text: n, start: first, end: last, repairs: repairsOf(kind) }] : []
    })
  })
}
