// What is kept of a child and until when: read from the comments of the database's own columns, so that it is what is true there. PAR-2, DAT-1
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Kept } from './contract.ts'
import { kindsKept } from './kinds.ts'

type ColumnRow = { kind: Kept['kinds'][number]['kind']; said: string }

/** Of each kind its end is said of its first column, by which its rows are told apart. */
export async function kindsOfThings(db: Db): Promise<Kept> {
  const kinds = Object.values(kindsKept).flat()
  const rows = await db.rows<ColumnRow>(sql`
    select c.relname as kind, d.description as said from pg_class c join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid > 0
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${kinds}) order by array_position(${kinds}, c.relname::text), d.objsubid`)
  const ofKind = Map.groupBy(rows, (row) => row.kind)
  return {
    kinds: kinds.map((kind) => {
      const said = (ofKind.get(kind) ?? []).map((row) => partsOf(row.said))
      return {
        kind,
        until: said[0]?.until ?? '',
        purposes: [...new Set(said.map(({ purpose }) => purpose))].filter((purpose) => purpose !== toPointAt),
      }
    }),
  }
}

const toPointAt = 'to point at' // of ids, which say nothing

/** "purpose: …; owner: …; retention: …", without the numbers of requirements. */
function partsOf(said: string): { purpose: string; until: string } {
  const [, purpose = '', until = ''] = /^purpose: (.*); owner: [^;]*; retention: (.*)$/.exec(said) ?? []
  return { purpose: readable(purpose), until: readable(until) }
}

function readable(text: string): string {
  return text.replaceAll(/ \([A-Z]+-\d+(, [A-Z]+-\d+)*\)/g, '')
}
