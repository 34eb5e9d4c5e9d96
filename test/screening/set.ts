// The labelled messages that the check of words is measured with: written by hand for each language, and some of them again in disguise. About a third, by their
// hash, is never looked at while the lists are changed; figures of both parts are published. PUB-6, BUL-5
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, kinds } from '../../src/features/screening/kinds.ts'
import { type Language, languages } from '../../src/features/screening/lists.ts'

/** `kind` null: nothing is to be found. `as`: how it was disguised. */
export type Message = { language: Language; kind: Kind | null; text: string; as: string; part: 'open' | 'kept-apart' }

export function messages(): Message[] {
  const written = languages.flatMap(writtenIn)
  const all = [...written, ...written.flatMap(disguised), ...languages.flatMap(numbersIn)]
  return [...new Map(all.map((message) => [`${message.language} ${message.text}`, message])).values()].map((message) => ({
    ...message,
    part: isKeptApart(message.text) && !looked.includes(message.text) ? 'kept-apart' : 'open',
  }))
}

type Written = Omit<Message, 'part'>

function isKeptApart(text: string): boolean {
  return (createHash('sha256').update(text).digest()[0] ?? 0) < 85
}

const read = (file: string) => readFileSync(join(import.meta.dirname, `messages/${file}.txt`), 'utf8')
/** By what these showed, lists were changed. */
const looked = languages.map((language) => read(`${language}.seen`)).join('')

function writtenIn(language: Language): Written[] {
  return `${read(language)}${read(`${language}.seen`)}`
    .split('\n')
    .filter((line) => line !== '')
    .map((line, n) => {
      const [label = '', text = ''] = line.split('\t')
      const kind = kinds.find((kind) => kind === label) ?? null
      if ((kind === null && label !== '-') || text === '') throw new Error(`line ${n + 1} of ${language}.txt is no message: ${line}`)
      return { language, kind, text, as: 'as written' }
    })
}

const greek: Record<string, string> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', y: 'у', i: 'і' }
const leet: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }
const each = (text: string, change: (letter: string, at: number) => string) => [...text].map(change).join('')
const disguises: [string, (text: string) => string, boolean][] = [
  ['in capitals', (text) => text.toUpperCase(), true],
  [
    'wide letters',
    (text) => each(text, (letter) => (/[!-~]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0) : letter)),
    true,
  ],
  ['look-alikes', (text) => each(text, (letter) => greek[letter] ?? letter), true],
  ['nothing between', (text) => each(text, (letter, at) => (at % 3 === 1 ? `${letter}\u200b` : letter)), true],
  ['with pictures', (text) => `${text} 😂🎈`, true],
  ['vowels as figures', (text) => each(text, (letter, at) => (at % 2 === 0 ? (leet[letter] ?? letter) : letter)), false],
  ['stretched', (text) => each(text, (letter, at) => (at % 9 === 4 && /[aeiou]/.test(letter) ? letter.repeat(4) : letter)), false],
]

/** What is disguised is chosen by its place: no random choice, the same set each time. Names and figures stay readable where a disguise would make them another thing. */
function disguised(message: Written, n: number): Written[] {
  const [as, change, plain] = disguises[n % disguises.length] ?? ['as written', (text: string) => text, true]
  if (!plain && (message.kind === null || /\d|@|\./.test(message.text) || message.language === 'ar')) return []
  if (as === 'in capitals' && ['address', 'school', 'full-name'].includes(message.kind ?? '')) return []
  const text = change(message.text)
  return text === message.text ? [] : [{ ...message, text, as }]
}

const asked: Record<Language, string[]> = {
  en: ['call me {}', 'my number: {}', '{} is grandma, she says hi', 'if you get lost ring {}', 'text {} after school'],
  es: ['llámame {}', 'mi número: {}', '{} es de mi abuela', 'si te pierdes marca {}', 'escríbeme al {}'],
  de: ['ruf an {}', 'meine Nummer: {}', '{} ist von Oma', 'wenn was ist, ruf {}', 'schreib an {}'],
  fr: ['appelle {}', 'mon numéro : {}', '{} c’est mamie', 'si tu es perdu fais le {}', 'écris au {}'],
  ar: ['اتصل {}', 'رقمي {}', '{} رقم جدتي', 'اذا ضعت اتصل {}', 'راسلني {}'],
}
const said: Record<Language, string[]> = {
  en: ['we counted {} today', 'the sign said {}', 'I wrote {} on the board'],
  es: ['hoy contamos {}', 'el cartel decía {}', 'escribí {} en la pizarra'],
  de: ['wir haben heute {} gezählt', 'auf dem Schild stand {}', 'ich habe {} an die Tafel geschrieben'],
  fr: ['on a compté {} aujourd’hui', 'le panneau disait {}', 'j’ai écrit {} au tableau'],
  ar: ['عددنا اليوم {}', 'كتب على اللوحة {}', 'كتبت {} على السبورة'],
}
const toCall = [
  '0171 555 23 98',
  '+44 7700 900318',
  '(030) 55 12 98 3',
  '0-1-7-1-2-3-9-8-4',
  '٠٥٠ ١٢٩ ٨٧٤٣',
  '０６１２９８７４３５',
  '0️⃣6️⃣1️⃣2️⃣9️⃣8️⃣7️⃣4️⃣',
  '06 I2 O9 87 43',
  '⓪①⑦①⑨⑧⑦④',
  '0171🎈555🎈2398',
  '0171\n5552398',
  '0 1 7 1 5 5 5 2 3 9 8',
]
const onlyCounted = [
  '1, 2, 3, 4, 5, 6, 7, 8',
  '10-9, 8-10, 11-9, 11-7',
  '24.12.2026',
  '1 000 000 €',
  '3.14159265',
  '2019 2020 2021 2022',
  '12 + 30 = 42',
  '10:30 – 12:45',
  '1,234,567',
  '2 4 6 8 10 12',
  '365 km',
  '12,50 €',
]

function numbersIn(language: Language): Written[] {
  const fill = (carriers: string[], numbers: string[], kind: Kind | null) =>
    numbers.flatMap((number, n) =>
      carriers
        .filter((_, at) => (at + n) % 2 === 0)
        .map((carrier) => ({ language, kind, text: carrier.replace('{}', number), as: 'made of parts' })),
    )
  return [...fill(asked[language], toCall, 'phone-number'), ...fill(said[language], onlyCounted, null)]
}
