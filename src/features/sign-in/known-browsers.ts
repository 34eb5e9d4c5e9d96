// Which grown-ups were in this browser before: a mark for each in a cookie of its own, and nothing of it here. One who comes in where they never were is noticed. T19
import { createHmac } from 'node:crypto'
import type { Asked } from '../../access/door.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'

const most = 4 // grown-ups who share a browser; who was not here for longest is new again

export function isKnown({ house, known }: Asked, person: PersonId): boolean {
  return known.includes(markOf(house.keyring, person))
}

export function remember({ house, known, session }: Asked, person: PersonId): void {
  const mark = markOf(house.keyring, person)
  session.know([mark, ...known.filter((one) => one !== mark)].slice(0, most))
}

/** Says nothing to whoever finds it; without our key nobody can make one. */
function markOf(keyring: Keyring, person: PersonId): string {
  return createHmac('sha256', keyring.deriveKey('known browsers')).update(person).digest('base64url')
}
