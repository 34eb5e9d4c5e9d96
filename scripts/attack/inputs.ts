// Broken input, made from what a route says that it takes: each field left out, and with everything in it that has ever broken somebody's server.
type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  pattern?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  minItems?: number
}
export type Input = { name: string; body: unknown }

/** It looks for these in what comes back. */
export const marks = { html: '<script>kite()</script>', header: 'x-kite-injected' } as const

export const texts: Readonly<Record<string, string>> = {
  quote: `'`,
  'two quotes': `'"`,
  'sql or': `' or '1'='1' --`,
  'sql sleep': `'; select pg_sleep(6) --`,
  'sql sleep in a value': `' || (select pg_sleep(6)) || '`,
  html: `">${marks.html}`,
  'a way out': '../../../../../../etc/passwd',
  nul: 'a\u0000b',
  'half a letter': 'a\ud800b',
  'right to left': '\u202eevil\u202c',
  'new header': `a\r\n${marks.header}: 1`,
  template: `\${7*7}{{7*7}}<%= 7*7 %>#{7*7}`,
  shell: '$(sleep 6)`sleep 6`;sleep 6|sleep 6',
  'format letters': '%s%n%x%d',
  empty: '',
  long: 'x'.repeat(100_000),
  zalgo: `e${'\u0301'.repeat(500)}`,
  'a date that never was': '2026-02-31',
}

const values: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  minus: -1,
  'more than a number holds': 1e308,
  'part of one': 0.5,
  list: [],
  'list of lists': [[[[]]]],
  object: {},
  'operator of another database': { $gt: '' },
}

/** Fields that nobody was asked for: rights, ids and what JavaScript holds dear. T13 */
const extras: Readonly<Record<string, unknown>> = {
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'staff',
  role: 'operator',
  owner: 'everybody',
  ended_at: null,
  state: 'shared',
}

/** Something that this schema would take. */
export function goodFor(schema: Schema): unknown {
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (one) return goodFor(one)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inside]) => [name, goodFor(inside)]))
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => goodFor(schema.items ?? {}))
  if (schema.type === 'number' || schema.type === 'integer') return 1
  if (schema.type === 'boolean') return true
  return schema.type === 'null' ? null : '00000000-0000-4000-8000-000000000000'
}

export function brokenFor(schema: Schema): Input[] {
  const good = goodFor(schema)
  const whole: Input[] = Object.entries({ ...values, text: 'text', number: 7 }).map(([name, body]) => ({
    name: `all of it: ${name}`,
    body,
  }))
  if (typeof good !== 'object' || good === null || Array.isArray(good)) return whole
  const fields = Object.keys(good)
  const without = fields.map((field) => ({
    name: `without ${field}`,
    body: Object.fromEntries(Object.entries(good).filter(([one]) => one !== field)),
  }))
  const bad = fields.flatMap((field) =>
    Object.entries({ ...texts, ...values }).map(([name, value]) => ({ name: `${field}: ${name}`, body: { ...good, [field]: value } })),
  )
  const inner = fields.flatMap((field) => {
    const inside = schema.properties?.[field]
    return inside?.type === 'array' && inside.items
      ? Object.entries({ ...texts, ...values }).map(([name, value]) => ({
          name: `in ${field}: ${name}`,
          body: { ...good, [field]: [value] },
        }))
      : []
  })
  const more = Object.entries(extras).map(([name, value]) => ({ name: `with ${name} besides`, body: { ...good, [name]: value } }))
  return [{ name: 'as it should be', body: good }, ...whole, ...without, ...bad, ...inner, ...more]
}

/** Bodies that are no JSON at all, or too much of it. */
export const brokenBytes: Readonly<Record<string, string>> = {
  nothing: '',
  'half of it': '{"a":',
  'not json': 'a=b&c=d',
  deep: `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'a key twice': '{"a":1,"a":2}',
  proto: '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
  'a mark in front': '\ufeff{}',
  wide: `{${Array.from({ length: 5_000 }, (_, nth) => `"k${nth}":1`).join(',')}}`,
}
