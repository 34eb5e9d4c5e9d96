// Several go in one after the other, each as a flat picture of its own; each is made when its turn comes. PUB-5, P11
import { type Part, sending, showSending, stopSending } from '../../photos/child/sending.ts'
import { madeOf } from '../../studio/child/made-of.ts'
import { asideOf } from '../../studio/child/studio.ts'
import { bringStudio } from '../../studio/child/studio-door.ts'
import { draft, takeOut, waitsToGo } from './draft.ts'
import { takeIn, type TakenIn } from './take-in.ts'

/** Until all have arrived, one was refused, or the child does something else. `first` was on its way already. */
export async function sendAll(go: (place: string) => void, first?: TakenIn & { id: string }): Promise<void> {
  await bringStudio() // its words are on the screen meanwhile
  const ids = draft
    .get()
    .photos.filter((one) => one.id !== first?.id && waitsToGo(one))
    .map(({ id }) => id)
  const all = ids.length + (first ? 1 : 0)
  const goes = (taken: TakenIn, before: number) => takeIn(taken, () => {}, { before, all })
  if (first && !(await goes(first, 0))) return
  for (const [place, id] of ids.entries()) {
    const before = place + all - ids.length
    const taken = await makes(id, { before, all })
    if (!taken || !(await goes(taken, before))) return
  }
  if (location.pathname === '/') go('/check')
}

async function makes(id: string, part: Part): Promise<TakenIn | undefined> {
  const aside = asideOf(id)
  if (!aside) return undefined
  if (part.before === 0) showSending(aside, part)
  try {
    const picture = await madeOf(aside)
    return sending.get() ? { id, picture, edit: aside.history.now } : undefined // stopped meanwhile
  } catch (error) {
    showSending(aside, part, error)
    return undefined
  }
}

/** The one that was refused stays here, and the others go. */
export function leaveOut(go: (place: string) => void) {
  const refused = sending.get()
  stopSending()
  if (refused) takeOut(refused.id)
  void sendAll(go)
}
