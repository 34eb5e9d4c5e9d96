// What the operator does at the desk: hands out codes, and looks at signed forms. No address of the server leads here. CON-2, CON-3
import type { House } from '../../access/door.ts'
import { newCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type FormId } from '../../platform/ids.ts'
import type { Mail } from '../../platform/mail.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Method } from '../consent/contract.ts'
import { refuseUnless } from '../consent/methods/methods.ts'
import { codeLetters } from '../sign-in/codes.ts'
import type { FormOutcome } from './contract.ts'
import { openAddress, openEvidence } from './evidence.ts'
import { emptyForm } from './jobs.ts'

export type Desk = Pick<House, 'config' | 'room' | 'keyring' | 'storage'> & { mail: Mail }
export type HandedCode = { code: string; url: string; until: Date }
export type WaitingForm = { id: FormId; notice_version: string; sent_at: Date }

/** Codes in nobody's name; whom each is handed to is known by whoever hands it over, and kept nowhere. */
export async function handOutCodes({ config, room }: Desk, method: Method, many: number): Promise<HandedCode[]> {
  refuseUnless(config, method, 'operator')
  if (config.readOnly) refuse('halted.read-only') // F3: a machine that is being moved makes no promise it may not keep
  return room.asDoor(async (db) => {
    const made: HandedCode[] = []
    for (let n = 0; n < many; n += 1) {
      const code = newCode(codeLetters.invitation)
      const row = await db.one<{ until: Date }>(
        sql`select access.hand_out_code(${newId('invitation')}, ${sha256(code)}, ${method}) as until`,
      )
      made.push({ code: showCode(code), url: `${config.url.origin}/family/join#${code}`, until: row?.until ?? refuse('not-found') })
    }
    return made
  })
}

/** The one that waits longest first. */
export async function waitingForms({ room }: Desk): Promise<WaitingForm[]> {
  return room.asDoor((db) =>
    db.rows<WaitingForm>(sql`
      select f.id, f.notice_version, f.sent_at from forms f join codes c on c.id = f.code_id
      where f.outcome is null and f.emptied_at is null and c.expires_at > now() order by f.sent_at`),
  )
}

/** Undefined: it is gone, or it was looked at already. */
export async function pictureOfForm(desk: Desk, form: FormId): Promise<Buffer | undefined> {
  const waits = (await waitingForms(desk)).some(({ id }) => id === form)
  return waits ? openEvidence(desk.keyring, desk.storage, form) : undefined
}

/** The word is kept; picture, address and key are destroyed at once; then they are told, if they left an address. CON-3 */
export async function checkForm(desk: Desk, form: FormId, outcome: FormOutcome): Promise<'told' | 'not-told' | 'left-no-address'> {
  const { room, keyring, mail, config } = desk
  const found = await room.asDoor((db) => db.one<{ email_sealed: Buffer | null }>(sql`select email_sealed from forms where id = ${form}`))
  const address = found?.email_sealed ? await openAddress(keyring, form, found.email_sealed) : undefined
  await room.asDoor((db) => db.rows(sql`select access.check_form(${form}, ${outcome})`))
  await emptyForm({ ...desk, ask: room.asDoor }, form)
  if (address === undefined) return 'left-no-address'
  // Whoever could not be told is named to the operator, who then tells them; the form is looked at all the same.
  return mail.send({ to: address, ...letterFor(outcome, config.url.origin) }).then(
    () => 'told' as const,
    () => 'not-told' as const,
  )
}

/** It says nothing of what stood on the form, and its link only opens a page. T28 */
function letterFor(outcome: FormOutcome, origin: string): { subject: string; text: string } {
  const next = `Scan the square on your letter once more, or type its code here: ${origin}/family/join\n`
  return outcome === 'approved'
    ? {
        subject: 'Kitestring: your form is fine',
        text: `Your signed form was looked at, and the picture of it was destroyed. You can come in now.\n\n${next}`,
      }
    : {
        subject: 'Kitestring: your form is needed once more',
        text: `Your signed form was looked at, and the picture of it was destroyed. Something is missing; the page says what.\n\n${next}`,
      }
}
