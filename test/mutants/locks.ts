// Every lock that an act takes, taken out in turn: where a row is held, and where an act asks one of the functions that hold. Two who act at once must
// notice, in `lives/quarrels.ts` and `lives/at-once.ts`; what nobody notices stands here with its reason. T9, I16
import type { ActName } from '../access/lives/quarrels.ts'
import type { QuarrelName } from '../access/lives/at-once.ts'
import { roomFiles } from '../../src/platform/db/room.ts'
import { again, quiet, statementsOf } from './statements.ts'

export type Lock = { name: string; where: string; sql: string; back: string }

export function everyLock(): Lock[] {
  return roomFiles.flatMap(statementsOf).flatMap(({ file, line, text, makes }) => {
    if (makes?.what !== 'function') return []
    const often = new Map<string, number>()
    return [...quiet(text).matchAll(taking)].map(({ index, 0: taken }): Lock => {
      const what = (/access\.hold_\w+|for (?:no key )?update|pg_\w+/.exec(taken)?.[0] ?? '').replace('access.', '')
      const count = (often.get(what) ?? 0) + 1
      often.set(what, count)
      const without = text.slice(0, index) + instead(taken) + text.slice(index + taken.length)
      return {
        name: `${makes.name}: ${what}${count === 1 ? '' : ` (${count})`}`,
        where: `${file}:${line + text.slice(0, index).split('\n').length - 1}`,
        sql: again(without),
        back: again(text),
      }
    })
  })
}

const taking = / for (?:no key )?update(?: of \w+)?\b|perform access\.hold_\w+\([^;]*|pg_advisory_xact_lock\(hashtextextended\([^)]*\)\)/g

function instead(taken: string): string {
  return taken.startsWith(' for') ? '' : 'null'
}

/** By whom each is noticed: two acts of the lives, or a quarrel of those who act at once. */
export const noticedBy: Readonly<Record<string, QuarrelName | readonly ActName[]>> = {
  'settle: for update': 'Omar objects when the day is over',
  'settle: hold_guardians': 'the last two leave',
  'hold_guardians: for no key update': 'the last two leave',
  'propose: hold_guardians': 'Dana proposes two things, and nine wait',
  'remove_child: for update': 'a child is removed twice',
  'invited_with: for update': 'Lena and Aron hold one invitation',
  'accept_invitation: hold_guardians': 'Lena accepts, and Dana has left, while a third holds the guardians',
  'object: for update': 'two object',
  'agree: for update': 'Dana agrees to what Omar takes back',
  'tighten_setting: hold_guardians': 'Omar says that it stays so when the day is over',
  'open_setting: hold_guardians': 'Lena lets Leo share in two windows',
  'put_step: hold_pair': 'Omar has Mia ask each time for Leo, and Lena blocks her for him',
  'hold_claim: for update': ['Leo is not in the star', 'Lena lets them keep the star'],
  'make_claim: for update': ['Mia is in the lake', 'Ana is in the lake'],
  'hold_tag: for update': ['Lena lets the leaf be', 'Leo wants no leaf'],
  'circle_child: for update': 'Mia puts Leo into what Dana removes',
  'hold_collection: for update': 'Mia puts the moon into what she removes',
  'send_reply: hold_guardians': 'Leo sends a sun, and Omar closes replies',
  'take_back_reply: for update': 'Leo and Mia take his sun back',
  'locked_here: for update': 'the fifth wrong pictures are tried twice',
  'close_account_further: for update': 'Rosa’s account closes twice',
  'close_account_further: hold_guardians': 'Omar has left, and Dana’s account closes',
  'form_code: for update': 'two forms come by one code',
  'check_form: for update': 'the operator says two things of one form',
  'close_for_sunset: hold_guardians': 'this Kitestring closes for Mia twice',
  'propose_older: hold_guardians': 'Lena says in two windows that Leo is ten',
  'make_pairing: hold_guardians': 'Omar makes a code for a tablet, and has left',
  'withdraw_consent: hold_guardians': 'Omar makes a code for a tablet, and Dana signs her out for good',
  'close_child: for update': 'Omar takes back, and she is erased',
  'make_younger: hold_guardians': 'Mia asks, and Omar says that she is nine',
  'hold_handover: for update': 'Mia ends what the day brings, while a third holds her guardians',
  'hold_chain: pg_advisory_xact_lock': ['Omar hides the moon', 'Mia says no'],
  'note: hold_chain': ['Omar hides the moon', 'Mia says no'],
  'note_looks: hold_chain': 'Dana looks in two windows',
  'give_consents: hold_guardians': 'Dana gives in two windows',
  'pause_sharing: hold_guardians': 'Omar pauses, and has left',
  'join_child: hold_pair': 'Rosa joins anew whom Dana blocks',
  'answer_offer: for update': 'Aron and Lena answer one offer',
  'confirm_offer: for update': 'Dana confirms Ana, and Mia is erased',
  'hold_pair: for update': 'Rosa joins anew whom Dana blocks',
  'part: hold_pair': 'Rosa joins anew whom Dana blocks',
  'discard_photo: for update': 'Mia asks with a drawing that she discards',
  'ask_to_share: for update': ['Mia asks', 'Mia asks with the same drawing'],
  'ask_to_share: hold_guardians': ['Omar has Mia ask each time', 'Mia asks'],
  'approve_post: for update': ['Dana says yes', 'Omar says yes'],
  'undo_approval: for update': ['Dana undoes her yes', 'Omar undoes her yes'],
  'send_back_post: for update': ['Dana says yes', 'Omar sends it back'],
  'take_back_post: for update': ['Mia takes it back', 'Dana takes it back'],
  'record_check: for update': 'a broken promise holds twice',
  'end_caring: for update': ['Omar ends the care', 'Rosa ends the care'],
  'hold_wish: for update': 'Dana and Omar answer one wish',
  'hold_words: for update': 'Dana lets out what Omar sends back',
  'write_reply: hold_guardians': 'Leo writes, and Omar closes replies',
  'renew_child: hold_guardians': 'Dana renews her when the year is over',
  'ask_to_renew: for update': 'all are asked twice whether they stay',
  'lapse_child: hold_guardians': 'Dana renews her when the year is over',
}

/** Why nobody notices that it is gone. */
export const unnoticed: Readonly<Record<string, string>> = {
  'remove_passkey: pg_advisory_xact_lock':
    'nobody here has two passkeys and no password: sign-in.test.ts takes both away at once, by the door',
  'write_down_code: pg_advisory_xact_lock':
    'one code in force is a key of the table: without it the later of two would end in a fault, not in two codes',
  'keep_account: for update': 'only for the order in which rows and chains are held, so that no two acts wait for each other',
  'ask_carer: hold_guardians': 'who proposes holds them again, and whether somebody may help out is asked once more when it takes effect',
  'resume_sharing: hold_guardians': 'one’s own pause is a row that is gone once, and who proposes to lift another’s holds them again',
  'lift_block: hold_guardians': 'one’s own block is a row that is gone once, and who proposes to lift another’s holds them again',
  'block_person: hold_guardians': 'who blocks again while that block is lifted waits for its row: it is a key of the table',
  'say_thirteen: hold_guardians': 'who says the month while everything lapses might have said it just before: nothing stays of it',
  'begin_handover: hold_guardians':
    'one hand-over of each kind is a key of the table, and who asks while they leave might have asked just before',
  'hold_handover: hold_guardians': 'the proposal is held before it and the row after it, and what comes of a yes holds them again',
  'hold_handover: for update (2)': 'the guardians are held before it, by everybody who comes here',
  'confirm_offer: hold_pair':
    'an offer that was answered is held too; of one that is just being answered it takes three at once: interleavings.test.ts plays them by name',
  ...Object.fromEntries(
    ['hold_report: for update', 'hold_report: for update (2)', 'appeal_report: for update'].map((lock) => [
      lock,
      'staff are in no life here: reports.test.ts has two decide, and two ask for another look, at once',
    ]),
  ),
  'settle_takedowns: for update': 'what is erased has one receipt, which is a key of the table, and the sweep runs alone',
  ...Object.fromEntries(
    ['hold_chains: hold_chain', 'look_at_report: hold_chains', 'agree_to_glass: hold_chains', 'decide_report: hold_chains'].map((lock) => [
      lock,
      'only for the order in which chains are held, so that no two acts wait for each other',
    ]),
  ),
  'close_child: hold_chain': 'only for the order in which chains are held, so that no two acts wait for each other',
}
