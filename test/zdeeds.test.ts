import { it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { busyWorld } from './mutants/busy-world.ts'
import { openAttempts } from './mutants/attempt.ts'
import { lines, inWords, nameOf } from './mutants/deeds.ts'
it('x', async () => {
  const busy = await busyWorld()
  await busy.w.asOwner('begin')
  const attempts = await openAttempts(busy)
  const some = lines.filter(({ attempt }) => new RegExp(process.env['WORD'] ?? '.').test(attempt.say + (attempt.given ?? '')))
  for (const line of some) {
    await busy.w.asOwner('savepoint one')
    try {
      const [found] = await attempts([line.attempt])
      if (!isDeepStrictEqual(inWords(found).split('; ').sort(), line.is.split('; ').sort()))
        console.log(`${nameOf(line.attempt)}\n  must: ${line.is}\n  came: ${inWords(found)}`)
      await busy.w.asOwner('release savepoint one')
    } catch (fault) {
      console.log(nameOf(line.attempt), String(fault))
      await busy.w.asOwner('rollback to savepoint one')
    }
  }
  console.log('lines', some.length)
  await busy.w.asOwner('rollback')
  await busy.w.close()
})
