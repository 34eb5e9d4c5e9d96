// A stand-in for an S3 store, strict about what it is sent: it cannot be had on every machine that runs the tests.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'

export type S3Stand = {
  url: URL
  requests: { method: string; headers: IncomingHttpHeaders }[]
  failWith: number | undefined
  close(): Promise<void>
}

const PAGE = 5 // small, so that listing has to ask for the next page

export async function standInForS3(expected: { bucket: string; accessKey: string }): Promise<S3Stand> {
  const objects = new Map<string, Buffer>()
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const url = new URL(`http://${expected.accessKey}:testsecret@localhost:${address.port}/${expected.bucket}`)
  const stand: S3Stand = { url, requests: [], failWith: undefined, close }
  return stand

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const { method = '', headers } = request
    stand.requests.push({ method, headers })
    const at = new URL(request.url ?? '', url)
    const [, bucket, ...rest] = decodeURIComponent(at.pathname).split('/')
    const key = rest.join('/')
    if (stand.failWith !== undefined) return void response.writeHead(stand.failWith).end()
    const wrong = whatIsWrong(headers, body, expected.accessKey)
    if (wrong !== undefined) return fault(response, 400, wrong)
    if (bucket !== expected.bucket) return fault(response, 404, 'NoSuchBucket')
    if (method === 'GET' && at.searchParams.get('list-type') === '2') return list(response, at.searchParams.get('continuation-token'))
    if (method === 'PUT') return put(response, key, body)
    if (method === 'GET') return get(response, key)
    if (method === 'DELETE') return remove(response, key)
    fault(response, 405, 'MethodNotAllowed')
  }

  function list(response: ServerResponse, token: string | null): void {
    const keys = [...objects.keys()].sort()
    const page = keys.filter((key) => token === null || key > token).slice(0, PAGE)
    const last = page.at(-1)
    const more = last !== undefined && last !== keys.at(-1)
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')
    const next = more ? `<NextContinuationToken>${last}</NextContinuationToken>` : ''
    response.writeHead(200, { 'content-type': 'application/xml' })
    response.end(`<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}${next}</ListBucketResult>`)
  }

  function put(response: ServerResponse, key: string, body: Buffer): void {
    objects.set(key, body)
    response.writeHead(200, { etag: '"x"' }).end()
  }

  function get(response: ServerResponse, key: string): void {
    const bytes = objects.get(key)
    if (bytes === undefined) fault(response, 404, 'NoSuchKey')
    else response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
  }

  function remove(response: ServerResponse, key: string): void {
    objects.delete(key)
    response.writeHead(204).end()
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

function fault(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
}

function whatIsWrong(headers: IncomingHttpHeaders, body: Buffer, accessKey: string): string | undefined {
  const signed = new RegExp(
    `^AWS4-HMAC-SHA256 Credential=${accessKey}/\\d{8}/us-east-1/s3/aws4_request, SignedHeaders=[^,]*x-amz-content-sha256[^,]*, Signature=[0-9a-f]{64}$`,
  )
  if (!signed.test(headers.authorization ?? '')) return 'AccessDenied'
  if (headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch'
  return undefined
}
