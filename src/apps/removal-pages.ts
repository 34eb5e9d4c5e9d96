// The page for people without an account: "I am in a picture here, or my child is". It needs no script, sets no cookie, and answers everybody the same. SAF-7
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { log } from '../platform/log.ts'
import { Refusal } from '../platform/refusal.ts'
import { statusOf } from './refusals.ts'
import { addressOf } from './who-asks.ts'
import type { House } from '../access/door.ts'
import { answerOf, askRemoval, mostLetters, removalIn } from '../features/reports/removal.ts'
import { removalWords } from '../features/reports/removal-words.ts'
import { chooseLanguage, languages, rightToLeft, type Language } from '../ui/languages.ts'

const asks = { max: 5, timeWindow: 3_600_000 } // for each address
const reads = { max: 20, timeWindow: 60_000 }

export async function addRemovalPages(app: FastifyInstance, house: House): Promise<void> {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 8 * mostLetters }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  )
  // The browser names our own origin with the form only where the page lets it. T27
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('referrer-policy', 'same-origin').header('cache-control', 'no-store')
  })
  app.setErrorHandler((fault, request, reply) => {
    if (!(fault instanceof Refusal)) log.error('removal.bug', fault)
    const status = (fault instanceof Refusal && statusOf(fault.code)) || 503
    const language = languageOf(request)
    return send(reply, language, messageOf(removalWords[language].later, language), status)
  })
  const hidden = { schema: { hide: true } } // pages, and no part of the API
  const limited = (limit: typeof asks) => ({
    ...hidden,
    config: { rateLimit: { ...limit, keyGenerator: addressOf } },
  })
  app.get('/removal', hidden, (request, reply) => {
    const language = languageOf(request)
    return send(reply, language, askForm(language))
  })
  app.get('/removal/style.css', hidden, (_request, reply) => reply.type('text/css; charset=utf-8').send(style))
  app.post('/removal', limited(asks), async (request, reply) => {
    const language = languageOf(request)
    const words = removalWords[language]
    const removal = removalIn(formOf(request))
    if (!removal) return send(reply, language, askForm(language, words.missing), 422)
    if (await house.halted()) return send(reply, language, messageOf(words.later, language), 503)
    return send(reply, language, madeOf(await askRemoval(house, removal), language))
  })
  app.post('/removal/answer', limited(reads), async (request, reply) => {
    const language = languageOf(request)
    const words = removalWords[language]
    return send(reply, language, messageOf(words.answers[await answerOf(house, formOf(request).get('code') ?? '')], language, words.answer))
  })
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}

function languageOf(request: FastifyRequest): Language {
  const chosen = new URLSearchParams(request.url.split('?')[1] ?? '').get('language') ?? ''
  const accepted = (request.headers['accept-language'] ?? '').split(',').map((one) => one.split(';')[0]?.trim() ?? '')
  return chooseLanguage([chosen, ...accepted])
}

function askForm(language: Language, missing?: string): string {
  const words = removalWords[language]
  return `<p>${words.what}</p>${missing ? `<p role="alert">${missing}</p>` : ''}
    <form method="post" action="/removal?language=${language}"><fieldset><legend>${words.who}</legend>
    <label><input type="radio" name="reason" value="in-the-picture" required> ${words.me}</label>
    <label><input type="radio" name="reason" value="my-child-is" required> ${words.child}</label></fieldset>
    <label class="words">${words.which} <small>${words.whichHint}</small>
    <textarea name="words" rows="5" maxlength="${mostLetters}" required></textarea></label>
    <label class="words">${words.number} <small>${words.numberHint}</small>
    <input name="number" maxlength="12" autocomplete="off" dir="ltr"></label>
    <button>${words.send}</button></form>
    <p>${words.within} ${words.secret}</p><p>${words.elsewhere}</p>
    <section><h2>${words.ask}</h2>${answerForm(language)}</section>`
}

function answerForm(language: Language): string {
  const words = removalWords[language]
  return `<form method="post" action="/removal/answer?language=${language}"><label class="words">${words.askCode}
    <input name="code" maxlength="40" autocomplete="off" dir="ltr" required></label><button>${words.askSend}</button></form>`
}

function madeOf(code: string, language: Language): string {
  const words = removalWords[language]
  return `<p role="status"><strong>${words.done}</strong> ${words.within}</p>
    <section><h2>${words.code}</h2><p class="code" dir="ltr">${code}</p><p>${words.keep}</p></section>
    <p>${words.elsewhere}</p><p><a href="/removal?language=${language}">${words.back}</a></p>`
}

function messageOf(message: string, language: Language, title?: string): string {
  return `${title ? `<h2>${title}</h2>` : ''}<p role="status">${message}</p><p><a href="/removal?language=${language}">${removalWords[language].back}</a></p>`
}

function send(reply: FastifyReply, language: Language, body: string, status = 200): FastifyReply {
  const others = Object.entries(languages)
    .map(([code, name]) =>
      code === language ? `<strong>${name}</strong>` : `<a href="/removal?language=${code}" lang="${code}">${name}</a>`,
    )
    .join(' · ')
  const html = `<!doctype html><html lang="${language}"${rightToLeft.includes(language) ? ' dir="rtl"' : ''}><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${removalWords[language].title}</title>
    <link rel="icon" href="/icon-192.png" type="image/png"><link rel="stylesheet" href="/removal/style.css"></head><body><main><h1>${removalWords[language].title}</h1>${body}
    <p class="languages">${others}</p></main></body></html>`
  return reply.code(status).type('text/html; charset=utf-8').send(html)
}

const style = `
  :root { color-scheme: light dark; }
  body { margin: 0; font: 18px/1.5 system-ui, sans-serif; background: #fff8ee; color: #22304a; }
  main { max-width: 40rem; margin: auto; padding: 1.25rem; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-block: 0 .5rem; }
  section { background: #fff; border: 2px solid #e7dccb; border-radius: 14px; padding: 1rem; margin-block: 1.5rem; }
  fieldset { border: 0; padding: 0; margin-block: 1rem; } legend, .words { font-weight: 700; }
  label { display: block; padding-block: .6rem; } small { display: block; font-weight: 400; font-size: 1rem; }
  input[type=radio] { inline-size: 1.4rem; block-size: 1.4rem; vertical-align: -.25rem; }
  textarea, input:not([type=radio]) { font: inherit; inline-size: 100%; box-sizing: border-box; min-block-size: 48px; padding: .5rem; border: 2px solid #8a7f6d; border-radius: 10px; background: #fff; color: #22304a; }
  button { font: inherit; font-weight: 700; min-block-size: 48px; padding-inline: 1.5rem; border: 0; border-radius: 24px; background: #165c46; color: #fff; }
  :focus-visible { outline: 3px solid #1d5d9b; outline-offset: 2px; }
  p { overflow-wrap: anywhere; } a { color: #174f86; } [role=alert] { font-weight: 700; color: #8a2230; }
  .code { font: 700 1.3rem/1.4 ui-monospace, monospace; } .languages { margin-block-start: 2rem; }
  @media (prefers-color-scheme: dark) {
    body { background: #16202e; color: #f5efe4; } section { background: #1f2c3e; border-color: #3a4a60; }
    textarea, input:not([type=radio]) { background: #1f2c3e; color: #f5efe4; border-color: #a79c88; }
    a { color: #9ccbff; } button { background: #7fd6b2; color: #10251d; } [role=alert] { color: #ffb3bd; } }
`
