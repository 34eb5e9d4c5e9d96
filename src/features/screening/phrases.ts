// Phrases of a list, looked for word by word: no regular expression over the whole text, so no text makes it slow. PUB-6
import { fold } from './normalise.ts'
import type { Token } from './tokens.ts'

/*
  How a phrase is written: words one after another; `a|b` one of them; `word?` may be left out; `word*` begins so; `~` up to three words between; `~2` up to two;
  `$name` a word of a named list; `#` a number; `^` a word with a capital letter that is a name; `%` a word that no list of small words has; `.` the end of the sentence; `!a|b` the next word is none of these; `-a|b` (first) the word before is none of these.
*/
type Piece =
  | { is: 'word'; words: Set<string>; starts: string[]; maybe: boolean; ends: boolean; reads: (keyof Reads)[] }
  | { is: 'gap'; most: number }
  | { is: 'not-next'; words: Set<string>; starts: string[] }
export type Phrase<Kind> = { kind: Kind; says: string; pieces: Piece[]; notBefore: Set<string> | null }
/** `says`: the line of the list, so that every find can be explained. */
export type Found<Kind> = { kind: Kind; says: string; first: number; last: number }
export type Lists = Record<string, string>

export function phrasesOf<Kind>(kind: Kind, text: string, lists: Lists): Phrase<Kind>[] {
  return text
    .split('\n')
    .flatMap((line) => line.split(','))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => phraseOf(kind, line, lists))
}

function phraseOf<Kind>(kind: Kind, line: string, lists: Lists): Phrase<Kind> {
  const parts = line.split(/\s+/)
  const notBefore = parts[0]?.startsWith('-') ? new Set(wordsIn((parts.shift() ?? '').slice(1), lists).words) : null
  return { kind, says: line, notBefore, pieces: parts.map((part) => pieceOf(part, lists)) }
}

function pieceOf(part: string, lists: Lists): Piece {
  if (part.startsWith('~')) return { is: 'gap', most: Number(part.slice(1) || 3) }
  if (part.startsWith('!')) return { is: 'not-next', ...wordsIn(part.slice(1), lists) }
  const maybe = part.endsWith('?')
  const bare = maybe ? part.slice(0, -1) : part
  return {
    is: 'word',
    ...wordsIn(bare, lists),
    maybe,
    ends: bare.split('|').includes('.'),
    reads: bare.split('|').flatMap((word) => signs[word] ?? []),
  }
}

const signs: Record<string, keyof Reads> = { '#': 'number', '^': 'name', '%': 'some' }

function wordsIn(part: string, lists: Lists): { words: Set<string>; starts: string[] } {
  const all = part.split('|').flatMap((word) => (word.startsWith('$') ? listOf(lists, word.slice(1)) : [word]))
  return {
    words: new Set(all.filter((word) => !word.endsWith('*') && word !== '.' && !signs[word]).map(bareOf)),
    starts: all.filter((word) => word.endsWith('*')).map((word) => bareOf(word.slice(0, -1))),
  }
}

function listOf(lists: Lists, name: string): string[] {
  const list = lists[name]
  if (list === undefined) throw new Error(`there is no list ${name}`)
  return list.split(/\s+/).filter((word) => word !== '')
}

function bareOf(word: string): string {
  return fold(word).replace(/['’]/g, '')
}

/** Every word that some phrase knows. */
export function vocabularyOf(phrases: readonly Phrase<unknown>[]): Set<string> {
  return new Set(phrases.flatMap(({ pieces }) => pieces.flatMap((piece) => (piece.is === 'word' ? [...piece.words, ...piece.starts] : []))))
}

/** What a number, a name and a word of its own are. */
export type Reads = Record<'number' | 'name' | 'some', (token: Token) => boolean>
export type Index<Kind> = { byFirst: Map<string, Phrase<Kind>[]>; others: Phrase<Kind>[] }

export function indexOf<Kind>(phrases: readonly Phrase<Kind>[]): Index<Kind> {
  const index: Index<Kind> = { byFirst: new Map(), others: [] }
  for (const phrase of phrases) {
    const first = phrase.pieces[0]
    if (first?.is !== 'word' || first.maybe || first.starts.length > 0 || first.reads.length > 0) index.others.push(phrase)
    else for (const word of first.words) index.byFirst.set(word, [...(index.byFirst.get(word) ?? []), phrase])
  }
  return index
}

/** Every phrase where it stands, the longest reading of each. `spend` is called for each step and stops what takes too long. */
export function find<Kind>(tokens: readonly Token[], index: Index<Kind>, reads: Reads, spend: () => void): Found<Kind>[] {
  return tokens.flatMap((token, first) =>
    [...new Set([...token.forms.flatMap((form) => index.byFirst.get(form) ?? []), ...index.others])].flatMap((phrase) => {
      if (phrase.notBefore && first > 0 && tokens[first - 1]?.forms.some((form) => phrase.notBefore?.has(form))) return []
      const after = match(tokens, first, first, phrase.pieces, 0, reads, spend)
      return after < 0 ? [] : [{ kind: phrase.kind, says: phrase.says, first, last: Math.max(first, after - 1) }]
    }),
  )
}

/** The place after the last word, or -1. */
function match(
  tokens: readonly Token[],
  begun: number,
  at: number,
  pieces: readonly Piece[],
  n: number,
  reads: Reads,
  spend: () => void,
): number {
  spend()
  const piece = pieces[n]
  if (!piece) return at
  const token = tokens[at]
  const goesOn = token !== undefined && (at === begun || !token.breaks)
  const rest = (place: number) => match(tokens, begun, place, pieces, n + 1, reads, spend)
  if (piece.is === 'not-next') return goesOn && isOneOf(token, piece) ? -1 : rest(at)
  if (piece.is === 'gap') {
    for (let more = 0; more <= piece.most; more++) {
      if (more > 0 && (tokens[at + more - 1] === undefined || tokens[at + more - 1]?.breaks)) return -1
      const after = rest(at + more)
      if (after >= 0) return after
    }
    return -1
  }
  const fits = goesOn && (isOneOf(token, piece) || piece.reads.some((how) => reads[how](token)))
  const taken = fits ? rest(at + 1) : -1
  if (taken >= 0) return taken
  return piece.maybe || (piece.ends && !goesOn) ? rest(at) : -1
}

function isOneOf(token: Token, { words, starts }: { words: Set<string>; starts: string[] }): boolean {
  return token.forms.some((form) => words.has(form) || starts.some((start) => form.startsWith(start)))
}
