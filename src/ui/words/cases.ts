// A message with its plurals and choices taken apart: what it says in each case. Used by tests only; ICU MessageFormat as far as our words use it.
type Piece = { argument: string; type: string; cases: Record<string, string> }

/** The cases of its first plural or choice, or nothing when it has none. Throws where brackets or cases are broken. */
export function firstPiece(message: string): (Piece & { before: string; after: string }) | undefined {
  const start = /\{\s*(\w+)\s*,\s*(plural|select|selectordinal)\s*,/.exec(message)
  if (!start) {
    balanced(message)
    return undefined
  }
  const end = closing(message, start.index)
  let rest = message.slice(start.index + start[0].length, end).trim()
  const cases: Record<string, string> = {}
  while (rest) {
    const name = /^(=\d+|\w+)\s*\{/.exec(rest)
    if (!name?.[1]) throw new Error(`a case without a name: ${rest}`)
    const close = closing(rest, name[0].length - 1)
    if (name[1] in cases) throw new Error(`${name[1]} is there twice`)
    cases[name[1]] = rest.slice(name[0].length, close)
    rest = rest.slice(close + 1).trim()
  }
  return { argument: start[1] ?? '', type: start[2] ?? '', cases, before: message.slice(0, start.index), after: message.slice(end + 1) }
}

/** Everything that it can say, `#` and the names in brackets left as they are. */
export function everyCase(message: string): string[] {
  const piece = firstPiece(message)
  if (!piece) return [message]
  return Object.values(piece.cases).flatMap((words) => everyCase(`${piece.before}${words}${piece.after}`))
}

/** Each plural in it: what is counted, and for which numbers it has words. */
export function pluralsIn(message: string): { argument: string; cases: string[] }[] {
  const piece = firstPiece(message)
  if (!piece) return []
  const inside = Object.values(piece.cases).flatMap(pluralsIn)
  const own = piece.type === 'plural' ? [{ argument: piece.argument, cases: Object.keys(piece.cases) }] : []
  return [...own, ...inside, ...pluralsIn(piece.after)]
}

function closing(message: string, open: number): number {
  let depth = 0
  for (let at = open; at < message.length; at += 1) {
    if (message[at] === '{') depth += 1
    if (message[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  throw new Error(`a bracket stays open: ${message}`)
}

function balanced(message: string): void {
  const names = message.replace(/\{\s*\w+\s*\}/g, '')
  if (/[{}]/.test(names)) throw new Error(`a bracket without a name: ${message}`)
}
