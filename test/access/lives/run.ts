// A number of lives, and how to see one of them again.
import fc from 'fast-check'
import { openFamilies } from './families.ts'
import { live, noCount, type Count } from './live.ts'
import { openLooks } from './looks.ts'
import { move } from './moves.ts'

const few = 5 // lives
const mostTimes = 5

/**
 * As many lives as wanted, each of up to twenty moves, and a few more while that is not `enough`: what happens in them is drawn. `path` leads to one life, and to
 * what is left of it when it is made shorter, which takes at most `patience`.
 */
export async function runLives({
  seed,
  path,
  runs,
  patience,
  enough = () => true,
}: {
  seed: number
  path?: string | undefined
  runs: number
  patience: number
  enough?: (count: Count) => boolean
}): Promise<Count> {
  const families = await openFamilies()
  const looks = await openLooks(families)
  const count = noCount()
  let close = path !== undefined
  try {
    for (let times = 0; times === 0 || (times < mostTimes && path === undefined && !enough(count)); times += 1) {
      const told = await fc.check(
        fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 20, size: 'max' }), async (moves) => {
          await live(families, looks, { moves, count, close }).catch((fault) => {
            close = true // from here on it is made shorter
            throw fault
          })
          if (count.lives % 100 === 0) await families.w.asOwner('vacuum')
        }),
        {
          seed: seed + times,
          numRuns: times === 0 ? runs : few,
          interruptAfterTimeLimit: patience,
          ...(path === undefined ? {} : { path }),
        },
      )
      if (told.failed) {
        const again = `SEED=${told.seed} LIFE=${told.counterexamplePath}`
        throw new Error(`life ${told.numRuns} went wrong; to see it again, set ${again}\n${fc.stringify(told.counterexample)}`, {
          cause: told.errorInstance,
        })
      }
    }
    if (path === undefined && count.lives < runs) throw new Error(`only ${count.lives} of ${runs} lives in the time there is`)
    return count
  } finally {
    await looks.close()
    await families.w.close()
  }
}

export function inOneLine(count: Count): string {
  return `${count.lives} lives of families, ${count.acts} acts (${count.yes} with a yes), ${count.meetings} times several at once, everybody compared ${count.looks} times, ${count.byDoor} looks by the door, ${count.borders} at borders`
}
