// Hearts: who sends one for what, who learns of it, and that it is taken back whatever has ended. WEL-2
import { broken, connectedNoMore, notGranted, notThere, type Deed } from './deed.ts'

const none = 'delete from hearts'
const sent = 'changed hearts kite rosa; log mia heart.send kite by rosa; told dana mia rosa'
const back = 'gone heart for kite from rosa; log mia heart.take-back kite by rosa; told dana mia rosa'
const people = { mia: notGranted, leo: notGranted, dana: notGranted, lena: notGranted, sam: notGranted } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const

export const replying: Deed[] = [
  {
    say: 'select access.send_heart(:kite)',
    is: { rosa: '', ...people }, // one is one
    when: [
      ['rosa', none, sent],
      ['rosa', `${none}; update guardianships set ended_at = null where guardian_id = :omar`, sent.replace('mia rosa', 'mia omar rosa')],
      ['rosa', `${none}; ${connectedNoMore('miaAndRosa')}`, notThere],
      ['rosa', `${none}; ${broken('viewing')}`, notThere],
      ['rosa', `${none}; insert into claims (id, post_id, child_id) values (:new1, :kite, :leo)`, notThere],
      ['rosa', `${none}; update posts set shared_until = now() where id = :kite`, notThere],
    ],
  },
  ...['bridge', 'tree', 'pond', 'rain', 'swing', 'new1'].map(
    (post): Deed => ({ say: `select access.send_heart(:${post})`, is: { rosa: notThere } }),
  ),
  {
    say: 'select access.take_back_heart(:kite)',
    is: { rosa: back, ...people },
    when: [
      ['rosa', none, notThere],
      ['rosa', connectedNoMore('miaAndRosa'), back],
      ['rosa', broken('viewing'), back],
      [
        'rosa',
        "insert into people (id, kind, name_sealed, avatar) values (:newcomer, 'relative', 'x', 'owl'); update hearts set person_id = :newcomer",
        notThere,
      ],
    ],
  },
  { say: 'select access.take_back_heart(:bridge)', is: { rosa: notThere } },
  { say: 'select access.send_heart(:kite)', is: logins },
  { say: 'select access.take_back_heart(:kite)', is: logins },
]
