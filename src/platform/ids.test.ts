// Names cannot be guessed, and a malformed one is answered as one that does not exist.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type ChildId, type GuardianId, type PersonId, isId, newId, parseId } from './ids.ts'
import { Refusal } from './refusal.ts'

it('SEC-3 an id has 122 random bits, whatever it names', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId('photo')))
  assert.equal(ids.size, 1000)
  for (const id of ids) assert.ok(isId(id))
  for (const id of ids) assert.equal(parseId('photo', id), id)
})

it('SEC-3 what is not an id is answered as not found', () => {
  const id = '3b241101-e2bb-4255-8caf-4136c566a962'
  const wrong = [
    undefined,
    null,
    7,
    {},
    [id],
    '',
    id.toUpperCase(),
    ` ${id}`,
    `${id}\n`,
    id.slice(1),
    '../../etc/passwd',
    id.replace('-4255', '-1255'),
  ]
  for (const text of wrong) {
    assert.throws(
      () => parseId('post', text),
      (error) => error instanceof Refusal && error.code === 'not-found',
    )
  }
})

it("a child's name is a person's, and never a guardian's", () => {
  const child: ChildId = newId('child')
  const person: PersonId = child
  // @ts-expect-error a ChildId must not pass for a GuardianId
  const guardian: GuardianId = child
  assert.equal(person, guardian)
})
