// Looks through files byte by byte, as somebody who stole the disk would: for words in any usual form, for keys, for pictures.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { filesBelow, formsOf, foundIn, type Needle } from '../../src/safeguards/hunt.ts'

export { filesBelow, foundIn, formsOf, type Needle }

/** The files of this database and the server's whole write-ahead log, after everything was written out. */
export async function databaseFiles(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('checkpoint')
    const { rows } = await client.query<{ folder: string; oid: number }>(
      "select current_setting('data_directory') as folder, oid from pg_database where datname = current_database()",
    )
    const { folder = '', oid = 0 } = rows[0] ?? {}
    return [...filesBelow(join(folder, 'base', String(oid))), ...filesBelow(join(folder, 'pg_wal'))]
  } finally {
    await client.end()
  }
}

/** Every table as text, as a dump writes it: what a stolen backup holds. */
export async function dumpOf(ownerUrl: string): Promise<Buffer> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1",
    )
    const lines: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t order by 1`)
      lines.push(name, ...rows.map(({ line }) => line))
    }
    return Buffer.from(lines.join('\n'))
  } finally {
    await client.end()
  }
}

/** Where something was found, as `file: what`. */
export function found(files: readonly string[], needles: readonly Needle[]): string[] {
  return files.flatMap((file) => foundIn(readOrNothing(file), needles).map((name) => `${file}: ${name}`))
}

/** Everything that begins like a picture and has the size of one. Three chance bytes are no picture. */
export async function picturesIn(files: readonly string[]): Promise<string[]> {
  const pictures: string[] = []
  for (const file of files) {
    const bytes = readOrNothing(file)
    for (const start of [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('RIFF'), Buffer.from('\x89PNG\r\n', 'latin1')]) {
      for (let at = bytes.indexOf(start); at !== -1; at = bytes.indexOf(start, at + 1)) {
        const size = await sharp(bytes.subarray(at, at + 8_000_000))
          .metadata()
          .catch(() => undefined)
        if (size) pictures.push(`${file}: a ${size.format} at ${at}`)
      }
    }
  }
  return pictures
}

// A file may be recycled between two looks.
function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}
