// The key to what a child is making on its tablet: sealed there, it opens only while this one sign-in lasts, and for a week at most. T22
import { hkdfSync } from 'node:crypto'
import type { Viewer } from '../../access/as-viewer.ts'
import type { House } from '../../access/door.ts'
import { days, type Instant, later, toDate } from '../../platform/clock.ts'
import type { PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import type { DraftKey } from './contract.ts'

const longest = days(7)

/**
 * Made of the child's own key, which only this machine has, and of the token of the sign-in, which only that tablet has; nothing is kept of it anywhere.
 * Opening a locked tablet gives it another token, so what was sealed before is lost then, to us as well.
 */
export async function keyOfDraft(
  { keyring, clock }: House,
  { viewer, me, day }: { viewer: Viewer; me: PersonId; day: string },
): Promise<DraftKey> {
  if (viewer.kind === 'visitor') refuse('sign-in.needed')
  const now = clock.now()
  const begun = day === 'new' ? dayOf(now) : day
  if (begun > dayOf(now) || begun < dayOf(later(now, -longest))) refuse('not-found')
  const key = hkdfSync('sha256', await keyring.key('person', me), viewer.token, `draft ${begun}`, 32)
  return { day: begun, key: Buffer.from(key).toString('base64') }
}

function dayOf(at: Instant): string {
  return toDate(at).toISOString().slice(0, 10)
}
