// docs/asvs.md: every requirement of ASVS 5.0.0 once, each that holds with something to look at, and every file that is named there.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'

const root = join(import.meta.dirname, '..')
/** How many requirements each section of each chapter has. */
const sections: Readonly<Record<number, readonly number[]>> = {
  1: [2, 10, 12, 3, 3],
  2: [3, 3, 5, 2],
  3: [1, 3, 5, 8, 8, 1, 5],
  4: [5, 5, 2, 4],
  5: [1, 6, 3, 3],
  6: [3, 12, 8, 6, 8, 4, 2, 4],
  7: [3, 4, 2, 5, 3, 2],
  8: [4, 4, 3, 2],
  9: [3, 4],
  10: [2, 3, 5, 16, 5, 2, 3],
  11: [4, 5, 5, 4, 2, 2, 2],
  12: [5, 2, 5],
  13: [4, 6, 4, 7],
  14: [2, 8, 3],
  15: [5, 5, 7, 4],
  16: [1, 5, 4, 3, 4],
  17: [2, 8, 2],
}
const all = Object.entries(sections).flatMap(([chapter, counts]) =>
  counts.flatMap((count, nth) => Array.from({ length: count }, (_, at) => `${chapter}.${nth + 1}.${at + 1}`)),
)
const text = readFileSync(join(root, 'docs/asvs.md'), 'utf8')
const lines = [...text.matchAll(/^\| (\d+\.\d+\.\d+)(?:–(\d+\.\d+\.\d+))? +\| (\S+) +\| (.+?) +\| (.*?) *\|$/gm)]

it('ASVS each of its 345 requirements stands there once, in order', () => {
  const told = lines.flatMap(([, from = '', to = from]) => all.slice(all.indexOf(from), all.indexOf(to) + 1))
  assert.equal(all.length, 345)
  assert.deepEqual(told, all)
})

it('ASVS whatever holds has a file or an attack to look at, and each of them exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const [line, , , holds = '', , seen = ''] of lines) {
    assert.ok(['yes', 'partly', 'no', '–'].includes(holds), line)
    if (holds === 'yes' || holds === 'partly') assert.match(seen, /`/, line)
    for (const [, named = ''] of seen.matchAll(/`([^`]+)`/g)) {
      const script = /^npm run ([a-z]+)$/.exec(named)?.[1]
      assert.ok(script ? script in scripts : existsSync(join(root, named)), `${named} is not there`)
    }
  }
})

it('ASVS the sum at its head is that of its lines', () => {
  const count = { yes: 0, partly: 0, no: 0, '–': 0 }
  for (const [, from = '', to = from, holds = '–'] of lines) count[holds as keyof typeof count] += all.indexOf(to) - all.indexOf(from) + 1
  assert.ok(
    text.includes(`${count.yes} yes, ${count.partly} partly, ${count.no} no, ${count['–']} without such a thing here`),
    JSON.stringify(count),
  )
})
