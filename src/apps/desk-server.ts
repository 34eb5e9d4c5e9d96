// The desk's pages over HTTP: for one browser on this machine, which knows the secret in the address.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Desk, checkForm, handOutCodes, pictureOfForm, waitingForms } from '../features/forms/desk.ts'
import { holdReported, holdsThere } from '../features/holds/desk.ts'
import { decisions, glassReasons } from '../features/reports/contract.ts'
import { pictureNumber } from '../features/reports/removal.ts'
import {
  agreeToGlass,
  askGlass,
  decideReport,
  lookAtJoined,
  lookAtReport,
  pictureOfReport,
  queueOf,
  receiveReport,
  reportsWaiting,
  signInOperator,
  signInStaff,
  signOut,
  whoIs,
  type Signed,
} from '../features/reports/desk.ts'
import { formOutcomes } from '../features/forms/contract.ts'
import { isOn } from '../features/consent/methods/methods.ts'
import { isSame } from '../platform/crypto.ts'
import { isId, parseId } from '../platform/ids.ts'
import { log } from '../platform/log.ts'
import { Refusal, refuse } from '../platform/refusal.ts'
import { clock } from '../platform/clock.ts'
import type { Machine } from './watch/machine.ts'
import { machineLines } from './watch/machine-page.ts'
import { lookedPage, onePage, reportsPage, signInPage } from './desk-reports.ts'
import { refuseOtherSites } from './who-asks.ts'
import { codesPage, deskPage, messagePage, style } from './desk-pages.ts'

const operators = ['handed-code', 'signed-form'] as const
const mostCodes = 200

/** In the address: of the operator, who comes to everything, and of staff, who come to the reports alone. */
export type DeskSecrets = { operator: string; staff: string }

/** `machine`: how it does, asked anew for each page. */
export function deskServer(given: Desk, secrets: DeskSecrets, machine: () => Promise<Machine>): Server {
  const desk = { ...given, machine }
  return createServer((request, response) => {
    answer(desk, secrets, request, response).catch((fault: unknown) => {
      const code = fault instanceof Refusal ? fault.code : 'bug'
      if (code === 'bug') log.error('desk.bug', fault)
      send(response, code === 'bug' ? 500 : code === 'other-site' ? 403 : 409, 'text/html; charset=utf-8', messagePage(code))
    })
  })
}

type DeskHere = Desk & { machine(): Promise<Machine> }

async function answer(desk: DeskHere, secrets: DeskSecrets, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, given = '', what = '', id = '', third = ''] = (request.url ?? '').split('/')
  const { host = '' } = request.headers
  const isHere = /^127\.0\.0\.1:\d+$/.test(host) // another name that leads here is another site. T27
  const isOperator = isSame(given, secrets.operator)
  if (!isHere || !(isOperator || isSame(given, secrets.staff))) return send(response, 404, 'text/plain', 'There is nothing here.')
  refuseOtherSites(request, new Map([[host, `http://${host}`]]))
  if (what === 'reports') return reports({ desk, request, response, given, isOperator }, id, third)
  if (request.method === 'GET' && what === 'style.css') return send(response, 200, 'text/css; charset=utf-8', style)
  if (!isOperator) return send(response, 404, 'text/plain', 'There is nothing here.')
  const page = (text: string) => send(response, 200, 'text/html; charset=utf-8', text)
  if (request.method === 'GET' && what === '') return page(await home(desk))
  if (request.method === 'GET' && what === 'picture' && isId(id)) {
    const picture = (await pictureOfForm(desk, parseId('form', id))) ?? refuse('not-found')
    return send(response, 200, 'image/webp', picture)
  }
  if (request.method !== 'POST') return send(response, 404, 'text/plain', 'There is nothing here.')
  const words = new URLSearchParams(await bodyOf(request))
  if (what === 'codes') {
    const method = operators.find((one) => one === words.get('method')) ?? refuse('bad-request')
    const many = Number(words.get('many'))
    if (!(Number.isInteger(many) && many >= 1 && many <= mostCodes)) refuse('bad-request')
    return page(codesPage(method, await handOutCodes(desk, method, many)))
  }
  if (what === 'forms') {
    const outcome = formOutcomes.find((one) => one === words.get('outcome')) ?? refuse('bad-request')
    return page(await home(desk, await checkForm(desk, parseId('form', words.get('form')), outcome)))
  }
  if (what === 'holds') {
    await holdReported(desk, parseId('hold', words.get('hold')))
    return page(await home(desk))
  }
  return send(response, 404, 'text/plain', 'There is nothing here.')
}

type AtReports = { desk: DeskHere; request: IncomingMessage; response: ServerResponse; given: string; isOperator: boolean }

// Each signs in as themselves. Where nobody is named, whoever has the operator's address is the operator.
async function reports(at: AtReports, what: string, third: string): Promise<void> {
  const { desk, request, response } = at
  const html = (text: string) => send(response, 200, 'text/html; charset=utf-8', text)
  const words = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)) : undefined
  if (words && what === 'sign-in') return goTo(at, await signInStaff(desk, words.get('phrase') ?? ''))
  const me = await whoIs(desk, tokenOf(request))
  if (!me) {
    const token = at.isOperator && !words && what === '' ? await signInOperator(desk) : undefined
    if (token) return goTo(at, token)
    return words || what !== '' ? refuse('sign-in.needed') : html(signInPage())
  }
  if (!words && what === '') return html(reportsPage(me, await queueOf(desk, me), new Date(clock.now())))
  if (!words && what === 'one') {
    const queued = (await queueOf(desk, me)).find(({ id }) => id === parseId('report', third)) ?? refuse('not-found')
    return html(onePage(me, queued, new Date(clock.now())))
  }
  if (!words && what === 'photo') {
    const picture = (await pictureOfReport(desk, me, parseId('photo', third))) ?? refuse('not-found')
    return send(response, 200, 'image/webp', picture)
  }
  if (!words) return send(response, 404, 'text/plain', 'There is nothing here.')
  if (what === 'sign-out') {
    await signOut(desk, me)
    return goTo(at, '')
  }
  return act(at, me, what, words)
}

async function act(at: AtReports, me: Signed, what: string, words: URLSearchParams): Promise<void> {
  const { desk, response } = at
  const report = parseId('report', words.get('report'))
  if (what === 'receive') await receiveReport(desk, me, report)
  else if (what === 'ask-glass') {
    const why = glassReasons.find((one) => one === words.get('why')) ?? refuse('bad-request')
    await askGlass(desk, me, report, pictureNumber(words.get('number') ?? '') ?? refuse('bad-request'), why)
  } else if (what === 'agree-to-glass')
    await agreeToGlass(desk, me, report, parseId('glass', words.get('glass')), words.get('phrase') ?? '')
  else if (what === 'decide') {
    const decision = decisions.find((one) => one === words.get('decision')) ?? refuse('bad-request')
    await decideReport(desk, me, report, decision)
  } else if (what === 'look' || what === 'see') {
    const looked = (await (what === 'look' ? lookAtReport : lookAtJoined)(desk, me, report)) ?? refuse('not-found')
    const queued = (await queueOf(desk, me)).find(({ id }) => id === report) ?? refuse('not-found')
    return send(response, 200, 'text/html; charset=utf-8', lookedPage(me, queued, looked, new Date(clock.now())))
  } else return send(response, 404, 'text/plain', 'There is nothing here.')
  return goTo(at)
}

// `token`: of a new session; an empty one forgets it.
function goTo({ response, given }: AtReports, token?: string): void {
  if (token !== undefined)
    response.setHeader('set-cookie', `${cookie}=${token}; Path=/${given}/; HttpOnly; SameSite=Strict${token === '' ? '; Max-Age=0' : ''}`)
  response.writeHead(303, { location: `/${given}/reports`, 'cache-control': 'no-store' }).end()
}

const cookie = 'kitestring-desk'

function tokenOf(request: IncomingMessage): string {
  return new RegExp(`(?:^|; )${cookie}=([\\w-]{43})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1] ?? ''
}

async function home(desk: DeskHere, told?: Parameters<typeof deskPage>[0]['told']): Promise<string> {
  const methods = operators.filter((method) => isOn(desk.config, method))
  return deskPage({
    waiting: await reportsWaiting(desk),
    methods,
    forms: await waitingForms(desk),
    formAddress: `${desk.config.url.origin}/family/form`,
    holds: await holdsThere(desk),
    machine: machineLines(await desk.machine(), desk.config.mail, clock.now()),
    told,
  })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > 1000) refuse('bad-request')
  }
  return text
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'same-origin', // else the browser does not name our own origin with a form. T27
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}
