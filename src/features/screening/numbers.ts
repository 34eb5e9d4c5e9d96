// Numbers that somebody could be called by, in figures, in words, in figures that are letters, or in pieces; and numbers that are only numbers. PUB-6
import type { Plain } from './normalise.ts'
import type { Token } from './tokens.ts'

export type Stretch = { start: number; end: number }
type Digit = { digits: string; start: number; end: number; spelled: boolean; counts: boolean }

const fewest = 7
const fewestWithCue = 5

const spelled: Record<string, string> = {
  ...ofWords('zero oh nought null cero nul sifr صفر', '0'),
  ...ofWords('one eins ein uno une واحد واحده', '1'),
  ...ofWords('two zwei zwo dos deux اثنان اثنين اتنين اثنتان', '2'),
  ...ofWords('three drei tres trois ثلاثه تلاته ثلاث', '3'),
  ...ofWords('four vier cuatro quatre اربعه اربع', '4'),
  ...ofWords('five funf fuenf cinco cinq خمسه خمس', '5'),
  ...ofWords('six sechs seis سته ست', '6'),
  ...ofWords('seven sieben siete sept سبعه سبع', '7'),
  ...ofWords('eight acht ocho huit ثمانيه تمانيه ثماني ثمان', '8'),
  ...ofWords('nine neun nueve neuf تسعه تسع', '9'),
  ...ofWords('hundred hundert cien ciento مئه مايه', '00'),
  ...ofWords('ten zehn diez dix عشره', '10'),
  ...ofWords('eleven elf onze', '11'),
  ...ofWords('twelve zwolf zwoelf doce douze', '12'),
  ...ofWords('thirteen dreizehn trece treize', '13'),
  ...ofWords('fourteen vierzehn catorce quatorze', '14'),
  ...ofWords('fifteen funfzehn fuenfzehn quince quinze', '15'),
  ...ofWords('sixteen sechzehn dieciseis seize', '16'),
  ...ofWords('seventeen siebzehn diecisiete', '17'),
  ...ofWords('eighteen achtzehn dieciocho', '18'),
  ...ofWords('nineteen neunzehn diecinueve', '19'),
  ...ofWords('twenty zwanzig veinte vingt عشرون عشرين', '20'),
  ...ofWords('thirty dreissig treinta trente ثلاثون ثلاثين', '30'),
  ...ofWords('forty vierzig cuarenta quarante اربعون اربعين', '40'),
  ...ofWords('fifty funfzig fuenfzig cincuenta cinquante خمسون خمسين', '50'),
  ...ofWords('sixty sechzig sesenta soixante ستون ستين', '60'),
  ...ofWords('seventy siebzig setenta septante سبعون سبعين', '70'),
  ...ofWords('eighty achtzig ochenta huitante ثمانون ثمانين', '80'),
  ...ofWords('ninety neunzig noventa nonante تسعون تسعين', '90'),
}
/** They are a number only between numbers. */
const soundsLike: Record<string, string> = {
  to: '2',
  too: '2',
  for: '4',
  fore: '4',
  won: '1',
  ate: '8',
  o: '0',
  i: '1',
  l: '1',
  a: '1',
  un: '1',
  b: '8',
  once: '11',
}
const times: Record<string, number> = { double: 2, triple: 3, doble: 2, doppel: 2, doppelt: 2, dreimal: 3, zweimal: 2 }
const between = new Set(
  'and then und dann y luego et puis و ثم minus dash space strich tiret guion plus mas zwischen the next after that comes also star hyphen komma coma comma punkt dot point leer'.split(
    ' ',
  ),
)

export function isNumberWord(word: string): boolean {
  return word in spelled || word in times
}

export function numberValue(token: Token): string | undefined {
  const word = token.forms[0] ?? ''
  if (/^\d{1,6}(?:[a-z]|st|nd|rd|th|er|te|ten|º|ª)?$/.test(word)) return word
  return token.forms.map((form) => spelled[form] ?? compound(form)).find((value) => value !== undefined)
}

/** Stretches that are a number to call. `cues`: words beside which fewer figures are enough. */
export function numbersToCall(plain: Plain, tokens: readonly Token[], isCue: (token: Token) => boolean): Stretch[] {
  return runsOf(plain, tokens).flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last) return []
    const count = run.reduce((sum, { digits }) => sum + digits.length, 0)
    if (count < fewestWithCue || count > 60) return []
    const [from, to] = [firstFrom(tokens, first.start), firstFrom(tokens, last.end)]
    const near = tokens.slice(Math.max(0, from - 6), from).filter((token) => token.end <= first.start && first.start - token.end < 40)
    const cued = near.some(isCue) || tokens.slice(to, to + 3).some((token) => token.start - last.end < 24 && isCue(token))
    const text = plain.text.slice(first.start, last.end)
    if (!cued && count < fewest) return []
    if (isOnlyNumbers(plain.text, run, text, cued, count)) return []
    const plus = /[+(]\s?$/.test(plain.text.slice(Math.max(0, first.start - 2), first.start)) ? 1 : 0
    return [{ start: first.start - plus, end: last.end }]
  })
}

/** The place of the first that begins there or later. */
function firstFrom(tokens: readonly Token[], start: number): number {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  return low
}

function runsOf(plain: Plain, tokens: readonly Token[]): Digit[][] {
  const runs: Digit[][] = []
  let run: Digit[] = []
  let waiting: Digit[] = [] // what only counts when a number follows
  let gaps = 0
  let factor = 1
  let lastEnd = 0
  const finish = () => {
    if (run.length > 0) runs.push(run)
    run = []
    waiting = []
    gaps = 0
  }
  for (const token of tokens) {
    const digit = digitsOf(token)
    const apart = run.length > 0 ? plain.text.slice(lastEnd, token.start) : ''
    if (run.length > 0 && (/\p{L}/u.test(apart) || apart.length > 12 || /[!?;=]/u.test(apart))) finish()
    if (digit?.counts) {
      run.push(...(digit.spelled ? waiting : []), ...Array.from({ length: factor }, () => digit))
      waiting = []
      gaps = 0
      factor = 1
    } else if (digit && run.length > 0) {
      waiting.push(digit)
      if (waiting.length > 2) finish()
    } else if (token.forms.some((form) => times[form] !== undefined)) {
      factor = times[token.forms.find((form) => times[form] !== undefined) ?? ''] ?? 1
    } else if (run.length > 0 && gaps < 2 && token.forms.some((form) => between.has(form))) {
      gaps += 1
    } else {
      finish()
      factor = 1
    }
    lastEnd = token.end
  }
  finish()
  return runs
}

function digitsOf(token: Token): Digit | undefined {
  const { start, end } = token
  const word = token.forms[0] ?? ''
  if (/^\d+$/.test(word)) return { digits: word, start, end, spelled: false, counts: true }
  const figures = lettersAsFigures(word)
  if (figures) return { digits: figures, start, end, spelled: false, counts: true }
  const value = token.forms.map((form) => spelled[form] ?? compound(form)).find((value) => value !== undefined)
  if (value !== undefined) return { digits: value, start, end, spelled: true, counts: true }
  const sound = soundsLike[word]
  if (sound !== undefined) return { digits: sound, start, end, spelled: true, counts: false }
}

/** "O17l": figures with look-alike letters among them; "dreiundzwanzig", "zeroseven": numbers run together. */
function lettersAsFigures(word: string): string | undefined {
  if (/^[oil]\d$/.test(word)) return lettersRead(word)
  if (word.length < 3 || !/\d/.test(word) || !/^[\doilsbz]+$/.test(word) || (word.match(/\d/g)?.length ?? 0) * 2 < word.length) return
  if (/^\d+(?:s|st|l|b|z|o|i)$/.test(word)) return // "90s", "2l"
  return lettersRead(word)
}

function lettersRead(word: string): string {
  return word.replace(/o/g, '0').replace(/[il]/g, '1').replace(/s/g, '5').replace(/b/g, '8').replace(/z/g, '2')
}

function compound(form: string): string | undefined {
  if (form.length < 6 || form.length > 60) return
  const german =
    /^(ein|zwei|drei|vier|funf|fuenf|sechs|sieben|acht|neun)und(zwanzig|dreissig|vierzig|funfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig)$/.exec(
      form,
    )
  if (german) return `${(spelled[german[2] ?? ''] ?? '0')[0]}${spelled[german[1] ?? '']}`
  let rest = form
  let digits = ''
  while (rest !== '') {
    const word = longWords.find((word) => rest.startsWith(word))
    if (!word) return
    digits += spelled[word] ?? ''
    rest = rest.slice(word.length)
  }
  return digits
}

const longWords = Object.keys(spelled)
  .filter((word) => word.length > 2 && word !== 'once' && word !== 'ein')
  .sort((one, other) => other.length - one.length)

/** Prices, scores, years, dates, times, sums, counting, records: numbers by which nobody is called. */
function isOnlyNumbers(all: string, run: readonly Digit[], text: string, cued: boolean, count: number): boolean {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return true
  const values = run.map(({ digits }) => Number(digits))
  const before = all.slice(Math.max(0, first.start - 12), first.start)
  const after = all.slice(last.end, last.end + 14)
  if (/isbn\W*$|[$£€#]\s?$|\bpi\W+(?:is|=)?\W*$/.test(before) && !cued) return true
  if (/=/.test(text) || /^\s?=/.test(after) || /\d\s?[x×]\s?\d|\d\s[*]\s\d/.test(text) || /(?:\d\s?\+\s?){2,}\d/.test(`${text}`))
    return true
  if (/^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})(?:\W*(?:-|–|to|bis|a|au|al)\W*\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4}))?$/.test(text))
    return true
  if (/^\d{4}[./-]\d{1,2}[./-]\d{1,2}(?:[ t]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)?$/.test(text)) return true
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}[, ]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?$/.test(text)) return true
  if (!cued && run.length > 1 && values.every((value, n) => value >= 1000 && value <= 2100 && run[n]?.digits.length === 4)) return true
  if (/^\d{1,2}[:.]\d{2}(?:[:.]\d{2,3})?(?:\W+\d{1,2}[:.]\d{2}(?:[:.]\d{2,3})?)*$/.test(text) && /[:]/.test(text)) return true
  if (
    !cued &&
    /^\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?$/.test(text) &&
    (/[,']/.test(text) || unit.test(after) || /[$£€]\s?$/.test(before) || /000$/.test(text))
  )
    return true
  if (/^\d\.\d{5,}$/.test(text) || (!cued && /^\d+[.,]\d+$/.test(text) && unit.test(after))) return true
  if (
    !cued &&
    run.length === 1 &&
    (unit.test(after) ||
      /^(?:10+|(\d)\1+|0+)$/.test(first.digits) ||
      /0{4,}$/.test(first.digits) ||
      '1234567891011121314151617181920'.startsWith(first.digits))
  )
    return true
  if (/^\d{1,3}\s?[-:–/]\s?\d{1,3}(?:\s?[,;&\n]\s*\d{1,3}\s?[-:–/]\s?\d{1,3})+$/.test(text)) return true
  if (run.length >= 4 && !cued && isCounting(values)) return true
  if (
    !cued &&
    run.length >= 3 &&
    run.every(({ digits }) => digits.length <= 3) &&
    /^(?:[^,]*,){2,}[^,]*$/.test(text) &&
    run.every(({ spelled }) => !spelled) &&
    count < 18 &&
    !/^0/.test(first.digits)
  )
    return true // a list: "12, 15, 20"
  return false
}

const unit =
  /^\s?(?:€|\$|£|%|°|k\b|km|kg|g\b|mg|ml|l\b|cm|mm|m\b|m²|euro|dollar|pound|cent|point|punkt|punt|pts|star|stern|year|jahr|ano|an\b|ans\b|people|leute|person|gens|step|schritt|pas\b|view|follower|piece|teile|stuck|pieza|piece|brick|coin|million|mio|mile|meter|metre|hour|second|sekund|minute|times|mal\b|fois|veces|degrees|سنه|كم|كيلو|درجه|نقطه|خطوه|دولار|ليره)/

function isCounting(values: readonly number[]): boolean {
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  const even = values.every((value, n) => n === 0 || value - (values[n - 1] ?? 0) === step)
  if (even) return true
  const ratio = (values[1] ?? 0) / (values[0] || 1)
  return ratio > 1 && values.every((value, n) => n === 0 || value === (values[n - 1] ?? 0) * ratio)
}

function ofWords(words: string, value: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, value]))
}
