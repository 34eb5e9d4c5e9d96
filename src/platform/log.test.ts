// The log says what happened and to which id, and nothing that anybody wrote.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { newId } from './ids.ts'
import { openLog } from './log.ts'

it('T28 an event is one line with its ids', () => {
  const photo = newId('photo')
  const [line] = linesOf((log) => log.info('photo.shared', { photo, renditions: 3 }))
  assert.deepEqual({ ...JSON.parse(line ?? ''), at: '' }, { at: '', level: 'info', event: 'photo.shared', photo, renditions: 3 })
  assert.ok(line?.endsWith('}\n'))
})

it('T28 a text that is no id or code is left out, whoever passed it in', () => {
  for (const caption of ['Mia at home', '192.168.1.20', '2001:db8::7', 'Mia & Leo', 'שלום', 'line\nbreak', '"quoted"', 'wow!', '🪁']) {
    assert.deepEqual(JSON.parse(linesOf((log) => log.warn('x', { caption }))[0] ?? '').caption, '(left out)')
  }
})

it("T28 an error's kind, code and places are kept, its message and detail never", () => {
  const fault = Object.assign(new RangeError('Key (nickname)=(Mia) already exists at home', { cause: new TypeError('Mia') }), {
    code: '23505',
    detail: 'Mia',
  })
  const [line = ''] = linesOf((log) => log.error('request.failed', fault, { request: 'r1' }))
  const told = JSON.parse(line)
  assert.equal(told.fault, 'RangeError')
  assert.equal(told.code, '23505')
  assert.equal(told.cause, 'TypeError')
  assert.match(told.trace, /log\.test\.ts/)
  assert.doesNotMatch(line, /Mia|nickname|home/)
  assert.doesNotMatch(linesOf((log) => log.error('x', 'Mia was here'))[0] ?? '', /Mia/)
})

function linesOf(work: (log: ReturnType<typeof openLog>) => void): string[] {
  const lines: string[] = []
  work(openLog((line) => lines.push(line)))
  return lines
}
