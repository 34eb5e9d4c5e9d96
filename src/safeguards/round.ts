// One round: makes the families, attacks every promise, writes down what held, and removes the families. What cannot be tried counts as broken. GOV-2, GOV-3
import { minutes, seconds } from '../platform/clock.ts'
import { sql } from '../platform/db/sql.ts'
import { log } from '../platform/log.ts'
import { removeCanaries } from './canaries.ts'
import { promises } from './promises.ts'
import { promiseIds } from './register.ts'
import { Broken, buildStage, type Grounds, type Stage } from './stage.ts'

export type Tried = {
  id: string
  attacks: number
  failed: string | undefined
  change: 'held' | 'held-once' | 'broke' | 'broken' | 'mended'
}

/** A check waits for the cooling-off window at most once, and for an erasure. */
export const limits = { check: minutes(2.5), stage: minutes(2) }

export async function tryPromises(grounds: Grounds, wanted = promises, limit = limits): Promise<Tried[]> {
  const tried: Tried[] = []
  await othersAreDone(grounds)
  await grounds.asChecks((db) => db.rows(sql`select access.end_forgotten(${promiseIds}::text[])`))
  // A crash of the database or the server under a round breaks no promise: once, what could not be tried is tried again, by other families.
  let again = true
  try {
    let stage = await newStage(grounds, limit.stage)
    for (const { id, guards, check } of wanted) {
      let failed = await failureOf(stage, id, check, limit.check)
      if (again && (failed === 'no-stage' || failed === 'could-not-try')) {
        again = false
        await databaseAnswers(grounds)
        stage = await newStage(grounds, limit.stage)
        failed = await failureOf(stage, id, check, limit.check)
      }
      const attacks = stage?.attacks ?? 0
      const record = () =>
        grounds.asChecks((db) =>
          db.one<{ change: Tried['change'] }>(sql`select access.record_check(${id}, ${guards}, ${attacks}, ${failed ?? null}) as change`),
        )
      const row = await record().catch(() => databaseAnswers(grounds).then(record))
      const change = row?.change ?? 'broken'
      tried.push({ id, attacks, failed, change })
      if (failed) log.warn('promise.broken', { promise: id, failed, closes: guards })
      else if (change === 'mended') log.warn('promise.mended', { promise: id, opens: guards })
    }
  } finally {
    await removeCanaries(grounds)
  }
  return tried
}

function newStage(grounds: Grounds, limit: number): Promise<Stage | undefined> {
  return within(limit, async () => {
    await removeCanaries(grounds)
    return buildStage(grounds)
  }).catch((fault: unknown) => noStage(fault))
}

async function databaseAnswers({ asChecks }: Grounds): Promise<void> {
  for (let tries = 1; tries <= 30; tries += 1) {
    const answered = await asChecks((db) => db.one(sql`select`)).catch(() => undefined)
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, seconds(2)))
  }
}

async function failureOf(
  stage: Stage | undefined,
  id: string,
  check: (stage: Stage) => Promise<void>,
  limit: number,
): Promise<string | undefined> {
  if (!stage) return 'no-stage'
  stage.attacks = 0
  try {
    await within(limit, () => check(stage))
    return undefined
  } catch (fault) {
    if (!(fault instanceof Broken)) log.error('promise.not-tried', fault, { promise: id })
    return fault instanceof Broken ? fault.code : 'could-not-try'
  }
}

// Two rounds at once would remove each other's families. One that was killed left its own behind: it is waited for no longer than a round takes.
async function othersAreDone({ asChecks }: Grounds): Promise<void> {
  for (;;) {
    const other = await asChecks((db) => db.one(sql`select from canaries where made_at > now() - interval '4 minutes'`))
    if (!other) return
    await new Promise((resolve) => setTimeout(resolve, seconds(2)))
  }
}

function noStage(fault: unknown): undefined {
  log.error('promise.no-stage', fault)
}

async function within<T>(limit: number, work: () => Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Broken('took-too-long')), Math.max(limit, seconds(0.001)))
  })
  try {
    return await Promise.race([work(), over])
  } finally {
    clearTimeout(late)
  }
}
