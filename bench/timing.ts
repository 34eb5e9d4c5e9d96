// T29: how long a "no" takes must not tell whether something is there. Each address is asked for what is there and is not the viewer's, for what never was,
// and for that once more: what tells the last two apart is noise. All in one run, in an order drawn anew each time.
import { Agent, request } from 'node:http'
import { fillAround, fillCircle } from './filling.ts'
import { median, openBenchHouse, quantile, runAlone, show, type Bench, type BenchHouse, type Line } from './ground.ts'
import { strangersOf, type Asked, type Question } from './strangers.ts'

type Heard = { status: number; text: string; milliseconds: number }
type Times = Record<'there' | 'nowhere' | 'again', number[]>

const allowed = 0.1 // milliseconds: the effect that T29 allows
const sure = 3.29 // standard deviations: wrong once in a thousand
const warmUp = 0.05

export const timing: Bench = async ({ quick }) => {
  const house = await openBenchHouse()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    const circle = await fillCircle(house)
    await fillAround(house, 10_000)
    const lines: Line[] = []
    for (const question of await strangersOf(house, circle)) {
      const { rounds = { quick: 2_000, whole: 10_000 } } = question
      process.stderr.write(`${question.work} …\n`)
      lines.push(lineOf(question.work, await timesOf(house, agent, question, quick ? rounds.quick : rounds.whole)))
    }
    return lines
  } finally {
    agent.destroy()
    await house.stop()
  }
}

async function timesOf(house: BenchHouse, agent: Agent, question: Question, rounds: number): Promise<Times> {
  const times: Times = { there: [], nowhere: [], again: [] }
  for (let round = -Math.ceil(rounds * warmUp); round < rounds; round += 1) {
    const turns = shuffled(['there', 'nowhere', 'again'] as const)
    const heard: Heard[] = []
    for (const turn of turns) {
      const one = await ask(house.url, agent, turn === 'there' ? question.there() : question.nowhere())
      if (round >= 0) times[turn].push(one.milliseconds)
      heard.push(one)
    }
    const said = new Set(heard.map(({ status, text }) => `${status} ${text}`))
    if (said.size !== 1 || heard.some(({ status }) => status === 429)) throw new Error(`${question.work}: ${[...said].join(' or ')}`)
  }
  return times
}

function lineOf(work: string, { there, nowhere, again }: Times): Line {
  const [effect, noise] = [effectOf(there, nowhere), effectOf(again, nowhere)]
  return {
    work: `T29 ${work}: there but not the viewer's, against not there, ${there.length} times`,
    limit: `${show(median(nowhere))} ms`,
    product: `${show(median(there))} ms`,
    ratio: `${inWords(effect)}, noise ${inWords(noise)}; the slower in ${(100 * slower(there, nowhere)).toFixed(1)} of 100`,
    goal: `≤ ${allowed} ms or noise`,
    met: Math.abs(effect.middle) <= Math.max(allowed, -noise.low, noise.high),
  }
}

type Effect = { low: number; middle: number; high: number }

/** The median of the pairs' differences, and between what it lies, by their order alone: one outlier more moves nothing. */
function effectOf(ones: readonly number[], others: readonly number[]): Effect {
  const differences = ones.map((one, at) => one - (others[at] ?? Number.NaN))
  const reach = (sure * Math.sqrt(differences.length)) / 2 / differences.length
  const [low, middle, high] = [0.5 - reach, 0.5, 0.5 + reach].map((at) => quantile(differences, at))
  return { low: low ?? Number.NaN, middle: middle ?? Number.NaN, high: high ?? Number.NaN }
}

function inWords({ low, middle, high }: Effect): string {
  return `${signed(middle)} ms (${signed(low)} to ${signed(high)})`
}

/** How often one of these is slower than one of those: the rank test's number. Half of the time, when nothing tells them apart. */
function slower(these: readonly number[], those: readonly number[]): number {
  const all = [...these.map((time) => ({ time, mine: 1 })), ...those.map((time) => ({ time, mine: 0 }))].sort((a, b) => a.time - b.time)
  const ranks = all.reduce((sum, { mine }, at) => sum + mine * (at + 1), 0)
  return (ranks - (these.length * (these.length + 1)) / 2) / (these.length * those.length)
}

let addresses = 0

// Everybody asks from an address of their own, as through a web server on the same machine.
function ask(url: URL, agent: Agent, { method, path, cookie, body }: Asked): Promise<Heard> {
  addresses += 1
  const payload = body && JSON.stringify(body)
  const headers = {
    origin: url.origin,
    'x-forwarded-for': `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`,
    ...(cookie ? { cookie: `kitestring=${cookie}` } : {}),
    ...(payload ? { 'content-type': 'application/json', 'content-length': String(payload.length) } : {}),
  }
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const asking = request(new URL(path, url), { method, agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, milliseconds: performance.now() - began }))
    })
    asking.on('error', reject)
    asking.end(payload)
  })
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

function signed(number: number): string {
  return `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(3)}`
}

await runAlone(import.meta, timing)
