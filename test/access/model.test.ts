// The model: the rule of sight as one reads it (lives/sentence.ts), against the real server after every move of random family life.
// A fixed share of the long command, `node scripts/every-life.ts`.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { inOneLine, runLives } from './lives/run.ts'

const lives = 110

it('AUD-2 whatever families do, twice, late or at once, each person sees exactly what the sentence says, and no more', {
  timeout: 230_000,
}, async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const path = process.env['LIFE'] // one life of that seed
  console.log(`seed ${seed}: to see this run again, set SEED`)
  const count = await runLives({ seed, path, runs: lives, patience: 200_000 })
  console.log(inOneLine(count))
  if (path !== undefined) return
  assert.equal(count.lives, lives)
  const least = { acts: 900, yes: 600, orders: 70, looks: 800, byDoor: 400, borders: 9 }
  for (const [what, number] of Object.entries(least))
    assert.ok(count[what as keyof typeof least] >= number, `${what}: there were more before`)
})
