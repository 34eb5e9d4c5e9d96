// The one way a screen talks to the server: typed by the contracts, a refusal is a code, a lost connection is tried again.
import { pageOf } from './one-person.ts'
import { newKey } from './uuid.ts'

export class ApiRefusal extends Error {
  override name = 'ApiRefusal'
  code: string
  status: number
  constructor(code: string, status: number) {
    super(code)
    this.code = code
    this.status = status
  }
}

export class NoConnection extends Error {
  override name = 'NoConnection'
}

const waits = [400, 1600] // milliseconds before the second and the third try
const busyWaits = [500, 1500, 4000] // the same, while the server says that it is busy: it measures itself every five seconds

export const api = {
  get: <Answer>(path: string) => send<Answer>(path, { method: 'GET' }),
  // The same key is sent with every try, so that the server does the act once. Pass your own to keep it across a person's tries.
  post: <Answer = void>(path: string, body: unknown = {}, key = newKey()) =>
    send<Answer>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    }),
  delete: <Answer = void>(path: string, key = newKey()) => send<Answer>(path, { method: 'DELETE', headers: { 'idempotency-key': key } }),
}

let began: number | undefined // when this page first asked, by performance.now()
let since: number | undefined

/** Nothing that this page shows was asked for before this moment, in milliseconds by the server's clock. Undefined until it has answered. */
export function askedSince(): number | undefined {
  return since
}

// The first answer is from after the first question; others may be on their way by then.
function keepTime({ headers }: Response): void {
  const answered = Date.parse(headers.get('date') ?? '')
  if (began !== undefined && since === undefined && !Number.isNaN(answered)) since = Math.floor(answered - (performance.now() - began))
}

async function send<Answer>(path: string, request: RequestInit): Promise<Answer> {
  began ??= performance.now()
  return unlessBusy(async () => {
    const response = await withRetries(
      () =>
        fetch(path, {
          ...request,
          headers: { ...request.headers, ...pageOf() },
          credentials: 'same-origin',
          cache: 'no-store',
          redirect: 'error',
        }),
      waits,
    )
    keepTime(response)
    const text = await response.text()
    if (!response.ok) throw readRefusal(text, response.status)
    return JSON.parse(text || 'null') // an empty answer is the answer of an act that gives nothing back
  }, busyWaits)
}

/** A server that is busy for a moment is asked again before anybody has to read of it; not all who wait come back at once. */
export async function unlessBusy<T>(attempt: () => Promise<T>, waits: number[]): Promise<T> {
  try {
    return await attempt()
  } catch (failure) {
    const [wait, ...later] = waits
    if (!(failure instanceof ApiRefusal && failure.code === 'busy') || wait === undefined) throw failure
    await new Promise((resolve) => setTimeout(resolve, wait * (0.75 + Math.random() / 2)))
    return unlessBusy(attempt, later)
  }
}

export async function withRetries<T>(attempt: () => Promise<T>, waits: number[]): Promise<T> {
  try {
    return await attempt()
  } catch (failure) {
    if (failure instanceof ApiRefusal) throw failure
    const [wait, ...later] = waits
    if (wait === undefined) throw new NoConnection('no-connection', { cause: failure })
    await new Promise((resolve) => setTimeout(resolve, wait))
    return withRetries(attempt, later)
  }
}

export function readRefusal(text: string, status: number) {
  const code = /"code"\s*:\s*"([a-z0-9.-]+)"/.exec(text)?.[1]
  return new ApiRefusal(code ?? (status >= 500 ? 'busy' : 'bad-request'), status)
}
