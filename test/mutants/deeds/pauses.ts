// A pause: who may draw the curtain, who may open it, and who is told. CON-10
import { broken, needsCheck, notGranted, notThere, saidNo, unguarded, withdrawn, type Deed } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const pauses = 'select access.pause_sharing(:mia, :new1)'
const resumes = 'select access.resume_sharing(:mia, :new1, :fresh)'
const paused = (who: string, ago = '1 minute', id = ':new4') =>
  `insert into pauses (id, child_id, guardian_id, guardianship_id, made_at) select ${id}, child_id, guardian_id, id, now() - interval '${ago}' from guardianships where child_id = :mia and guardian_id = :${who} and ended_at is null`
const proposed = (made = '0') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, made_at) values (:new5, :mia, 'resume-sharing', :dana, :dana, now() - interval '${made}'); update proposals set due_at = greatest(now(), made_at + interval '1 day') where id = :new5`
const settles = 'select access.settle_proposal(:new5)'

export const pausing: Deed[] = [
  {
    say: pauses,
    is: {
      dana: 'log mia sharing.pause new1 by dana; new pauses id=new1 child_id=mia guardian_id=dana; told dana lena leo mia rosa',
      omar: notThere,
      lena: notThere,
      mia: notGranted,
      rosa: notGranted,
      vera: notThere,
    },
    when: [
      ['dana', paused('dana'), 'told dana mia'],
      [
        'dana',
        `${omarToo}; ${paused('omar')}`,
        'log mia sharing.pause new1 by dana; new pauses id=new1 child_id=mia guardian_id=dana; told dana mia omar',
      ],
      [
        'omar',
        omarToo,
        'log mia sharing.pause new1 by omar; new pauses id=new1 child_id=mia guardian_id=omar; told dana lena leo mia omar rosa',
      ],
      ['dana', withdrawn('sharing'), 'log mia sharing.pause new1 by dana; new pauses id=new1 child_id=mia guardian_id=dana; told dana mia'], // nothing changes for those outside
      ['dana', saidNo('mia'), 'log mia sharing.pause new1 by dana; new pauses id=new1 child_id=mia guardian_id=dana; told dana mia'],
      [
        'dana',
        broken('sharing'),
        'log mia sharing.pause new1 by dana; new pauses id=new1 child_id=mia guardian_id=dana; told dana lena leo mia rosa',
      ], // tightening is always possible
      ['dana', unguarded, notThere],
    ],
  },
  {
    say: resumes,
    proves: ['sharing.resume', ':mia::text'],
    is: { dana: 'check used', lena: notThere, mia: notGranted, rosa: notGranted, omar: notThere },
    when: [
      ['dana', paused('dana'), 'check used; log mia sharing.resume new4 by dana; gone new4; told dana lena leo mia rosa'],
      ['dana', `${paused('dana')}; ${withdrawn('sharing')}`, 'check used; log mia sharing.resume new4 by dana; gone new4; told dana mia'],
      [
        'dana',
        `${omarToo}; ${paused('omar')}`,
        'check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia sharing.propose-resume new1 by dana; new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=resume-sharing; told dana mia omar',
      ],
      [
        'dana',
        `${omarToo}; ${paused('omar')}; ${paused('dana', '1 minute', ':new3')}`,
        'check used; log mia sharing.resume new3 by dana; gone new3; told dana mia omar',
      ],
      ['dana', `${omarToo}; ${paused('omar')}; update guardianships set ended_at = now() where guardian_id = :omar`, 'check used'],
      ['dana', `${omarToo}; ${paused('omar')}; ${proposed()}`, 'no: proposal.already'],
      ['dana', paused('lena').replace('child_id = :mia', 'child_id = :leo'), 'check used'], // another child's
      ['dana', unguarded, notThere],
    ],
  },
  { say: resumes, is: { dana: needsCheck } },
  { say: resumes, proves: ['sharing.resume', ':leo::text'], is: { dana: needsCheck } },
  {
    say: settles,
    is: { worker: '' },
    when: [
      [
        'worker', // whose pause it was has left
        `${omarToo}; ${paused('omar', '2 days')}; insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (:new5, :mia, 'remove-guardian', :omar, :omar, now() - interval '1 day', now())`,
        'changed guardianships somebody new ended_at=a moment later; job alerts.proposal new5 now; log mia guardian.leave somebody new by omar; new proposals id=new5 child_id=mia guardian_id=omar by_id=omar what=remove-guardian ended_at=a moment later; gone new4; told dana lena leo mia omar rosa',
      ],
      [
        'worker',
        `${omarToo}; ${paused('omar', '2 days')}; ${proposed('1 day')}`,
        'job alerts.proposal new5 now; log mia sharing.resume new4 by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; gone new4; told dana lena leo mia omar rosa',
      ],
      ['worker', `${omarToo}; ${paused('omar', '2 days')}; ${proposed()}`, 'job proposals.settle new5 now + 86400000 ms'], // it is not due
      [
        'worker',
        `${omarToo}; ${paused('omar', '1 hour')}; ${proposed('1 day')}`,
        'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; told dana mia omar',
      ], // who paused since then has said no
      [
        'worker',
        `${omarToo}; ${paused('omar', '2 days')}; ${paused('dana', '1 hour', ':new3')}; ${proposed('1 day')}`, // and one of two
        'job alerts.proposal new5 now; log mia sharing.resume new4 by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; gone new4; told dana mia omar',
      ],
      [
        'worker',
        `${omarToo}; ${paused('omar', '1 day')}; ${proposed('1 day')}`,
        'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; told dana mia omar',
      ],
      [
        'worker',
        `${omarToo}; ${paused('lena', '2 days').replace('child_id = :mia', 'child_id = :leo')}; ${proposed('1 day')}`,
        'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; told dana mia omar',
      ],
      [
        'worker', // and who paused at that moment
        `${omarToo}; ${paused('omar', '2 days')}; ${paused('dana', '1 day', ':new3')}; ${proposed('1 day')}`,
        'job alerts.proposal new5 now; log mia sharing.resume new4 by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; gone new4; told dana mia omar',
      ],
      [
        'worker', // who leaves takes no other's pause along
        `${omarToo}; ${paused('omar', '2 days')}; ${paused('dana', '2 days', ':new3')}; insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (:new5, :mia, 'remove-guardian', :omar, :omar, now() - interval '1 day', now())`,
        'changed guardianships somebody new ended_at=a moment later; job alerts.proposal new5 now; log mia guardian.leave somebody new by omar; new proposals id=new5 child_id=mia guardian_id=omar by_id=omar what=remove-guardian ended_at=a moment later; gone new4; told dana mia omar',
      ],
      [
        'worker', // Lena's pause is of another child
        `${omarToo}; ${paused('omar', '2 days')}; ${paused('lena', '2 days', ':new3').replace('child_id = :mia', 'child_id = :leo')}; ${proposed('1 day')}`,
        'job alerts.proposal new5 now; log mia sharing.resume new4 by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=resume-sharing ended_at=a moment later; gone new4; told dana lena leo mia omar rosa',
      ],
    ],
  },
]
