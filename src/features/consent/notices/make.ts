// Makes the text of the notice from what the database says of each of its columns. What only the settings know is left open: notice.ts fills it in. NOT-1, NOT-4, NOT-5
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptItems, type KeptItem } from '../kept-items.ts'
import { items, misfits, type Annotation, type Line } from './items.ts'
import { browserWords, itemWords, lineWords } from './words.ts'

/** Every column that is about somebody, and what it says of its end; "as above" is what the one before it says. */
export const annotationsQuery = `
  select c.relname as table, a.attname as column, regexp_replace(substring(col_description(c.oid, a.attnum) from 'retention: (.*)$'), ' \\([A-Z]+-\\d+\\)$', '') as retention
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relname = any ($1) order by c.relname, a.attnum`

export type AnnotationRow = { table: string; column: string; retention: string | null }

export function annotationsFrom(rows: readonly AnnotationRow[]): Annotation[] {
  let above = ''
  return rows.map(({ table, column, retention }) => {
    if (retention !== 'as above') above = retention ?? ''
    return { table, column, retention: above }
  })
}

export function makeNotice(annotations: readonly Annotation[]): string {
  const faults = misfits(annotations)
  if (faults.length > 0) throw new Error(`the notice does not tell what is kept:\n${faults.join('\n')}`)
  const text = readFileSync(join(import.meta.dirname, 'shape.md'), 'utf8')
    .replace('{kept}', keptItems.map(itemLine).join('\n'))
    .replace('{schedule}', scheduleOf(annotations).join('\n'))
    .replace(
      '{browser}',
      Object.values(browserWords)
        .map((what) => `- ${what}`)
        .join('\n'),
    )
  return text.replace('{minutes}', minutesFor(text))
}

function itemLine(item: KeptItem): string {
  const { what, why, more, seen } = itemWords[item]
  return `- ${[`${what}, ${why}.`, more, seen === 'the family' ? undefined : seen].filter(Boolean).join(' ')}`
}

/** One line for each way to end, with the items that end so. */
export function scheduleOf(annotations: readonly Annotation[]): string[] {
  const enders = new Map<Line, Set<KeptItem>>()
  for (const item of keptItems)
    for (const { retention } of annotations.filter(({ table, column }) => items[item].columns[table]?.split(' ').includes(column))) {
      const line = items[item].ends[retention]
      if (line) enders.set(line, (enders.get(line) ?? new Set()).add(item))
    }
  return (Object.keys(lineWords) as Line[]).map((line) => `- ${lineWords[line](together([...(enders.get(line) ?? [])]))}`)
}

function together(these: KeptItem[]): string {
  const names = new Intl.ListFormat('en-GB').format(these.map((item) => itemWords[item].called))
  return names.charAt(0).toUpperCase() + names.slice(1)
}

// Grown-ups read about 240 words a minute (Brysbaert 2019, doi 10.1016/j.jml.2019.104047: 238 for plain texts).
function minutesFor(text: string): string {
  const minutes = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
  return minutes[Math.round((text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0) / 240)] ?? 'many'
}
