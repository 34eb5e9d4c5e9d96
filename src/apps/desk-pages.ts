// What the operator reads at the desk: one form at a time, and codes to print, each on its own slip.
import { encodeQR } from 'qr'
import type { HandedCode, WaitingForm } from '../features/forms/desk.ts'
import type { HoldThere } from '../features/holds/desk.ts'
import type { FormOutcome } from '../features/forms/contract.ts'
import { escaped } from './escaped.ts'
import { machineSection, type Line } from './watch/machine-page.ts'

type OperatorMethod = 'handed-code' | 'signed-form'
type DeskPage = {
  waiting: 'none' | 'some' | 'overdue' // reports
  methods: OperatorMethod[]
  forms: WaitingForm[]
  formAddress: string
  holds: HoldThere[]
  machine: Line[]
  told: 'told' | 'not-told' | 'left-no-address' | undefined
}

const toldWords = {
  told: 'Done. The picture is destroyed, and they were told by mail.',
  'not-told': 'Done, and the picture is destroyed. The mail to them could not be sent: please tell them yourself.',
  'left-no-address': 'Done. The picture is destroyed. They left no address and will look again by themselves.',
}
const outcomes: Record<FormOutcome, string> = {
  approved: 'It is signed by a parent or guardian we know',
  'not-readable': 'It cannot be read: ask for a better picture',
  'not-complete': 'Something is missing: the signature, a name, or the right version',
  'not-known': 'We do not know this person as the parent or guardian of a child here',
}
const methodWords: Record<OperatorMethod, { label: string; hint: string }> = {
  'handed-code': {
    label: 'Handed over in person',
    hint: 'Give each slip, by hand, to a parent or guardian whom you know by sight or whose ID you have just looked at. Whoever has the slip can come in.',
  },
  'signed-form': {
    label: 'With a form to sign',
    hint: 'For a letter home. Whoever has the slip can only send a signed form; they come in once you have looked at it here.',
  },
}

const waitingWords = {
  none: 'No report waits.',
  some: 'A report waits for a word.',
  overdue: '<strong>A report has waited longer than it may.</strong>',
}

export function deskPage({ waiting, methods, forms, formAddress, holds, machine, told }: DeskPage): string {
  const isWell = machine.every((line) => line.isWell) // what is to mend stands where it is seen
  return shell(
    'The desk',
    `${told ? `<p class="told" role="status">${toldWords[told]}</p>` : ''}
    ${holds.length > 0 ? heldSection(holds) : ''}
    ${isWell ? '' : machineSection(machine)}
    <section><h2>Reports</h2><p>${waitingWords[waiting]} <a href="reports">Open the reports</a></p></section>
    <section><h2>Signed forms</h2>${forms[0] ? formToCheck(forms[0], forms.length > 1) : '<p>No form waits.</p>'}</section>
    <section class="codes"><h2>Codes to hand out</h2>
    ${methods.length === 0 ? '<p>Your settings (KITESTRING_CONSENT_METHODS) leave out both ways of the desk.</p>' : codesForm(methods)}
    ${methods.includes('signed-form') ? `<p>The form itself, to print or to copy: <strong>${escaped(formAddress)}</strong></p>` : ''}</section>
    ${isWell ? machineSection(machine) : ''}`,
  )
}

// By number and time alone: nobody has to see such a picture to report it. SAF-10
function heldSection(holds: HoldThere[]): string {
  return `<section><h2>Known images</h2>
    <p>Somebody sent a photo that is on a list of known pictures of child abuse. It went no further, and is sealed for a year. Do not ask the family.</p>
    <ol><li>Get the stick with the key. Then, on this machine: <code>npm run holds -- open &lt;number&gt; &lt;key&gt; &lt;new folder&gt;</code></li>
    <li>Report it, today, to the office for your country (in the US: report.cybertip.org; elsewhere: inhope.org names it, or the police). Hand over both files, and look at neither.</li>
    <li>Destroy the folder. Press the button.</li></ol>
    ${holds.map(heldLine).join('')}</section>`
}

function heldLine({ id, at, reported_at }: HoldThere): string {
  const found = `<p><strong>${id}</strong><br>Found on ${escaped(day(at))}, ${at.toISOString().slice(11, 16)} UTC.`
  if (reported_at) return `${found} Reported on ${escaped(day(reported_at))}.</p>`
  return `${found}</p><form method="post" action="holds"><input type="hidden" name="hold" value="${id}"><button>I have reported it</button></form>`
}

function formToCheck({ id, notice_version, sent_at }: WaitingForm, more: boolean): string {
  return `<p>Sent on ${escaped(day(sent_at))}. The paper must name version <strong>${escaped(notice_version)}</strong>, and be signed. ${more ? 'More forms follow.' : 'It is the only one.'}</p>
    <img src="picture/${id}" alt="The signed form, as it was sent">
    <form method="post" action="forms"><input type="hidden" name="form" value="${id}"><fieldset><legend>What do you say to it?</legend>
    ${Object.entries(outcomes)
      .map(([outcome, words]) => `<label><input type="radio" name="outcome" value="${outcome}" required> ${words}</label>`)
      .join('')}
    </fieldset><p>The picture is destroyed as soon as you press, whatever you say. It goes by itself after 14 days.</p>
    <button>That is my word</button></form>`
}

function codesForm(methods: OperatorMethod[]): string {
  return `<form method="post" action="codes"><fieldset><legend>For whom are they?</legend>
    ${methods
      .map(
        (method) =>
          `<label><input type="radio" name="method" value="${method}" required> <strong>${methodWords[method].label}.</strong> ${methodWords[method].hint}</label>`,
      )
      .join('')}
    </fieldset><label>How many slips? <input type="number" name="many" min="1" max="200" value="1" required></label>
    <button>Make them</button></form>`
}

export function codesPage(method: OperatorMethod, codes: HandedCode[]): string {
  return shell(
    'Codes to hand out',
    `<div class="screen"><p>Print this page now, and cut it apart. It is shown once and kept nowhere. Each slip is for one parent or guardian, works once, and lives two weeks.</p>
    <p>${methodWords[method].hint}</p><p><a href="./">Back to the desk</a></p></div>
    <div class="slips">${codes.map((code) => slip(method, code)).join('')}</div>`,
  )
}

function slip(method: OperatorMethod, { code, url, until }: HandedCode): string {
  const steps =
    method === 'handed-code'
      ? [
          'Scan the square, or open the address and type the code.',
          'Read what Kitestring keeps, and make your account.',
          'Make a profile for your child.',
        ]
      : [
          'Scan the square, or open the address and type the code.',
          'Print the form and sign it, or copy it by hand.',
          'Send a photo of it. When we have looked at it, you can come in.',
        ]
  return `<article class="slip"><div>${square(url)}</div><div><h2>Kitestring: for a parent or guardian</h2>
    <ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>
    <p>Address: <strong>${escaped(url.split('#')[0] ?? '')}</strong></p><p class="code">${escaped(code)}</p>
    <p>For one person, once, until ${escaped(day(until))}. Please give it to nobody else.</p></div></article>`
}

function square(url: string): string {
  const rows = encodeQR(url, 'raw', { ecc: 'medium', border: 3 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg viewBox="0 0 ${rows.length} ${rows.length}" role="img" aria-label="The code as a square to scan" shape-rendering="crispEdges"><rect width="${rows.length}" height="${rows.length}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}

const refused: Record<string, string> = {
  'sign-in.needed': 'Please sign in again.',
  'sign-in.wrong': 'Nobody here signs in with that phrase.',
  'not-allowed': 'That is not yours to do here.',
  'report.second-person':
    'That takes another person: whoever said a word does not look again, nobody agrees to what they asked themselves, and a picture that nobody here reported takes two.',
  'report.nothing-there': 'There is nothing to take down any more: its own family took it back.',
  'safeguard.closed': 'A promise is broken just now, so nobody is shown anything. You can still say a word.',
  'too-many-tries': 'You have asked five times since yesterday. Ask again tomorrow.',
  'other-site': 'That did not come from this page. Nothing was kept.',
  'not-found': 'This was done already, or it is not here, or it is too old. Look at the desk as it is now.',
  'halted.read-only': 'KITESTRING_READ_ONLY is set: no codes are made for now. Forms can be looked at.',
  'consent.method-off': 'Your settings (KITESTRING_CONSENT_METHODS) leave this way out.',
  'bad-request': 'Something was missing. Go back and choose again.',
}

export function messagePage(code: string): string {
  return shell(
    'The desk',
    `<p role="alert">${refused[code] ?? 'That did not work. Nothing was kept; try again.'}</p><p><a href="./">Back to the desk</a></p>`,
  )
}

export function shell(title: string, body: string, style = 'style.css'): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${title}</title><link rel="stylesheet" href="${style}"></head><body><main><h1>${title}</h1>${body}</main></body></html>`
}

export function day(moment: Date): string {
  return moment.toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' })
}

export const style = `
  :root { color-scheme: light dark; }
  body { margin: 0; font: 18px/1.5 system-ui, sans-serif; background: #fff8ee; color: #22304a; }
  main { max-width: 46rem; margin: auto; padding: 1.5rem; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-block: 0 .5rem; }
  section, .slip { background: #fff; border: 2px solid #e7dccb; border-radius: 14px; padding: 1rem; margin-block-end: 1.5rem; }
  fieldset { border: 0; padding: 0; margin-block: 1rem; } legend { font-weight: 700; }
  label { display: block; padding-block: .6rem; }
  input[type=radio] { inline-size: 1.3rem; block-size: 1.3rem; vertical-align: -.2rem; }
  input[type=number] { font: inherit; inline-size: 5rem; min-block-size: 44px; padding-inline: .5rem; }
  button { font: inherit; font-weight: 700; min-block-size: 48px; padding-inline: 1.5rem; border: 0; border-radius: 24px; background: #165c46; color: #fff; }
  img { display: block; max-inline-size: 100%; max-block-size: 70vh; margin-inline: auto; border: 2px solid #8a7f6d; }
  strong { overflow-wrap: anywhere; } a { color: #174f86; } .told { font-weight: 700; }
  input[type=text] { font: inherit; inline-size: 100%; min-block-size: 44px; box-sizing: border-box; }
  blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 4px solid #8a7f6d; white-space: pre-wrap; overflow-wrap: anywhere; }
  .row { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; } .row form { margin: 0; }
  .veil { overflow: hidden; } .veil img { filter: blur(28px) grayscale(1); } .veil:has(input:checked) img { filter: grayscale(1); }
  .second { background: transparent; color: inherit; border: 2px solid currentcolor; }
  .slip { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; break-inside: avoid; }
  .slip ol { padding-inline-start: 1.2rem; margin: 0; } .slip p { margin-block: .3rem; overflow-wrap: anywhere; }
  dt { font-weight: 700; margin-block-start: .6rem; } dd { margin: 0; overflow-wrap: anywhere; }
  .well, .mend { display: inline-block; border-radius: 8px; padding-inline: .5rem; background: #d6efe3; color: #10402f; } .mend { background: #ffdca8; color: #4d2b00; }
  .code { font: 700 1.1rem/1.4 ui-monospace, monospace; }
  @media (max-width: 34rem) { .slip { grid-template-columns: 1fr; } .slip svg { inline-size: 9rem; } }
  @media (prefers-color-scheme: dark) {
    body { background: #16202e; color: #f5efe4; } section, .slip { background: #1f2c3e; border-color: #3a4a60; }
    a { color: #9ccbff; } button { background: #7fd6b2; color: #10251d; } }
  @media print { body { background: #fff; color: #000; font-size: 14px; } h1, .screen { display: none; } main { max-width: none; padding: 0; }
    .slip { background: #fff; border: 1px dashed #000; border-radius: 0; } }
`
