// The page for outsiders tells the numbers that the run holds itself to, and no others. GOV-1
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { covers } from './covered.ts'

it('GOV-1 what the page says a run covers is what the run is held to', () => {
  const page = readFileSync('docs/how-it-is-tested.md', 'utf8')
  const told = [...page.matchAll(/^\| `([^`]+)` .*\| ([^|]+?) +\|$/gm)].map(([, suite, least]) => [suite, least])
  const held = Object.entries(covers).map(([suite, least]) => [
    suite,
    Object.entries(least)
      .map(([what, count]) => `${count} ${what}`)
      .join(', '),
  ])
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(held))
})

it('GOV-1 every suite that says what it covered is there, and says it', () => {
  for (const suite of Object.keys(covers)) {
    assert.ok(existsSync(suite), suite)
    assert.ok(readFileSync(suite, 'utf8').includes(`covered('${suite}'`), suite)
  }
})
