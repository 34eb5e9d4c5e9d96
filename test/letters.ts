// Every mail that there is, as it would be sent: each kind of alert, the week, and the last one of an account.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { relativeInvitationFrom } from '../db/seed.ts'
import type { Work } from '../src/access/work.ts'
import {
  askedToRenew,
  cameBack,
  childErased,
  claimChanged,
  foundWithoutYes,
  manyFamilies,
  newBrowser,
  handoverAsked,
  postWaiting,
  replyWaiting,
  postWent,
  promiseBroken,
  proposalChanged,
  wayInChanged,
} from '../src/features/alerts/jobs.ts'
import { sendMessage, textOf, type Alert } from '../src/features/alerts/telling.ts'
import { sunsetAnnounced, sunsetCalledOff } from '../src/features/alerts/sunset.ts'
import { closeAccount } from '../src/features/closing/jobs.ts'
import { headSigner, mailHeads } from '../src/features/family-log/jobs.ts'
import type { PersonId, SubscriptionId } from '../src/platform/ids.ts'
import type { Letter } from '../src/platform/mail.ts'
import { good, Person, signsUp, type World } from './world.ts'

type Said = Pick<Letter, 'subject' | 'text'>

/** `subjects`: those that stand in the source, so that a new one is not forgotten here. */
export async function everyLetter(w: World, work: Work): Promise<{ letters: Said[]; subjects: string[] }> {
  const letters: Said[] = []
  const says = (alert: Alert | undefined) => void (alert && letters.push({ subject: alert.subject, text: textOf(alert) }))
  const hearing = { ...work, mail: { send: async (letter: Letter) => void letters.push(letter) } }

  const post = await w.mia.asks({ with: [w.leo] })
  says(await postWaiting(work, { postId: post }))
  says(await replyWaiting(work, { replyId: randomUUID() }))
  const claimId = randomUUID()
  await w.asOwner('insert into claims (id, post_id, child_id) values ($1, $2, $3)', [claimId, post, w.leo.id])
  says(await claimChanged(work, { claimId }))
  await w.asOwner('update claims set keeper_id = $2 where id = $1', [claimId, w.dana.id])
  says(await claimChanged(work, { claimId }))
  for (const what of ['erase-child', 'export-child', 'import-child']) {
    const proposalId = randomUUID()
    await w.asOwner('insert into proposals (id, child_id, what, guardian_id, by_id) values ($1, $2, $3, $4, $4)', [
      proposalId,
      w.mia.id,
      what,
      w.dana.id,
    ])
    says(await proposalChanged(work, { proposalId }))
    await w.asOwner("update proposals set ended_at = now(), outcome = 'objected' where id = $1", [proposalId])
    says(await proposalChanged(work, { proposalId }))
  }
  await w.asOwner("update children set band = '10-13' where child_id = $1", [w.leo.id])
  await w.asOwner(
    "insert into settings (child_id, setting, value, by_id, said_at) values ($1, 'asking', 'told', $2, clock_timestamp()) on conflict (child_id, setting) do update set value = excluded.value, by_id = excluded.by_id, said_at = excluded.said_at",
    [w.leo.id, w.lena.id],
  )
  says(await postWent(work, { postId: await w.leo.asks({ with: [w.mia] }) }))
  const handoverId = randomUUID()
  await w.asOwner("insert into handovers (id, child_id, what, by_id) values ($1, $2, 'take', $2)", [handoverId, w.mia.id])
  says(await handoverAsked(work, { handoverId }))
  for (const why of ['held-again', 'no-longer-promised']) {
    const incidentId = randomUUID()
    await w.asOwner("insert into incidents (id, promise, feature, code) values ($1, 'strangers', 'viewing', 'x')", [incidentId])
    says(await promiseBroken(work, { incidentId }))
    await w.asOwner('insert into incident_ends (incident_id, why) values ($1, $2)', [incidentId, why])
    says(await promiseBroken(work, { incidentId }))
  }
  for (const act of ['connection.no-yes', 'post.no-yes']) {
    const thingId = randomUUID()
    await w.asOwner('select access.note(array[$1::uuid], $2, $3, null)', [w.mia.id, act, thingId])
    says(await foundWithoutYes(work, { childId: w.mia.id, thingId }))
  }
  says(await manyFamilies(work, { personId: w.rosa.id as PersonId }))
  await w.asOwner('update children set asked_at = now(), counted_at = now() where child_id = $1', [w.mia.id])
  says(await wayInChanged(work, { personId: w.dana.id as PersonId }))
  says(await newBrowser(work, { personId: w.dana.id as PersonId }))
  says(await cameBack(work, { personId: w.dana.id as PersonId }))
  says(await askedToRenew(work, { childId: w.mia.id }))
  const erasureId = randomUUID()
  await w.asOwner(
    "insert into erasures (id, asked_at, photos, posts, shared_posts, taken_back, erased_at, receipt) values ($1, now(), 1, 1, 0, 0, now(), 'receipt')",
    [erasureId],
  )
  says(await childErased(work, { erasureId }))

  await headSigner(work)()
  await mailHeads(hearing, { guardianId: w.dana.id as PersonId })
  const [device] = await w.asOwner<{ id: SubscriptionId }>('select id from push_subscriptions')
  if (device) await sendMessage({ ...hearing, push: { send: async () => 'gone' } }, 1, { subscriptionId: device.id })
  await closesAccount(w, hearing)
  await w.asOwner(
    "update children set grows_up_on = date_trunc('month', now()), renew_by = now() + interval '2 years', asked_at = now(), counted_at = now() where child_id = $1",
    [w.leo.id],
  )
  says(await askedToRenew(work, { childId: w.leo.id }))
  await w.asOwner("select access.announce_sunset(now() + interval '30 days')")
  says(await sunsetAnnounced(work, { personId: w.dana.id as PersonId }))
  await w.asOwner('select access.call_off_sunset()')
  says(await sunsetCalledOff(work, { personId: w.dana.id as PersonId }))
  return { letters, subjects: subjectsInSource() }
}

async function closesAccount(w: World, work: Work): Promise<void> {
  const opa = new Person(w, 'Opa')
  await signsUp(opa, await relativeInvitationFrom(w.dana, w.mia))
  await good(opa.post('/api/account/closing', { freshCheckId: await opa.fresh('account.close', 'self') }))
  await w.asOwner("update account_closings set asked_at = asked_at - interval '15 minutes'")
  await closeAccount(work, { personId: opa.id as PersonId })
}

function subjectsInSource(): string[] {
  return ['alerts/jobs', 'alerts/sunset', 'alerts/telling', 'closing/jobs', 'family-log/jobs'].flatMap((file) =>
    readFileSync(join(import.meta.dirname, `../src/features/${file}.ts`), 'utf8')
      .split('\n')
      .filter((line) => /^\s*subject:/.test(line))
      .flatMap((line) => [...line.matchAll(/'([A-Z][^']{10,})'/g)].map(([, subject = '']) => subject)),
  )
}
