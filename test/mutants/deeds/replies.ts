// Replies: who says what about which photo, who learns of it, and that it is taken away whatever has ended. WEL-2, BUL-1
import { asleep, broken, connectedNoMore, notGranted, notThere, type Deed } from './deed.ts'

const closed = 'no: setting.closed'
const none = 'delete from replies'
const hearts = 'update replies set id = :new2 where post_id = :kite'
const said = (says = 'sun', who = 'leo', kind = 'child') =>
  `${none}; insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :${who}, '${kind}', '${says}')`
const isSet = (value: string, child: string, setting = 'replies') =>
  `insert into settings (child_id, setting, value, said_at) values (:${child}, '${setting}', '${value}', now() - interval '1 hour') on conflict (child_id, setting) do update set value = excluded.value`
const send = (says: string, post = 'kite') => `select access.send_reply(:new1, :${post}, '${says}')`
const back = 'select access.take_back_reply(:new2)'
const fromLeo = (says: string) =>
  `log leo reply.send new1 by leo; log mia reply.send new1 by nobody; new replies id=new1 kind=child post_id=kite person_id=leo says=${says}; told dana lena leo mia`
const heart =
  'log mia heart.send kite by rosa; new replies id=new1 kind=relative post_id=kite person_id=rosa says=heart; told dana mia rosa'
const heartBack = 'log mia heart.take-back kite by rosa; gone reply to kite from rosa; told dana mia rosa'
const leosBack =
  'log leo reply.take-back new2 by leo; log mia reply.take-back new2 by nobody; gone reply to kite from leo; told dana lena leo mia'
/** An empty place stays, so that it does not come again. */
const heartOff = (by: string) =>
  `log mia heart.take-back kite by ${by}; new replies id=new2 kind=relative post_id=kite person_id=rosa; told dana mia rosa`
const leosOff = (toLeo: string, toMia: string) =>
  `log leo reply.take-back new2 by ${toLeo}; log mia reply.take-back new2 by ${toMia}; new replies id=new2 kind=child post_id=kite person_id=leo; told dana lena leo mia`
/** Leo and Rosa, who both have the kite, perceive each other. */
const leoAndRosa = asleep(
  'insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:new5, least(:leo::uuid, :rosa::uuid), greatest(:leo::uuid, :rosa::uuid), :new4, :new3)',
)
const people = { dana: notGranted, lena: notGranted, sam: notGranted } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const

export const replying: Deed[] = [
  {
    say: send('heart'),
    is: {
      rosa: '',
      leo: fromLeo('heart'),
      mia: notThere,
      ana: notThere,
      ...people,
    }, // one is one
    when: [
      ['rosa', none, heart],
      ['rosa', `${none}; update guardianships set ended_at = null where guardian_id = :omar`, heart.replace('mia rosa', 'mia omar rosa')],
      ['rosa', `${none}; ${isSet('off', 'mia', 'hearts')}`, closed],
      ['rosa', `${none}; ${isSet('off', 'mia')}`, heart],
      ['rosa', `${none}; ${connectedNoMore('miaAndRosa')}`, notThere],
      ['rosa', `${none}; ${broken('viewing')}`, notThere],
      ['rosa', `${none}; insert into claims (id, post_id, child_id) values (:new1, :kite, :leo)`, notThere],
      ['rosa', `${none}; update posts set shared_until = now() where id = :kite`, notThere],
      ['leo', isSet('off', 'mia', 'hearts'), fromLeo('heart')],
      ['leo', said(), ''],
      ['leo', "insert into replies (id, post_id, person_id, kind) values (:new2, :kite, :leo, 'child')", ''],
    ],
  },
  {
    say: send('looks-fun'),
    is: {
      rosa: closed,
      leo: fromLeo('looks-fun'),
    },
    when: [
      ['leo', isSet('stickers', 'mia'), closed],
      ['leo', isSet('stickers', 'leo'), closed],
      ['leo', isSet('stickers', 'ana'), fromLeo('looks-fun')],
    ],
  },
  {
    say: send('sun'),
    is: { rosa: closed },
    when: [
      ['leo', isSet('off', 'mia'), closed],
      ['leo', isSet('off', 'leo'), closed],
      ['leo', `${isSet('stickers', 'mia')}; ${isSet('stickers', 'leo')}`, fromLeo('sun')],
      [
        'leo',
        'insert into guardianships (id, child_id, guardian_id) values (:new5, :leo, :aron)',
        fromLeo('sun').replace('told', 'told aron'),
      ],
    ],
  },
  { say: send('thumbs-down'), is: { leo: closed, rosa: closed } },
  ...['bridge', 'tree', 'pond', 'rain', 'swing', 'new1'].map((post): Deed => ({ say: send('heart', post), is: { rosa: notThere } })),
  {
    say: back,
    is: { rosa: notThere, leo: notThere, mia: notThere, dana: notThere, sam: notGranted },
    when: [
      ['rosa', hearts, heartBack],
      ['mia', hearts, heartOff('mia')],
      ['dana', hearts, heartOff('dana')],
      ['leo', hearts, notThere],
      ['omar', hearts, notThere], // guards no longer
      ['rosa', `${hearts}; ${connectedNoMore('miaAndRosa')}`, heartBack],
      ['rosa', `${hearts}; ${broken('viewing')}`, heartBack],
      ['leo', said(), leosBack],
      ['mia', said(), leosOff('nobody', 'mia')],
      ['dana', said(), leosOff('nobody', 'dana')],
      ['lena', said(), leosOff('lena', 'nobody')],
      ['aron', said(), notThere],
      ['ana', said(), notThere],
      ['rosa', said(), notThere],
      ['leo', `${said()}; ${connectedNoMore('miaAndLeo')}`, leosBack],
      ['leo', `${said()}; ${isSet('off', 'leo')}`, leosBack],
      ['lena', `${said()}; update guardianships set ended_at = now() where guardian_id = :lena`, notThere],
      ['leo', `${said()}; update replies set says = null`, notThere],
      ['mia', `${said()}; update replies set says = null`, notThere],
    ],
  },
  {
    say: "select concat_ws(' ', post_id, value) from access.open_to_replies(array[:kite, :bridge, :owl]::uuid[])",
    is: {
      rosa: '',
      leo: 'says "kite phrases"; says "kite stickers"; says "bridge phrases"; says "bridge stickers"; says "owl phrases"; says "owl stickers"',
      mia: '',
      ana: '',
      ...people,
      ...logins,
    },
    when: [
      ['rosa', none, 'says "kite on"'],
      ['rosa', `${none}; ${isSet('off', 'mia', 'hearts')}`, ''],
      ['rosa', `${none}; ${isSet('off', 'leo', 'hearts')}`, 'says "kite on"'],
      ['rosa', `${none}; ${isSet('off', 'mia')}`, 'says "kite on"'],
      ['rosa', `${none}; ${connectedNoMore('miaAndRosa')}`, ''],
      ['leo', isSet('off', 'leo'), ''],
      ['leo', isSet('stickers', 'mia'), 'says "kite stickers"; says "bridge stickers"; says "owl phrases"; says "owl stickers"'],
      ['leo', said(), 'says "bridge phrases"; says "bridge stickers"; says "owl phrases"; says "owl stickers"'],
      [
        'leo',
        "insert into replies (id, post_id, person_id, kind) values (:new2, :kite, :leo, 'child')",
        'says "bridge phrases"; says "bridge stickers"; says "owl phrases"; says "owl stickers"',
      ],
      [
        'leo',
        "insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :ana, 'child', 'sun')",
        'says "kite phrases"; says "kite stickers"; says "bridge phrases"; says "bridge stickers"; says "owl phrases"; says "owl stickers"',
      ],
    ],
  },
  {
    say: "select concat_ws(' ', post_id, person_id, says) from access.replies_to(array[:kite, :moon, :bridge]::uuid[])",
    is: {
      mia: 'says "kite rosa heart"; says "moon rosa heart"',
      dana: 'says "kite rosa heart"; says "moon rosa heart"',
      omar: '',
      rosa: 'says "kite rosa heart"',
      leo: '',
      lena: '',
      ana: '',
      sam: notGranted,
      ...logins,
    },
    when: [
      ['mia', said(), 'says "kite leo sun"'],
      ['dana', said(), 'says "kite leo sun"'],
      ['leo', said(), 'says "kite leo sun"'],
      ['lena', said(), ''],
      ['rosa', said(), ''],
      ['leo', leoAndRosa, ''], // also of somebody one is connected with
      ['rosa', `${leoAndRosa}; ${said()}`, ''],
      ['mia', 'update replies set says = null', ''],
      ['mia', `${said()}; update replies set says = null`, ''],
      ['mia', `${said()}; ${isSet('off', 'mia')}`, ''],
      ['mia', `${said()}; ${isSet('off', 'leo')}`, ''],
      ['mia', `${said('looks-fun')}; ${isSet('stickers', 'leo')}`, ''],
      ['mia', `${said()}; ${isSet('stickers', 'leo')}`, 'says "kite leo sun"'],
      ['mia', `${said()}; ${connectedNoMore('miaAndLeo')}`, ''],
      ['dana', `${said()}; ${connectedNoMore('miaAndLeo')}`, ''],
      ['mia', `${said()}; ${broken('viewing')}`, ''],
      ['mia', `${said()}; update posts set shared_until = now() where id = :kite`, ''],
      ['mia', `${said()}; insert into claims (id, post_id, child_id) values (:new1, :kite, :ana)`, ''],
      ['mia', isSet('off', 'mia', 'hearts'), 'says "kite rosa heart"; says "moon rosa heart"'],
      ['mia', connectedNoMore('miaAndRosa'), ''],
      ['rosa', connectedNoMore('miaAndRosa'), ''],
      ['mia', "insert into receipts (id, child_id, what, thing_id) values (:new4, :mia, 'post', :kite)", 'says "moon rosa heart"'],
      ['mia', said('sun', 'ana'), ''],
    ],
  },
  {
    say: 'select post_id from access.replies_to(array[:moon]::uuid[])',
    is: { mia: 'says "moon"', dana: 'says "moon"', rosa: '' },
  },
  {
    say: "select concat_ws(' ', says, case when mark = encode(sha256(uuid_send(:leo) || uuid_send(:kite)), 'hex') then 'of the kite' end) from access.replies_of(:leo)",
    is: { lena: '', mia: notGranted, leo: notGranted, rosa: notGranted, sam: notGranted, ...logins },
    when: [
      ['lena', said(), 'says "sun of the kite"'],
      ['dana', said(), ''],
      ['aron', said(), ''],
      ['lena', said('sun', 'ana'), ''],
      ['lena', `${said()}; update replies set says = null`, ''],
      ['lena', `${said()}; ${connectedNoMore('miaAndLeo')}`, ''],
      ['lena', `${said()}; update guardianships set ended_at = now() where guardian_id = :lena`, ''],
    ],
  },
  {
    say: "select access.tighten_setting(:leo, 'replies', 'stickers')",
    is: {},
    when: [
      [
        'lena',
        said('looks-fun'),
        'changed settings leo replies value=stickers said_at=a moment later; log leo setting.tighten nothing by lena; gone reply to kite from leo; told dana lena leo mia',
      ],
      [
        'lena',
        said(),
        'changed settings leo replies value=stickers said_at=a moment later; log leo setting.tighten nothing by lena; told lena leo',
      ],
      [
        'lena',
        `${said('looks-fun')}; update replies set says = null`,
        'changed settings leo replies value=stickers said_at=a moment later; log leo setting.tighten nothing by lena; told lena leo',
      ],
      [
        'lena',
        said('looks-fun', 'ana'),
        'changed settings leo replies value=stickers said_at=a moment later; log leo setting.tighten nothing by lena; told lena leo',
      ],
    ],
  },
  {
    say: "select access.tighten_setting(:mia, 'replies', 'stickers')",
    is: {},
    when: [
      [
        'dana',
        said('looks-fun'),
        'changed settings mia replies value=stickers said_at=a moment later; log mia setting.tighten nothing by dana; gone reply to kite from leo; told dana lena leo mia',
      ],
      [
        'dana',
        isSet('off', 'mia', 'hearts'),
        'changed settings mia replies value=stickers said_at=a moment later; log mia setting.tighten nothing by dana; told dana mia',
      ],
    ],
  },
  {
    say: "select access.tighten_setting(:ana, 'replies', 'stickers')",
    is: {},
    when: [
      [
        'aron',
        `${said('looks-fun')}; ${isSet('stickers', 'leo')}`, // it is between two others
        'changed settings ana replies value=stickers said_at=a moment later; log ana setting.tighten nothing by aron; told ana aron',
      ],
    ],
  },
  {
    say: "select access.tighten_setting(:mia, 'hearts', 'off')",
    is: {},
    when: [
      [
        'dana',
        said('looks-fun'),
        'changed settings mia hearts value=off said_at=a moment later; log mia setting.tighten nothing by dana; told dana mia',
      ],
    ],
  },
  { say: send('heart'), is: logins },
  { say: back, is: logins },
]
