// P1 and P7: a child's feed of thirty photos, against one inbox query behind bare Node; and the same in a small and in a large database.
import { gzipSync } from 'node:zlib'
import { fillAround, fillCircle } from './filling.ts'
import {
  bounded,
  compared,
  cpuOf,
  inTurn,
  measure,
  openBenchHouse,
  quantile,
  ratioOf,
  runAlone,
  show,
  startGenerator,
  startPart,
  type Bench,
  type Line,
  type Load,
} from './ground.ts'

/** `--posts 1000000` for another size; the small one is always a hundredth of it. */
function mostPosts(): number {
  const at = process.argv.indexOf('--posts')
  return at === -1 ? 100_000 : Number(process.argv[at + 1])
}

export const feed: Bench = async ({ quick, rounds }) => {
  const most = quick ? 10_000 : mostPosts()
  const [small, large] = [await openBenchHouse(), await openBenchHouse()]
  const generator = await startGenerator()
  const bare = await startPart<string>('bare.ts', { kind: 'inbox', databaseUrl: large.running.ownerUrl })
  try {
    const smallCookies = (await fillCircle(small)).cookies
    await fillAround(small, most / 100)
    const { cookies } = await fillCircle(large)
    await fillAround(large, most)

    const requests = quick ? 300 : 600
    const asking = (clients: number): Omit<Load, 'url'> => ({ paths: ['/api/feed'], cookies, clients, requests })
    const limit = (clients: number) =>
      measure(generator, { ...asking(clients), url: bare.said }, () => cpuOf(bare.pid) + cpuOf(large.postgres))
    const product = (clients: number) => measure(generator, { ...asking(clients), url: large.url.href }, large.cpu)
    const bottom = () => measure(generator, { ...asking(8), url: small.url.href, cookies: smallCookies }, small.cpu)
    for (const warm of [limit, product, bottom]) await warm(64)

    const lines: Line[] = []
    let asked = 0
    let failed = 0
    for (const clients of [1, 8, 64]) {
      const seen = await inTurn(
        rounds,
        () => limit(clients),
        () => product(clients),
      )
      asked += seen.product.length * requests
      failed += seen.product.reduce((sum, one) => sum + one.failed, 0)
      lines.push(
        compared(
          `P1 feed, ${clients} clients, CPU a request`,
          'ms',
          ratioOf(seen, (one) => one.cpu),
          2,
        ),
      )
      lines.push({
        ...compared(
          `P1 feed, ${clients} clients, p50`,
          'ms',
          ratioOf(seen, (one) => quantile(one.milliseconds, 0.5)),
          Infinity,
          '',
        ),
        met: undefined,
      })
      const p99 = ratioOf(seen, (one) => quantile(one.milliseconds, 0.99))
      lines.push(
        clients === 64
          ? compared('P1 feed, 64 clients, p99', 'ms', p99, 2.5)
          : { ...compared(`P1 feed, ${clients} clients, p99`, 'ms', p99, Infinity, ''), met: undefined },
      )
    }
    lines.push(bounded(`P1 failed answers in ${asked}`, failed, '', 0))

    const growth = await inTurn(rounds, bottom, () => product(8))
    lines.push(
      compared(
        `P7 feed, CPU at ${most} posts against ${most / 100}`,
        'ms',
        ratioOf(growth, (one) => one.cpu),
        1.2,
      ),
    )
    const answer = Buffer.from(
      await (await fetch(new URL('/api/feed', large.url), { headers: { cookie: `kitestring=${cookies[0]}` } })).arrayBuffer(),
    )
    if (!JSON.parse(answer.toString()).posts?.length) throw new Error(`The feed shows nothing, so nothing was measured: ${answer}`) // closed by a broken promise, say
    lines.push(bounded('P7 answer of thirty photos', answer.length / 1024, 'KB', 12))
    lines.push(bounded('P7 the same, gzipped (the server does not: BREACH)', gzipSync(answer).length / 1024, 'KB', 4, show(answer.length)))
    return lines
  } finally {
    await Promise.all([generator.stop(), bare.stop()])
    await small.stop()
    await large.stop()
  }
}

await runAlone(import.meta, feed)
