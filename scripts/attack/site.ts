// The families of the tests on a server that really listens, to this machine alone, with a photo shared and one that waits.
import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/features/people/contract.ts'
import { newCode, sha256 } from '../../src/platform/crypto.ts'
import { good, world, type Person, type World } from '../../test/world.ts'

export type Target = {
  port: number
  w: World
  people: readonly Person[]
  ids: Readonly<Record<string, string>>
  comesBack(person: Person): Promise<void>
  close(): Promise<void>
}

export async function raise(): Promise<Target> {
  const w = await world({ port: 0, worker: 'runs' })
  const shared = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'attacked' })
  const waiting = await w.mia.asks({ with: [w.leo] })
  return {
    port: w.config.port,
    w,
    people: [w.visitor, w.mia, w.dana, w.rosa, w.sam],
    ids: {
      childId: w.mia.id,
      personId: w.leo.id,
      postId: shared.post,
      photoId: shared.photo,
      connectionId: await w.connectionOf(w.mia, w.leo),
      waitingId: waiting,
    },
    comesBack: (person) => comesBack(w, person),
    close: () => w.close(),
  }
}

/** What an attack signed out is signed in again: by a code, as a guardian's new device is. */
async function comesBack(w: World, person: Person): Promise<void> {
  if (person.kind === 'visitor' || person.kind === 'staff') return
  const { body } = await person.get<Me>('/api/me')
  if (body?.viewer?.id === person.id) return
  const code = newCode(29)
  await w.asOwner(
    "insert into codes (id, code_hash, opens, person_id, expires_at) values ($1, $2, 'sign-in', $3, now() + interval '1 hour')",
    [randomUUID(), sha256(code), person.id],
  )
  person.cookie = ''
  await good(person.post('/api/sessions', { way: { kind: 'code', code } }))
}
