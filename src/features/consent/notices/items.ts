// Which column of the database is told in which item of the notice, and each of its ends by which line of the schedule. NOT-1, NOT-4
import type { KeptItem } from '../kept-items.ts'

export type Line =
  | 'draft'
  | 'felt'
  | 'reported'
  | 'post'
  | 'undone'
  | 'day'
  | 'hiding'
  | 'parted'
  | 'step'
  | 'receipt'
  | 'signed-in'
  | 'messages'
  | 'form'
  | 'code'
  | 'passing'
  | 'year'
  | 'account'
type Item = {
  /** Of each table its columns. A new one fails the build until it stands here: read the item's words again before. */
  columns: Readonly<Record<string, string>>
  /** What the columns say of their end, and the line that tells it. */
  ends: Readonly<Record<string, Line>>
}

export const items: Readonly<Record<KeptItem, Item>> = {
  profile: {
    columns: {
      people: 'id kind name_sealed avatar created_at',
      children: 'child_id kind band band_review_month grows_up_on profile_consent_id renew_by asked_at asked_days counted_at',
      name_wishes: 'id child_id name_sealed answer at',
    },
    ends: { 'until the child is erased': 'year', 'until the person is erased': 'year', '30 days at most': 'step' },
  },
  photos: {
    columns: {
      posts: 'id child_id caption_sealed days findings content_hash asked_at shared_from shared_until brought_hash',
      photos: 'id child_id post_id position width height thumbhash_sealed alt_sealed digest found made_at',
      renditions: 'photo_id name width height type',
      approvals: 'post_id guardian_id content_hash fresh_check_id at step carer_id',
      sendings_back: 'post_id guardian_id word note_sealed at carer_id',
    },
    ends: {
      '1 day as a draft, else with its post': 'draft',
      'as the photo': 'post',
      'with its post': 'post',
      'until taken back or erased': 'post',
    },
  },
  audience: {
    columns: { post_audience: 'post_id person_id connection_id shared_from', tags: 'id post_id child_id answer by_id content_hash' },
    ends: { 'with its post': 'post' },
  },
  replies: {
    columns: {
      replies: 'id post_id person_id kind says sent_at',
      own_words: 'reply_id words_sealed content_hash findings',
      own_words_answers: 'reply_id guardian_id content_hash fresh_check_id goes_at word at',
    },
    ends: { 'with its post': 'post' },
  },
  people: {
    columns: {
      connections: 'id low_id high_id low_approval_id high_approval_id made_at ended_at ended_by',
      connection_approvals: 'id for_id for_kind other_id by_id guardianship_id at',
    },
    ends: { 'with the connection, and 90 days after it ends': 'parted', '90 days after it ends': 'parted' },
  },
  circles: {
    columns: {
      circles: 'id child_id picture name_sealed',
      circle_members: 'circle_id child_id person_id connection_id low_id high_id put_in_at',
      collections: 'id child_id picture name_sealed',
      collected: 'collection_id child_id post_id',
    },
    ends: { 'until it is taken out or erased': 'undone', 'until it is removed': 'undone', 'until they are taken out or parted': 'undone' },
  },
  blocks: { columns: { blocks: 'id child_id person_id by_id made_at' }, ends: { 'until it is lifted': 'undone' } },
  settings: {
    columns: {
      settings: 'child_id setting value by_id said_at',
      steps: 'child_id connection_id value by_id said_at',
      visits: 'child_id day begun ends_at',
      ideas: 'id child_id guardian_id guardianship_id words_sealed over_at',
    },
    ends: {
      'until it is set anew': 'undone',
      'until it is set anew or they part': 'undone',
      'that day only': 'day',
      '30 days at most': 'step',
    },
  },
  pauses: { columns: { pauses: 'id child_id guardian_id guardianship_id made_at' }, ends: { 'until it is lifted': 'undone' } },
  hides: { columns: { hides: 'id post_id guardian_id' }, ends: { 'with its post': 'post' } },
  claims: {
    columns: { claims: 'id post_id child_id made_at due_at keeper_id by_id' },
    ends: { 'until it is taken back, kept or erased, 48 hours at most': 'hiding', 'as the claim': 'hiding' },
  },
  reports: {
    columns: {
      reports:
        'id from_kind child_id by_id post_id person_id reason words_sealed code_hash made_at due_at received_at looked_by looked_at first_word first_by first_at appealed_by appealed_at second_word second_by second_at number glass_id glass_number glass_why glass_by glass_asked_at glass_agreed_by glass_agreed_at glass_post_id',
      takedowns: 'post_id report_id due_at',
      staff: 'staff_id kind role secret_hash since ended_at',
      staff_acts: 'id staff_id what report_id at',
    },
    ends: {
      '90 days after the last word, 1 year at most': 'reported',
      'as the report': 'reported',
      'as the post': 'reported',
      '7 days, longer only while an appeal waits': 'reported',
      '1 year after they left': 'reported',
      '1 year': 'reported',
    },
  },
  yeses: {
    columns: {
      guardianships: 'id child_id guardian_id since ended_at',
      consents: 'id child_id guardian_id guardianship_id purpose notice_version method given_at',
      withdrawals: 'consent_id by_id at',
      assents: 'id child_id lesson given_at',
      assent_withdrawals: 'assent_id at',
      proposals: 'id child_id what guardian_id by_id purposes notice_version made_at due_at ended_at outcome person_id setting value',
      proposal_answers: 'proposal_id guardian_id answer at',
      handovers: 'id child_id what by_id asked_at agreed_at',
      carings: 'id child_id carer_id guardianship_id connection_id since over_at',
    },
    ends: { 'until the child is erased': 'year', '30 days after it ends': 'step', 'as the proposal': 'step' },
  },
  log: {
    columns: { log_entries: 'child_id number at act by_id thing_id previous_hash hash' },
    ends: { 'until the child is erased': 'year' },
  },
  devices: {
    columns: { sessions: 'id person_id kind token_hash created_at expires_at name_sealed tablet_hash wrong_tries' },
    ends: { 'until it ends': 'signed-in' },
  },
  locks: { columns: { picture_locks: 'child_id pictures_hash' }, ends: { 'until it is removed': 'undone' } },
  feelings: { columns: { feelings: 'id child_id said_on feeling' }, ends: { '90 days': 'felt' } },
  receipts: {
    columns: {
      receipts: 'id child_id by_id what thing_id taken_back_at erased_at',
      erasures: 'id child_id asked_at closed_at photos posts shared_posts taken_back erased_at receipt',
      erasure_readers: 'erasure_id guardian_id',
    },
    ends: { '1 year': 'receipt', 'as the receipt': 'receipt', 'until that is done, minutes': 'passing' },
  },
  you: {
    columns: {
      guardians: 'guardian_id kind method verified_by verified_at',
      contacts: 'person_id email_sealed',
      passkeys: 'credential_id person_id public_key counter transports created_at',
      passwords: 'person_id sign_in_name_hash hash totp_sealed totp_last_step',
      account_closings: 'person_id asked_at',
      alert_ways: 'person_id holder kind way chosen_at',
      push_subscriptions: 'id person_id holder session_id service endpoint_hash sealed since expires_at',
    },
    ends: {
      'until it is turned off or signed out, 60 days after the device last opened Kitestring at most': 'messages',
      'as the subscription': 'messages',
      'until the person is erased': 'account',
      'until removed or the person is erased': 'account',
      'as the passkey': 'account',
      'until it is closed or kept': 'account',
    },
  },
  passing: {
    columns: {
      offers: 'id child_id guardian_id code_hash made_at expires_at answer_child_id answer_guardian_id answered_at confirmed_at',
      codes: 'id code_hash opens person_id by_id method made_at expires_at used_at',
      forms: 'id code_id notice_version email_sealed sent_at outcome checked_at emptied_at',
      sign_ups: 'id code_id challenge totp_sealed expires_at',
      challenges: 'id session_id challenge act subject expires_at used_at',
      fresh_checks: 'id session_id act subject made_at used_at',
      requests: 'person_id key digest answer at',
      tombstones: 'thing_id kind at',
    },
    ends: {
      '1 day after it expires': 'code',
      'with its code': 'code',
      'until the form is looked at, 14 days at most': 'form',
      '30 minutes': 'passing',
      '1 hour': 'passing',
      '1 day': 'passing',
      '31 days': 'passing',
      '31 days, longer than any backup': 'passing',
    },
  },
}

/** Of the machine, its checks and their made-up families. No row of these is about anybody real; of what is held `notice.ts` tells, where a list makes it possible. */
export const aboutNobody = [
  'notices',
  'keyrings',
  'clocks',
  'communities',
  'canaries',
  'checks',
  'incidents',
  'incident_ends',
  'sunsets',
  'holds',
]

export type Annotation = { table: string; column: string; retention: string }

/** What does not fit between the database's own words and this list. Nothing, or the build fails. */
export function misfits(annotations: readonly Annotation[]): string[] {
  const told = Object.entries(items).flatMap(([item, { columns, ends }]) =>
    Object.entries(columns).flatMap(([table, names]) => names.split(' ').map((column) => ({ name: `${table}.${column}`, item, ends }))),
  )
  const unused = new Map(Object.entries(items).map(([item, { ends }]) => [item, new Set(Object.keys(ends))]))
  const faults = annotations.flatMap(({ table, column, retention }) => {
    const homes = told.filter(({ name }) => name === `${table}.${column}`)
    const [home] = homes
    if (!home || homes.length > 1) return [`${table}.${column} is told in ${homes.length === 0 ? 'no item' : 'several items'}`]
    unused.get(home.item)?.delete(retention)
    return retention in home.ends ? [] : [`${table}.${column}: the schedule does not say "${retention}" of ${home.item}`]
  })
  const there = new Set(annotations.map(({ table, column }) => `${table}.${column}`))
  return [
    ...faults,
    ...told.filter(({ name }) => !there.has(name)).map(({ name }) => `${name} is told and is not there`),
    ...[...unused].flatMap(([item, ends]) => [...ends].map((end) => `no column of ${item} says "${end}"`)),
  ]
}
