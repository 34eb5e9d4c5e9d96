// Addresses that are not written as a phrase: postcodes with their town, and streets whose name and kind are one word. PUB-6
import type { Plain } from './normalise.ts'
import type { Token } from './tokens.ts'

type Found = { kind: 'address' | 'school'; start: number; end: number }

const germanStreet = /^\p{L}{2,30}(?:strasse|str|weg|gasse|platz|allee|damm|ufer|steig|stieg|chaussee|promenade)$/u
const germanSchool =
  /^(?!hoch|fahr|vor|tanz|musik|sommer|ski|schwimm|baum|volks|abend|reit|kunst|hunde|surf|segel|zauber|tauch|rett)\p{L}{3,30}(?:schule|gymnasium|kindergarten|kita|grundschule)$/u
const onlyAWay =
  /^(?:unterwegs|heimweg|schulweg|umweg|ruckweg|hinweg|waldweg|radweg|feldweg|gehweg|fussweg|spielplatz|fussballplatz|sportplatz|parkplatz|marktplatz|zeltplatz|campingplatz|bauplatz|arbeitsplatz|sitzplatz|bolzplatz|flugplatz|einbahnstrasse|milchstrasse|landstrasse|strasse|halbweg|keineswegs|weg|dorfplatz|eisplatz|lieblingsplatz|schlafplatz|reitplatz|rastplatz|startplatz|fensterplatz|stehplatz|tennisplatz|golfplatz|tanzgasse)$/

export function foundPlaces(plain: Plain, tokens: readonly Token[]): Found[] {
  const found: Found[] = tokens.flatMap((token, n): Found[] => {
    const word = token.forms[0] ?? ''
    const next = tokens[n + 1]
    const isHouse =
      next && (!next.breaks || word.endsWith('str')) && /^\d{1,4}[a-z]?$/.test(next.forms[0] ?? '') && next.start - token.end <= 6
    if (germanStreet.test(word) && !onlyAWay.test(word)) {
      const before = tokens
        .slice(Math.max(0, n - 4), n)
        .some(({ forms }) => forms.some((form) => /^(?:wohn\w*|adresse|hausnummer|zuhause|haus|wohnung)$/.test(form)))
      if (isHouse || before) return [{ kind: 'address', start: token.start, end: isHouse && next ? next.end : token.end }]
    }
    if (
      token.raised &&
      germanSchool.test(word) &&
      n > 0 &&
      !token.breaks &&
      !/^(?:grundschule|schule|kindergarten|gymnasium|realschule|gesamtschule|hauptschule|oberschule|mittelschule|musikschule|sprachschule|nachschule)$/.test(
        word,
      )
    )
      return [{ kind: 'school', start: token.start, end: token.end }]
    return []
  })
  for (const { 0: words, index } of plain.text.matchAll(
    /(?<![\p{L}\p{N}])(?:[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|\d{5},? \p{L}{3,20}|\d{4} [a-z]{2}(?= \p{L}{3,}))(?![\p{L}\p{N}])/gu,
  )) {
    const isUk = /^[a-z]/.test(words)
    if (isUk ? plain.raised[index] === true : plain.raised[index + words.search(/\p{L}/u)] === true)
      found.push({ kind: 'address', start: index, end: index + words.length })
  }
  return found
}
