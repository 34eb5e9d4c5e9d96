// The jobs of the queue, each by its name, and the sweep every few minutes.
import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, type Runner, type Task, type WorkerEvents } from 'graphile-worker'
import type { Work } from '../access/work.ts'
import { clock, days, hours, later, minutes, seconds, toDate } from '../platform/clock.ts'
import { sql } from '../platform/db/sql.ts'
import {
  askedToRenew,
  childErased,
  claimChanged,
  handoverAsked,
  taggedWaits,
  foundWithoutYes,
  cameBack,
  manyFamilies,
  newBrowser,
  wayInChanged,
  postWaiting,
  carerSaidYes,
  replyWaiting,
  postWent,
  promiseBroken,
  proposalChanged,
} from '../features/alerts/jobs.ts'
import { sendMessage, tell, type Alert } from '../features/alerts/telling.ts'
import { sunsetAnnounced, sunsetCalledOff } from '../features/alerts/sunset.ts'
import { settleClaim } from '../features/claims/jobs.ts'
import { closeAccount } from '../features/closing/jobs.ts'
import { eraseChild } from '../features/erasure/child.ts'
import { erasePhoto, erasePost } from '../features/erasure/jobs.ts'
import { sweep } from '../features/erasure/sweep.ts'
import { eraseForm } from '../features/forms/jobs.ts'
import { guardiansWithMail, headSigner, mailHeads, nightlyCheck } from '../features/family-log/jobs.ts'
import { scrub } from '../features/photos/scrub.ts'
import { parseId } from '../platform/ids.ts'
import { log } from '../platform/log.ts'
import { joinCrew } from './crew.ts'

const every = { sweep: minutes(5), freeing: seconds(10) }
// By the clock of UTC. A machine that was off at the time makes up for it when it is on again.
const times = parseCronItems([
  { task: 'family-log.sign', match: '* * * * *' },
  { task: 'family-log.check', match: '30 3 * * *', options: { backfillPeriod: days(1) } },
  { task: 'photos.scrub', match: '45 2 * * *', options: { backfillPeriod: days(1) } },
  { task: 'family-log.tell', match: '0 6 * * 1', options: { backfillPeriod: days(6) } },
])

/** `whenLost` is called when the queue ends by itself, as when the database was away for long. */
export type RunningWorker = { stop(): Promise<void>; whenLost(tell: () => void): void }

export async function startWorker(work: Work, queueUrl: string): Promise<RunningWorker> {
  const ids = (payload: unknown) => (payload && typeof payload === 'object' ? (payload as Record<string, unknown>) : {})
  const alert =
    (of: (payload: unknown) => Promise<Alert | undefined>): Task =>
    async (payload, { job }) =>
      tell(work, job.attempts, await of(payload))
  const crew = await joinCrew(queueUrl)
  await crew.freeJobs()
  await giveTimeToAnswer(work)
  const events: WorkerEvents = new EventEmitter()
  const orSay = (fault: unknown) => log.error('crew.failed', fault) // the database is away: the next time
  events.on('pool:create', ({ workerPool }) => void crew.isCalled(workerPool.id).catch(orSay))
  const runner: Runner = await run({
    connectionString: queueUrl,
    concurrency: 3,
    pollInterval: 2000,
    noHandleSignals: true,
    maxPoolSize: 5,
    logger: quiet(),
    parsedCronItems: times,
    events,
    taskList: {
      'posts.erase': (payload) => erasePost(work, { postId: parseId('post', ids(payload)['postId']) }),
      'photos.erase': (payload) => erasePhoto(work, { photoId: parseId('photo', ids(payload)['photoId']) }),
      'children.erase': (payload) => eraseChild(work, { erasureId: parseId('erasure', ids(payload)['erasureId']) }),
      'forms.erase': (payload) => eraseForm(work, { formId: parseId('form', ids(payload)['formId']) }),
      'accounts.close': (payload) => closeAccount(work, { personId: parseId('person', ids(payload)['personId']) }),
      'posts.tell': async (payload) =>
        void (await work.worker.asWorker((db) => db.rows(sql`select access.tell_reach_of(${parseId('post', ids(payload)['postId'])})`))),
      'photos.scrub': () => scrub(work, later(clock.now(), hours(3))), // after four the queue would begin it a second time
      'family-log.sign': headSigner(work),
      'family-log.check': () => nightlyCheck(work),
      'family-log.tell': async (_payload, { addJob }) => {
        for (const guardianId of await guardiansWithMail(work)) await addJob('family-log.mail', { guardianId }, { maxAttempts: 25 })
      },
      'family-log.mail': (payload) => mailHeads(work, { guardianId: parseId('person', ids(payload)['guardianId']) }),
      'alerts.promise': alert((payload) => promiseBroken(work, { incidentId: parseId('incident', ids(payload)['incidentId']) })),
      'alerts.without-yes': alert((payload) =>
        foundWithoutYes(work, { childId: parseId('person', ids(payload)['childId']), thingId: String(ids(payload)['thingId']) }),
      ),
      'alerts.proposal': alert((payload) => proposalChanged(work, { proposalId: parseId('proposal', ids(payload)['proposalId']) })),
      'alerts.erasure': alert((payload) => childErased(work, { erasureId: parseId('erasure', ids(payload)['erasureId']) })),
      'alerts.sunset': alert((payload) => sunsetAnnounced(work, { personId: parseId('person', ids(payload)['personId']) })),
      'alerts.sunset-off': alert((payload) => sunsetCalledOff(work, { personId: parseId('person', ids(payload)['personId']) })),
      'alerts.renewal': alert((payload) => askedToRenew(work, { childId: parseId('person', ids(payload)['childId']) })),
      'alerts.push': (payload, { job }) =>
        sendMessage(work, job.attempts, { subscriptionId: parseId('subscription', ids(payload)['subscriptionId']) }),
      'proposals.settle': async (payload) =>
        void (await work.worker.asWorker((db) =>
          db.rows(sql`select access.settle_proposal(${parseId('proposal', ids(payload)['proposalId'])})`),
        )),
      'claims.settle': async (payload, { addJob }) => {
        const claimId = parseId('claim', ids(payload)['claimId'])
        if ((await settleClaim(work, { claimId })) === 'later')
          await addJob('claims.settle', { claimId }, { runAt: toDate(later(clock.now(), days(1))) })
      },
      'alerts.claim': alert((payload) => claimChanged(work, { claimId: parseId('claim', ids(payload)['claimId']) })),
      'alerts.tag': alert((payload) => taggedWaits(work, { tagId: parseId('tag', ids(payload)['tagId']) })),
      'alerts.handover': alert((payload) => handoverAsked(work, { handoverId: parseId('proposal', ids(payload)['handoverId']) })),
      'alerts.way-in': alert((payload) => wayInChanged(work, { personId: parseId('person', ids(payload)['personId']) })),
      'alerts.new-browser': alert((payload) => newBrowser(work, { personId: parseId('person', ids(payload)['personId']) })),
      'alerts.came-back': alert((payload) => cameBack(work, { personId: parseId('person', ids(payload)['personId']) })),
      'alerts.many-families': alert((payload) => manyFamilies(work, { personId: parseId('person', ids(payload)['personId']) })),
      'replies.tell': async (payload) =>
        void (await work.worker.asWorker((db) => db.rows(sql`select access.tell_of_reply(${parseId('reply', ids(payload)['replyId'])})`))),
      'alerts.reply-waiting': alert((payload) => replyWaiting(work, { replyId: parseId('reply', ids(payload)['replyId']) })),
      'alerts.post-waiting': alert((payload) => postWaiting(work, { postId: parseId('post', ids(payload)['postId']) })),
      'alerts.carer-yes': alert((payload) => carerSaidYes(work, { postId: parseId('post', ids(payload)['postId']) })),
      'alerts.post-went': alert((payload) => postWent(work, { postId: parseId('post', ids(payload)['postId']) })),
    },
  })
  const sweepNow = () => crew.alone(() => sweep(work)).catch((fault: unknown) => log.error('sweep.failed', fault))
  await sweepNow()
  const sweeping = setInterval(sweepNow, every.sweep)
  const freeing = setInterval(() => crew.freeJobs().catch(orSay), every.freeing)
  let stopping = false
  return {
    whenLost(tell) {
      const ended = () => {
        if (!stopping) tell()
      }
      runner.promise.then(ended, ended)
    },
    async stop() {
      stopping = true
      clearInterval(sweeping)
      clearInterval(freeing)
      await runner.stop()
      await crew.leave()
    },
  }
}

// Silence is an answer only of people who could have spoken: what came due while this machine was off waits a day more. CON-10, DEL-11
async function giveTimeToAnswer(work: Work): Promise<void> {
  await work.worker.asWorker((db) =>
    db.rows(sql`
    select graphile_worker.reschedule_jobs(array (
      select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
      where k.identifier in ('proposals.settle', 'claims.settle') and j.run_at < now() - interval '1 hour'), run_at => now() + interval '1 day')`),
  )
}

function quiet(): NonNullable<Parameters<typeof run>[0]['logger']> {
  return new Logger((scope) => (level, _message, meta) => {
    if (level === 'error')
      log.error('job.failed', meta?.['error'] ?? meta?.['reason'], {
        job: typeof scope.taskIdentifier === 'string' ? scope.taskIdentifier : 'queue',
      })
  })
}
