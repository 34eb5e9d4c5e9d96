// Growing up: who says in which month a child turns 13, and that no year more reaches past the year after it. DEL-10
import { notGranted, notThere, type Deed } from './deed.ts'

const says = (month: string) => `select access.say_thirteen(:mia, ${month})`
const thisMonth = "date_trunc('month', now())"
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const when = 'no: child.thirteen-when'
/** In so many months from this one the child turns 13, or turned. */
const grown = (from: string) => `update children set grows_up_on = ${thisMonth} + interval '${from}' where child_id = :mia`
const renewedTo = (until: string, days = 0) =>
  `update children set renew_by = now() + interval '${until}', asked_at = null, asked_days = ${days} where child_id = :mia`
const said = 'changed children mia; log mia child.thirteen nothing by dana; told dana mia'

export const growing: Deed[] = [
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
