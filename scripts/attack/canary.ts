// The canary world: numbers in the pixels of every photo and a word in every text, asked for by everybody at every address. It is the test that runs with all others, run here once more.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Part } from './part.ts'

const suites = ['test/canary/canary.test.ts', 'test/access/every-route.test.ts', 'test/access/no-trace.test.ts']

export async function canaryCrawl(): Promise<Part> {
  const child = spawn(process.execPath, ['scripts/test-run.ts', ...suites], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const [code] = await once(child, 'close')
  const numbers = [...said.matchAll(/(\d[\d,_]*) (secrets|addresses|reads|routes|answers)\b/g)].map(([, count = '', what = '']) => [
    what,
    Number(count.replace(/[,_]/g, '')),
  ])
  const passed = Number(/(\d+) passed/.exec(said)?.[1] ?? 0)
  return {
    name: 'What reaches whom',
    tried:
      'A word in every text and a number in the pixels of every photo of made-up families; everybody asks every address with every id there is, and what comes back is compared with who may hold it. Then each route as each kind of person, and the traces of people to whom somebody must not exist.',
    counts: { 'tests passed': passed, ...Object.fromEntries(numbers) },
    findings:
      code === 0
        ? []
        : said
            .split('\n')
            .filter((text) => /✖/.test(text))
            .map((text) => text.trim()),
  }
}
