// The model: the rule of sight as one reads it (lives/sentence.ts), against the real server after every move of random family life.
// A fixed share of the long command, `node scripts/every-life.ts`.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { inOneLine, runLives } from './lives/run.ts'

const lives = Number(process.env['LIVES'] ?? 300)

it('AUD-2 whatever families do, twice, late or at once, each person sees exactly what the sentence says, and no more', { timeout: 200_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}: to see this run again, set SEED`)
  const count = await runLives({ seed, path: process.env['LIFE'], runs: lives })
  console.log(inOneLine(count))
  if (process.env['LIFE']) return
  assert.ok(count.lives === lives)
})
