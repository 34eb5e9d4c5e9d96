// "I'm in this picture": who may say so, who takes it back, who keeps it, and what becomes of it after 48 hours. DEL-11
import { broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, type Deed } from './deed.ts'

// In the busy world Leo is in Mia's bridge, which Dana asks to keep, and in Ana's owl, which is due.
const claims = (post: string) => `select access.claim_post(:${post}, :new1)`
const markOf = (child: string, post: string) => `encode(sha256(uuid_send(:${child}::uuid) || uuid_send(:${post}::uuid)), 'hex')`
const claimsFor = (child: string, post: string) => `select access.claim_for_child(:${child}, ${markOf(child, post)}, :new1)`
const unclaims = (claim: string) => `select access.take_back_claim(:${claim})`
const unclaimsFor = (claim: string) => `select access.take_back_claim(:${claim}, :fresh)`
const saidBy = (guardian: string) => `update claims set by_id = :${guardian} where id = :inBridge`
const keeps = (claim: string) => `select access.ask_to_keep(:${claim})`
const agrees = (claim: string) => `select access.agree_to_keep(:${claim}, :fresh)`
const settles = (claim: string) => `select access.settle_claim(:${claim})`
const takenBack = (child: string, post: string) =>
  `insert into receipts (id, child_id, what, thing_id) values (:new4, :${child}, 'post', :${post})`
const due = (claim: string, at: string) => `update claims set due_at = ${at}, made_at = ${at} - interval '48 hours' where id = :${claim}`
const shared = (from: string, until: string) => `update posts set shared_from = ${from}, shared_until = ${until} where id = :kite`

const claimed = (by: string) =>
  `job alerts.claim new1 now; job claims.settle new1 now + 172800000 ms; log leo claim.make new1 by ${by}; log mia claim.make new1 by nobody; new claims id=new1 child_id=leo by_id=${by} post_id=kite; told dana lena leo mia rosa`
const inKite = claimed('leo')
const inKiteByLena = claimed('lena')
const byLena = (by: string) =>
  `gone inBridge; log leo claim.take-back inBridge by ${by}; log mia claim.take-back inBridge by nobody; told dana lena leo mia`
const nothing = ''

export const picturing: Deed[] = [
  {
    say: claims('kite'),
    is: {
      leo: inKite,
      mia: notThere,
      ana: notThere,
      cleo: notThere,
      dana: notGranted,
      lena: notGranted,
      rosa: notGranted,
      sam: notGranted,
    },
    when: [
      ['leo', `${broken('viewing')}; ${broken('sharing').replace(':new5', ':new4')}`, inKite], // always. I17
      ['leo', takenBack('mia', 'kite'), notThere],
      ['leo', connectedNoMore('miaAndLeo'), notThere],
      ['leo', saidNo('leo'), notThere],
      ['leo', 'insert into claims (id, post_id, child_id) values (:new5, :kite, :ana)', notThere], // another child was quicker
      ['leo', 'insert into claims (id, post_id) values (:new5, :kite)', notThere], // and has been erased
      ['leo', shared('now()', "now() + interval '7 days'"), inKite],
      ['leo', shared("now() - interval '7 days'", 'now()'), notThere],
    ],
  },
  { say: claims('bridge'), is: { leo: nothing, rosa: notGranted } }, // once more does no harm
  ...['pond', 'boat', 'tree', 'moon', 'rain', 'swing', 'new1'].map((post): Deed => ({ say: claims(post), is: { leo: notThere } })),
  {
    say: claimsFor('leo', 'kite'),
    is: {
      lena: inKiteByLena,
      dana: notThere,
      aron: notThere,
      leo: notGranted,
      mia: notGranted,
      rosa: notGranted,
      sam: notGranted,
      nobody: 'no: sign-in.needed',
    },
    when: [
      ['lena', `${broken('viewing')}; ${broken('sharing').replace(':new5', ':new4')}`, inKiteByLena], // always. I17
      ['lena', takenBack('mia', 'kite'), notThere],
      ['lena', connectedNoMore('miaAndLeo'), notThere],
      ['lena', 'update guardianships set ended_at = now() where guardian_id = :lena', notThere],
      ['lena', 'insert into claims (id, post_id, child_id) values (:new5, :kite, :ana)', notThere],
      ['lena', 'insert into claims (id, post_id, child_id, by_id) values (:new5, :kite, :leo, :leo)', nothing], // the child said so itself
      ['lena', shared("now() - interval '7 days'", 'now()'), notThere],
    ],
  },
  { say: claimsFor('leo', 'swing'), is: { lena: notThere } }, // his own
  { say: 'select access.claim_for_child(:leo, access.mark_of(:mia, :kite), :new1)', is: { lena: notThere } }, // another's mark
  { say: `select access.claim_for_child(:leo, ${markOf('mia', 'swing')}, :new1)`, is: { dana: notThere, lena: notThere } },
  {
    say: unclaims('inBridge'),
    is: {
      leo: 'gone inBridge; log leo claim.take-back inBridge by leo; log mia claim.take-back inBridge by nobody; told dana lena leo mia',
      mia: notThere,
      ana: notThere,
      lena: notThere,
      dana: notThere,
      rosa: notGranted,
      sam: notGranted,
    },
    when: [
      ['leo', takenBack('mia', 'bridge'), notThere],
      ['leo', saidBy('lena'), notThere],
      ['lena', saidBy('lena'), needsCheck],
      [
        'leo', // the connection is over, and the claim stands until it is taken back
        connectedNoMore('miaAndLeo'),
        'gone inBridge; log leo claim.take-back inBridge by leo; log mia claim.take-back inBridge by nobody; told dana lena leo mia',
      ],
    ],
  },
  { say: unclaims('new1'), is: { leo: notThere, lena: notThere } },
  {
    say: unclaimsFor('inBridge'),
    proves: ['claim.take-back', ':inBridge::text'],
    is: { lena: notThere, dana: notThere, mia: notThere, sam: notGranted },
    when: [
      ['lena', saidBy('lena'), `check used; ${byLena('lena')}`],
      ['lena', `${saidBy('lena')}; update guardianships set ended_at = now() where guardian_id = :lena`, notThere],
      ['lena', `${saidBy('lena')}; update claims set child_id = null where id = :inBridge`, notThere], // the child has been erased
      ['lena', `${saidBy('lena')}; ${takenBack('mia', 'bridge')}`, notThere],
      ['dana', saidBy('lena'), notThere],
      ['lena', 'update claims set by_id = null where id = :inBridge', notThere],
      ['leo', 'update claims set by_id = null where id = :inBridge', notThere],
    ],
  },
  {
    say: unclaimsFor('inBridge'),
    proves: ['claim.take-back', ':inOwl::text'],
    is: { lena: notThere },
    when: [['lena', saidBy('lena'), needsCheck]],
  },
  {
    say: unclaimsFor('inBridge'),
    proves: ['claim.agree', ':inBridge::text'],
    is: { lena: notThere },
    when: [['lena', saidBy('lena'), needsCheck]],
  },
  {
    say: keeps('inOwl'),
    is: {
      aron: 'changed claims inOwl keeper_id=aron; job alerts.claim inOwl now; log ana claim.keep inOwl by aron; log leo claim.keep inOwl by nobody; told ana aron lena leo',
      lena: notThere,
      dana: notThere,
      ana: notGranted,
      leo: notGranted,
      sam: notGranted,
    },
    when: [['aron', takenBack('ana', 'owl'), notThere]],
  },
  {
    say: keeps('inBridge'),
    is: { dana: nothing, omar: notThere, rosa: notGranted },
    when: [
      [
        'omar', // who asked before guards no more
        'update guardianships set ended_at = case when guardian_id = :dana then now() end where child_id = :mia',
        'changed claims inBridge keeper_id=omar; job alerts.claim inBridge now; log leo claim.keep inBridge by nobody; log mia claim.keep inBridge by omar; told lena leo mia omar',
      ],
    ],
  },
  { say: keeps('new1'), is: { dana: notThere } },
  {
    say: agrees('inBridge'),
    proves: ['claim.agree', ':inBridge::text'],
    is: {
      lena: 'check used; gone inBridge; log leo claim.agree inBridge by lena; log mia claim.agree inBridge by nobody; told dana lena leo mia',
      dana: notThere,
      aron: notThere,
      leo: notGranted,
      mia: notGranted,
      sam: notGranted,
    },
    when: [
      ['lena', 'update claims set keeper_id = null where id = :inBridge', 'no: claim.not-kept'],
      ['lena', 'update claims set keeper_id = :aron where id = :inBridge', 'no: claim.not-kept'],
      ['lena', 'update guardianships set ended_at = now() where guardian_id = :dana', 'no: claim.not-kept'],
      ['lena', due('inBridge', 'now()'), 'no: claim.not-kept'],
      ['lena', takenBack('mia', 'bridge'), notThere],
      ['lena', 'update guardianships set ended_at = now() where guardian_id = :lena', notThere],
    ],
  },
  { say: agrees('inBridge'), is: { lena: needsCheck } },
  { say: agrees('inBridge'), proves: ['claim.agree', ':inOwl::text'], is: { lena: needsCheck } },
  { say: agrees('inOwl'), proves: ['claim.agree', ':inOwl::text'], is: { lena: 'no: claim.not-kept' } },
  { say: agrees('new1'), proves: ['claim.agree', ':new1::text'], is: { lena: notThere } },
  {
    say: settles('inOwl'),
    is: {
      worker:
        'job posts.erase owl now first; log ana claim.erase inOwl by nobody; log leo claim.erase inOwl by nobody; new receipts id=somebody new child_id=ana what=post thing_id=owl; told ana aron lena leo',
      lena: notGranted,
      leo: notGranted,
    },
    when: [
      ['worker', takenBack('ana', 'owl'), nothing],
      [
        'worker', // the child in it has been erased
        'update claims set child_id = null where id = :inOwl',
        'job posts.erase owl now first; log ana claim.erase inOwl by nobody; new receipts id=somebody new child_id=ana what=post thing_id=owl; told ana aron lena leo',
      ],
      [
        'worker',
        connectedNoMore('leoAndAna'),
        'job posts.erase owl now first; log ana claim.erase inOwl by nobody; log leo claim.erase inOwl by nobody; new receipts id=somebody new child_id=ana what=post thing_id=owl; told ana aron lena leo',
      ],
    ],
  },
  { say: settles('inBridge'), is: { worker: nothing } }, // it is not due
  { say: settles('new1'), is: { worker: nothing } },
]
