// What a face is drawn of besides its animal: discs in light colours that differ in the dark too, patterns that tell them apart without colour, and things to wear. DAT-8
import { discs, patterns, worn, type Disc, type Pattern, type Worn } from '../../features/people/faces.ts'

type Draw = (name: string) => string

/** Each as a symbol of the sheet: `disc-sky`, `disc-dots`, `worn-bow`. `emoji` draws what the package has. */
export function faceParts(emoji: Draw): { id: string; viewBox: string; body: string }[] {
  return [
    ...discs.map((disc) => ({ id: `disc-${disc}`, viewBox: '0 0 48 48', body: `<path fill="${colours[disc]}" d="M0 0h48v48H0z"/>` })),
    ...patterns
      .filter((pattern) => pattern !== 'plain')
      .map((pattern) => ({ id: `disc-${pattern}`, viewBox: '0 0 48 48', body: `<g fill="#22304a" opacity=".18">${drawn[pattern]}</g>` })),
    ...worn
      .filter((thing) => thing !== 'nothing')
      .map((thing) => ({ id: `worn-${thing}`, viewBox: '0 0 32 32', body: things[thing] ?? emoji(taken[thing] ?? thing) })),
  ]
}

const colours: Readonly<Record<Disc, string>> = {
  sun: '#ffdc7d',
  sky: '#a5d3f8',
  leaf: '#a9deb0',
  plum: '#d3bdf3',
  rose: '#fbbfca',
  sand: '#dcc7a2',
  sea: '#7cc4c9',
  cloud: '#cfd6e0',
}

const steps = [0, 1, 2, 3, 4, 5]
const circle = (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="2.6"/>`
const drawn: Readonly<Partial<Record<Pattern, string>>> = {
  dots: steps.flatMap((row) => steps.map((at) => circle(at * 10 - 1 + (row % 2) * 5, row * 9 + 1.5))).join(''),
  stripes: steps.map((at) => `<path d="M${at * 16 - 34} 48l48-48h7l-48 48z"/>`).join(''),
  waves: steps.map((at) => `<path d="M0 ${at * 10 - 2}q6-6 12 0t12 0 12 0 12 0v4q-6 6-12 0t-12 0-12 0-12 0z"/>`).join(''),
  checks: steps
    .flatMap((row) => steps.filter((at) => (row + at) % 2 === 0).map((at) => `<path d="M${at * 8} ${row * 8}h8v8h-8z"/>`))
    .join(''),
  rays: steps.map((at) => `<path d="M24 24L48-6V6z" transform="rotate(${at * 60} 24 24)"/>`).join(''),
}

/** What the package calls them. */
const taken: Readonly<Partial<Record<Worn, string>>> = { cap: 'billed-cap', bow: 'ribbon' }

const things: Readonly<Partial<Record<Worn, string>>> = {
  'straw-hat':
    '<ellipse cx="16" cy="24" rx="15.5" ry="5" fill="#e0a23c"/><path fill="#f4c869" d="M7 23C7 9 25 9 25 23q-9 4-18 0z"/><path fill="#c23b3b" d="M7 20q9 4 18 0v3q-9 4-18 0z"/>',
  'party-hat':
    '<path fill="#7c4ddb" d="M16 4l9 24q-9 4-18 0z"/><path fill="#ffd166" d="M12.4 14l7.6 2 1.6 4.2-10.7-2.6zM9 23l14.2 1 1.5 3.6q-8.7 4.2-17.5.6z"/><circle cx="16" cy="4" r="3.5" fill="#ff6b8a"/>',
  leaf: '<path fill="#3fa45b" d="M15 30C2 22 6 6 27 3c3 16-2 26-12 27z"/><path fill="#1e6b38" d="M14 31q3-14 10-22l1.5 1.2Q18 18 16.5 31z"/>',
  flower:
    '<g fill="#ff7aa2"><circle cx="16" cy="8" r="6.5"/><circle cx="24" cy="14" r="6.5"/><circle cx="21" cy="23.5" r="6.5"/><circle cx="11" cy="23.5" r="6.5"/><circle cx="8" cy="14" r="6.5"/></g><circle cx="16" cy="16.5" r="5.5" fill="#ffd166"/>',
  scarf:
    '<path fill="#c22f45" d="M19 9h8l1 18-8 2z"/><path fill="#e5484d" d="M2 4q14 7 28 0l1 7q-15 9-30 0z"/><path fill="#ffd9dc" d="M20.2 18l7.3-.6.2 3.2-7.400.8z"/>',
  headphones:
    '<path fill="#33415c" d="M3 21C3-2 29-2 29 21h-3.5C25.5 3 6.5 3 6.5 21z"/><rect x="1" y="17" width="7" height="12" rx="3.5" fill="#e4572e"/><rect x="24" y="17" width="7" height="12" rx="3.5" fill="#e4572e"/>',
  glasses:
    '<g fill="#fff" fill-opacity=".55" stroke="#22304a" stroke-width="2.6"><circle cx="8.5" cy="16" r="6.7"/><circle cx="23.5" cy="16" r="6.7"/></g><path fill="#22304a" d="M14 14.5q2-2 4 0v2.6q-2-2-4 0z"/>',
}
