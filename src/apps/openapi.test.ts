// The API describes itself, and the description is of every route there is.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noChanges, openTestHouse, type TestHouse } from '../../test/house.ts'
import { openHttp } from './http.ts'
import { routes } from './routes.ts'

type Operation = { summary?: string; requestBody?: unknown; responses: Record<string, { content?: unknown }> }

describe('the API describes itself', () => {
  let house: TestHouse
  before(async () => {
    house = await openTestHouse()
  })
  after(() => house.close())

  it('names every route of the site map and no other, each with a sentence, its answer and its refusals', async () => {
    const { port } = house.config
    const answer = await house.http.inject({ url: '/api/openapi.json', headers: { host: `localhost:${port}` } })
    const { paths } = answer.json<{ paths: Record<string, Record<string, Operation>> }>()
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(described.sort(), routes.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`).sort())
    for (const line of routes) {
      const operation = paths[line.url.replace(/:(\w+)/g, '{$1}')]?.[line.method.toLowerCase()]
      assert.equal(operation?.summary, line.says)
      assert.match(line.says, /^[A-Z].*\.$/)
      assert.equal(operation?.requestBody !== undefined, line.body !== undefined, `${line.url} body`)
      assert.ok(operation?.responses['4XX'], `${line.url} refusals`)
      const done = operation?.responses[line.answer === 'nothing' ? 204 : (line.status ?? 200)]
      assert.equal(done?.content !== undefined, line.answer !== 'nothing', `${line.url} answer`)
    }
  })

  it('I17 a server that is about to leave says so by its health, and still answers whoever is there', async () => {
    const stage = { leaving: false, underway: 0 }
    const http = await openHttp(house.house, routes, noChanges, stage)
    const statusOf = async (url: string) => (await http.inject({ url, headers: { host: `localhost:${house.config.port}` } })).statusCode
    assert.deepEqual([await statusOf('/api/health'), await statusOf('/api/promises')], [200, 200])
    stage.leaving = true
    assert.deepEqual([await statusOf('/api/health'), await statusOf('/api/promises')], [503, 200])
    await http.close()
  })

  it('T25 what there is not, and what cannot be an address at all, is kept by nobody and read as nothing else', async () => {
    for (const url of ['/api/nothing', `/api/posts/${'x'.repeat(2_000)}`, '/api/posts/%zz', '/api/posts/%ff']) {
      const { statusCode, headers, body } = await house.http.inject({ url, headers: { host: `localhost:${house.config.port}` } })
      assert.deepEqual([statusCode, body], [404, '{"code":"not-found"}'], url)
      assert.deepEqual(
        [headers['cache-control'], headers['x-content-type-options'], headers['referrer-policy']],
        ['no-store', 'nosniff', 'no-referrer'],
        url,
      )
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
    }
  })
})
