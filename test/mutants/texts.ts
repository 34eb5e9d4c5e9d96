// Weaker versions of one statement: a condition taken out, opened or turned round, "and" for "or", a border moved by its own moment, a step left out.
import { again, quiet, type Statement } from './statements.ts'

export type Mutant = { kind: string; where: string; what: string; sql: string; of: string }
type Change = { kind: string; from: number; to: number; instead: string }
type Context = 'a query' | 'a guard' | 'none'

export function textMutantsOf(statement: Statement): Mutant[] {
  const { file, line, text, makes } = statement
  if (!makes) return []
  const held = quiet(text)
  const changes = makes.what === 'trigger' ? [] : [...conditionsIn(held, text), ...bordersIn(held), ...swapsIn(held, statement)]
  if (makes.what === 'function') changes.push(...stepsIn(held), ...headIn(text))
  const seen = new Set([text])
  const often = new Map<string, number>()
  return changes.flatMap(({ kind, from, to, instead }) => {
    const weaker = text.slice(0, from) + instead + text.slice(to)
    if (seen.has(weaker)) return []
    seen.add(weaker)
    const same = text.slice(from, to).trim().replaceAll(/\s+/g, ' ')
    const count = (often.get(kind + same) ?? 0) + 1
    often.set(kind + same, count)
    const what = count === 1 ? same : `${same} (${count})`
    return [{ kind, where: `${file}:${line + text.slice(0, from).split('\n').length - 1}`, what, sql: again(weaker), of: makes.name }]
  })
}

/** Conditions of queries become true, those of guards never come true, every one is turned round, and each "and" and "or" becomes the other. */
function* conditionsIn(held: string, text: string): Generator<Change> {
  for (const { from, to, context } of atoms(held)) {
    const condition = text.slice(from, to)
    if (/^(?:true|false|(?:unique|check)_violation|'x*')?$/.test(held.slice(from, to).trim())) continue
    yield { kind: 'condition dropped', from, to, instead: context === 'a guard' ? 'false' : 'true' }
    yield { kind: 'condition negated', from, to, instead: `not coalesce((${condition.replaceAll(/--[^\n]*/g, '')}), false)` }
  }
  for (const { index, 0: word, context } of joints(held))
    if (context !== 'none')
      yield { kind: word === 'and' ? 'and → or' : 'or → and', from: index, to: index + word.length, instead: word === 'and' ? 'or' : 'and' }
}

type Word = { index: number; 0: string; context: Context }

const opening = /^(?:where|having|using|check|if|elsif|when|on)$/
const closing =
  /^(?:then|union|join|cross|left|order|group|limit|offset|returning|for|select|from|as|else|end|do|set|loop|with|values|into)$/

/** Every word that begins, joins or ends conditions, and in what it stands. */
function* words(held: string): Generator<Word> {
  const stack: Context[] = ['none']
  for (const { index, 0: word } of held.matchAll(/[()]|;|\$\$|\b[a-z_]+\b/g)) {
    const top = stack.length - 1
    if (word === '(') stack.push(stack[top] ?? 'none')
    else if (word === ')') stack.pop()
    else if (word === ';' || word === '$$') stack.splice(0, stack.length, 'none')
    else if (opening.test(word)) {
      if (word === 'on' && !/\bjoin\s+(?:lateral\s+)?[\w.]+(?:\s\w+)?\s+$/.test(held.slice(0, index))) continue
      if ((word === 'using' || word === 'check') && !/^\s*\(/.test(held.slice(index + word.length))) continue
      stack[top] = word === 'if' || word === 'elsif' || word === 'when' ? 'a guard' : 'a query'
    } else if (asks(held, index)) stack[top] = 'a query'
    else if (closing.test(word)) stack[top] = 'none'
    yield { index, 0: word, context: stack[stack.length - 1] ?? 'none' }
  }
}

/** A question that answers yes or no, such as "select exists (…) and …". */
function asks(held: string, at: number): boolean {
  return /^select\s+(?:not\s+)?exists\b/.test(held.slice(at, at + 40))
}

function* joints(held: string): Generator<Word> {
  for (const word of words(held)) if (word[0] === 'and' || word[0] === 'or') yield word
}

function* atoms(held: string): Generator<{ from: number; to: number; context: Context }> {
  for (const { index, 0: word, context } of words(held)) {
    if (context === 'none') continue
    const begins = opening.test(word) || word === 'and' || word === 'or' || asks(held, index)
    const group = word === '(' && isGroup(held, index)
    if (!begins && !group) continue
    const from = index + word.length + (/^\s*/.exec(held.slice(index + word.length))?.[0].length ?? 0)
    if ((word === 'using' || word === 'check') && held[from] === '(') {
      const to = endOf(held, from + 1)
      yield { from: from + 1, to, context }
    } else yield { from, to: endOf(held, from), context }
  }
}

/** Brackets around an "and" or "or" of their own, not around a query or a call. */
function isGroup(held: string, at: number): boolean {
  if (/[\w\]]\s?$/.test(held.slice(0, at)) && !/\b(?:and|or|not|where|on|if)\s$/.test(held.slice(0, at))) return false
  const inside = held.slice(at + 1)
  return !/^\s*(?:select|with|values)\b/.test(inside) && /^\s+(?:and|or)\b/.test(inside.slice(endOf(held, at + 1) - at - 1))
}

/** A condition ends at the next and, or or clause on its own level, or where its level ends. */
function endOf(held: string, from: number): number {
  let depth = 0
  for (let at = from; at < held.length; at += 1) {
    if (held[at] === '(') depth += 1
    if (held[at] === ')') depth -= 1
    if (depth < 0) return at
    if (depth > 0) continue
    if (held[at] === ';' || held.startsWith('$$', at)) return at
    const ends =
      /^\s+(?:and|or|union|join|cross|left|where|order|group|having|limit|with check|then|loop|returning|for (?:update|share)|offset|on conflict)\b/
    if (/\s/.test(held[at] ?? '') && ends.test(held.slice(at, at + 60))) return at
  }
  return held.length
}

const border: Record<string, string> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }

function* bordersIn(held: string): Generator<Change> {
  for (const { index, 0: sign } of held.matchAll(/(?<=[\w)] )(?:<=|>=|<|>)(?= [\w(])/g))
    yield { kind: 'border moved', from: index, to: index + sign.length, instead: border[sign] ?? sign }
}

const others: Record<string, string> = Object.fromEntries(
  [
    ['person_id', 'other_id'],
    ['child_id', 'guardian_id'],
    ['low_id', 'high_id'],
    ['mine', 'theirs'],
    ['answer_child_id', 'answer_guardian_id'],
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
)

/** Who looks for who is looked at. What the database has no column for is no mutant. */
function* swapsIn(held: string, { file, makes }: Statement): Generator<Change> {
  if (file !== 'sight.sql' || makes?.what === 'trigger') return
  for (const { index, 0: name } of held.matchAll(/(?<=\b\w+\.)\w+\b/g)) {
    const other = others[name]
    if (other) yield { kind: 'one for the other', from: index, to: index + name.length, instead: other }
  }
}

/** A step left out, a lock not taken, a clock that stands still. */
function* stepsIn(held: string): Generator<Change> {
  for (const { index, 0: step } of held.matchAll(/(?<=^|[;\s])(?:perform|insert into|update|delete from)\s/gm)) {
    if (depthAt(held, index) > 0 || !/language plpgsql/.test(held) || /(?:for|do) $/.test(held.slice(0, index))) continue
    const to = endOfStep(held, index)
    if (/^perform\s+from/.test(held.slice(index))) continue // it asks; what is made of the answer is a guard
    yield { kind: `${step.trim().split(' ')[0]} left out`, from: index, to, instead: 'null' }
  }
  for (const { index, 0: lock } of held.matchAll(/ for update(?: of \w+)?\b/g))
    yield { kind: 'lock left out', from: index, to: index + lock.length, instead: '' }
  for (const { index, 0: clock } of held.matchAll(/clock_timestamp\(\)/g))
    yield { kind: 'clock stands still', from: index, to: index + clock.length, instead: 'now()' }
  for (const { index, 0: right } of held.matchAll(/ := access\.guarded\([\w.]+\)/g))
    yield { kind: 'right not asked', from: index, to: index + right.length, instead: ' := gen_random_uuid()' }
}

/** Who may act, widened; whose rights a function has, and where it looks for names. R6 */
function* headIn(text: string): Generator<Change> {
  for (const { index, 0: kinds } of text.matchAll(/(?<=access\.actor\()array\[[^\]]*\]/g))
    yield { kind: 'actor widened', from: index, to: index + kinds.length, instead: "array['child', 'guardian', 'relative', 'staff']" }
  for (const part of [' security definer', ...(text.match(/ set search_path = [\w, ]+?(?=\n| as| set)/g) ?? [])]) {
    const at = text.indexOf(part)
    if (at > 0)
      yield { kind: part.startsWith(' set') ? 'search path dropped' : 'definer dropped', from: at, to: at + part.length, instead: '' }
  }
}

function depthAt(held: string, at: number): number {
  const body = held.indexOf('$$')
  let depth = 0
  for (let here = body; here < at; here += 1) depth += held[here] === '(' ? 1 : held[here] === ')' ? -1 : 0
  return depth
}

function endOfStep(held: string, from: number): number {
  let depth = 0
  for (let at = from; at < held.length; at += 1) {
    if (held[at] === '(') depth += 1
    if (held[at] === ')') depth -= 1
    if (depth === 0 && held[at] === ';') return at
  }
  return held.length
}
