// An idea: any guardian of the child gives one and any takes one away, at once; of what is over nothing stays. PAR-5
import { broken, notGranted, notThere, saidNo, unguarded, type Deed } from './deed.ts'

// In the busy world Dana gave Mia an idea, and Lena one to Leo.
const gives = "select access.give_idea(:mia, :new1, 'y')"
const takes = (idea: string) => `select access.take_away_idea(:${idea})`
const forgets = 'select access.forget_ideas()'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const given = (by: string, told = 'dana mia') =>
  `new ideas id=new1 child_id=mia guardian_id=${by}; log mia idea.give new1 by ${by}; told ${told}`
const taken = (by: string, told = 'dana mia') => `gone miasIdea; log mia idea.take-away miasIdea by ${by}; told ${told}`
const more = (child: string, by: string, count: number) =>
  `insert into ideas (id, child_id, guardian_id, guardianship_id, words_sealed) select gen_random_uuid(), g.child_id, g.guardian_id, g.id, 'x' from guardianships g, generate_series(1, ${count}) where g.child_id = :${child} and g.guardian_id = :${by}`
const nobodyElse = { omar: notThere, lena: notThere, mia: notGranted, leo: notGranted, rosa: notGranted, sam: notGranted, vera: notThere }

export const givingIdeas: Deed[] = [
  {
    say: gives,
    is: { dana: given('dana'), ...nobodyElse },
    when: [
      ['omar', omarToo, given('omar', 'dana mia omar')],
      ['dana', unguarded, notThere],
      ['dana', `${saidNo('mia')}; ${broken('sharing')}`, given('dana')], // it lets nothing out
      ['dana', more('mia', 'dana', 8), given('dana')],
      ['dana', more('mia', 'dana', 9), 'no: idea.too-many'],
      ['dana', more('leo', 'lena', 20), given('dana')],
    ],
  },
  {
    say: takes('miasIdea'),
    is: { dana: taken('dana'), ...nobodyElse },
    when: [
      ['omar', omarToo, taken('omar', 'dana mia omar')], // another's
      ['dana', unguarded, notThere],
      ['dana', more('mia', 'dana', 1), taken('dana')],
      ['dana', `${saidNo('mia')}; ${broken('sharing')}`, taken('dana')], // always. I17
    ],
  },
  { say: takes('leosIdea'), is: { dana: notThere, leo: notGranted } },
  { say: takes('gone'), is: { dana: notThere } },
  {
    say: forgets,
    is: { worker: '', dana: notGranted, mia: notGranted },
    when: [
      ['worker', 'update ideas set over_at = now() where id = :miasIdea', 'gone miasIdea'],
      ['worker', "update ideas set over_at = now() + interval '1 microsecond' where id = :miasIdea", ''],
      ['worker', unguarded, 'gone miasIdea'],
    ],
  },
]
