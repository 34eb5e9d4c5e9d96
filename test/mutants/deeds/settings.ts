// What a child may do: who makes it stricter and who opens it, what is held to it, and who reads of it. PAR-1, PAR-7, CON-10
import { asleep, broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, unguarded, type Deed } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const tightens = (value: string, setting = 'days', child = 'mia') => `select access.tighten_setting(:${child}, '${setting}', '${value}')`
const opens = (value: string, setting = 'days') => `select access.open_setting(:mia, '${setting}', '${value}', :new1, :fresh)`
const proves = (value: string, setting = 'days', child = 'mia'): [string, string] => ['setting.open', `:${child} || ':${setting}:${value}'`]
/** As it has been for a year, or since then. */
const isSet = (value: string, setting = 'days', child = 'mia', ago = '1 year') =>
  `update settings set value = '${value}', said_at = now() - interval '${ago}' where setting = '${setting}' and child_id = :${child}`
const proposed = (value = '90', made = '1 day') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, setting, value, made_at, due_at) values (:new5, :mia, 'open-setting', :dana, :dana, 'days', '${value}', now() - interval '${made}', now() - interval '${made}' + interval '1 day')`
const settles = 'select access.settle_proposal(:new5)'

/** Dana set it to 90 before. */
const set = (value: string, by: string, said = 'a moment later') =>
  `changed settings mia days${by === 'dana' ? '' : ` by_id=${by}`}${value === '90' ? '' : ` value=${value}`} said_at=${said}`
const tightened = (value: string, by: string, told: string) => `${set(value, by)}; log mia setting.tighten nothing by ${by}; told ${told}`
const row = (id: string, value = '90') =>
  `new proposals id=${id} child_id=mia guardian_id=dana by_id=dana what=open-setting setting=days value=${value}`
const over = ' ended_at=a moment later'
const opened = (value: string) =>
  `check used; ${set(value, 'dana', 'now')}; job alerts.proposal new1 now; log mia setting.open new1 by dana; log mia setting.propose-open new1 by dana; ${row('new1', value)}${over}; told dana mia`
const settled = (value = '90') =>
  `${set(value, 'dana', 'now + -86400000 ms')}; job alerts.proposal new5 now; log mia setting.open new5 by dana; ${row('new5', value)}${over}; told dana mia omar`
const lapsed = `job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; ${row('new5')}${over}; told dana mia omar`
const forAMonth = asleep('update posts set days = 30 where id = :pond')
const closed = 'no: setting.closed'

export const setting: Deed[] = [
  {
    say: tightens('7'),
    is: {
      dana: tightened('7', 'dana', 'dana mia'),
      omar: notThere,
      lena: notThere,
      mia: 'no: not-allowed', // a child says one thing here (ladder.ts)
      rosa: notGranted,
      sam: notGranted,
      vera: notThere,
    },
    when: [
      ['omar', omarToo, tightened('7', 'omar', 'dana mia omar')],
      [
        'dana',
        `${broken('sharing')}; ${broken('viewing').replace(':new5', ':new4')}; ${saidNo('mia')}`,
        tightened('7', 'dana', 'dana mia'),
      ], // always. I17
      ['dana', isSet('7'), ''],
      ['dana', isSet('7', 'days', 'leo'), tightened('7', 'dana', 'dana mia')],
      ['dana', 'delete from settings', ''],
      ['dana', unguarded, notThere],
    ],
  },
  {
    say: tightens('30'),
    is: { dana: tightened('30', 'dana', 'dana mia') },
    when: [
      ['dana', isSet('7'), 'no: setting.not-stricter'],
      // The same once more is a no to what was proposed.
      ['dana', `${isSet('30')}; ${proposed()}`, tightened('30', 'dana', 'dana mia')],
      ['dana', `${isSet('30')}; ${proposed()}; update proposals set ended_at = now(), outcome = 'lapsed' where id = :new5`, ''],
      ['dana', `${isSet('30')}; ${proposed()}; update proposals set setting = 'hearts', value = 'on' where id = :new5`, ''],
      ['dana', `${isSet('30')}; ${proposed()}; update proposals set child_id = :leo where id = :new5`, ''],
    ],
  },
  { say: tightens('90'), is: { dana: '' }, when: [['dana', 'delete from settings', 'no: setting.not-stricter']] },
  { say: tightens('14'), is: { dana: 'no: setting.not-stricter' } },
  { say: tightens('off'), is: { dana: 'no: setting.not-stricter' } },
  { say: tightens('off', 'camera'), is: { dana: 'no: setting.not-stricter' } },
  { say: tightens('7', 'days', 'leo'), is: { dana: notThere } },
  {
    say: opens('90'),
    proves: proves('90'),
    is: { dana: 'no: setting.not-more-open', omar: notThere, lena: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', isSet('7'), opened('90')], // alone: at once
      ['dana', isSet('30'), opened('90')],
      ['dana', `${isSet('7')}; ${broken('sharing')}`, opened('90')], // it shares nothing
      [
        'dana',
        `${isSet('7')}; ${omarToo}`,
        `check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia setting.propose-open new1 by dana; ${row('new1')}; told dana mia omar`,
      ],
      ['dana', `${isSet('7')}; ${omarToo}; ${proposed('30', '1 hour')}`, 'no: proposal.already'],
      ['dana', `${isSet('7')}; ${unguarded}`, notThere],
    ],
  },
  { say: opens('30'), proves: proves('30'), is: { dana: 'no: setting.not-more-open' }, when: [['dana', isSet('7'), opened('30')]] },
  { say: opens('14'), proves: proves('14'), is: { dana: 'no: setting.not-more-open' } },
  { say: opens('90'), is: { dana: needsCheck } },
  { say: opens('90'), proves: proves('30'), is: { dana: needsCheck } },
  { say: opens('90'), proves: proves('90', 'hearts'), is: { dana: needsCheck } },
  { say: opens('90'), proves: proves('90', 'days', 'leo'), is: { dana: needsCheck } },
  {
    say: settles,
    is: { worker: '' },
    when: [
      ['worker', `${omarToo}; ${isSet('7')}; ${proposed()}`, settled()],
      ['worker', `${omarToo}; ${isSet('7')}; ${proposed('30')}`, settled('30')],
      ['worker', `${omarToo}; ${isSet('7')}; ${proposed('90', '1 hour')}`, 'job proposals.settle new5 now + 82800000 ms'], // it is not due
      ['worker', `${omarToo}; ${isSet('7', 'days', 'mia', '1 hour')}; ${proposed()}`, lapsed], // who made it stricter since then has said no
      ['worker', `${omarToo}; ${isSet('7', 'days', 'mia', '1 day')}; ${proposed()}`, lapsed], // and at that moment
      ['worker', `${omarToo}; ${isSet('7')}; ${isSet('off', 'hearts', 'mia', '1 hour')}; ${proposed()}`, settled()], // that is another setting
      ['worker', `${omarToo}; ${isSet('7')}; ${isSet('7', 'days', 'leo', '1 hour')}; ${proposed()}`, settled()], // or another child's
      ['worker', `${omarToo}; ${proposed()}`, lapsed], // it is so already
    ],
  },
  {
    say: 'select access.beyond_settings(array[:pond, :kite, :nest]::uuid[])',
    is: { dana: '', omar: '' },
    when: [
      ['dana', isSet('family', 'audience'), 'says "kite"; says "pond"'],
      ['dana', forAMonth, ''],
      ['dana', "delete from settings where setting = 'days'", ''], // a week is the strictest
      ['dana', `${forAMonth}; ${isSet('7')}`, 'says "pond"'],
      ['dana', `${forAMonth}; ${isSet('30')}`, ''],
      ['aron', isSet('family', 'audience', 'ana'), 'says "nest"'],
      ['aron', isSet('family', 'audience'), ''],
    ],
  },
  {
    say: 'select access.beyond_settings(array[:pond, :kite]::uuid[])',
    is: {},
    when: [['dana', `${isSet('family', 'audience')}; ${asleep('delete from post_audience where post_id = :pond')}`, 'says "kite"']],
  },
  {
    say: "select child_id from access.my_settings where setting = 'hearts'",
    is: { mia: 'says "mia"', dana: 'says "mia"', leo: 'says "leo"', lena: 'says "leo"', omar: '' },
  },
  ...['30, array[:leo, :rosa]', '30, array[:leo, :dana]'].map(
    (asked): Deed => ({
      say: `select access.needs_to_be_set(${asked}::uuid[])`,
      is: { mia: '', dana: notGranted, rosa: notGranted },
      when: [
        ['mia', isSet('7'), closed],
        ['mia', isSet('7', 'days', 'leo'), ''],
        ['mia', isSet('family', 'audience'), closed],
        ['mia', `${isSet('family', 'audience')}; ${connectedNoMore('miaAndLeo')}`, ''], // what is wrong then is something else
      ],
    }),
  ),
  {
    say: 'select access.needs_to_be_set(7, array[:rosa, :ana]::uuid[])',
    is: {},
    when: [['mia', isSet('family', 'audience'), '']], // whom one does not know is nobody's child
  },
  {
    say: "select count(*) from access.values_of_settings() v where v.setting = 'days'",
    is: { mia: 'says 3', dana: 'says 3' },
  },
  { say: "select count(*) from access.values_of_settings() v where v.setting = 'camera' having count(*) > 0", is: { mia: '' } },
  { say: 'select access.my_choices()', is: { cleo: '' } },
  {
    say: 'select access.my_choices()',
    is: { mia: 'says "leo"; says "rosa"', leo: 'says "ana"; says "mia"' },
    when: [
      ['mia', isSet('family', 'audience'), 'says "rosa"'],
      ['mia', isSet('family', 'audience', 'leo'), 'says "leo"; says "rosa"'],
      ['mia', connectedNoMore('miaAndLeo'), 'says "rosa"'],
    ],
  },
]
