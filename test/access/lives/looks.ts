// What everybody sees of everything at one moment, in the app's own login and each person's role: lists, feed, pictures, people, connections and faces.
import pg from 'pg'
import type { Names } from '../../world.ts'
import { everybody } from '../looking.ts'
import { sqlOf, tokenOf, type Families } from './families.ts'

export type Looks = { look(pictures: readonly string[]): Promise<Record<string, Record<string, string[]>>>; close(): Promise<void> }
type Seen = {
  name: Names
  posts: [post: string, why: string][]
  listed: string[]
  feed: string[]
  photos: string[]
  pictures: string[]
  people: string[]
  ties: [tie: string, why: string, other: string][]
  replies: string[]
  handovers: [child: string, by: string, state: string][]
  day: (string | [child: string, used: boolean | null])[]
  faces: [post: string, person: string, why: string, now: boolean][]
}

const kinds = ['child', 'guardian', 'relative', 'staff'] as const
const list = (row: string, from: string) => `(select coalesce(jsonb_agg(${row}), '[]') from ${from})`

/** Whose session has ended is refused what nobody may ask. */
const ofSomebody = (row: string) => `case when (select access.viewer_id()) is null then '[]'::jsonb else ${row} end`

/** What a kind of person has no right to ask for at all is nothing. */
function question(kind: (typeof kinds)[number]): string {
  const familyOnly = kind === 'child' || kind === 'guardian'
  const staff = kind === 'staff'
  const parts = {
    posts: list('jsonb_build_array(m.post_id, m.why)', 'access.my_whys m'),
    listed: staff ? "'[]'::jsonb" : list('id', 'posts'),
    feed: kind === 'child' || kind === 'relative' ? list('distinct f.post_id', 'access.feed(null, null, 100) f') : "'[]'::jsonb",
    photos: staff ? "'[]'::jsonb" : list('id', 'photos'),
    pictures: staff ? "'[]'::jsonb" : list('distinct p.id', "unnest($2::uuid[]) p (id), access.rendition(p.id, 'card')"),
    people: list('id', 'people'),
    ties: list('jsonb_build_array(m.connection_id, m.why, m.other_id)', 'access.my_connections m'),
    replies: staff
      ? "'[]'::jsonb"
      : list(
          'distinct r.id',
          `(select q.reply_id as id from access.replies_to($3::uuid[]) q${kind === 'guardian' ? ' union all select q.reply_id from access.my_children m, access.replies_of(m.child_id) q' : ''}) r`,
        ),
    handovers: familyOnly ? ofSomebody(list('jsonb_build_array(h.child_id, h.by_id, h.state)', 'access.my_handovers() h')) : "'[]'::jsonb",
    day:
      kind === 'child'
        ? ofSomebody('jsonb_build_array(access.my_day())')
        : kind === 'guardian'
          ? list('jsonb_build_array(m.child_id, access.used_today(m.child_id))', 'access.my_children m')
          : "'[]'::jsonb",
    faces: staff ? "'[]'::jsonb" : list('jsonb_build_array(s.post_id, s.person_id, s.why, s.sees_now)', 'access.seers_of($3::uuid[]) s'),
  }
  return `select jsonb_build_object('name', $1, ${Object.entries(parts).map(([name, part]) => `'${name}', ${part}`)}) as seen`
}

/** One connection for each kind of person, because Postgres plans anew whenever the role changes. */
export async function openLooks(families: Families): Promise<Looks> {
  const { w } = families
  const clients = await Promise.all(
    kinds.map(async (kind) => {
      const client = new pg.Client({ connectionString: w.urls.app })
      await client.connect()
      await client.query(
        `set plan_cache_mode = force_generic_plan; set jit = off; set role kitestring_${kind}; prepare look (text, uuid[], uuid[]) as ${question(kind)}`,
      )
      return { client, names: everybody.filter((name) => w[name].kind === kind) }
    }),
  )
  return {
    async look(pictures) {
      const posts = `{${[...families.ids.posts.values()]}}`
      const all = await Promise.all(
        clients.map(async ({ client, names }) => {
          const texts = names.map((name) =>
            sqlOf("select set_config('app.session', %L, true); execute look(%L, %L, %L)", tokenOf(w, name), name, `{${pictures}}`, posts),
          )
          const results = (await client.query(`begin read only; ${texts.join('; ')}; commit`)) as unknown as pg.QueryResult<{
            seen?: Seen
          }>[]
          return results.flatMap(({ rows }) => rows.flatMap(({ seen }) => seen ?? []))
        }),
      )
      const named = namesIn(families)
      return Object.fromEntries(all.flat().map((seen) => [seen.name, inWords(seen, named)]))
    },
    close: async () => {
      await Promise.all(clients.map(({ client }) => client.end()))
    },
  }
}

/** In the words of the sentence. The ways to one thing must agree: the list, the pages, the feed and the pictures. */
function inWords(seen: Seen, named: (id: string) => string): Record<string, string[]> {
  const posts = new Map(seen.posts)
  const words = {
    posts: [...posts].map(([post, why]) => `${named(post)} ${why}`),
    listed: seen.listed.map(named),
    feed: seen.feed.map(named),
    photos: seen.photos,
    pictures: seen.pictures,
    people: seen.people.map(named),
    ties: seen.ties.map(([tie, why, other]) => `${named(tie)} ${why} ${named(other)}`),
    replies: seen.replies.map(named),
    handovers: seen.handovers.map(([child, by, state]) => `${named(child)} ${named(by)} ${state}`),
    day: seen.day.flatMap((day) =>
      typeof day === 'string' ? [day] : day[1] === null ? [] : [`${named(day[0])} ${day[1] ? 'used' : 'not used'}`],
    ),
    faces: seen.faces.map(([post, person, why, now]) => `${named(post)} ${named(person)} ${why} ${now ? 'now' : 'later'}`),
  }
  return Object.fromEntries(Object.entries(words).map(([what, things]) => [what, things.sort()]))
}

function namesIn({ w, ids }: Families): (id: string) => string {
  const names = new Map([
    ...everybody.map((name) => [w[name].id, name] as const),
    ...[...ids.posts, ...ids.ties, ...ids.replies].map(([name, id]) => [id, name] as const),
  ])
  return (id) => names.get(id) ?? id
}
