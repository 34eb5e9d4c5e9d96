// What the worker may take away by itself, and from which moment on: at the very moment it may not yet. DAT-2
import { notGranted, type Deed } from './deed.ts'

const asleep = (change: string) => `set session_replication_role = 'replica'; ${change}; set session_replication_role = 'origin'`
/** What may go once this is past, with a row of each that ends at `at`. */
const ends: Record<string, { after: string; row: (at: string) => string; key?: string }> = {
  receipts: {
    after: '1 year',
    row: (at) => `insert into receipts (id, child_id, what, thing_id, erased_at) values (:new1, :mia, 'post', :gone, ${at})`,
  },
  tombstones: {
    after: '31 days',
    row: (at) => `insert into tombstones (thing_id, kind, at) values (:new1, 'post', ${at})`,
    key: 'thing_id',
  },
  proposals: {
    after: '30 days',
    row: (at) =>
      `insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values (:new1, :mia, 'add-guardian', :aron, :dana, ${at}, 'done')`,
  },
  erasures: {
    after: '1 year',
    row: (at) =>
      `insert into erasures (id, asked_at, photos, posts, shared_posts, taken_back, erased_at, receipt) values (:new1, now(), 1, 1, 1, 1, ${at}, 'x')`,
  },
  connection_approvals: {
    after: '90 days',
    row: (at) =>
      asleep(`insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) values (:new1, :mia, 'child', :ana, :dana, :gone);
        insert into connections (id, low_id, high_id, low_approval_id, high_approval_id, ended_at) values (:new2, least(:mia::uuid, :ana::uuid), greatest(:mia::uuid, :ana::uuid), :new3, :new1, ${at})`),
  },
  sessions: {
    after: '0 days',
    row: (at) => `insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new1, :leo, 'child', sha256('t'), ${at})`,
  },
  codes: {
    after: '1 day',
    row: (at) =>
      `insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (:new1, sha256('c'), 'pairing', :leo, :lena, ${at})`,
  },
  challenges: { after: '0 days', row: (at) => `insert into challenges (id, challenge, expires_at) values (:new1, 'c', ${at})` },
  fresh_checks: {
    after: '1 hour',
    row: (at) => `insert into fresh_checks (id, session_id, act, subject, made_at) values (:new1, :sessionOfDana, 'x', 'x', ${at})`,
  },
  offers: {
    after: '1 day',
    row: (at) =>
      `insert into offers (id, child_id, guardian_id, code_hash, made_at, expires_at) values (:new1, :leo, :lena, sha256('o'), ${at}, ${at})`,
  },
  holds: {
    after: '1 year',
    row: (at) => `insert into holds (id, list, bits_apart, mark_hash, at) values (:new1, 'x', 0, sha256('h'), ${at})`,
  },
  requests: {
    after: '1 day',
    row: (at) => `insert into requests (person_id, key, digest, at) values (:leo, :new1, sha256('x'), ${at})`,
    key: 'key',
  },
}

export const tidying: Deed[] = Object.entries(ends).map(([table, { after, row, key = 'id' }]) => ({
  say: `delete from ${table} where ${key} = :new1 returning 1 as gone`,
  is: { worker: '', dana: notGranted },
  when: [
    ['worker', row(`now() - interval '${after}'`), ''],
    [
      'worker',
      row(`now() - interval '${after}' - interval '1 microsecond'`),
      `says 1${/^(?:sessions|codes|challenges|fresh_checks|offers)$/.test(table) ? '; gone new1' : ''}`,
    ],
  ],
}))
