// Every row of the database that is about a child: its own, and whatever points at one of those, however far. Found in the catalogue, not in a list.
import type { World } from '../world.ts'

export type Row = Record<string, unknown>
export type About = Map<string, Row[]>
type Reference = { table: string; columns: string[]; to: string; keys: string[] }

/** Each table of the database with its columns. */
export async function everyColumn(w: World): Promise<Map<string, string[]>> {
  const rows = await w.asOwner<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.oid order by 1`)
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

/** An id of the child in any column makes a row the child's, also where no key of the database says so. */
export async function rowsAbout(w: World, child: string): Promise<About> {
  const references = await everyReference(w)
  const left = new Map<string, Row[]>()
  for (const name of (await everyColumn(w)).keys()) left.set(name, await w.asOwner<Row>(`select * from public.${name}`))
  const about: About = new Map([...left.keys()].map((name) => [name, []]))
  for (let found = true; found; ) {
    found = false
    for (const [table, rows] of left) {
      const belonging = rows.filter(
        (row) =>
          Object.values(row).includes(child) ||
          references.some((one) => one.table === table && (about.get(one.to) ?? []).some((to) => pointsAt(one, row, to))),
      )
      if (belonging.length === 0) continue
      found = true
      about.get(table)?.push(...belonging)
      left.set(
        table,
        rows.filter((row) => !belonging.includes(row)),
      )
    }
  }
  return about
}

function pointsAt({ columns, keys }: Reference, row: Row, to: Row): boolean {
  return columns.every((column, at) => row[column] !== null && row[column] === to[keys[at] ?? ''])
}

async function everyReference(w: World): Promise<Reference[]> {
  const names = (of: string, keys: string) =>
    `array(select a.attname::text from unnest(${keys}) with ordinality n (number, at) join pg_attribute a on a.attrelid = ${of} and a.attnum = n.number order by n.at)`
  return w.asOwner<Reference>(`
    select r.relname as table, ${names('k.conrelid', 'k.conkey')} as columns, o.relname as to, ${names('k.confrelid', 'k.confkey')} as keys
    from pg_constraint k join pg_class r on r.oid = k.conrelid join pg_class o on o.oid = k.confrelid where k.contype = 'f' and r.relnamespace = 'public'::regnamespace`)
}
