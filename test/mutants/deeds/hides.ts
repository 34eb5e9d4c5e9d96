// Hiding one post: who may at once, who shows it again, and who hears of it. CON-10, I17
import { broken, needsCheck, notGranted, notThere, type Deed } from './deed.ts'

const people = { mia: notGranted, leo: notGranted, rosa: notGranted, sam: notGranted } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const
const omarGuards = 'update guardianships set ended_at = null where guardian_id = :omar'
const hiddenBy = (...guardians: readonly string[]) =>
  guardians.map((name, n) => `insert into hides (id, post_id, guardian_id) values (:new${n + 1}, :kite, :${name})`).join('; ')
const everybody = 'told dana lena leo mia rosa'
const nothingToHide = 'no: post.not-shared'
const kiteAnew = 'new hides id=key guardian_id=dana post_id=kite; log mia post.hide kite by dana'

export const hiding: Deed[] = [
  {
    say: 'select access.hide_post(:kite, :key)',
    is: { dana: `${kiteAnew}; ${everybody}`, omar: notThere, lena: notThere, aron: notThere, nobody: 'no: sign-in.needed', ...people },
    when: [
      ['dana', broken('sharing'), `${kiteAnew}; ${everybody}`],
      ['dana', hiddenBy('dana'), ''],
      ['dana', hiddenBy('omar').replace(':kite', ':bridge'), `${kiteAnew}; ${everybody}`],
      ['dana', hiddenBy('omar'), `${kiteAnew}; told dana mia`],
      ['dana', "update posts set shared_until = now() + interval '1 second' where id = :kite", `${kiteAnew}; ${everybody}`],
      ['dana', "update posts set shared_from = now() - interval '1 day', shared_until = now() where id = :kite", nothingToHide],
      ['dana', "insert into receipts (id, child_id, what, thing_id) values (:new1, :mia, 'post', :kite)", notThere],
      ['dana', 'update guardianships set ended_at = now() where guardian_id = :dana', notThere],
      ['omar', omarGuards, `${kiteAnew.replaceAll('dana', 'omar')}; told dana lena leo mia omar rosa`],
    ],
  },
  { say: 'select access.hide_post(:pond, :key)', is: { dana: nothingToHide } },
  { say: 'select access.hide_post(:new1, :key)', is: { dana: notThere } },
  { say: 'select access.hide_post(:kite, :key)', is: logins },
  {
    say: 'select access.show_post(:kite, :fresh)',
    proves: ['post.show', ':kite'],
    is: { dana: notThere, lena: notThere, nobody: 'no: sign-in.needed', ...people },
    when: [
      ['dana', hiddenBy('dana'), `check used; gone kite hidden by dana; log mia post.show kite by dana; ${everybody}`],
      ['dana', hiddenBy('dana', 'omar'), 'check used; gone kite hidden by dana; log mia post.show kite by dana; told dana mia'],
      ['dana', hiddenBy('omar'), notThere],
      ['dana', hiddenBy('dana').replace(':kite', ':bridge'), notThere],
      ['dana', `${hiddenBy('dana')}; insert into receipts (id, child_id, what, thing_id) values (:new5, :mia, 'post', :kite)`, notThere], // taken back
      ['dana', `${hiddenBy('dana')}; update guardianships set ended_at = now() where guardian_id = :dana`, notThere],
    ],
  },
  { say: 'select access.show_post(:kite, :fresh)', is: { dana: needsCheck } },
  { say: 'select access.show_post(:kite, :fresh)', proves: ['post.show', ':bridge'], is: { dana: needsCheck } },
  { say: 'select access.show_post(:kite, :fresh)', is: logins },
]
