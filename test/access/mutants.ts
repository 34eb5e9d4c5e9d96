// Weaker versions of sight.sql: for each condition in it, the file without that one condition. Each must turn a test red.

export type Mutant = { line: number; without: string; text: string }

/** Every condition after where, on, and, or, having, using or check becomes "true"; every barrier and the two lines that force row-level security go. */
export function mutantsOf(sight: string): Mutant[] {
  const held = quiet(sight)
  const found: Mutant[] = []
  const add = (from: number, to: number, instead: string) => {
    const without = sight.slice(from, to).trim().replaceAll(/\s+/g, ' ')
    found.push({ line: sight.slice(0, from).split('\n').length, without, text: sight.slice(0, from) + instead + sight.slice(to) })
  }
  for (const { index, 0: word } of held.matchAll(
    /(?:\b(?:where|and|having|or \(|using \(|with check \()|(?<=\bjoin\s[\w.]+(?:\s\w+)?\s)on)(?=[\s(\w])\s*/g,
  )) {
    const from = index + word.length
    const to = endOf(held, from)
    const condition = held.slice(from, to).trim()
    if (condition !== '' && condition !== 'true') add(from, to, 'true ')
  }
  for (const { index, 0: barrier } of held.matchAll(/ with \(security_barrier\)/g)) add(index, index + barrier.length, '')
  for (const { index, 0: wall } of sight.matchAll(/^ +execute format\('alter table public\.%I (?:enable|force)[^\n]+/gm))
    add(index, index + wall.length, '')
  return found
}

/** Comments and texts blanked, and the blocks that only clear up (`do $$ … $$`), so that only conditions are left to find. */
function quiet(sight: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ')
  return sight
    .replaceAll(/^do \$\$[\s\S]*?^end \$\$;/gm, blank)
    .replaceAll(/--[^\n]*/g, blank)
    .replaceAll(/'[^'\n]*'/g, (text) => `'${'x'.repeat(text.length - 2)}'`)
}

/** A condition ends at the next and, or, union, join or clause on its own level, or where its level ends. */
function endOf(held: string, from: number): number {
  let depth = 0
  for (let at = from; at < held.length; at += 1) {
    if (held[at] === '(') depth += 1
    if (held[at] === ')') depth -= 1
    if (depth < 0) return at
    if (depth > 0) continue
    if (held[at] === ';' || held.startsWith('$$', at)) return at
    if (
      /\s/.test(held[at] ?? '') &&
      /^\s+(?:and|or|union|join|cross|left|where|order|group|having|limit|with check)\b/.test(held.slice(at, at + 60))
    )
      return at
  }
  return held.length
}
