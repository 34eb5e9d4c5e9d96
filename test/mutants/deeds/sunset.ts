// A whole Kitestring closes for good: who is told when, and that before its day nothing is packed, closed or begun. Only the owner of the database says so. GOV-12
import { asleep, notGranted, notThere, type Deed } from './deed.ts'
import { closesByNobody } from './keeping.ts'

const announced = (closes: string, begun = 'null') =>
  `insert into sunsets (announced_at, closes_at, begun_at) values (now() - interval '40 days', ${closes}, ${begun})`
const due = announced('now()')
const notYet = announced("now() + interval '1 microsecond'")
const childless = asleep('delete from children where child_id <> :cleo')
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const everybody = 'told ana aron cleo dana lena leo mia omar rosa sam vera'
const mailed = (task: string, at: string) => ['aron', 'dana', 'lena', 'omar', 'rosa'].map((who) => `job ${task} ${who} ${at}`).join('; ')
const noted = (act: string) => ['ana', 'cleo', 'leo', 'mia'].map((child) => `log ${child} ${act} nothing by nobody`).join('; ')
const nobodys = { dana: notGranted, mia: notGranted, door: notGranted, worker: notGranted, checks: notGranted }
const isOver = 'no: sunset.not-due'

const says = (closes: string) => `select access.announce_sunset(now() + interval '${closes}')`
const packs = "select access.pack_for_sunset(:mia, :new1, :new2, sha256('t'))"
const packed = (guardian: string) =>
  `log mia sunset.pack new1 by nobody; new proposals id=new1 child_id=mia guardian_id=${guardian} by_id=${guardian} what=export-child ended_at=a moment later; new sessions id=new2 kind=guardian person_id=${guardian} expires_at=now + 43200000 ms wrong_tries=0`
const closed = closesByNobody('child.sunset')

export const sunsetting: Deed[] = [
  {
    say: 'select access.sunset_is_due()',
    is: { owner: 'says false', ...nobodys },
    when: [
      ['owner', due, 'says true'],
      ['owner', notYet, 'says false'],
      ['owner', childless, 'says true'],
    ],
  },
  {
    say: 'select access.tell_everybody()',
    is: { owner: everybody, ...nobodys },
    when: [['owner', 'update sessions set expires_at = now() where person_id = :dana', everybody.replace(' dana', '')]],
  },
  {
    say: "select access.mail_everybody('alerts.sunset', now() + interval '1 hour')",
    is: { owner: mailed('alerts.sunset', 'now + 3600000 ms'), ...nobodys },
  },
  {
    say: says('30 days'),
    is: {
      owner: `${mailed('alerts.sunset', 'now')}; ${mailed('alerts.sunset', 'now + 1987200000 ms')}; ${noted('sunset.announce')}; new sunsets announced_at=now closes_at=now + 2592000000 ms; ${everybody}`,
      ...nobodys,
    },
    when: [['owner', notYet, 'no: sunset.announced']],
  },
  { say: says('30 days -1 microsecond'), is: { owner: 'no: sunset.too-soon' } },
  {
    say: 'select access.call_off_sunset()',
    is: { owner: notThere, ...nobodys },
    when: [
      ['owner', due, `gone sunset; ${mailed('alerts.sunset-off', 'now')}; ${noted('sunset.call-off')}; ${everybody}`],
      ['owner', announced('now()', 'now()'), notThere],
    ],
  },
  { say: 'select access.note_restore()', is: { owner: noted('site.restore'), ...nobodys } }, // all of it came back from a backup
  {
    say: packs,
    is: { owner: isOver, ...nobodys },
    when: [
      ['owner', due, packed('dana')],
      [
        'owner',
        `${due}; ${omarToo}; update guardianships set ended_at = now() where child_id = :mia and guardian_id = :dana`,
        packed('omar'),
      ],
      ['owner', notYet, isOver],
      ['owner', `${due}; update guardianships set ended_at = now() where child_id = :mia`, notThere],
    ],
  },
  {
    say: 'select access.end_packing(:new1, :sessionOfMia)',
    is: { owner: 'gone sessionOfMia', ...nobodys },
    when: [
      [
        'owner',
        `insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values (:new1, :mia, 'export-child', :dana, :dana, now(), 'done'), (:new2, :leo, 'export-child', :lena, :lena, now(), 'done')`,
        'gone new1; gone sessionOfMia',
      ],
    ],
  },
  {
    say: 'select access.begin_sunset()',
    is: { owner: isOver, ...nobodys },
    when: [
      ['owner', due, 'new sunsets announced_at=now + -3456000000 ms closes_at=now begun_at=now'],
      ['owner', notYet, isOver],
      ['owner', childless, 'new sunsets announced_at=now closes_at=now begun_at=now'],
      [
        'owner', // once more: it goes on
        announced("now() - interval '2 days'", "now() - interval '1 day'"),
        'new sunsets announced_at=now + -3456000000 ms closes_at=now + -172800000 ms begun_at=now + -86400000 ms',
      ],
    ],
  },
  {
    say: 'select access.close_for_sunset(:mia, :new1)',
    is: { owner: isOver, ...nobodys },
    when: [
      ['owner', announced('now()', 'now()'), closed],
      ['owner', due, isOver],
      [
        'owner',
        `${announced('now()', 'now()')}; insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:new5, :mia, now(), 1, 1, 1, 1)`,
        '',
      ],
      [
        'owner',
        `${announced('now()', 'now()')}; insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:new5, :leo, now(), 1, 1, 1, 1)`,
        closed,
      ],
    ],
  },
]
