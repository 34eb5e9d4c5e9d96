// People with names, made the way families make them: through the server's own door. Mia (7) and Leo (8) are connected; Ana is connected to Leo only;
// Dana and Omar guard Mia, Lena guards Leo, Aron guards Ana; Rosa is Mia's grandmother; Sam is staff.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  connects,
  good,
  guardianInvitationFrom,
  invitationFrom,
  makesChild as makesStrictChild,
  Person as Somebody,
  relativeInvitationFrom,
  signsUp,
  type Answer,
} from '../db/seed.ts'
import { ensureSetUpCode } from '../src/features/sign-in/codes.ts'
import { sealName } from '../src/features/people/names.ts'
import type { Feed, Post } from '../src/features/posts/contract.ts'
import { sha256, randomToken } from '../src/platform/crypto.ts'
import { newId } from '../src/platform/ids.ts'
import { idPhoto } from './fixtures/make-photos.ts'
import { settings } from '../src/features/settings/values.ts'
import { openTestHouse, type TestHouse } from './house.ts'

export { good, makesStrictChild, signsUp, type Answer }
export type Names = 'mia' | 'leo' | 'ana' | 'dana' | 'omar' | 'lena' | 'aron' | 'rosa' | 'sam'

let devices = 0

/** Somebody with a device, and the questions the tests ask about what they see. */
export class Person extends Somebody {
  house: TestHouse
  constructor(house: TestHouse, name: string) {
    const address = `10.0.0.${++devices % 250}` // everybody comes from their own
    super(name, async (method, url, headers, body) => {
      const { port } = house.config
      const response = await house.http.inject({
        method,
        url,
        remoteAddress: address,
        headers: { host: `localhost:${port}`, origin: `http://localhost:${port}`, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      return { status: response.statusCode, headers: response.headers, cookies: response.cookies, raw: response.rawPayload }
    })
    this.house = house
  }

  async draws(bytes?: Buffer): Promise<string> {
    return (await good(this.post<{ photoId: string }>('/api/photos', bytes ?? (await smallPhoto())))).photoId
  }

  async asks(options: Parameters<Somebody['asksWith']>[1] & { photo?: Buffer } = {}): Promise<string> {
    return this.asksWith(options.photo ?? (await smallPhoto()), options)
  }

  async feed(): Promise<Feed['posts']> {
    return (await good(this.get<Feed>('/api/feed'))).posts
  }

  /** Whether a post reaches this person by any way there is: the page, the list, the feed or the bytes. All ways must agree. */
  async sees(post: string, photo: string): Promise<boolean> {
    const page = (await this.get(`/api/posts/${post}`)).status === 200
    const list = ((await this.get<{ posts?: Post[] }>('/api/posts')).body?.posts ?? []).some((one) => one.id === post)
    const feed = ((await this.get<Partial<Feed>>('/api/feed')).body?.posts ?? []).some((one) => one.id === post)
    const bytes = await Promise.all(['card', 'screen'].map(async (name) => (await this.get(`/api/photos/${photo}/${name}`)).status === 200))
    if (new Set(bytes).size !== 1 || page !== list || bytes[0] !== (page || feed))
      throw new Error(`${this.name} sees ${post} on some ways only: ${JSON.stringify({ page, list, feed, bytes })}`)
    return page || feed
  }
}

export type World = TestHouse &
  Record<Names, Person> & {
    visitor: Person
    /** The cooling-off window passes, as it does by itself after a minute. */
    coolingOffEnds(post: string): Promise<void>
    /** Asked, approved and past the window. */
    shares(child: Person, guardian: Person, options?: Parameters<Person['asks']>[0]): Promise<{ post: string; photo: string }>
    connectionOf(a: Person, b: Person): Promise<string>
    connect(a: [guardian: Person, child: Person], b: [guardian: Person, child: Person]): Promise<void>
  }

export async function world(options: Parameters<typeof openTestHouse>[0] = {}): Promise<World> {
  const house = await openTestHouse(options)
  const person = (name: string) => new Person(house, name)
  const [dana, omar, lena, aron, rosa, sam] = ['Dana', 'Omar', 'Lena', 'Aron', 'Rosa', 'Sam'].map(person) as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  const setUpCode = (await ensureSetUpCode(house.house.room.asDoor)) ?? ''
  await signsUp(dana, setUpCode)
  for (const guardian of [lena, aron]) await signsUp(guardian, await invitationFrom(dana))
  const mia = await makesChild(dana, person('Mia'), 'fox')
  const leo = await makesChild(lena, person('Leo'), 'lion')
  const ana = await makesChild(aron, person('Ana'), 'owl')
  await signsUp(omar, await guardianInvitationFrom(dana, mia)) // nobody else could object: at once
  await signsUp(rosa, await relativeInvitationFrom(dana, mia))
  await isStaff(house, sam)
  const made: World = {
    ...house,
    mia,
    leo,
    ana,
    dana,
    omar,
    lena,
    aron,
    rosa,
    sam,
    visitor: person('nobody'),
    connect: (a, b) => connects(a, b),
    async coolingOffEnds(post) {
      await house.asOwner(
        "update posts set shared_from = shared_from - interval '61 seconds', shared_until = shared_until - interval '61 seconds' where id = $1",
        [post],
      )
      await house.asOwner("update post_audience set shared_from = shared_from - interval '61 seconds' where post_id = $1", [post])
    },
    async shares(child, guardian, asked) {
      const post = await child.asks(asked)
      await good(guardian.approves(post))
      await made.coolingOffEnds(post)
      const [photo] = await house.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
      return { post, photo: photo?.id ?? '' }
    },
    async connectionOf(a, b) {
      const [row] = await house.asOwner<{ id: string }>(
        'select id from connections where ended_at is null and least(low_id, high_id) = least($1::uuid, $2::uuid) and greatest(low_id, high_id) = greatest($1::uuid, $2::uuid)',
        [a.id, b.id],
      )
      return row?.id ?? ''
    },
  }
  await connects([dana, mia], [lena, leo])
  await connects([aron, ana], [lena, leo])
  return made
}

/** A child for whom its guardian has opened everything there is to open at its age, long ago; but each photo is asked for. */
export async function makesChild(guardian: Person, child: Person, avatar: string): Promise<Person> {
  await makesStrictChild(guardian, child, avatar)
  await child.house.asOwner(
    "insert into settings (child_id, setting, value, by_id, said_at) select $1, x.setting, x.value, $2, now() - interval '1 year' from jsonb_each_text($3) x (setting, value)",
    [
      child.id,
      guardian.id,
      Object.fromEntries(
        Object.entries(settings).map(([name, values]) => [name, { asking: 'each', replies: 'phrases' }[name] ?? values.at(-1)]),
      ),
    ],
  )
  return child
}

/** Every mail that was sent so far, whole. */
export function mailsOf({ folder }: Pick<World, 'folder'>): string[] {
  const mails = join(folder, 'mail')
  if (!existsSync(mails)) return []
  return readdirSync(mails)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(mails, name), 'utf8'))
}

function smallPhoto(): Promise<Buffer> {
  return idPhoto(Math.floor(Math.random() * 2 ** 31), { width: 320, height: 240 })
}

// There is no way to become staff through the door yet: an operator makes the account.
async function isStaff(house: TestHouse, sam: Person): Promise<void> {
  const id = newId('staff')
  const token = randomToken()
  await house.house.keyring.makePersonKey(id)
  await house.asOwner("insert into people (id, kind, name_sealed, avatar) values ($1, 'staff', $2, 'owl')", [
    id,
    await sealName(house.house.keyring, id, sam.name),
  ])
  await house.asOwner(
    "insert into sessions (id, person_id, kind, token_hash, expires_at) values ($1, $2, 'staff', $3, now() + interval '1 hour')",
    [randomUUID(), id, sha256(token)],
  )
  sam.id = id
  sam.kind = 'staff'
  sam.cookie = `kitestring=staff.${token}`
}
