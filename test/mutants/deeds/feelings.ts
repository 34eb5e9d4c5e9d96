// How it felt: the child alone says it, nobody is told but itself, and no log has it. WEL-10
import { notGranted, saidNo, withdrawn, type Deed } from './deed.ts'

// In the busy world Mia and Leo have said something today.
const says = "select access.say_feeling(:new1, 'cross')"
const forgets = 'select access.forget_my_feelings()'
const sweeps = 'select access.forget_feelings()'
const said = (child: string) => `new feelings id=new1 child_id=${child} feeling=cross; told ${child}`
const today = '(now() at time zone (select time_zone from clocks))::date'
const nobodyElse = { dana: notGranted, omar: notGranted, rosa: notGranted, sam: notGranted, vera: notGranted }

export const feeling: Deed[] = [
  {
    say: says,
    is: { mia: 'changed feelings miasFeeling feeling=cross; told mia', ana: said('ana'), ...nobodyElse },
    when: [
      ['mia', 'delete from feelings', said('mia')],
      ['mia', `delete from feelings; ${saidNo('mia')}`, said('mia')], // it shares nothing
      ['mia', withdrawn('profile'), 'no: feeling.not-now'],
      ['mia', `delete from feelings; ${withdrawn('photos')}`, said('mia')],
    ],
  },
  {
    say: forgets,
    is: { mia: 'gone miasFeeling; told mia', leo: 'gone leosFeeling; told leo', ana: 'told ana', ...nobodyElse },
  },
  {
    say: sweeps,
    is: { worker: '', mia: notGranted, dana: notGranted },
    when: [
      ['worker', `update feelings set said_on = ${today} - 90 where child_id = :mia`, 'gone miasFeeling'],
      ['worker', `update feelings set said_on = ${today} - 89 where child_id = :mia`, ''],
    ],
  },
]
