// Every route: one line per address and, for each kind of person, what it answers. An address without a line fails. SEC-2
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { routes } from '../../src/apps/routes.ts'
import { statusOf } from '../../src/apps/refusals.ts'
import { sealCircleName } from '../../src/features/circles/queries.ts'
import { sealCollectionName } from '../../src/features/collections/queries.ts'
import { sealIdea } from '../../src/features/ideas/queries.ts'
import { sealName } from '../../src/features/people/names.ts'
import { parseId } from '../../src/platform/ids.ts'
import type { Method } from '../../db/seed.ts'
import { covered } from '../covered.ts'
import { aBrowser } from '../push-service.ts'
import { good, world, type Person, type World } from '../world.ts'

// Visitor; the child whose thing it is; Leo, connected; Ana, who is not; Dana, her guardian; Lena, Leo's; Rosa, a relative; Sam, staff.
const columns = ['visitor', 'mia', 'leo', 'ana', 'dana', 'lena', 'rosa', 'sam'] as const
type Cell = number | string
type Line = readonly [method: Method, url: string, body: unknown, ...cells: Cell[]]

const out = 'sign-in.needed'
const no = 'not-allowed'
const none = 'not-found' // the same as if it did not exist
const fresh = 'fresh-check.needed' // allowed, with a proof that this request does not carry
const some = randomUUID()
const code = '7'.repeat(29)
const consents = { noticeVersion: '2001-01', purposes: ['photos'] }
const approval = { contentHash: '0'.repeat(64), freshCheckId: some }
const account = {
  signUpId: some,
  code,
  name: 'Nobody',
  avatar: 'bear',
  email: null,
  noticeVersion: 'x',
  way: { kind: 'password', signInName: 'nobody', password: 'x', totpCode: '000000' },
}
const { endpoint, p256dh, auth } = aBrowser()
const pushed = { endpoint, p256dh, auth }
const newPost = { photos: [{ photoId: some, alt: '' }], caption: '', audience: [], days: 7 }
const everyone = (cell: Cell) => columns.map(() => cell)

const lines: readonly Line[] = [
  //                                                                      visitor mia leo ana dana lena rosa sam
  ['GET', '/api/health', undefined, ...everyone(200)],
  ['GET', '/api/notice', undefined, ...everyone(200)],
  ['GET', '/api/promises', undefined, ...everyone(200)],
  ['GET', '/api/me', undefined, ...everyone(200)],
  ['GET', '/api/openapi.json', undefined, ...everyone(200)],
  ['POST', '/api/codes/look', { code }, ...everyone('code.not-good')],
  ['GET', '/api/consent-methods', undefined, ...everyone(200)],
  ['POST', '/api/forms', { code, noticeVersion: 'x', picture: 'x' }, ...everyone('code.not-good')],
  ['POST', '/api/forms/mail', { code, email: 'x@example.org' }, ...everyone('code.not-good')],
  ['POST', '/api/sign-ups', { code }, ...everyone('code.not-good')],
  ['POST', '/api/accounts', account, ...everyone('code.not-good')],
  ['POST', '/api/comings-back', { signUpId: some, code, way: account.way }, ...everyone('code.not-good')],
  ['POST', '/api/sessions/challenge', {}, ...everyone(200)],
  ['POST', '/api/sessions', { way: { kind: 'code', code } }, ...everyone('code.not-good')],
  ['DELETE', '/api/session', undefined, out, 204, 204, 204, 204, 204, 204, 204],
  ['POST', '/api/session/lock', {}, out, 204, 'pictures.none', 'pictures.none', no, no, no, no],
  ['POST', '/api/picture-lock', { pictures: ['key', 'bus', 'bell', 'key'] }, out, 204, 204, 204, no, no, no, no],
  ['DELETE', '/api/children/:childId/picture-lock', undefined, out, 204, none, none, 204, none, no, no],
  ['GET', '/api/devices', undefined, out, 200, 200, 200, 200, 200, 200, no],
  ['DELETE', '/api/devices', undefined, out, 204, 204, 204, 204, 204, 204, 204],
  ['POST', '/api/devices/:sessionId/name', { name: 'Kitchen tablet' }, out, no, no, no, 204, none, none, no],
  ['DELETE', '/api/devices/:sessionId', undefined, out, 204, none, none, 204, none, none, none],
  ['POST', '/api/fresh-checks/challenge', { act: 'passkey.add', subject: 'self' }, out, no, no, no, 200, 200, 200, no],
  ['POST', '/api/fresh-checks', { challengeId: some, way: { kind: 'password', password: 'x' } }, out, no, no, no, fresh, fresh, fresh, no],
  ['POST', '/api/passkeys/challenge', {}, out, no, no, no, 200, 200, 200, no],
  [
    'POST',
    '/api/passkeys',
    { challengeId: some, response: {}, freshCheckId: some },
    out,
    no,
    no,
    no,
    'passkey.wrong',
    'passkey.wrong',
    'passkey.wrong',
    no,
  ],
  ['GET', '/api/ways-in', undefined, out, no, no, no, 200, 200, 200, no],
  ['POST', '/api/passkeys/removals', { passkey: 'x', freshCheckId: some }, out, no, no, no, fresh, fresh, fresh, no],
  ['POST', '/api/password/challenge', {}, out, no, no, no, 200, 200, 200, no],
  [
    'POST',
    '/api/password',
    { signInName: 'Dana', password: 'four quite unrelated words', totp: null, freshCheckId: some },
    out,
    no,
    no,
    no,
    fresh,
    fresh,
    fresh,
    no,
  ],
  ['POST', '/api/paper-code', { freshCheckId: some }, out, no, no, no, fresh, fresh, fresh, no],
  ['POST', '/api/guardian-invitations', { method: 'video-call', freshCheckId: some }, out, no, no, no, fresh, fresh, no, no],
  [
    'POST',
    '/api/children/:childId/guardian-invitations',
    { method: 'video-call', freshCheckId: some },
    out,
    no,
    no,
    no,
    fresh,
    none,
    no,
    no,
  ],
  ['POST', '/api/guardian-invitations/look', { code }, out, no, no, no, 'code.not-good', 'code.not-good', no, no],
  ['POST', '/api/guardian-invitations/acceptance', { code }, out, no, no, no, 'code.not-good', 'code.not-good', no, no],
  ['POST', '/api/relative-invitations/look', { code }, out, no, no, no, no, no, 'code.not-good', no],
  ['POST', '/api/relative-invitations/acceptance', { code }, out, no, no, no, no, no, 'code.not-good', no],
  [
    'POST',
    '/api/children/:childId/guardian-removals',
    { guardianId: ':guardianId', freshCheckId: some },
    out,
    no,
    no,
    no,
    fresh,
    none,
    no,
    no,
  ],
  ['POST', '/api/posts/:postId/hides', {}, out, no, no, no, 204, none, no, no],
  ['POST', '/api/posts/:postId/showing', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['GET', '/api/reports', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/reports', { postId: some, reason: 'mean' }, out, none, none, none, no, no, no, no],
  ['POST', '/api/children/:childId/reports', { personId: some, reason: 'mean' }, out, no, no, no, none, none, no, no],
  ['POST', '/api/reports/:reportId/appeal', {}, out, no, no, no, 204, none, no, no],
  ['GET', '/api/claims', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/posts/:postId/claims', {}, out, none, 204, none, no, no, no, no],
  ['DELETE', '/api/claims/:claimId', undefined, out, none, 204, none, no, no, no, no],
  ['GET', '/api/tags', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/tags/:tagId/agreement', { freshCheckId: some }, out, no, no, no, none, fresh, no, no],
  ['DELETE', '/api/tags/:tagId/agreement', undefined, out, none, 204, none, none, 204, no, no],
  ['POST', '/api/children/:childId/claims', { mark: '0'.repeat(64) }, out, no, no, no, none, none, no, no],
  ['POST', '/api/claims/:claimId/taking-back', { freshCheckId: some }, out, no, no, no, none, none, no, no],
  ['POST', '/api/claims/:claimId/keeping', {}, out, no, no, no, 204, none, no, no],
  ['POST', '/api/claims/:claimId/agreement', { freshCheckId: some }, out, no, no, no, none, fresh, no, no],
  ['GET', '/api/carers', undefined, out, 200, 200, 200, 200, 200, 200, no],
  ['GET', '/api/to-decide', undefined, out, no, no, no, no, no, 200, no],
  [
    'POST',
    '/api/children/:childId/carers',
    { personId: ':personId', until: 'week', freshCheckId: some },
    out,
    no,
    no,
    no,
    none,
    none,
    no,
    no,
  ],
  ['DELETE', '/api/carers/:caringId', undefined, out, no, no, no, 204, none, 204, no],
  ['GET', '/api/handovers', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/handovers', { what: 'take' }, out, 'handover.not-yet', 'handover.not-yet', 'handover.not-yet', no, no, no, no],
  ['POST', '/api/children/:childId/handovers', { what: 'take', freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/handovers/:handoverId/assent', {}, out, no, none, none, no, no, no, no],
  ['POST', '/api/handovers/:handoverId/agreement', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['DELETE', '/api/handovers/:handoverId', undefined, out, 204, none, none, 204, none, no, no],
  ['GET', '/api/proposals', undefined, out, no, no, no, 200, 200, no, no],
  ['POST', '/api/proposals/:proposalId/objection', {}, out, no, no, no, 204, none, no, no],
  ['POST', '/api/proposals/:proposalId/agreement', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/children/:childId/relative-invitations', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/children/:childId/pairings', {}, out, no, no, no, 201, none, no, no],
  ['GET', '/api/children', undefined, out, no, no, no, 200, 200, no, no],
  ['GET', '/api/children/:childId', undefined, out, no, no, no, 200, none, no, no],
  [
    'POST',
    '/api/children',
    { name: 'X', avatar: 'fox', band: '5-9', ...consents, purposes: ['profile'] },
    out,
    no,
    no,
    no,
    'consent.old-notice',
    'consent.old-notice',
    no,
    no,
  ],
  ['POST', '/api/children/:childId/consents', consents, out, no, no, no, 'consent.old-notice', none, no, no],
  ['POST', '/api/children/:childId/withdrawals', { purpose: 'photos' }, out, no, no, no, 204, none, no, no],
  ['POST', '/api/children/:childId/renewals', {}, out, no, no, no, 204, none, no, no],
  ['POST', '/api/children/:childId/growing-up', { month: '2020-01' }, out, no, no, no, 'child.thirteen-when', none, no, no],
  ['POST', '/api/children/:childId/older-band', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/children/:childId/younger-band', {}, out, no, no, no, 204, none, no, no],
  ['POST', '/api/people/:personId/face', { avatar: 'owl.sky.dots.bow' }, out, none, 204, none, none, 204, none, no],
  ['POST', '/api/people/:personId/name', { name: 'Lio', freshCheckId: some }, out, no, no, no, none, fresh, none, no],
  ['GET', '/api/name-wishes', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/name-wishes', { name: 'Mimi' }, out, 'name.already', 204, 204, no, no, no, no],
  ['DELETE', '/api/name-wishes/:wishId', undefined, out, 204, none, none, no, no, no, no],
  ['POST', '/api/name-wishes/:wishId/agreement', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/name-wishes/:wishId/no', { word: 'stays' }, out, no, no, no, 204, none, no, no],
  ['POST', '/api/children/:childId/pauses', {}, out, no, no, no, 204, none, no, no],
  ['POST', '/api/children/:childId/resumptions', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['GET', '/api/children/:childId/settings', undefined, out, 200, none, none, 200, none, no, no],
  ['POST', '/api/children/:childId/tightenings', { setting: 'days', value: '7' }, out, no, none, none, 204, none, no, no],
  ['POST', '/api/children/:childId/openings', { setting: 'days', value: '90', freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['GET', '/api/blocks', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/children/:childId/blocks', { personId: ':personId' }, out, 204, none, none, 204, none, no, no],
  ['DELETE', '/api/blocks/:blockId', undefined, out, 204, none, none, no, no, no, no],
  ['POST', '/api/children/:childId/liftings', { personId: ':personId', freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['GET', '/api/circles', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/children/:childId/circles', { picture: 'star', name: 'Friends', people: [] }, out, 201, none, none, 201, none, no, no],
  ['POST', '/api/circles/:circleId/name', { picture: 'tent', name: 'Camp' }, out, 204, none, none, 204, none, no, no],
  ['POST', '/api/circles/:circleId/people', { personId: ':personId' }, out, 204, none, none, 204, none, no, no],
  ['DELETE', '/api/circles/:circleId/people/:personId', undefined, out, 204, none, none, 204, none, no, no],
  ['DELETE', '/api/circles/:circleId', undefined, out, 204, none, none, 204, none, no, no],
  ['GET', '/api/feelings', undefined, out, 200, 200, 200, no, no, no, no],
  ['POST', '/api/feelings', { feeling: 'cross' }, out, 204, 204, 204, no, no, no, no],
  ['DELETE', '/api/feelings', undefined, out, 204, 204, 204, no, no, no, no],
  ['GET', '/api/ideas', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/children/:childId/ideas', { words: 'something round' }, out, no, no, no, 204, none, no, no],
  ['DELETE', '/api/ideas/:ideaId', undefined, out, no, no, no, 204, none, no, no],
  ['GET', '/api/collections', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/collections', { picture: 'sun', name: 'Summer', posts: [] }, out, 201, 201, 201, no, no, no, no],
  ['POST', '/api/collections/:collectionId/name', { picture: 'kite', name: 'Wind' }, out, 204, none, none, no, no, no, no],
  ['POST', '/api/collections/:collectionId/posts', { posts: [some] }, out, 204, none, none, no, no, no, no],
  ['POST', '/api/collections/:collectionId/removals', { posts: [some] }, out, 204, none, none, no, no, no, no],
  ['DELETE', '/api/collections/:collectionId', undefined, out, 204, none, none, no, no, no, no],
  ['POST', '/api/visits', {}, out, 204, 204, 204, no, no, no, no],
  ['POST', '/api/assents', { lesson: '2026-11' }, out, 204, 204, 204, no, no, no, no],
  ['POST', '/api/assent-withdrawals', {}, out, 204, 204, 204, no, no, no, no],
  ['POST', '/api/children/:childId/connection-offers', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/connection-offers/look', { code }, out, no, no, no, 'code.not-good', 'code.not-good', no, no],
  [
    'POST',
    '/api/connection-offers/answer',
    { code, childId: ':childId', freshCheckId: some },
    out,
    no,
    no,
    no,
    'code.not-good',
    none,
    no,
    no,
  ],
  ['GET', '/api/connection-offers/:offerId', undefined, out, no, no, no, 200, none, no, no],
  [
    'POST',
    '/api/connection-offers/:offerId/confirmation',
    { freshCheckId: some },
    out,
    no,
    no,
    no,
    'connection.not-answered',
    none,
    no,
    no,
  ],
  ['GET', '/api/connections', undefined, out, 200, 200, 200, 200, 200, 200, no],
  ['DELETE', '/api/connections/:connectionId', undefined, out, 204, 204, none, 204, 204, none, no],
  ['GET', '/api/draft-keys/:day', undefined, out, 200, 200, 200, no, no, no, no],
  [
    'POST',
    '/api/photos',
    Buffer.from('not a picture'),
    out,
    'photo.unknown-format',
    'photo.unknown-format',
    'photo.unknown-format',
    no,
    no,
    no,
    no,
  ],
  ['GET', '/api/photos/:photoId/:rendition', undefined, out, 200, 200, none, 200, none, none, no],
  ['DELETE', '/api/photos/:photoId', undefined, out, none, none, none, no, no, no, no], // it is in a post: no draft any more
  ['GET', '/api/audience', undefined, out, 200, 200, 200, no, no, no, no],
  ['GET', '/api/posts', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['POST', '/api/posts', newPost, out, 'post.photo-not-yours', 'post.photo-not-yours', 'post.photo-not-yours', no, no, no, no],
  ['GET', '/api/posts/:postId', undefined, out, 200, no, none, 200, none, no, no],
  ['POST', '/api/posts/:postId/approval', approval, out, no, no, no, 'post.changed', none, none, no],
  ['DELETE', '/api/posts/:postId/approval', undefined, out, no, no, no, 'post.shared', none, none, no],
  ['POST', '/api/posts/:postId/sending-back', { word: 'words', note: '' }, out, no, no, no, 'post.not-waiting', none, none, no],
  ['POST', '/api/posts/:postId/taking-back', {}, out, 202, no, none, 202, none, no, no],
  ['POST', '/api/posts/:postId/replies', { says: 'heart' }, out, none, 204, none, no, no, none, no],
  ['POST', '/api/posts/:postId/own-words', { words: 'hello' }, out, none, 'setting.closed', none, no, no, no, no],
  ['GET', '/api/children/:childId/own-words', undefined, out, no, no, no, 200, none, no, no],
  ['POST', '/api/replies/:replyId/approval', approval, out, no, no, no, none, none, no, no],
  ['DELETE', '/api/replies/:replyId/approval', undefined, out, no, no, no, none, none, no, no],
  ['POST', '/api/replies/:replyId/sending-back', { word: 'words' }, out, no, no, no, none, none, no, no],
  ['DELETE', '/api/replies/:replyId', undefined, out, 204, 204, none, 204, 204, none, no],
  ['GET', '/api/feed', undefined, out, 200, 200, 200, no, no, 200, no],
  ['GET', '/api/inbox', undefined, out, no, no, no, 200, 200, no, no],
  ['GET', '/api/receipts', undefined, out, 200, 200, 200, 200, 200, no, no],
  ['GET', '/api/children/:childId/sharing', undefined, out, no, no, no, 200, none, no, no],
  ['GET', '/api/children/:childId/yeses', undefined, out, no, no, no, 200, none, no, no],
  ['GET', '/api/kept', undefined, out, no, no, no, 200, 200, no, no],
  ['GET', '/api/children/:childId/log', undefined, out, 200, none, none, 200, none, no, no],
  ['GET', '/api/children/:childId/belongings', undefined, out, no, no, no, 200, none, no, no],
  ['POST', '/api/children/:childId/erasures', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['GET', '/api/account/closing', undefined, out, no, no, no, 200, 200, 200, no],
  ['POST', '/api/account/closing', { freshCheckId: some }, out, no, no, no, fresh, fresh, fresh, no],
  ['DELETE', '/api/account/closing', undefined, out, no, no, no, none, none, none, no],
  ['GET', '/api/erasures', undefined, out, no, no, no, 200, 200, no, no],
  ['GET', '/api/erasures/:erasureId', undefined, out, no, no, no, 200, none, no, no],
  ['GET', '/api/moves', undefined, out, no, no, no, 200, 200, no, no],
  ['POST', '/api/children/:childId/exports', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/exports/:moveId/file', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/children/:childId/imports', { freshCheckId: some }, out, no, no, no, fresh, none, no, no],
  ['POST', '/api/imports/:moveId/posts', Buffer.from('junk'), out, no, no, no, none, none, no, no],
  ['POST', '/api/imports/:moveId/collections', { picture: 'sun', name: 'Summer', posts: [] }, out, no, no, no, none, none, no, no],
  ['GET', '/api/alerts', undefined, out, no, no, no, 200, 200, no, no],
  ['POST', '/api/alerts/ways', { kind: 'waiting', way: 'app' }, out, no, no, no, 204, 204, no, no],
  ['POST', '/api/push-subscriptions', pushed, out, no, no, no, 204, 204, no, no],
  ['POST', '/api/push-subscriptions/renewals', { endpoint: pushed.endpoint }, out, no, no, no, 204, none, no, no],
  ['DELETE', '/api/push-subscriptions/:subscriptionId', undefined, out, no, no, no, 204, none, no, no],
  ['GET', '/api/events', undefined, out, 200, 200, 200, 200, 200, 200, 200],
]

describe('every route', () => {
  let w: World
  let ids: Record<string, string>
  before(async () => {
    w = await world()
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const offer = await good(
      w.dana.post<{ offerId: string }>(`/api/children/${w.mia.id}/connection-offers`, {
        freshCheckId: await w.dana.fresh('connection.offer', w.mia.id),
      }),
    )
    const [session] = await w.asOwner<{ id: string }>('select id from sessions where person_id = $1', [w.mia.id])
    ids = {
      postId: post,
      photoId: photo,
      rendition: 'card',
      day: 'new',
      childId: w.mia.id,
      connectionId: await w.connectionOf(w.mia, w.leo),
      offerId: offer.offerId,
      sessionId: session?.id ?? '',
      guardianId: w.omar.id,
      proposalId: randomUUID(),
      claimId: randomUUID(),
      tagId: randomUUID(),
      replyId: randomUUID(),
      erasureId: randomUUID(),
      moveId: randomUUID(),
      blockId: randomUUID(),
      circleId: randomUUID(),
      collectionId: randomUUID(),
      ideaId: randomUUID(),
      reportId: randomUUID(),
      handoverId: randomUUID(),
      caringId: randomUUID(),
      wishId: randomUUID(),
      subscriptionId: randomUUID(),
      personId: w.leo.id,
    }
    await w.asOwner('insert into claims (id, post_id, child_id, by_id, keeper_id) values ($1, $2, $3, $3, $4)', [
      ids['claimId'],
      post,
      w.leo.id,
      w.dana.id,
    ])
    await w.asOwner('create temporary table claimed as select * from claims')
    await w.asOwner("set session_replication_role = 'replica'")
    await w.asOwner('insert into tags (id, post_id, child_id) values ($1, $2, $3)', [ids['tagId'], post, w.leo.id])
    await w.asOwner("set session_replication_role = 'origin'")
    await w.asOwner('create temporary table signed_in as select * from sessions')
    await putBack(w, ids)
    await w.asOwner("insert into proposals (id, child_id, what, guardian_id, by_id) values ($1, $2, 'remove-guardian', $3, $4)", [
      ids['proposalId'],
      w.mia.id,
      w.dana.id,
      w.omar.id,
    ])
    await w.asOwner(
      "insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values ($1, $2, 'export-child', $3, $3, now(), 'done')",
      [ids['moveId'], w.mia.id, w.dana.id],
    )
    await w.asOwner(
      "with made as (insert into erasures (id, asked_at, photos, posts, shared_posts, taken_back, erased_at, receipt) values ($1, now(), 1, 1, 0, 0, now(), '') returning id) insert into erasure_readers select $1, $2 from made",
      [ids['erasureId'], w.dana.id],
    )
  })
  after(() => w.close())
  let answers = 0

  it('SEC-2 every address the server answers has a line here, and every line an address', () => {
    const lined = lines.map(([method, url]) => `${method} ${url}`)
    const served = addressesOf(w.http.printRoutes({ commonPrefix: false }))
    const api = served.filter((address) => address.includes(' /api/') && !address.startsWith('HEAD'))
    assert.deepEqual(api.sort(), [...lined].sort())
    assert.deepEqual([...routes.map((route) => `${route.method} ${route.url}`), 'GET /api/openapi.json'].sort(), [...lined].sort())
    assert.deepEqual(
      served.filter((address) => !address.includes(' /api/') && !/^(GET|HEAD) /.test(address)),
      ['POST /removal', 'POST /removal/answer'], // by nobody, and answered the same whoever asks: reports.test.ts. SAF-7
      'pages are only read, but for one',
    )
  })

  for (const [method, url, body, ...cells] of lines) {
    it(`SEC-2 ${method} ${url}`, async () => {
      for (const [at, name] of columns.entries()) {
        const expected = cells[at]
        const got = await asked(w, w[name], method, filled(url, ids), withIds(body, ids))
        assert.deepEqual(
          got,
          typeof expected === 'string' ? { status: statusOf(expected), code: expected } : { status: expected, code: undefined },
          name,
        )
        answers += 1
        await putBack(w, ids)
      }
    })
  }

  it('SEC-2 each address was asked by each kind of person', () => {
    covered('test/access/every-route.test.ts', { routes: lines.length, answers })
  })

  it('T3 HEAD answers as GET does, without a body', async () => {
    for (const [method, url, , ...cells] of lines) {
      if (method !== 'GET' || url === '/api/events') continue
      for (const [at, name] of columns.entries()) {
        const head = await w[name].ask('HEAD', filled(url, ids))
        const expected = cells[at]
        assert.equal(head.status, typeof expected === 'string' ? statusOf(expected) : expected, `${url} ${name}`)
        assert.equal(head.raw.length, 0, url)
      }
    }
  })

  it('SEC-2 the pages and their parts are the same bytes for everybody', async () => {
    const pages = addressesOf(w.http.printRoutes({ commonPrefix: false }))
      .filter((address) => address.startsWith('GET /') && !address.includes(' /api/'))
      .map((address) => address.slice(4))
    for (const page of [...pages, '/', '/family/posts', `/posts/${ids['postId']}`]) {
      const seen = await Promise.all(
        columns.map(async (name) => {
          const { status, raw } = await w[name].get(page)
          return `${status} ${createHash('sha256').update(raw).digest('hex')}`
        }),
      )
      assert.equal(new Set(seen).size, 1, page)
    }
  })

  it("T3 no spelling of a photo's address and no other method gives its bytes to a stranger", async () => {
    const own = () => w.mia.get(`/api/photos/${ids['photoId']}/screen`)
    let { raw: picture, status } = await own()
    // After eight times all pages a busy machine may ask for a moment.
    for (let tries = 0; status === 503 && tries < 20; tries += 1) {
      await pause(500)
      ;({ raw: picture, status } = await own())
    }
    assert.equal(status, 200)
    assert.ok(picture.length > 300)
    const photo = ids['photoId'] ?? ''
    const spellings = [
      `/api/photos/${photo}/screen`,
      `/api/photos/${photo}/screen.jpg`,
      `/api/photos/${photo}.jpg/screen`,
      `/api/photos/${photo}/screen/`,
      `/api/photos/${photo}//screen`,
      `//api/photos/${photo}/screen`,
      `/api//photos/${photo}/screen`,
      `/api/photos/${photo}%2fscreen`,
      `/api/photos%2f${photo}/screen`,
      `/api/photos/${photo.toUpperCase()}/screen`,
      `/API/PHOTOS/${photo}/SCREEN`,
      `/api/photos/${photo}/screen?viewer=${w.mia.id}`,
      `/api/photos/${photo}/screen%00`,
      `/api/photos/./${photo}/screen`,
      `/api/posts/../photos/${photo}/screen`,
      `/api/photos/${photo}/original`,
      `/api/photos/${photo}/../${photo}/screen`,
      `/api/photos/${photo}`,
      `/photos/${photo}/screen`,
      `/family/api/photos/${photo}/screen`,
      `/assets/..%2f..%2f${photo}`,
    ]
    const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE', 'PUT', 'PATCH'] as const
    for (const name of ['visitor', 'ana', 'lena', 'rosa', 'sam'] as const) {
      for (const url of spellings) {
        for (const method of methods) {
          const headers: Record<string, string>[] =
            method === 'GET'
              ? [
                  {},
                  { range: 'bytes=0-100' },
                  { 'if-none-match': '*' },
                  { accept: 'image/*' },
                  { 'x-original-url': `/api/photos/${photo}/screen`, 'x-http-method-override': 'GET' },
                ]
              : [{}]
          for (const extra of headers) {
            const { port } = w.config
            const answer = await w.http.inject({
              method,
              url,
              headers: {
                host: `localhost:${port}`,
                origin: `http://localhost:${port}`,
                ...(w[name].cookie ? { cookie: w[name].cookie } : {}),
                ...extra,
              },
            })
            const what = `${name} ${method} ${url} ${JSON.stringify(extra)}`
            assert.ok(![206, 304].includes(answer.statusCode), what)
            assert.doesNotMatch(String(answer.headers['content-type'] ?? ''), /^image\//, what)
            assert.ok(!answer.rawPayload.includes(picture.subarray(100, 200)), what)
          }
        }
      }
    }
  })
})

function filled(url: string, ids: Record<string, string>): string {
  return url.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? '')
}

/** Words that stand for an id, as in an address. */
function withIds(body: unknown, ids: Record<string, string>): unknown {
  if (!body || Buffer.isBuffer(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, typeof value === 'string' && value.startsWith(':') ? filled(value, ids) : value]),
  )
}

async function asked(
  w: World,
  person: Person,
  method: Method,
  url: string,
  body: unknown,
): Promise<{ status: number; code: string | undefined }> {
  if (url === '/api/events') return { status: await statusOfOpenLine(w, person), code: person.cookie ? undefined : out }
  const cookie = person.cookie
  const answer = await person.ask<{ code?: string }>(method, url, body, { 'idempotency-key': randomUUID() })
  person.cookie = cookie
  return { status: answer.status, code: answer.status < 400 ? undefined : answer.body?.code }
}

async function statusOfOpenLine(w: World, person: Person): Promise<number> {
  const answer = await w.http.inject({
    method: 'GET',
    url: '/api/events',
    payloadAsStream: true,
    headers: { host: `localhost:${w.config.port}`, ...(person.cookie ? { cookie: person.cookie } : {}) },
  })
  answer.raw.res.destroy()
  return answer.statusCode
}

/** What an allowed act changed is changed back, so that the next person finds the same. */
async function putBack(w: World, ids: Record<string, string>): Promise<void> {
  await w.asOwner('delete from replies')
  await w.asOwner("insert into replies (id, post_id, person_id, kind, says) values ($1, $2, $3, 'child', 'sun')", [
    ids['replyId'],
    ids['postId'],
    w.leo.id,
  ])
  await w.asOwner('delete from sessions where token_hash is null; insert into sessions select * from signed_in on conflict do nothing')
  await w.asOwner("insert into picture_locks (child_id, pictures_hash) values ($1, 'x') on conflict do nothing", [w.mia.id])
  await w.asOwner('insert into claims select * from claimed on conflict (id) do update set keeper_id = excluded.keeper_id')
  await w.asOwner('update connections set ended_at = null, ended_by = null where id = $1', [ids['connectionId']])
  await w.asOwner('update proposals set ended_at = null, outcome = null where id = $1', [ids['proposalId']])
  for (const table of ['withdrawals', 'assent_withdrawals', 'receipts', 'proposal_answers', 'pauses', 'blocks', 'hides'])
    await w.asOwner(`delete from ${table}`)
  await w.asOwner('insert into blocks (id, child_id, person_id, by_id) values ($1, $2, $3, $2)', [ids['blockId'], w.mia.id, w.ana.id])
  await w.asOwner('delete from push_subscriptions')
  await w.asOwner(
    "insert into push_subscriptions (id, person_id, service, endpoint_hash, sealed) values ($1, $2, 'fcm.googleapis.com', sha256(convert_to($3, 'UTF8')), 'x')",
    [ids['subscriptionId'], w.dana.id, endpoint],
  )
  await w.asOwner("insert into handovers (id, child_id, what, by_id) values ($1, $2, 'take', $2) on conflict do nothing", [
    ids['handoverId'],
    w.mia.id,
  ])
  await w.asOwner(
    "insert into carings (id, child_id, carer_id, guardianship_id, connection_id, over_at) select $1, g.child_id, $2, g.id, $3, now() + interval '1 day' from guardianships g where g.child_id = $4 and g.guardian_id = $5 on conflict (id) do update set over_at = excluded.over_at",
    [ids['caringId'], w.rosa.id, await w.connectionOf(w.mia, w.rosa), w.mia.id, w.dana.id],
  )
  await w.asOwner('delete from name_wishes')
  await w.asOwner('insert into name_wishes (id, child_id, name_sealed) values ($1, $2, $3)', [
    ids['wishId'],
    w.mia.id,
    await sealName(w.house.keyring, parseId('person', w.mia.id), 'Mimi'),
  ])
  await w.asOwner('delete from circles')
  await w.asOwner("insert into circles (id, child_id, picture, name_sealed) values ($1, $2, 'star', $3)", [
    ids['circleId'],
    w.mia.id,
    await sealCircleName(w.house.keyring, { id: parseId('circle', ids['circleId']), child_id: parseId('person', w.mia.id) }, 'Friends'),
  ])
  await w.asOwner('delete from takedowns')
  await w.asOwner('delete from reports')
  await w.asOwner(
    "insert into reports (id, from_kind, child_id, by_id, post_id, reason, first_word, first_at) values ($1, 'child', $2, $2, $3, 'mean', 'stays', now())",
    [ids['reportId'], w.mia.id, ids['postId']],
  )
  await w.asOwner('delete from ideas')
  await w.asOwner(
    'insert into ideas (id, child_id, guardian_id, guardianship_id, words_sealed) select $1, child_id, guardian_id, id, $4 from guardianships where child_id = $2 and guardian_id = $3',
    [
      ids['ideaId'],
      w.mia.id,
      w.dana.id,
      await sealIdea(w.house.keyring, { id: parseId('idea', ids['ideaId']), child_id: parseId('person', w.mia.id) }, 'something round'),
    ],
  )
  await w.asOwner('delete from collections')
  await w.asOwner("insert into collections (id, child_id, picture, name_sealed) values ($1, $2, 'sun', $3)", [
    ids['collectionId'],
    w.mia.id,
    await sealCollectionName(
      w.house.keyring,
      { id: parseId('collection', ids['collectionId']), child_id: parseId('person', w.mia.id) },
      'Summer',
    ),
  ])
}

/** The server's own drawing of its routes, as `METHOD /path`. */
function addressesOf(drawing: string): string[] {
  const path: string[] = []
  return drawing.split('\n').flatMap((line) => {
    const drawn = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!drawn) return []
    const [, indent = '', part = '', methods = ''] = drawn
    path.length = indent.length / 4
    path.push(part)
    return methods ? methods.split(', ').map((method) => `${method} ${path.join('')}`) : []
  })
}
