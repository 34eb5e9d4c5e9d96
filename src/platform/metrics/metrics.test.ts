// What is measured is the machine: the list is all that is served, no label can hold an id, and nothing of what people do is counted. WEL-14
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newId } from '../ids.ts'
import { metrics } from '../metrics.ts'
import { allowed, metricsText, type Sample } from './allowed.ts'

describe('what is measured', () => {
  it('WEL-14 no metric counts people, visits, photos or minutes, and every label is a short list of words', () => {
    for (const [name, { type, labels }] of Object.entries(allowed)) {
      assert.doesNotMatch(
        name,
        /child|guardian|person|people|famil|user|session|visit|photo|post|share|repl|device|sign|active|requests_total|_count|_sum/,
      )
      if (type === 'counter') assert.match(name, /errors|failures|part_starts/, 'only what went wrong is counted')
      for (const values of Object.values<readonly string[]>(labels)) {
        assert.ok(values.length <= 8)
        for (const value of values) assert.match(value, /^[a-z0-9][a-z0-9.-]{0,20}$/)
      }
    }
  })

  it('T28 a label that is not in the list, such as an id, and a metric that is not, are refused and not served', () => {
    const good: Sample = { name: 'kitestring_disk_free_bytes', labels: { of: 'data' }, value: 5 }
    assert.match(metricsText([good]), /^kitestring_disk_free_bytes\{of="data"\} 5$/m)
    for (const bad of [
      { ...good, labels: { of: newId('person') } },
      { ...good, labels: { of: 'data', child: newId('person') } },
      { ...good, labels: {} },
      { ...good, name: 'kitestring_visits_total' },
      { ...good, name: 'toString' },
    ])
      assert.throws(() => metricsText([good, bad as Sample]), /does not list/)
  })

  it('WEL-14 how long things took is told without how many there were', () => {
    const labels = { class: 'picture', status: '2xx' }
    const told = () => metricsText(metrics.now('server').filter(({ name }) => name === 'kitestring_request_seconds'))
    metrics.took('kitestring_request_seconds', 20, labels)
    const once = told()
    for (let n = 0; n < 600; n += 1) metrics.took('kitestring_request_seconds', 20, labels)
    assert.match(once, /quantile="0.99"\} 0.02$/m)
    assert.equal(told(), once)
  })

  it('the slow ones are the slow ones', () => {
    for (const milliseconds of [...Array(90).fill(10), ...Array(10).fill(900)]) metrics.took('kitestring_decoder_seconds', milliseconds)
    const of = Object.fromEntries(
      metrics
        .now('server')
        .filter(({ name }) => name === 'kitestring_decoder_seconds')
        .map(({ labels, value }) => [labels['quantile'], value]),
    )
    assert.deepEqual(of, { 0.5: 0.01, 0.95: 0.9, 0.99: 0.9 })
  })

  it('the lateness, connections, memory and failures of a part are in the list too', () => {
    metrics.failed('kitestring_errors_total', 'bug')
    const forget = metrics.pool(() => ({ used: 2, idle: 1, waiting: 0 }))
    assert.match(metricsText(metrics.now('worker')), /kitestring_database_connections\{part="worker",state="used"\} 2/)
    forget()
    assert.match(metricsText(metrics.now('worker')), /kitestring_errors_total\{kind="bug"\} 1/)
  })
})
