// What staff read at the desk: one report at a time, why and until when; a picture only when they choose to look, grey, and blurred until they lift that too. SAF-10
import type { Decision, GlassReason } from '../features/reports/contract.ts'
import type { Looked, QueuedReport, Signed } from '../features/reports/desk.ts'
import { day, shell } from './desk-pages.ts'
import { escaped } from './escaped.ts'

const from = {
  child: 'A child reported this.',
  guardian: 'A parent or guardian reported this for their child.',
  outsider: 'Somebody without an account asks for this.',
}
const what = {
  post: 'It is about a picture.',
  person: 'It is about a person.',
  number: 'They name a picture by its number.',
  words: 'No picture is named: ask the families whom it may be about. They find it, and take it back themselves.',
  gone: 'What it was about is gone: its own family took it back.',
}
const why: Record<string, string> = {
  mean: 'It is mean',
  weird: 'It feels weird',
  scary: 'It is scary',
  other: 'Something else',
  'in-the-picture': 'They are in the picture',
  'my-child-is': 'Their child is in the picture',
}
const words: Record<Decision, string> = {
  stays: 'It may stay: there is nothing in it that hurts anybody',
  'taken-down': 'It is taken down: nobody but its own family sees it from now on, and in seven days it is erased',
  spoken: 'We spoke with the grown-ups whom it concerns',
  'not-found': 'It is not here, or not here any more',
}
const open: Record<QueuedReport['what'], Decision[]> = {
  post: ['taken-down', 'spoken', 'stays'],
  person: ['spoken', 'stays'],
  number: ['taken-down', 'spoken', 'stays', 'not-found'],
  words: ['spoken', 'not-found'],
  gone: ['not-found', 'spoken'],
}
const glassWords: Record<GlassReason, string> = {
  'family-named-it': 'A family named it to us',
  'child-in-danger': 'A child may be in danger',
  law: 'A court or an office asked for it',
}
const titles = { triage: 'reads reports', moderator: 'looks and decides', lead: 'looks and decides' }

export function signInPage(): string {
  return page(`<section><h2>Sign in</h2><p>With the phrase that you were given when you were named.</p>
    <form method="post" action="reports/sign-in"><label>Your phrase <input type="text" name="phrase" autocomplete="off" required></label>
    <button>Sign in</button></form></section>`)
}

export function reportsPage(me: Signed, queue: QueuedReport[], now: Date): string {
  const mine = queue.filter(({ wasMine }) => !wasMine)
  const others = queue.filter(({ wasMine }) => wasMine)
  const [first, ...more] = mine
  return page(`${who(me)}
    ${first ? card(me, first, now, 'reports/') : '<section><p>No report waits for you.</p></section>'}
    ${more.length > 0 ? `<section><h2>Then</h2>${more.map((report) => `<p>${line(report)} <a href="reports/one/${report.id}">Open it</a></p>`).join('')}</section>` : ''}
    ${others.length > 0 ? `<section><h2>For another person</h2><p>You have said a word about these, and a family asks for another look. Whoever has not decided yet decides now${me.isOperator ? ': name a second person (npm run staff)' : ''}.</p>${others.map((report) => `<p>${line(report)}</p>`).join('')}</section>` : ''}`)
}

/** One that is not the first. */
export function onePage(me: Signed, report: QueuedReport, now: Date): string {
  return page(`${who(me, '../')}${card(me, report, now, '../')}<p><a href="../../reports">All that wait</a></p>`, '../../')
}

export function lookedPage(me: Signed, report: QueuedReport, looked: Looked, now: Date): string {
  const names = [
    looked.owner && `The picture is of <strong>${escaped(looked.owner)}</strong>.`,
    looked.person && `It is about <strong>${escaped(looked.person)}</strong>.`,
    looked.child && `It was reported for <strong>${escaped(looked.child)}</strong>. Never say so to anybody else.`,
  ]
  return page(
    `${who(me, '')}<section><h2>What it is about</h2>
    <p>You see this for a quarter of an hour. ${looked.owner ? 'The log of the child whose picture it is says that staff looked. ' : ''}${looked.person ? 'The log of the child for whom it was reported says that somebody read it, unless it is about a grown-up who guards that child: then no log says anything.' : looked.child ? 'The log of the child for whom it was reported says that somebody read it.' : ''}</p>
    ${names
      .filter(Boolean)
      .map((name) => `<p>${name}</p>`)
      .join('')}
    ${looked.caption ? `<blockquote dir="auto">${escaped(looked.caption)}</blockquote>` : ''}
    ${looked.photos
      .map(
        ({ id }, n) =>
          `<div class="veil"><label><input type="checkbox"> Show picture ${n + 1} clearly</label><img src="photo/${id}" alt="Picture ${n + 1} of what was reported"></div>`,
      )
      .join('')}
    <p>Is a child being abused in it? Do not copy it and show it to nobody. Take it down, and do what docs/operating.md says about known images: the office for your country tells you how to report it.</p>
    </section>${card(me, report, now, '', 'looked')}`,
    '../',
  )
}

function card(me: Signed, report: QueuedReport, now: Date, base: string, looked?: 'looked'): string {
  const act = (name: string, button: string, second = '') =>
    `<form method="post" action="${base}${name}"><input type="hidden" name="report" value="${report.id}"><button${second}>${button}</button></form>`
  const decides = me.role !== 'triage'
  return `<section><h2>${why[report.reason] ?? ''}</h2><p>${from[report.from]} ${what[report.what]}</p>
    <p>${until(report, now)}</p>
    ${report.words === undefined ? '' : `<blockquote dir="auto">${escaped(report.words)}</blockquote>`}
    ${report.first ? `<p>Another person decided on ${day(report.first.at)}: ${words[report.first.decision]}. A family asks for another look, and your word is the last.</p>` : ''}
    ${report.number === undefined ? '' : `<p>Its number: <strong>${report.number}</strong>. You need not look to take it down; to look takes two of the staff.</p>`}
    <div class="row">${report.receivedAt ? '' : act('receive', 'Say that we have read it', ' class="second"')}
    ${decides && !looked && (report.what === 'post' || report.what === 'person') ? act('look', 'Look at it', ' class="second"') : ''}
    ${decides && !looked && report.joined === 'seen-now' ? act('see', 'See the picture that you asked for', ' class="second"') : ''}</div>
    ${looked || !decides ? '' : report.what === 'post' ? '<p>Before you look: the log of the child whose picture it is will say that staff looked, and the log of the child for whom it was reported that somebody read it. You need not look to take it down.</p>' : ''}
    ${decides && report.what !== 'post' ? glass(me, report, base) : ''}
    ${decides ? decision(report, base) : '<p>A moderator decides.</p>'}</section>`
}

function decision(report: QueuedReport, base: string): string {
  return `<form method="post" action="${base}decide"><input type="hidden" name="report" value="${report.id}"><fieldset><legend>What do you say?</legend>
    ${[...new Set([...(report.joined === 'no' ? [] : (['taken-down'] as const)), ...open[report.what]])].map((one) => `<label><input type="radio" name="decision" value="${one}" required> ${words[one]}</label>`).join('')}
    </fieldset><p>Whoever reported it reads your word; the family whose picture is taken down reads that it was, and not who asked. Either can ask for another look.</p><button>That is my word</button></form>`
}

// To see one picture that no report named takes two people and a reason, and ends by itself. AUD-8
function glass(me: Signed, { id, glass: asked, number, wasMine }: QueuedReport, base: string): string {
  if (wasMine || me.isOperator) return '' // of one person there is no second
  const hidden = `<input type="hidden" name="report" value="${id}">`
  if (asked?.wasMine)
    return `<p>You asked to see the picture ${asked.number} (${glassWords[asked.why]}). Another of the staff has to agree within a day; whether it is here shows then.</p>`
  if (asked)
    return `<form method="post" action="${base}agree-to-glass">${hidden}<input type="hidden" name="glass" value="${asked.id}"><p><strong>${escaped(asked.by ?? 'Somebody who is staff no longer')}</strong> asked on ${moment(asked.at)} to see the picture <strong>${asked.number}</strong> for this: ${glassWords[asked.why]}. If you agree they see it for a quarter of an hour, and its family’s log says so.</p>
    <label>Your own phrase <input type="password" name="phrase" autocomplete="off" required></label><button class="second">I agree</button></form>`
  return `<details><summary>One picture more</summary><form method="post" action="${base}ask-glass">${hidden}
    <label>Its number <input type="text" name="number" maxlength="12" autocomplete="off" value="${number ?? ''}" required></label><fieldset><legend>Why?</legend>
    ${Object.entries(glassWords)
      .map(([why, words]) => `<label><input type="radio" name="why" value="${why}" required> ${words}</label>`)
      .join('')}
    </fieldset><p>Another of the staff has to agree. Then you see it for a quarter of an hour, and its family’s log says so.</p><button class="second">Ask for it</button></form></details>`
}

function until({ dueAt, receivedAt }: QueuedReport, now: Date): string {
  const read = receivedAt
    ? `We said on ${day(receivedAt)} that we have read it.`
    : 'Nobody has said yet that we have read it: within 24 hours, please.'
  const late = dueAt < now ? ' <span class="mend">That is over.</span>' : ''
  return `${read} A word is due by ${moment(dueAt)}.${late}`
}

function moment(at: Date): string {
  return `${day(at)}, ${at.toISOString().slice(11, 16)} UTC`
}

function line(report: QueuedReport): string {
  return `${why[report.reason] ?? ''}. ${from[report.from]} Due by ${day(report.dueAt)}.`
}

function who(me: Signed, base = 'reports/'): string {
  if (me.isOperator) return '<p>You are at the desk as the operator: nobody else is named here.</p>'
  return `<form class="row" method="post" action="${base}sign-out"><span><strong>${escaped(me.name)}</strong> ${titles[me.role]}.</span><button class="second">Sign out</button></form>`
}

function page(body: string, up = ''): string {
  return shell('Reports', body, `${up}style.css`)
}
