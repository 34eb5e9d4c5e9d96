// Every kind of thing that is kept about a child, by the table it lies in. A guardian comes to all of it: `test/access/everything-kept.test.ts`. PAR-2
export const kindsKept = {
  profile: ['people', 'children'],
  photos: ['posts', 'photos', 'renditions', 'post_audience', 'approvals', 'sendings_back', 'hides', 'hearts', 'claims', 'tags', 'receipts'],
  connections: ['connections', 'connection_approvals', 'offers', 'blocks', 'circles', 'circle_members'],
  yeses: [
    'guardianships',
    'consents',
    'withdrawals',
    'assents',
    'assent_withdrawals',
    'pauses',
    'settings',
    'visits',
    'proposals',
    'proposal_answers',
    'handovers',
  ],
  devices: ['sessions', 'picture_locks', 'codes'],
  log: ['log_entries'],
} as const
