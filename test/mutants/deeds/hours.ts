// A child's hours and its day: what is open to it when, how many visits it begins, what anybody is told of it, and that nothing of it stays. WEL-8, WEL-9, WEL-14
import { notGranted, type Deed } from './deed.ts'

/** The clock of the house shows this hour. */
const itIs = (hour: number) =>
  `update clocks set time_zone = (select 'Etc/GMT' || case when ahead > 0 then '-' || ahead when ahead < 0 then '+' || -ahead else '' end from (select (${hour} - extract(hour from now() at time zone 'UTC')::int + 35) % 24 - 11) z (ahead))`
/** To the microsecond: no zone makes the clock that goes on stand there. */
const itIsExactly = (time: string) =>
  `create or replace function access.local_time() returns timestamp language sql stable security definer set search_path = pg_catalog, public, pg_temp as $t$ select timestamp '2026-03-01 ${time}' $t$`
const unset = "delete from settings where setting in ('hours', 'budget')"
const isSet = (setting: string, value: string, child = 'mia') =>
  `${unset}; insert into settings (child_id, setting, value, by_id) values (:${child}, '${setting}', '${value}', :dana)`
const visit = (begun: number, endsAt: string, { child = 'mia', day = '' } = {}) =>
  `insert into visits (child_id, day, begun, ends_at) values (:${child}, access.local_time()::date ${day}, ${begun}, ${endsAt})`
const over = (begun: number, more = {}) => visit(begun, "now() - interval '1 minute'", more)
const runs = visit(1, "now() + interval '1 minute'")

const began = 'new visits child_id=mia begun=1 ends_at=now + 900000 ms; told mia'
const beganAgain = (begun: number) => began.replace('begun=1', `begun=${begun}`) // of a row that was not there before
const closed = 'no: hours.closed'
const spent = 'no: day.spent'
const others = { dana: notGranted, omar: notGranted, rosa: notGranted, sam: notGranted } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const

const begins = 'select access.begin_visit()'
const asks = (wanted: string, photo = 'null') => `select access.closed_to_me('${wanted}', ${photo})`
const isAsleep = 'says "hours.closed"'

export const resting: Deed[] = [
  {
    say: begins,
    is: { mia: '', ...others }, // as many as she likes: none is written down
    when: [
      ['mia', unset, began],
      ['leo', unset, began.replaceAll('mia', 'leo')],
      ['mia', `${unset}; ${runs}`, ''],
      ['mia', `${unset}; ${over(1)}`, beganAgain(2)],
      ['mia', `${unset}; ${visit(1, 'now()')}`, beganAgain(2)],
      ['mia', `${unset}; ${over(2)}`, spent],
      ['mia', `${unset}; ${over(1, { child: 'leo' })}`, began],
      ['mia', `${unset}; ${over(2, { child: 'leo' })}`, began],
      ['mia', `${unset}; ${over(2, { day: '- 1' })}`, beganAgain(1)],
      ['mia', `${isSet('budget', '60')}; ${over(3)}`, beganAgain(4)],
      ['mia', `${isSet('budget', '60')}; ${over(4)}`, spent],
      ['mia', `${isSet('budget', '60', 'leo')}; ${over(2)}`, spent],
      ['mia', `${isSet('budget', 'for ever')}; ${over(2)}`, spent],
      ['mia', `${isSet('budget', 'all-day')}; ${over(9)}`, ''],
      ...[7, 19].map((hour) => ['mia', `${unset}; ${itIs(hour)}`, began] as const),
      ...[20, 23, 0, 6].map((hour) => ['mia', `${unset}; ${itIs(hour)}`, closed] as const),
      ...[6, 20].map((hour) => ['mia', `${isSet('hours', '21-6')}; ${itIs(hour)}`, began] as const),
      ...[21, 5].map((hour) => ['mia', `${isSet('hours', '21-6')}; ${itIs(hour)}`, closed] as const),
      ...[21, 5].map((hour) => ['mia', `${isSet('hours', 'never')}; ${itIs(hour)}`, began] as const),
      ...['20:00', '06:59:59.999999'].map((time) => ['mia', `${unset}; ${itIsExactly(time)}`, closed] as const),
      ...['19:59:59.999999', '07:00'].map((time) => ['mia', `${unset}; ${itIsExactly(time)}`, began] as const),
      ...['21:00', '05:59:59.999999'].map((time) => ['mia', `${isSet('hours', '21-6')}; ${itIsExactly(time)}`, closed] as const),
      ...['20:59:59.999999', '06:00'].map((time) => ['mia', `${isSet('hours', '21-6')}; ${itIsExactly(time)}`, began] as const),
      ['mia', `${isSet('hours', 'never', 'leo')}; ${itIs(21)}`, closed],
      ['mia', `${isSet('hours', 'always')}; ${itIs(21)}`, closed],
      ['mia', `${unset}; delete from clocks`, closed],
      ['mia', `${isSet('hours', '21-6')}; delete from clocks`, closed],
      ['mia', itIs(21), ''], // she has no quiet hours
      ['mia', `${unset}; insert into incidents (id, promise, feature, code) values (:new5, 'strangers', 'viewing', 'x')`, began],
    ],
  },
  { say: begins, is: logins },
  {
    say: 'select access.my_day()',
    is: { mia: 'says "visit"', leo: 'says "visit"', ...others },
    when: [
      ['mia', unset, 'says "between"'],
      ['mia', `${unset}; ${runs}`, 'says "visit"'],
      ['mia', `${unset}; ${over(1)}`, 'says "between"'],
      ['mia', `${unset}; ${over(2)}`, 'says "spent"'],
      ['mia', `${unset}; ${over(2, { day: '+ 1' })}`, 'says "between"'],
      ['mia', `${unset}; ${runs}; ${itIs(20)}`, 'says "asleep"'],
      ['mia', `${unset}; ${itIs(20)}; ${over(2)}`, 'says "asleep"'],
      ['leo', `${unset}; ${runs}`, 'says "between"'],
    ],
  },
  { say: 'select access.my_day()', is: logins },
  ...(['awake', 'own', 'finish', 'visit'] as const).map((wanted): Deed => {
    const needsVisit = wanted === 'finish' || wanted === 'visit'
    const ifVisit = (no: string) => (needsVisit ? `says "${no}"` : '')
    return {
      say: asks(wanted),
      is: { mia: '', leo: '', ...others },
      when: [
        ['mia', unset, ifVisit('visit.needed')],
        ['mia', `${unset}; ${runs}`, ''],
        ['mia', `${unset}; ${visit(2, "now() - interval '29 minutes'")}`, wanted === 'visit' ? ifVisit('day.spent') : ''],
        ['mia', `${unset}; ${visit(1, "now() - interval '29 minutes'")}`, wanted === 'visit' ? ifVisit('visit.needed') : ''],
        ['mia', `${unset}; ${visit(2, "now() - interval '30 minutes'")}`, ifVisit('day.spent')],
        ['mia', `${unset}; ${visit(2, "now() + interval '1 minute'", { child: 'leo' })}`, ifVisit('visit.needed')],
        ['mia', `${unset}; ${runs}; ${itIs(20)}`, isAsleep],
        ['mia', `${unset}; ${itIs(6)}`, isAsleep],
        ['mia', itIs(20), ''],
      ],
    }
  }),
  ...['kitePhoto', 'draft'].map(
    (photo): Deed => ({
      say: asks('own', `:${photo}`),
      is: { mia: '' },
      when: [
        ['mia', `${unset}; ${itIs(20)}`, ''],
        ['leo', `${unset}; ${itIs(20)}`, isAsleep],
        ['leo', unset, ''],
      ],
    }),
  ),
  { say: asks('awake', ':kitePhoto'), is: {}, when: [['mia', `${unset}; ${itIs(20)}`, isAsleep]] },
  { say: asks('awake'), is: logins },
  {
    say: 'select access.used_today(:mia)',
    is: { mia: '', dana: '', lena: '', leo: '', rosa: notGranted, sam: notGranted },
    when: [
      ...(['mia', 'dana'] as const).flatMap((who) => [
        [who, unset, 'says false'] as const,
        [who, `${unset}; ${over(1)}`, 'says false'] as const,
        [who, `${unset}; ${over(2)}`, 'says true'] as const,
        [who, `${unset}; ${itIs(20)}; ${over(2)}`, 'says true'] as const, // that day is the one in which it is evening
        [who, `${unset}; ${visit(2, "now() + interval '1 minute'")}`, 'says false'] as const,
        [who, `${unset}; ${over(2, { day: '- 1' })}`, 'says false'] as const,
        [who, `${unset}; ${over(2, { child: 'leo' })}`, 'says false'] as const,
      ]),
      ['omar', `${unset}; ${over(2)}`, ''],
      ['leo', `${unset}; ${over(2)}`, ''],
      ['lena', `${unset}; ${over(2)}`, ''],
      ['dana', `${unset}; ${over(2)}; update guardianships set ended_at = now() where guardian_id = :dana`, ''],
    ],
  },
  { say: 'select access.used_today(:mia)', is: logins },
  {
    say: 'select access.forget_days()',
    is: { worker: '', mia: notGranted, dana: notGranted, door: notGranted, checks: notGranted },
    when: [
      ['worker', over(2), ''],
      ['worker', visit(1, "now() - interval '31 minutes'", { day: '- 1' }), 'gone day of mia'],
      ['worker', visit(1, "now() - interval '31 minutes'", { day: '+ 1' }), 'gone day of mia'], // the clock of the house was set anew
      ['worker', visit(1, "now() - interval '31 minutes'"), ''],
      ['worker', visit(1, "now() - interval '30 minutes'", { day: '- 1' }), ''], // something may be finished still
      ['worker', `${visit(1, "now() - interval '31 minutes'", { day: '- 1' })}; ${over(1, { child: 'leo' })}`, 'gone day of mia'],
    ],
  },
]
