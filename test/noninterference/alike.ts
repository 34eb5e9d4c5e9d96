// Two answers are alike when they are the same bytes, but for what is random or of the clock by nature. Nothing is dropped: a new id must be as new in
// both worlds, and always the same one for the same one; a time that is not of the common past must be the same moment. I7, T29

/** What one world's database held: every id, hash and time in it. */
export type Values = Set<string>
export type Answered = { status: number; headers: Record<string, unknown>; raw: Buffer }

// Ids; moments; hashes; tokens of 32 bytes, session cookies among them; codes as they are shown and as they are typed; secrets for an authenticator.
const random =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::\d\d)?)?|\b[0-9a-f]{64}\b|(?<![\w-])[\w-]{43}(?![\w-])|\b(?:[CDFHJKMNPQRTVWXY2346789]{4}-)+[CDFHJKMNPQRTVWXY2346789]{1,4}\b|\b[CDFHJKMNPQRTVWXY2346789]{8,}\b|(?<=secret[":=]+)[A-Z2-7]{16,}/g
const moment = /^\d{4}-\d\d-\d\d[T ]/
const sameMoment = 20_000

/** The only headers that are left out: the clock's own. Every other one counts, how many requests are left among them. */
const ofTheClock = ['date', 'x-ratelimit-reset', 'retry-after']

export class Likeness {
  #base: Values
  #hidden: Values
  #ladenOf = new Map<string, string>()
  #bareOf = new Map<string, string>()
  constructor(base: Values, hidden: Values) {
    this.#base = base
    this.#hidden = hidden
  }

  /** What tells the two apart, or nothing. */
  difference(bare: Answered, laden: Answered): string | undefined {
    return this.differenceOf(textOf(bare), textOf(laden))
  }

  differenceOf(bare: string, laden: string): string | undefined {
    const [these, those] = [bare.match(random) ?? [], laden.match(random) ?? []]
    const [around, aroundToo] = [bare.replace(random, '\u0000'), laden.replace(random, '\u0000')]
    if (around !== aroundToo) return `without: ${bare}\nwith:    ${laden}`
    for (const [at, one] of these.entries()) {
      const other = those[at] ?? ''
      if (this.#hidden.has(plain(other))) return `a hidden value came out: ${other} in ${laden}`
      if (!this.#areAlike(one, other)) return `${one} without, ${other} with: ${laden}`
    }
    return undefined
  }

  #areAlike(one: string, other: string): boolean {
    if (this.#base.has(plain(one)) || this.#base.has(plain(other))) return one === other
    if (moment.test(one) && moment.test(other)) return Math.abs(Date.parse(one) - Date.parse(other)) < sameMoment
    if (one.length !== other.length) return false
    const known = this.#ladenOf.get(one)
    if (known === undefined && !this.#bareOf.has(other)) {
      this.#ladenOf.set(one, other)
      this.#bareOf.set(other, one)
      return true
    }
    return known === other
  }
}

/** Every id, hash and time of this text, as they are compared. */
export function valuesIn(text: string): string[] {
  return (text.match(random) ?? []).map(plain)
}

function plain(value: string): string {
  return moment.test(value) ? String(Date.parse(value)) : value
}

function textOf({ status, headers, raw }: Answered): string {
  const told = Object.entries(headers).filter(([name]) => !ofTheClock.includes(name))
  const type = String(headers['content-type'] ?? '')
  const body = type.includes('image/') ? raw.toString('base64') : raw.toString('latin1')
  return `${status} ${JSON.stringify(told)} ${body}`.replaceAll(/localhost:\d+/g, 'localhost') // each house has its own port
}
