// All lists of all languages, read once. A word that means something else in another language is only looked for in its own.
import { ar } from './lexicon/ar.ts'
import { de } from './lexicon/de.ts'
import { en } from './lexicon/en.ts'
import { es } from './lexicon/es.ts'
import { fr } from './lexicon/fr.ts'
import type { Kind } from './kinds.ts'
import { fold } from './normalise.ts'
import { isNumberWord } from './numbers.ts'
import { type Index, indexOf, phrasesOf, vocabularyOf } from './phrases.ts'
import type { Token } from './tokens.ts'

const lexicons = { en, es, de, fr, ar }
export const languages = ['en', 'es', 'de', 'fr', 'ar'] as const
export type Language = (typeof languages)[number]
export type Named = Kind | 'innocent' | 'aims-at-call'

type Lists = {
  byLanguage: Record<Language, Index<Named>>
  knows: (word: string) => boolean
  common: Record<Language, Set<string>>
  small: Set<string>
  aims: Set<string>
  unkind: Set<string>
}
let read: Lists | undefined

export function lists(): Lists {
  read ??= readAll()
  return read
}

function readAll(): Lists {
  const phrases = mapLanguages((language) =>
    Object.entries(lexicons[language].phrases).flatMap(([kind, text]) =>
      kind === 'when-spelled' ? [] : phrasesOf(kind as Named, text ?? '', lexicons[language].lists),
    ),
  )
  const words = new Set(languages.flatMap((language) => [...vocabularyOf(phrases[language])]))
  const common = mapLanguages((language) => new Set(lexicons[language].common.split(/\s+/).map((word) => fold(word).replace(/'/g, ''))))
  const wordsFor = (kind: Named) =>
    vocabularyOf(languages.flatMap((language) => phrases[language].filter((phrase) => phrase.kind === kind)))
  return {
    aims: wordsFor('aims-at-call'),
    unkind: new Set(
      languages.flatMap((language) =>
        (lexicons[language].phrases['when-spelled'] ?? '')
          .split(' ')
          .flatMap((list) => (lexicons[language].lists[list] ?? '').split(/\s+/).map(fold)),
      ),
    ),
    byLanguage: mapLanguages((language) => indexOf(phrases[language])),
    knows: (word) => words.has(word) || isNumberWord(word),
    common,
    small: new Set([...languages.flatMap((language) => [...common[language]]), ...smallWords.split(' ')]),
  }
}

// Words that are no name of a street, a school or a person.
const smallWords =
  `nice hello hi hey from what and but or with very too good fun great yes no please thanks thank ok big small new old first last next one two three
  love like want because every each same also math maths homework school english history science monday tuesday wednesday thursday friday saturday sunday winter summer spring autumn rain broccoli dinner lunch breakfast christmas easter halloween mum mom dad year years day days week this that these those there here where who whose`.replace(
    /\s+/g,
    ' ',
  )

function mapLanguages<T>(make: (language: Language) => T): Record<Language, T> {
  return { en: make('en'), es: make('es'), de: make('de'), fr: make('fr'), ar: make('ar') }
}

/** The languages these words may be in: those of whose small words it has most, or all. The language that was named is always among them. */
export function languagesOf(tokens: readonly Token[], named?: string): Language[] {
  const { common } = lists()
  const scores = languages.map((language) => ({
    language,
    score: tokens.filter(({ forms: [word = ''] }) => common[language].has(word)).length,
  }))
  const best = Math.max(...scores.map(({ score }) => score))
  if (best === 0) return [...languages]
  return scores
    .filter(({ language, score }) => score * 2 >= best || best - score <= 1 || language === named)
    .map(({ language }) => language)
}
