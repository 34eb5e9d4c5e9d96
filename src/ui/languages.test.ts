// Every language is whole: each id, each name in brackets, each plural; children read short sentences and no word that hurries or shames, in any of them.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Language, languages } from './languages.ts'
import { everyCase, pluralsIn } from './words/cases.ts'
import config from './words/lingui.config.ts'
import { pressure } from './words/pressure.ts'
import { sentencesOf } from './words/reading.ts'
import { catalogues, readWords } from './words/read-words.ts'

const english = allWords('en')
/**
 * How many words a child's sentence has at most. Spanish and French need a sixth more for the same; German joins nouns, and Arabic its little words.
 * The grade that words are measured by (reading.ts) counts English syllables, so it is for English alone.
 */
const longest: Record<Language, number> = { en: 10, es: 12, de: 11, fr: 12, ar: 9 }
/** These say that there is none of it, or mean the dots of a picture. */
const withoutPressure = ['kit.something-broke', 'refusal.bug', 'child.promise.no-numbers', 'child.studio.frame.dots', 'child.idea.dots']
/** Words that are the language's own and happen to be written as in English, and what is a name everywhere. Nothing longer may be the same. */
const sameWord: Record<Language, string> = {
  en: '',
  es: 'Animal Cactus Kitestring Koala No Panda Pizza Pop Robot Stickers Taco',
  de: 'Baseball Basketball Burger Bus Code Comic Film Giraffe Kitestring Koala Name Orange Otter Panda Party Pizza Rose Skateboard Tablets Taco Tiger Warm Wolf',
  fr: 'Ambulance Animal Bus Cactus Code Date Film Jungle Kitestring Koala Lion Orange Panda Photo Photos Pizza Pop Robot Rose Signature Taco Train',
  ar: 'Kitestring',
}

describe('languages', () => {
  it('the build, the choice on the screen and the words know the same languages', () => {
    const folders = readdirSync(join(import.meta.dirname, 'words'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    assert.deepEqual(folders.map(({ name }) => name).sort(), Object.keys(languages).sort())
    assert.deepEqual([...config.locales].sort(), Object.keys(languages).sort())
  })

  for (const language of Object.keys(languages) as Language[]) {
    const words = allWords(language)

    it(`${language}: every id of English has words, and there is none beyond`, () => {
      assert.deepEqual(
        Object.keys(english).filter((id) => !words[id]),
        [],
      )
      assert.deepEqual(
        Object.keys(words).filter((id) => !(id in english)),
        [],
      )
    })

    it(`${language}: the same names in brackets and the same marks as in English, in every case`, () => {
      const other = Object.entries(words).filter(
        ([id, text]) => namesIn(text) !== namesIn(english[id] ?? '') || everyCase(text).some((one) => /<|\p{L}'\{/u.test(one)),
      )
      assert.deepEqual(other, [])
    })

    it(`${language}: a plural has words for every number this language tells apart`, () => {
      const needed = new Intl.PluralRules(language)
        .resolvedOptions()
        .pluralCategories.filter((name) => !(name === 'many' && language !== 'ar')) // millions: as `other`
      const lacking = Object.entries(words).flatMap(([id, text]) =>
        pluralsIn(text).flatMap(({ cases }) => needed.filter((name) => !cases.includes(name)).map((name) => `${id}: ${name}`)),
      )
      assert.deepEqual(lacking, [])
      const unknown = Object.entries(words).flatMap(([id, text]) =>
        pluralsIn(text).flatMap(({ cases }) =>
          cases.filter((name) => !/^=\d+$/.test(name) && ![...needed, 'many'].includes(name)).map((name) => `${id}: ${name}`),
        ),
      )
      assert.deepEqual(unknown, [])
    })

    it(`NOT-3 ${language}: a child reads at most ${longest[language]} words a sentence`, () => {
      const long = childWords(language).filter(([, text]) =>
        everyCase(text).some((one) => sentencesOf(one).some((sentence) => sentence.length > longest[language])),
      )
      assert.deepEqual(long, [])
    })

    it(`WEL-6 ${language}: no word that a child reads hurries, shames or keeps a tally`, () => {
      const pressing = childWords(language).filter(([id, text]) => pressure[language].test(text) && !withoutPressure.includes(id))
      assert.deepEqual(pressing, [])
    })

    if (language !== 'en')
      it(`${language}: nothing was left in English`, () => {
        const same = Object.keys(english)
          .filter((id) => words[id] === english[id])
          .map((id) => (english[id] ?? '').replace(/\{\w+\}|[^\p{L}{]+/gu, ' ').trim())
        assert.deepEqual(
          same.filter((word) => word !== '' && !sameWord[language].split(' ').includes(word)),
          [],
        )
      })
  }
})

function allWords(language: string): Record<string, string> {
  return Object.assign({}, ...catalogues.map((name) => readWords(name, language)))
}

function childWords(language: Language): [id: string, text: string][] {
  return (['kit', 'child', 'studio'] as const).flatMap((name) => Object.entries(readWords(name, language)))
}

/** What is filled in, and what is counted. */
function namesIn(text: string): string {
  const counted = pluralsIn(text).map(({ argument }) => argument)
  const filled = everyCase(text).flatMap((one) => [...one.matchAll(/\{\s*(\w+)\s*\}/g)].map(([, name]) => name))
  return [...new Set([...counted.map((name) => `${name} counted`), ...filled])].sort().join(' ')
}
