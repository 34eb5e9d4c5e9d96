// The limits: what Node alone needs for the same work on the same data, with nothing of ours around it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'

export type Bare = { kind: 'inbox'; databaseUrl: string } | { kind: 'picture'; tokens: string[]; file: string }

process.on('disconnect', () => process.exit()) // nobody measures any more
process.on('message', async (given: Bare) => {
  const answer = given.kind === 'inbox' ? inbox(given.databaseUrl) : picture(new Set(given.tokens), given.file)
  const server = createServer((request, response) => void answer(request, response).catch(() => response.writeHead(500).end()))
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
  })
})

/** One cookie, one query over the reader's inbox, thirty items with the addresses of their pictures; no rule is asked and no text opened. */
function inbox(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 12, pipeline: true })
  const text = `
    select p.id, p.child_id, p.caption_sealed, a.shared_from, f.id as photo_id, f.width, f.height, f.thumbhash_sealed, f.alt_sealed, o.avatar, o.name_sealed
    from post_audience a join posts p on p.id = a.post_id join photos f on f.post_id = p.id join people o on o.id = p.child_id
    where a.person_id = (select s.person_id from sessions s where s.token_hash = $1 and s.expires_at > now()) and a.shared_from is not null
    order by a.shared_from desc limit 30`
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { rows } = await pool.query({ name: 'inbox', text, values: [createHash('sha256').update(tokenOf(request)).digest()] })
    const posts = rows.map((row) => ({
      id: row.id,
      author: { id: row.child_id, name: words(row.name_sealed), avatar: row.avatar, kind: 'child' },
      caption: words(row.caption_sealed),
      sharedFrom: row.shared_from,
      photos: [
        {
          photoId: row.photo_id,
          url: `/api/photos/${row.photo_id}/card`,
          width: row.width,
          height: row.height,
          thumbhash: words(row.thumbhash_sealed),
          alt: words(row.alt_sealed),
        },
      ],
    }))
    response.writeHead(rows.length === 30 ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ posts }))
  }
}

/** One cookie, known or not, and a file as it lies there. */
function picture(tokens: Set<string>, file: string) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (!tokens.has(tokenOf(request))) return void response.writeHead(404).end()
    const bytes = await readFile(file)
    response.writeHead(200, { 'content-type': 'image/webp', 'content-length': bytes.length }).end(bytes)
  }
}

function tokenOf(request: IncomingMessage): string {
  return /kitestring=child\.([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
}

// About as many letters as the opened text has.
function words(sealed: Buffer): string {
  return sealed.toString('base64', 0, 48)
}
