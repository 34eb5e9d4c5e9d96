// Looks for what is better not shown, or asked about first: the same in the child's browser, before anything is sent, in the guardian's, and on the server. It tells;
// the child mends, and a guardian decides. Whatever goes wrong here is "held". PUB-2, PUB-5, SAF-5
import { findFaces } from './faces.ts'
import { findLettering } from './lettering.ts'
import type { Nets } from './nets.ts'
import { type Pixels, type Region, resized, sizeWithin } from './pixels.ts'
import { type Line, readLine } from './reading.ts'
import { type Repair, repairsOf, type Seen } from './seen-kinds.ts'
import { toldBy } from './signs.ts'
import { looksUndressed } from './skin.ts'

export type Finding = { kind: Seen; region: Region; repairs: Repair[] }
export type Verdict = { is: 'clear'; findings: [] } | { is: 'found'; findings: Finding[] } | { is: 'held'; findings: [] }
type Look = { nets: Nets; language: string | undefined; goesOn: () => void }
type Seeing = { kind: Seen; region: Region }
export type Check = { name: string; look: (pixels: Pixels, look: Look) => Promise<Seeing[]> }

type Options = { language?: string | undefined; all?: readonly Check[]; milliseconds?: number }

/** Nobody needs more than this to be seen, and less takes longer than it must. */
export const longestSide = 1536
const mostLines = 24
const mostMilliseconds = 40_000

export const checks: readonly Check[] = [
  { name: 'skin', look: lookForSkin },
  { name: 'faces', look: lookForFaces },
  { name: 'words', look: lookForWords },
]

export const held: Verdict = { is: 'held', findings: [] }

/** An error, a net that does not come, and what takes too long, is held. */
export async function checkPhoto(
  pixels: Pixels,
  nets: Nets,
  { language, all = checks, milliseconds = mostMilliseconds }: Options = {},
): Promise<Verdict> {
  const until = performance.now() + milliseconds
  const goesOn = () => {
    if (performance.now() > until) throw new Error('it takes too long')
  }
  try {
    if (pixels.data.length === 0 || pixels.data.length !== pixels.width * pixels.height * 4) throw new Error('this is no picture')
    const seen = resized(pixels, sizeWithin(pixels, longestSide))
    const findings: Finding[] = []
    for (const check of all) {
      goesOn()
      if (findings.some(({ kind }) => kind === 'private')) break // it goes nowhere, so nothing else of it is looked at
      for (const { kind, region } of await check.look(seen, { nets, language, goesOn }))
        findings.push({ kind, region, repairs: repairsOf(kind) })
    }
    return findings.length > 0 ? { is: 'found', findings } : { is: 'clear', findings: [] }
  } catch {
    return held // a guardian looks at it first: no reason not to is known
  }
}

async function lookForSkin(pixels: Pixels, { nets }: Look): Promise<Seeing[]> {
  if (!(await looksUndressed(pixels, nets))) return []
  const side = Math.max(pixels.width, pixels.height)
  const [width, height] = [pixels.width / side, pixels.height / side]
  return [{ kind: 'private', region: { at: { x: width / 2, y: height / 2 }, width, height, angle: 0 } }]
}

async function lookForFaces(pixels: Pixels, { nets }: Look): Promise<Seeing[]> {
  return (await findFaces(pixels, nets)).map((region) => ({ kind: 'face', region }))
}

/** The largest lines are read: who looks at the picture reads those too. */
async function lookForWords(pixels: Pixels, { nets, language, goesOn }: Look): Promise<Seeing[]> {
  const regions = await findLettering(pixels, nets)
  if (regions.length === 0) return []
  const largest = regions.toSorted((one, other) => other.height - one.height).slice(0, mostLines)
  const inOrder = largest.toSorted((one, other) => one.at.y - other.at.y)
  const lines: Line[] = []
  const signs = await nets.signs()
  for (const region of inOrder) {
    goesOn()
    const line = await readLine(pixels, region, { nets, signs })
    if (line) lines.push(line)
  }
  return toldBy(lines, language).map(({ kind, line }) => ({ kind, region: kind === 'page' ? around(inOrder) : line.region }))
}

function around(regions: readonly Region[]): Region {
  const ends = (middle: (region: Region) => number, size: (region: Region) => number) => {
    const [from, to] = [
      Math.min(...regions.map((one) => middle(one) - size(one) / 2)),
      Math.max(...regions.map((one) => middle(one) + size(one) / 2)),
    ]
    return { middle: (from + to) / 2, size: to - from }
  }
  const [across, down] = [
    ends(
      ({ at }) => at.x,
      ({ width }) => width,
    ),
    ends(
      ({ at }) => at.y,
      ({ height }) => height,
    ),
  ]
  return { at: { x: across.middle, y: down.middle }, width: across.size, height: down.size, angle: 0 }
}
