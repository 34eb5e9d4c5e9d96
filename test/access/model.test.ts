// The model: the rule of sight as one reads it (lives/sentence.ts), against the real server after every move of random family life.
// A fixed share of the long command, `node scripts/every-life.ts`.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { covered, covers } from '../covered.ts'
import type { Count } from './lives/live.ts'
import { inOneLine, runLives } from './lives/run.ts'

const lives = 30

it('AUD-2 whatever families do, twice, late or at once, each person sees exactly what the sentence says, and no more', {
  timeout: 360_000,
}, async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const path = process.env['LIFE'] // one life of that seed
  console.log(`seed ${seed}: to see this run again, set SEED`)
  const count = await runLives({ seed, path, runs: lives, patience: 300_000, enough: (so) => means(so) && coversAll(so) })
  console.log(inOneLine(count))
  if (path !== undefined) return
  covered('test/access/model.test.ts', { lives: count.lives, acts: count.acts, meetings: count.meetings, looks: count.looks })
  assert.ok(means(count), 'too few to mean anything')
})

function means({ byDoor, borders, yes }: Count): boolean {
  return byDoor >= 200 && borders >= 6 && yes >= 330
}

function coversAll({ acts, meetings, looks }: Count): boolean {
  const least = covers['test/access/model.test.ts']
  return acts >= least.acts && meetings >= least.meetings && looks >= least.looks
}
