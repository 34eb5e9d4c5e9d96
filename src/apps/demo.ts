// A living world to look at: three families, a grandmother, photos shared and one that waits. Its own data folder; nothing of yours is touched.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { picture } from '../../db/pictures.ts'
import {
  connects,
  demoPassword,
  good,
  guardianInvitationFrom,
  invitationFrom,
  makesChild,
  overHttp,
  Person,
  relativeInvitationFrom,
  signsUp,
} from '../../db/seed.ts'
import { readEnv } from '../platform/config.ts'
import { newCode, sha256 } from '../platform/crypto.ts'
import { writeDurably } from '../platform/durable-file.ts'
import { demoMark } from './demo-mark.ts'
import { startKitestring, stopOnSignals, type Running } from './kitestring.ts'

const wantsJson = process.argv.includes('--json')
const say = (line: string) => void (wantsJson ? process.stderr : process.stdout).write(`${line}\n`)

try {
  const env = readEnv()
  const running = await startKitestring({ ...env, KITESTRING_DATA: env.KITESTRING_DATA ?? 'kitestring-demo' }, say)
  stopOnSignals(running, say)
  const owner = new pg.Client({ connectionString: running.ownerUrl })
  await owner.connect()
  if (running.setUpCode) {
    await writeDurably(running.config.dataFolder, demoMark, Buffer.from('made by npm run demo\n'))
    await fill(running, running.setUpCode, owner)
  }
  const people = await linksFor(running, owner)
  await owner.end()
  if (wantsJson) process.stdout.write(`${JSON.stringify({ url: running.config.url.origin, people })}\n`)
  else show(running, people)
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exit(1)
}

async function fill(running: Running, setUpCode: string, owner: pg.Client): Promise<void> {
  say('Making the families of the demo …')
  const send = overHttp(running.config.url)
  const [dana, omar, lena, aron, rosa] = ['Dana', 'Omar', 'Lena', 'Aron', 'Rosa'].map((name) => new Person(name, send)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  await signsUp(dana, setUpCode, 'otter')
  await signsUp(lena, await invitationFrom(dana), 'tiger-face')
  await signsUp(aron, await invitationFrom(dana), 'elephant')
  const opened = { audience: 'everyone', days: '30', hours: 'never', budget: 'all-day', replies: 'phrases' } as const // somebody tries it out at night, and for long
  const mia = await makesChild(dana, new Person('Mia', send), 'fox', { ...opened, hearts: 'on', 'cooling-off': 'minute' })
  const leo = await makesChild(lena, new Person('Leo', send), 'lion', opened)
  const ana = await makesChild(aron, new Person('Ana', send), 'owl', opened)
  await signsUp(omar, await guardianInvitationFrom(dana, mia), 'bear')
  await signsUp(rosa, await relativeInvitationFrom(dana, mia), 'koala')
  await connects([dana, mia], [lena, leo])
  await connects([aron, ana], [lena, leo])
  say('Sharing a few photos …')
  await shared(
    owner,
    lena,
    await leo.asksWith(await picture('beach'), {
      with: [mia, ana],
      caption: 'We built this castle. The crab came to look!',
      alt: 'A sand castle by the sea, with a crab and a shell',
      days: 30,
    }),
  )
  await shared(
    owner,
    aron,
    await ana.asksWith(await picture('cat'), {
      with: [leo],
      caption: 'Minka found my wool.',
      alt: 'A cat beside a ball of wool',
      days: 30,
    }),
  )
  await shared(
    owner,
    dana,
    await mia.asksWith(await picture('cake'), {
      with: [rosa],
      caption: 'Grandma, this is the cake I made.',
      alt: 'A birthday cake with balloons',
      days: 30,
    }),
  )
  await shared(
    owner,
    dana,
    await mia.asksWith(await picture('kite'), {
      with: [leo, rosa],
      caption: 'My kite went higher than the house!',
      alt: 'A kite in the sky above a house and a tree',
      days: 30,
    }),
  )
  await mia.asksWith(await picture('garden'), {
    with: [leo, rosa],
    caption: 'The sunflower is bigger than me now.',
    alt: 'A sunflower, a tulip and a butterfly',
    days: 7,
  })
}

// The world has been living for a while: what was approved is past its cooling-off window.
async function shared(owner: pg.Client, guardian: Person, post: string): Promise<void> {
  await good(guardian.approves(post))
  await owner.query(
    "update posts set shared_from = shared_from - interval '12 minutes', shared_until = shared_until - interval '12 minutes' where id = $1",
    [post],
  )
  await owner.query("update post_audience set shared_from = shared_from - interval '12 minutes' where post_id = $1", [post])
}

type Link = { name: string; kind: string; signInLink: string; password?: string }

/** One-time sign-in codes, as a guardian's new device gets them. The names are the demo's own, in the order they were made. */
async function linksFor(running: Running, owner: pg.Client): Promise<Link[]> {
  const { rows } = await owner.query<{ id: string; kind: string; avatar: string }>(
    'select id, kind, avatar from people p where not exists (select from canaries k where k.person_id = p.id) order by created_at',
  )
  const names: Record<string, string> = {
    otter: 'Dana',
    bear: 'Omar',
    'tiger-face': 'Lena',
    elephant: 'Aron',
    fox: 'Mia',
    lion: 'Leo',
    owl: 'Ana',
    koala: 'Rosa',
  }
  const links: Link[] = []
  for (const { id, kind, avatar } of rows.filter((row) => names[row.avatar])) {
    const code = newCode(29)
    await owner.query(
      "insert into codes (id, code_hash, opens, person_id, expires_at) values ($1, $2, 'sign-in', $3, now() + interval '12 hours')",
      [randomUUID(), sha256(code), id],
    )
    const path = kind === 'child' ? '/pair' : '/family/sign-in'
    links.push({
      name: names[avatar] ?? '',
      kind,
      signInLink: `${running.config.url.origin}${path}#${code}`,
      ...(kind === 'child' ? {} : { password: demoPassword }),
    })
  }
  return links
}

function show(running: Running, people: Link[]): void {
  say('')
  say(`The demo is ready: ${running.config.url.origin}`)
  say('Each link signs one person in, once. Use a private window or another browser for each, so that they do not sign each other out.')
  for (const { name, kind, signInLink } of people) say(`  ${name.padEnd(5)} ${kind.padEnd(9)} ${signInLink}`)
  say(`When a grown-up is asked for a password, it is: ${demoPassword}`)
  say("Mia's photo of a sunflower waits for Dana or Omar. Press Ctrl-C to stop; a new start prints new links.")
}
