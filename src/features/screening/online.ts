// Where somebody could be found online: mail addresses, links and names in other apps, also where "at" and "dot" are spoken. PUB-6
import { LinkifyIt } from 'linkify-it'
import type { Plain } from './normalise.ts'
import type { Stretch } from './numbers.ts'

const linkify = new LinkifyIt({ fuzzyLink: true })
type Found = Stretch & { kind: 'e-mail' | 'link' | 'handle' }

const at = String.raw`(?:\s{0,3}(?:@|\(\s{0,3}(?:at|a|@|bei)\s{0,3}\)|\[\s{0,3}(?:at|a|@)\s{0,3}\]|\{\s{0,3}(?:at|@)\s{0,3}\}|<\s{0,3}at\s{0,3}>|\*at\*|_at_|-at-)\s{0,3}|\s{1,3}(?:at|ät|arroba|arobase|aroba|klammeraffe|affenschwanz|snail|chez|ات|اتس|ارب?روبا|at-sign)\s{1,3})`
const dot = String.raw`(?:\s{0,3}(?:\.|\(\s{0,3}(?:dot|\.|punkt|punto|point)\s{0,3}\)|\[\s{0,3}(?:dot|\.|punkt|punto|point)\s{0,3}\]|\{\s{0,3}dot\s{0,3}\}|<\s{0,3}dot\s{0,3}>|\*dot\*|_dot_|-dot-)\s{0,3}|\s{1,3}(?:dot|d0t|punkt|punto|point|نقطه|دوت)\s{1,3})`
const ends =
  'com|c0m|net|org|edu|gov|info|biz|app|dev|io|gg|tv|me|co|de|at|ch|fr|es|it|uk|us|ca|eu|be|nl|ie|mx|ar|sa|ae|eg|ma|xyz|link|live|page|site|online|club|fun|games|chat|ru|school|kids|shop'
const providers =
  'gmail|g-mail|googlemail|hotmail|yahoo|outlook|icloud|gmx|web|t-online|proton|protonmail|live|aol|orange|free|laposte|wanadoo|sfr|telefonica|msn|mail|ymail|freenet|posteo|me|mac'
const sure = 'gmail|g-mail|googlemail|hotmail|yahoo|outlook|icloud|gmx|protonmail|laposte|wanadoo|ymail|t-online'
const name = String.raw`[\p{L}\p{N}][\p{L}\p{N}_+-]{0,30}`

const patterns: [Found['kind'], RegExp][] = [
  ['e-mail', new RegExp(`(?<![\\p{L}\\p{N}])${name}(?:${dot}${name}){0,2}${at}(?:${name}${dot}){1,3}(?:${ends})(?![\\p{L}\\p{N}])`, 'gu')],
  ['e-mail', new RegExp(`(?<![\\p{L}\\p{N}])${name}(?:${dot}${name}){0,2}${at}(?:${sure})(?![\\p{L}\\p{N}])`, 'gu')],
  [
    'e-mail',
    new RegExp(`(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}._-]{2,30}\\s(?:${sure})(?:\\s|${dot})(?:com|de|fr|es|net|uk)(?![\\p{L}\\p{N}])`, 'gu'),
  ],
  [
    'e-mail',
    /(?<![\p{L}\p{N}])(?:my|meine?|mi|mon|ma|the|send it to|on)\s(?:e-?mail|gmail|hotmail|mail|correo|courriel|outlook|icloud|yahoo)\s?(?:adresse?|address|account)?\s?(?:is|ist|es|est|:|=)\s?(?!me\b|the\b|in\b|to\b)[\p{L}\p{N}._-]{4,40}/gu,
  ],
  ['e-mail', new RegExp(`(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}._-]{3,30}\\s?@\\s?(?:${providers})(?![\\p{L}\\p{N}])`, 'gu')],
  [
    'link',
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:h\\s?t\\s?t\\s?p\\s?s?\\s?(?::|\\.|\\/)|w\\s?w\\s?w${dot}|hxxps?:)[^\\s]{0,60}(?:\\s?${dot}\\s?${name})*`,
      'gu',
    ),
  ],
  [
    'link',
    new RegExp(
      `(?<![\\p{L}\\p{N}])${name}(?:\\s{1,3}(?:dot|d0t|punkt|punto|point|نقطه|دوت)\\s{1,3}|\\s{0,3}[([{]\\s{0,3}(?:dot|\\.|punkt|punto|point)\\s{0,3}[)\\]}]\\s{0,3})(?:com|c0m|net|org|de|fr|es|uk|co|io|gg|tv|me|info|app)(?![\\p{L}\\p{N}])`,
      'gu',
    ),
  ],
  ['link', /(?<![\p{L}\p{N}])[\p{L}\p{N}-]{2,30}(?:\s{1,3}\.\s{0,3}|\.\s{1,3})(?:com|net|org)(?![\p{L}\p{N}])/gu],
  ['link', /(?<![\p{L}\p{N}])(?:discord|dsc|t|bit|youtu|wa|tinyurl|goo)\s?\.\s?(?:gg|me|ly|be|gl|com)\s?\/\s?\S{2,40}/gu],
  [
    'handle',
    /(?<![\p{L}\p{N}.])@\s?(?!home|school|work|the\b|my\b|our\b|grandma|granny|nana?s?\b|oma\b|opa\b|home|la\b|das?\b|der\b|die\b|mum|mom|casa|maison|night|noon|beach|zoo|park|party|all\b|everyone|here|hause|\d+(?:am|pm|:|h\b|uhr|\s))[\p{L}_][\p{L}\p{N}_.]{2,30}/gu,
  ],
  ['handle', /(?<![\p{L}\p{N}])[\p{L}\p{N}_.]{3,30}\s?#\s?\d{4}(?!\d)/gu],
  [
    'handle',
    /(?<![\p{L}\p{N}])(?:insta(?:gram)?|ig|snap(?:chat)?|sc|tik\s?tok|discord|dc|telegram|kik|whats\s?app|roblox|psn|xbox|gamertag|username|user\s?name|nutzername|benutzername|usuario|pseudo|skype|twitch|انستا|انستغرام|سناب|تيك توك|تيليجرام|تلغرام)\s{0,2}(?:(?:name|user|id|handle|username|konto|account|acc|compte|cuenta)\s?)?(?:[:=@]|->|➡|is\s|ist\s|es\s|est\s|=>)\s{0,2}(?!(?:the|a|an|so|not|very|fun|good|down|my|for|in|das|die|der|un|una|une|le|la|el|too|bad|really|cool|like|better|muy|super|echt|nicht|pas|tres|no|only|mega|lustig|great|boring|broken|banned)\b)[\p{L}\p{N}_.-]{3,30}/gu,
  ],
  [
    'handle',
    /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}_.]{0,29}[\d_])[\p{L}\p{N}_.]{3,30}\s(?:on|at|auf|bei|en|sur|على|في)\s(?:insta(?:gram)?|ig|snap(?:chat)?|tik\s?tok|discord|telegram|roblox|psn|انستا|سناب)(?![\p{L}\p{N}])/gu,
  ],
  ['handle', /👻\s?[:=]?\s?[\p{L}\p{N}_.-]{3,30}/gu],
]

export function foundOnline(plain: Plain): Found[] {
  const found = [...inPatterns(asItIs(plain)), ...inPatterns(squeezed(plain))]
  const links = (linkify.match(plain.text) ?? []).map(({ schema, index, lastIndex }) => ({
    kind: schema === 'mailto:' ? ('e-mail' as const) : ('link' as const),
    start: index,
    end: lastIndex,
    schema,
  }))
  return [...found, ...links.filter((link) => link.kind === 'e-mail' || link.schema !== '' || !isForgottenSpace(plain, link))]
}

const alsoWords = new Set(
  'it is me my so to at in am be do no us as by la de es il he et un ne se si va in im tu ma ca ai al er st so da du ag la ja my by in ms mr'.split(
    ' ',
  ),
)

/** "It was fun.It is over": a space is missing, nobody's address. */
function isForgottenSpace(plain: Plain, { start, end }: Stretch): boolean {
  const words = plain.text.slice(start, end)
  const last = /\.(\p{L}+)$/u.exec(words)?.[1]
  if (last === undefined) return false
  if (plain.raised[end - last.length] && !plain.raised[end - 1]) return true
  return (
    alsoWords.has(last) &&
    /^\s{1,3}\p{L}/u.test(plain.text.slice(end, end + 3)) &&
    !/(?:at|on|bei|auf|en|sur|site|website|link|visit)\s$/.test(plain.text.slice(Math.max(0, start - 9), start))
  )
}

function asItIs({ text, raised }: Plain): Plain {
  return { text, from: text.split('').map((_, at) => at), to: text.split('').map((_, at) => at + 1), raised }
}

function inPatterns(plain: Plain): Found[] {
  return patterns.flatMap(([kind, pattern]) =>
    [...plain.text.matchAll(pattern)].map(({ 0: words, index }) => ({
      kind,
      start: plain.from[index] ?? 0,
      end: plain.to[index + words.length - 1] ?? 0,
    })),
  )
}

/** "m i a @ g m a i l": letters that stand alone are read without what is between. Places are those of the text it was. */
function squeezed({ text, raised }: Plain): Plain {
  const kept = text.split('').flatMap((letter, at) => (letter === ' ' && isAlone(text, at - 1) && isAlone(text, at + 1) ? [] : [at]))
  return {
    text: kept.map((at) => text[at]).join(''),
    from: kept,
    to: kept.map((at) => at + 1),
    raised: kept.map((at) => raised[at] === true),
  }
}

function isAlone(text: string, at: number): boolean {
  const [before, letter, after] = [text[at - 1], text[at], text[at + 1]]
  return letter !== undefined && letter !== ' ' && (before === undefined || before === ' ') && (after === undefined || after === ' ')
}
