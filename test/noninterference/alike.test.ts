// What the comparison of two worlds forgives, and what it never does: each leak that could hide behind a random value is planted here.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { Likeness, valuesIn } from './alike.ts'

const [base, hidden, own, ownToo] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const [past, secretPast] = ['2026-01-02T03:04:05.678Z', '2026-01-02T04:04:05.678Z']
const likeness = () => new Likeness(new Set(valuesIn(`${base} ${past}`)), new Set(valuesIn(`${hidden} ${secretPast}`)))
const now = (later: number) => new Date(Date.now() + later).toISOString()

describe('alike', () => {
  it('I7 what is new in both worlds may be another value in each, and then stays that value', () => {
    const one = likeness()
    assert.equal(one.differenceOf(`{"id":"${own}","at":"${now(0)}"}`, `{"id":"${ownToo}","at":"${now(900)}"}`), undefined)
    assert.equal(one.differenceOf(own, ownToo), undefined)
    assert.match(one.differenceOf(own, randomUUID()) ?? '', /without/)
    assert.match(one.differenceOf(randomUUID(), ownToo) ?? '', /without/)
  })

  it('I7 a new code may be another in each world, as it is shown and as it is typed', () => {
    const code = (shown: string, port: number) => ({
      status: 201,
      headers: {},
      raw: Buffer.from(`{"code":"${shown}","url":"http://localhost:${port}/pair#${shown.replaceAll('-', '')}"}`),
    })
    assert.equal(likeness().difference(code('8T77-P842-C3', 38409), code('7NHN-8TX3-8R', 37593)), undefined)
    assert.notEqual(likeness().difference(code('8T77-P842-C3', 38409), code('7NHN-8TX3-8RC', 37593)), undefined)
  })

  const leaks: Record<string, [bare: string, laden: string]> = {
    'one id more': [`[]`, `["${hidden}"]`],
    'an id of the hidden world where a new one should be': [own, hidden],
    'a new id where an old one stood': [base, own],
    'another order': [`${base} ${own}`, `${own} ${base}`],
    'a time of the hidden world where an old one stood': [past, secretPast],
    'a time of the hidden world where a new one should be': [now(0), secretPast],
    'a time that lies further on': [now(0), now(60_000)],
    'another number': ['"left":3', '"left":4'],
    'another word': ['{"code":"not-found"}', '{"code":"not-allowed"}'],
    'another length': ['content-length 20', 'content-length 21'],
    'a shorter token': ['a'.repeat(43), 'a'.repeat(42)],
    'one space': ['{"a":1}', '{"a": 1}'],
  }
  for (const [name, [bare, laden]] of Object.entries(leaks)) {
    it(`I7 it never forgives ${name}`, () => assert.notEqual(likeness().differenceOf(bare, laden), undefined))
  }

  it('I7 every header counts but the three of the clock', () => {
    const answer = (headers: Record<string, string>) => ({ status: 200, headers, raw: Buffer.from('') })
    assert.equal(
      likeness().difference(answer({ date: 'a', 'x-ratelimit-reset': '1' }), answer({ date: 'b', 'x-ratelimit-reset': '2' })),
      undefined,
    )
    for (const name of ['etag', 'content-length', 'x-ratelimit-remaining', 'last-modified'])
      assert.notEqual(likeness().difference(answer({ [name]: '1' }), answer({ [name]: '2' })), undefined, name)
  })
})
