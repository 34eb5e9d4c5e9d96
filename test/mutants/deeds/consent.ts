// A guardian says yes or no for a child, and the child for itself.
import { notGranted, notThere, saidNo, unguarded, withdrawn, type Deed } from './deed.ts'

const gives = (purposes: string, notice = ':notice') =>
  `select access.give_consents(:mia, ${notice}, '${purposes}', array[:new1, :new2]::uuid[])`
const makes = (purposes: string, notice = ':notice') =>
  `select access.make_child(:new1, 'x', 'owl', '5-9', '2027-01-01', :new2, ${notice}, '${purposes}', (array[:new3, :new4]::uuid[])[1:cardinality('${purposes}'::text[])])`
const family = 'told dana lena leo mia rosa'

export const consenting: Deed[] = [
  {
    say: gives('{sharing,photos}'),
    is: { dana: '', lena: notThere, omar: notThere, mia: notGranted, rosa: notGranted, vera: notThere }, // what stands is not given twice
    when: [
      [
        'dana',
        withdrawn('sharing'),
        `log mia consent.give new1 by dana; new consents id=new1 child_id=mia guardian_id=dana method=runs-this-kitestring purpose=sharing given_at=a moment later; ${family}`,
      ],
      ['dana', withdrawn('sharing').replace(':mia', ':leo'), ''],
      [
        'dana', // she guards Mia again
        `${withdrawn('sharing')}; insert into guardianships (id, child_id, guardian_id, since, ended_at) values (:new3, :mia, :dana, now() - interval '90 days', now() - interval '80 days')`,
        `log mia consent.give new1 by dana; new consents id=new1 child_id=mia guardian_id=dana method=runs-this-kitestring purpose=sharing given_at=a moment later; ${family}`,
      ],
      ['dana', unguarded, notThere],
      [
        'dana', // what another guardian withdrew is not hers alone to give again
        `update guardianships set ended_at = null where guardian_id = :omar; insert into withdrawals (consent_id, by_id) values (:sharingOfMia, :omar)`,
        'job alerts.proposal somebody new now; job proposals.settle somebody new now + 86400000 ms; log mia consent.propose somebody new by dana; new proposals id=somebody new child_id=mia guardian_id=dana by_id=dana what=give-consent; told dana mia omar',
      ],
      [
        'dana',
        `update guardianships set ended_at = null where guardian_id = :omar; insert into withdrawals (consent_id, by_id) values (:sharingOfMia, :dana)`,
        'log mia consent.give new1 by dana; new consents id=new1 child_id=mia guardian_id=dana method=runs-this-kitestring purpose=sharing given_at=a moment later; told dana lena leo mia omar rosa',
      ],
      [
        'dana',
        'insert into withdrawals (consent_id, by_id) values (:sharingOfMia, :omar)',
        'log mia consent.give new1 by dana; new consents id=new1 child_id=mia guardian_id=dana method=runs-this-kitestring purpose=sharing given_at=a moment later; told dana lena leo mia rosa',
      ], // he guards no longer
    ],
  },
  {
    say: gives('{sharing,profile}', "'2030-01'"),
    is: { dana: 'no: consent.old-notice' },
    when: [
      [
        'dana', // what he withdrew is another purpose
        `update guardianships set ended_at = null where guardian_id = :omar; insert into notices (version, text_hash) values ('2030-01', sha256('x')); update withdrawals set by_id = :omar; insert into withdrawals (consent_id, by_id) select id, :omar from consents where child_id = :mia and purpose = 'photos'; update consents set given_at = given_at + interval '1 second' where child_id = :mia and purpose = 'photos'`,
        'log mia consent.give new1 by dana; log mia consent.give new2 by dana; new consents id=new1 child_id=mia guardian_id=dana method=runs-this-kitestring purpose=sharing given_at=a moment later; new consents id=new2 child_id=mia guardian_id=dana method=runs-this-kitestring purpose=profile given_at=a moment later; told dana lena leo mia omar rosa',
      ],
    ],
  },
  { say: gives('{sharing}', "'2020-01'"), is: { dana: 'no: consent.old-notice' } },
  {
    say: makes('{photos,profile}'),
    is: {
      dana: 'log new1 child.make new2 by dana; log new1 consent.give new3 by dana; log new1 consent.give new4 by dana; new children child_id=new1 band=5-9 kind=child profile_consent_id=new4 renew_by=now + 31536000000 ms asked_days=0; new consents id=new3 child_id=new1 guardian_id=dana method=runs-this-kitestring purpose=photos given_at=a moment later; new consents id=new4 child_id=new1 guardian_id=dana method=runs-this-kitestring purpose=profile given_at=a moment later; new guardianships id=new2 child_id=new1 guardian_id=dana; new people id=new1 kind=child avatar=owl; told dana new1',
      vera: 'log new1 child.make new2 by vera; log new1 consent.give new3 by vera; log new1 consent.give new4 by vera; new canaries person_id=new1; new children child_id=new1 band=5-9 kind=child profile_consent_id=new4 renew_by=now + 31536000000 ms asked_days=0; new consents id=new3 child_id=new1 guardian_id=vera method=video-call purpose=photos given_at=a moment later; new consents id=new4 child_id=new1 guardian_id=vera method=video-call purpose=profile given_at=a moment later; new guardianships id=new2 child_id=new1 guardian_id=vera; new people id=new1 kind=child avatar=owl; told new1 vera',
      mia: notGranted,
      rosa: notGranted,
    },
  },
  { say: makes('{photos}'), is: { dana: 'no: child.profile-consent-missing' } },
  { say: makes('{profile}', "'2020-01'"), is: { dana: 'no: consent.old-notice' } },
  {
    say: "select access.withdraw_consent(:mia, 'sharing')",
    is: {
      dana: `log mia consent.withdraw sharingOfMia by dana; new withdrawals consent_id=sharingOfMia by_id=dana; ${family}`,
      omar: notThere,
      lena: notThere,
      mia: notGranted,
    },
    when: [
      ['dana', withdrawn('sharing'), family],
      ['dana', unguarded, notThere],
      [
        'omar',
        'update guardianships set ended_at = null where guardian_id = :omar', // what another guardian gave
        `log mia consent.withdraw sharingOfMia by omar; new withdrawals consent_id=sharingOfMia by_id=omar; told dana lena leo mia omar rosa`,
      ],
    ],
  },
  {
    say: "select access.withdraw_consent(:mia, 'profile')",
    is: {
      dana: `changed codes pairing expires_at=now; changed codes firstPairing expires_at=now; log mia consent.withdraw profileOfMia by dana; log mia session.end sessionOfMia by dana; new withdrawals consent_id=profileOfMia by_id=dana; gone sessionOfMia; ${family}`,
      lena: notThere,
    },
    when: [
      [
        'dana',
        'update codes set expires_at = now() where id = :pairing',
        `changed codes firstPairing expires_at=now; log mia consent.withdraw profileOfMia by dana; log mia session.end sessionOfMia by dana; new withdrawals consent_id=profileOfMia by_id=dana; gone sessionOfMia; ${family}`,
      ],
    ],
  },
  {
    say: "select access.give_assent(:new1, '2026-11')",
    is: { mia: '', dana: notGranted, rosa: notGranted },
    when: [['mia', saidNo('mia'), `log mia assent.give new1 by mia; new assents id=new1 child_id=mia given_at=a moment later; ${family}`]],
  },
  {
    say: 'select access.withdraw_assent()',
    is: {
      mia: `log mia assent.withdraw assentOfMia by mia; new assent_withdrawals assent_id=assentOfMia; ${family}`,
      dana: notGranted,
    },
    when: [['mia', saidNo('mia'), family]],
  },
]
