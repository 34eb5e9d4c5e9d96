// The one page of what was tried and what was found. It asks for nothing from elsewhere.
import type { Part } from './part.ts'

export function pageOf(parts: readonly Part[], at: Date, minutes: number): string {
  const found = parts.reduce((sum, { findings }) => sum + findings.length, 0)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kitestring under attack</title><style>
  :root { color-scheme: light dark; } body { margin: 0; font: 17px/1.5 system-ui, sans-serif; background: #fff8ee; color: #22304a; } main { max-width: 52rem; margin: auto; padding: 1.5rem; }
  section { background: #fff; border: 2px solid #e7dccb; border-radius: 14px; padding: .5rem 1rem; margin-block-end: 1rem; } h2 { font-size: 1.2rem; } li { overflow-wrap: anywhere; }
  .left { font-weight: 700; } @media (prefers-color-scheme: dark) { body { background: #16202e; color: #f5efe4; } section { background: #1f2c3e; border-color: #3a4a60; } }
  </style></head><body><main><h1>Kitestring under attack</h1>
  <p>Made-up families on a machine of its own, ${escaped(at.toISOString().slice(0, 16).replace('T', ' '))} UTC, ${minutes} minutes. <strong>${found === 0 ? 'Nothing was found.' : `${found} found.`}</strong> That nothing was found says what was tried, not that there is nothing.</p>
  ${parts.map(section).join('')}</main></body></html>\n`
}

function section({ name, tried, counts, left, findings }: Part): string {
  const told = Object.entries(counts).map(([what, count]) => `<li>${count.toLocaleString('en')} ${escaped(what)}</li>`)
  return `<section><h2>${escaped(name)}</h2><p>${escaped(tried)}</p><ul>${told.join('')}</ul>${left ? `<p class="left">${escaped(left)}</p>` : ''}
  ${findings.length === 0 ? `<p>${left?.startsWith('not tried') ? '' : 'Nothing was found.'}</p>` : `<p><strong>${findings.length} found:</strong></p><ol>${findings.map((one) => `<li>${escaped(one)}</li>`).join('')}</ol>`}</section>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
