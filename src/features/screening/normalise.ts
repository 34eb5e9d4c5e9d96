// Words as a reader sees them, whatever they were typed with: look-alike letters, digits of every script, invisible signs. Each letter knows where it stood. PUB-6

/** `from[i]` to `to[i]` is where the i-th letter of `text` stands in what was typed. */
export type Plain = { text: string; from: number[]; to: number[]; raised: boolean[] }

export function plainOf(typed: string): Plain {
  const plain: Plain = { text: '', from: [], to: [], raised: [] }
  const parts: string[] = []
  let at = 0
  for (const letter of typed) {
    const end = at + letter.length
    const seen = seenAs(letter)
    for (let i = 0; i < seen.length; i++) {
      plain.from.push(at)
      plain.to.push(end)
      plain.raised.push(isRaised(letter))
    }
    if (seen === '' && plain.to.length > 0) plain.to[plain.to.length - 1] = end // an accent or a joiner belongs to the letter before it
    parts.push(seen)
    at = end
  }
  plain.text = parts.join('')
  if (isAllRaised(typed)) plain.raised.fill(false) // all capitals: none of them begins a name
  return plain
}

/** A word of a list, folded as what is typed is. */
export function fold(words: string): string {
  return plainOf(words).text
}

const known = new Map<string, string>()
function seenAs(letter: string): string {
  const before = known.get(letter)
  if (before !== undefined) return before
  const seen = look(letter)
  if (known.size < 5000) known.set(letter, seen)
  return seen
}

function look(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (code < 128) return code === 13 ? '\n' : letter.toLowerCase()
  if (isUnseen(letter)) return ''
  if (/\p{Zs}/u.test(letter)) return ' '
  if (code === 0x2028 || code === 0x2029 || code === 0x85) return '\n'
  const boxed = boxedLetter(code)
  if (boxed) return boxed
  const digit = digitOf(code)
  if (digit !== undefined) return digit
  // A look-alike is only ever looked up for what is not ASCII: between ASCII letters (m and rn) there would be no end of false finds. UTS 39
  return [...letter.normalize('NFKC')].map((part) => alike.get(part) ?? alike.get(part.toLowerCase()) ?? bare(part)).join('')
}

function bare(part: string): string {
  const letters = part.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return [...letters].map((letter) => alike.get(letter) ?? letter).join('')
}

function isUnseen(letter: string): boolean {
  return /[\p{M}\p{Cf}\u115f\u1160\u3164\uffa0\u2800\u0640]/u.test(letter)
}

function isRaised(letter: string): boolean {
  return letter.toLowerCase() !== letter && letter.toUpperCase() === letter
}

function isAllRaised(typed: string): boolean {
  return typed.toUpperCase() === typed && typed.toLowerCase() !== typed
}

/** Letters in circles, squares and as flags. */
function boxedLetter(code: number): string | undefined {
  for (const start of [0x1f150, 0x1f170, 0x1f130, 0x1f1e6]) {
    if (code >= start && code < start + 26) return String.fromCharCode(97 + code - start)
  }
  if (code === 0x1f51f) return '10'
}

const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0,
  0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
]
function digitOf(code: number): string | undefined {
  if (code >= 0x2776 && code < 0x277f) return `${code - 0x2775}` // dingbats
  if (code >= 0x2780 && code < 0x2789) return `${code - 0x277f}`
  if (code >= 0x278a && code < 0x2793) return `${code - 0x2789}`
  if (code === 0x24ff) return '0'
  if (code >= 0x24f5 && code < 0x24fe) return `${code - 0x24f4}`
  const zero = zeros.find((zero) => code >= zero && code < zero + 10)
  return zero === undefined ? undefined : `${code - zero}`
}

// Letters that a reader takes for a Latin one, or for the same Arabic one. The rest of UTS 39 is never met in words to children.
const alike = new Map(
  [
    'аa вb сc ԁd еe ёe һh іi їi јj кk ӏl мm нh оo рp ԛq гr ѕs тt уy х x ԝw хx',
    'αa βb εe ηn ιi κk μm νv οo ρp τt υu χx ωw γy ζz σo ςs',
    'օo սu հh ոn ցg զq ѵv ɑa ɡg ıi ʟl ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ǫq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz øo đd łl ħh ŧt ɨi ʉu ƙk ƅb ƨs',
    'Аa Вb Еe Ѕs Іi Јj Кk Мm Нh Оo Рp Сc Тt Уy Хx Ζz Ηh Νn Ρp Υy Χx Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮐg Ꮋh Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꭱr Ꮪs Ꭲt Ꮩv Ꮃw Ꮓz',
    "ىي ةه کك یي ګك ۀه ٱا’' ‘' ʼ' `' ´' –- —- ‐- ‑- −- ‒- ・. ·. •. ∙. 。. ．. ×x",
  ]
    .join(' ')
    .split(' ')
    .flatMap((pair) => {
      const [letter, seen] = [...pair]
      return letter && seen ? [[letter, seen] as const] : []
    }),
)
for (const [letter, seen] of [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ['№', 'no'],
  ['€', '€'],
] as const)
  alike.set(letter, seen)
