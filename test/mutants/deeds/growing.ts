// Growing up: who says in which month a child turns 13, and that no year more reaches past the year after it. DEL-10
import { needsCheck, notGranted, notThere, type Deed } from './deed.ts'

const says = (month: string) => `select access.say_thirteen(:mia, ${month})`
const thisMonth = "date_trunc('month', now())"
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const when = 'no: child.thirteen-when'
/** In so many months from this one the child turns 13, or turned. */
const grown = (from: string) => `update children set grows_up_on = ${thisMonth} + interval '${from}' where child_id = :mia`
const renewedTo = (until: string, days = 0) =>
  `update children set renew_by = now() + interval '${until}', asked_at = null, asked_days = ${days} where child_id = :mia`
const said = 'changed children mia; log mia child.thirteen nothing by dana; told dana mia'

const inBand = (band: string) => `update children set band = '${band}' where child_id = :mia`
const older = (id: string) => `new proposals id=${id} child_id=mia guardian_id=dana by_id=dana what=older-band`
const isOlder = 'changed children mia band=10-13'
const over = ' ended_at=a moment later'
const olderProposed =
  "insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (:new5, :mia, 'older-band', :dana, :dana, now() - interval '1 day', now())"
const younger = 'select access.make_younger(:mia)'
const isYounger = (by: string, told: string) =>
  `changed children mia; changed settings mia asking by_id=null said_at=a moment later; log mia band.younger nothing by ${by}; told ${told}`

export const growing: Deed[] = [
  {
    say: 'select access.propose_older(:mia, :new1, :fresh)',
    proves: ['band.older', ':mia'],
    is: {
      dana: `${isOlder}; check used; job alerts.proposal new1 now; log mia band.older new1 by dana; log mia band.propose-older new1 by dana; ${older('new1')}${over}; told dana mia`, // alone: at once
      omar: notThere,
      lena: notThere,
      mia: notGranted,
      rosa: notGranted,
      vera: notThere,
    },
    when: [
      ['dana', inBand('10-13'), 'no: band.already'],
      ['dana', 'update fresh_checks set used_at = now()', needsCheck],
      [
        'dana',
        omarToo,
        `check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia band.propose-older new1 by dana; ${older('new1')}; told dana mia omar`,
      ],
      ['dana', `${omarToo}; ${olderProposed.replaceAll(':dana', ':omar')}`, 'no: proposal.already'], // one such step at a time
    ],
  },
  {
    say: 'select access.settle_proposal(:new5)',
    is: {},
    when: [
      [
        'worker',
        `${omarToo}; ${olderProposed}`,
        `${isOlder}; job alerts.proposal new5 now; log mia band.older new5 by dana; ${older('new5')}${over}; told dana mia omar`,
      ],
      [
        'worker',
        `${omarToo}; ${olderProposed}; ${inBand('10-13')}`,
        `job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; ${older('new5')}${over}; told dana mia omar`,
      ],
    ],
  },
  {
    say: younger,
    is: { dana: '', omar: notThere, lena: notThere, mia: notGranted, rosa: notGranted, vera: notThere },
    when: [
      ['dana', inBand('10-13'), isYounger('dana', 'dana mia')],
      ['omar', `${omarToo}; ${inBand('10-13')}`, isYounger('omar', 'dana mia omar')],
      ['dana', "update children set band = '10-13' where child_id = :leo", ''],
    ],
  },
  {
    say: says(`(${thisMonth} + interval '12 months')::date`),
    is: { dana: said, omar: notThere, lena: notThere, mia: notGranted, rosa: notGranted, vera: notThere },
    when: [
      ['dana', omarToo, `${said} omar`],
      ['dana', grown('12 months'), ''],
      ['dana', grown('11 months'), said],
    ],
  },
  { say: says(`(${thisMonth} + interval '13 months')::date`), is: { dana: when } },
  { say: says(`(${thisMonth} - interval '12 months')::date`), is: { dana: when } },
  { say: says(`(${thisMonth} - interval '11 months')::date`), is: { dana: said } },
  {
    say: 'select access.renew_child(:mia)',
    is: {},
    when: [
      ['dana', `${renewedTo('59 days')}; ${grown('-12 months')}`, ''], // there is no year more
      ['dana', `${grown('-11 months')}; update children set renew_by = grows_up_on + interval '1 year' where child_id = :mia`, ''], // nor to the day
      [
        'dana',
        `${renewedTo('59 days')}; ${grown('0 months')}`,
        'changed children mia renew_by=now + 31536000000 ms; log mia child.renew nothing by dana; told dana mia',
      ],
    ],
  },
  {
    say: 'select access.ask_to_renew()',
    is: {},
    when: [
      [
        'worker',
        `${renewedTo('300 days')}; ${grown('-12 months')}`,
        'changed children mia renew_by=now + 25920000000 ms asked_at=now; job alerts.renewal mia now; job alerts.renewal mia now + 604800000 ms; told dana mia',
      ],
      ['worker', `${renewedTo('300 days')}; ${grown('0 months')}`, ''],
    ],
  },
  {
    say: 'select access.lapsed_children()',
    is: {},
    when: [
      ['worker', `${renewedTo('300 days', 14)}; ${grown('-12 months')}`, 'says "mia"'],
      ['worker', `${renewedTo('300 days', 13)}; ${grown('-12 months')}`, ''],
      ['worker', `${renewedTo('300 days', 14)}; ${grown('0 months')}`, ''],
    ],
  },
]
