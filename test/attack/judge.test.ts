// The judge of `npm run attack` sees what must not be: a judge that is blind would find nothing, and say that all is well. GOV-11
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { brokenFor, goodFor, marks } from '../../scripts/attack/inputs.ts'
import { faultsOf, faultsOfHttps, type Answer, type Asked } from '../../scripts/attack/judge.ts'
import { pageOf } from '../../scripts/attack/page.ts'

const asked: Asked = { method: 'GET', path: '/api/me', from: 'our pages' }
const good: Answer = {
  status: 200,
  took: 5,
  text: '{}',
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self'",
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'geolocation=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
}
const faults = (change: Partial<Answer>, by: Partial<Asked> = {}) => faultsOf({ ...asked, ...by }, { ...good, ...change })
const withHeader = (name: string, value: string | undefined) => ({ headers: { ...good.headers, [name]: value } })

it('GOV-11 a good answer is good, and each fault is seen by itself', () => {
  assert.deepEqual(faults({}), [])
  for (const name of Object.keys(good.headers).filter((one) => one !== 'content-type'))
    assert.equal(faults(withHeader(name, undefined)).length, 1, name)
  for (const change of [
    { status: 500 },
    { took: 6_100 },
    { text: 'Error\n at x (file:///srv/a.ts:1:2)' },
    { text: 'syntax error at or near "x"' },
    withHeader(marks.header, '1'),
    withHeader('access-control-allow-origin', '*'),
    withHeader('x-powered-by', 'Fastify'),
    withHeader('set-cookie', 'kitestring=a; Path=/; SameSite=Strict'),
    withHeader('set-cookie', 'kitestring=a; Path=/; HttpOnly'),
  ])
    assert.equal(faults(change).length, 1, JSON.stringify(change))
  assert.deepEqual(faults({ ...withHeader('content-type', 'text/html'), text: `<p>${marks.html}` }), ['it gave back a script'])
  assert.equal(faults({}, { method: 'POST', from: 'another site' }).length, 1)
  assert.equal(faults({ status: 302, ...withHeader('location', 'https://evil.example') }).length, 1)
})

it('GOV-11 over https more is asked', () => {
  const secure = { 'strict-transport-security': 'max-age=31536000; includeSubDomains', 'cross-origin-opener-policy': 'same-origin' }
  assert.deepEqual(faultsOfHttps({ ...good, headers: secure }), [])
  assert.equal(faultsOfHttps(good).length, 2)
  assert.equal(faultsOfHttps({ ...good, headers: { ...secure, 'set-cookie': 'kitestring=a; Path=/' } }).length, 2)
})

it('GOV-11 input is made from the schema: each field left out, and filled with what breaks', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, days: { enum: [7, 30] }, people: { type: 'array', items: { type: 'string' } } },
  }
  assert.deepEqual(goodFor(schema), { name: '00000000-0000-4000-8000-000000000000', days: 7, people: [] })
  const made = brokenFor(schema).map(({ name }) => name)
  for (const name of ['as it should be', 'without name', 'name: sql sleep', 'days: null', 'in people: nul', 'with kind besides'])
    assert.ok(made.includes(name), name)
})

it('GOV-11 the page shows what was found as text, and says where something was not tried', () => {
  const part = {
    name: 'x',
    tried: 'y',
    counts: { requests: 3 },
    left: 'not tried: sqlmap is not installed',
    findings: [`<b>${marks.html}`],
  }
  const page = pageOf([part], new Date(0), 1)
  assert.ok(!page.includes(marks.html))
  assert.match(page, /1 found/)
  assert.match(page, /not tried: sqlmap is not installed/)
})
