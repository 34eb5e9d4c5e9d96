// The check of photos on a handful of pictures: what it sees and where, what it leaves alone, what is held, and that nothing in it can tell one face from another. How often
// it is right, docs/screening.md says. PUB-2, PUB-5, SAF-5, SAF-6
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pixelsOf } from '../../../../test/screening/measure-pictures.ts'
import { pictureOf, signs, type Way } from '../../../../test/screening/pictures.ts'
import { type Check, checkPhoto, checks, type Verdict } from './check-photo.ts'
import { type Nets, openNets } from './nets.ts'
import { netFile, runnerFile } from './nets/files.ts'
import { aboutOf, notedOf, repairsOf, seenKinds, severityOf } from './seen-kinds.ts'
import { toldBy } from './signs.ts'

const root = join(import.meta.dirname, '../../../..')
const nets = openNets(async (file) => netFile(file), runnerFile())
/** Three grown-ups at a table, in the package of the face detector. */
const people = createRequire(import.meta.url).resolve('@vladmandic/face-api/demo/sample1.jpg')

describe('the check of photos', () => {
  it('PUB-5 faces are counted, each has a box around it, and nothing else is said of them', async () => {
    const { is, findings } = checked(await seenIn(readFileSync(people)))
    assert.equal(is, 'found')
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['face', 'face', 'face'],
    )
    const middles = findings
      .map(({ region: { at } }) => [Math.round(at.x * 20), Math.round(at.y * 20)])
      .toSorted(([x = 0], [other = 0]) => x - other)
    assert.deepEqual(middles, [
      [5, 5],
      [10, 6],
      [16, 3],
    ])
    for (const finding of findings) assert.deepEqual(Object.keys(finding), ['kind', 'region', 'repairs'])
  })

  it('PUB-2, PUB-6 what is written is read where it stands, also aslant, and told by what it is about', async () => {
    const { findings } = checked(await seenIn(await sign('Elm Street', 'clear')))
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['place'],
    )
    const aslant = checked(await seenIn(await sign('0171 5552398', 'middling'))).findings
    assert.deepEqual(
      aslant.map(({ kind }) => kind),
      ['reach'],
    )
    const { at, width, height, angle } = aslant[0]?.region ?? assert.fail()
    assert.ok(Math.abs(at.x - 0.5) < 0.02 && Math.abs(at.y - 0.375) < 0.02 && width > height * 4 && Math.abs(angle + 9) < 2, `${angle}`)
    assert.deepEqual(await seenIn(await sign('Best Dog Ever', 'clear')), { is: 'clear', findings: [] })
  })

  it('SAF-5 what throws, what is no picture, a net that does not come, and what takes too long, is held', async () => {
    const held = { is: 'held', findings: [] }
    const grey = { data: new Uint8Array(64 * 64 * 4).fill(128), width: 64, height: 64 }
    const broken: Check = { name: 'broken', look: () => Promise.reject(new Error('broken')) }
    assert.deepEqual(await checkPhoto(grey, nets, { all: [broken] }), held)
    assert.deepEqual(await checkPhoto({ ...grey, width: 65 }, nets), held)
    assert.deepEqual(await checkPhoto({ ...grey, width: 0, height: 0, data: new Uint8Array() }, nets), held)
    for (const { name } of checks) assert.deepEqual(await checkPhoto(grey, without(name === 'words' ? 'lettering' : name)), held, name)
    const late: Check = {
      name: 'late',
      look: async (_pixels, { goesOn }) => {
        goesOn()
        return []
      },
    }
    assert.deepEqual(await checkPhoto(grey, nets, { all: [late] }), { is: 'clear', findings: [] })
    assert.deepEqual(await checkPhoto(grey, nets, { all: [late], milliseconds: -1 }), held)
  })

  it('SAF-6 what is private is the only thing said of a photo, and nothing else of it is looked at', async () => {
    const undressed: Nets = {
      ...nets,
      ask: async (net) => (net === 'skin' ? { answers: { data: Float32Array.of(0, 0.3, 0.1, 0.6, 0), dims: [1, 5] } } : assert.fail(net)),
    }
    const { findings } = await checkPhoto({ data: new Uint8Array(64 * 64 * 4).fill(128), width: 64, height: 64 }, undressed)
    assert.deepEqual(
      findings.map(({ kind, repairs }) => [kind, repairs]),
      [['private', ['other-photo', 'get-help']]],
    )
    assert.equal(notedOf('private'), 'unseen', 'nobody is told of what kind it was')
  })

  it('PUB-2 signs say what nobody says in a sentence, and innocent ones say nothing', () => {
    const told = (...words: string[]) => toldBy(words.map(lineOf), undefined).map(({ kind }) => kind)
    for (const { kind, words } of signs) assert.deepEqual([...new Set(told(...words.split('|')))], kind ? [kind] : [], words)
  })

  it('PUB-2, SAF-5 each kind of word is about something or left alone, nothing is refused but what is private, and each has a repair', () => {
    assert.deepEqual(
      Object.entries(aboutOf).flatMap(([kind, about]) => (about === null ? [kind] : [])),
      ['link', 'age'],
    )
    for (const kind of seenKinds)
      for (const band of ['5-9', '10-13'] as const) {
        assert.equal(severityOf(kind, band), kind === 'private' ? 'private' : 'ask')
        assert.ok(repairsOf(kind).length > 0)
      }
  })

  it('DAT-5, PUB-5, PUB-7 no net that tells one face from another, or knows its parts, is read, and none is built into an app', () => {
    const forbidden = /face_recognition|face_landmark|age_gender|face_expression|faceRecognition|FaceMatcher|euclideanDistance|embedding/
    for (const file of globSync('{src,scripts}/**/*.{ts,tsx,mjs}', { cwd: root }).filter((file) => !file.endsWith('check-photo.test.ts')))
      assert.doesNotMatch(readFileSync(join(root, file), 'utf8'), forbidden, file)
    const read = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) =>
      /face-api|nsfwjs/.test(readFileSync(join(root, file), 'utf8')),
    )
    assert.deepEqual(read.filter((file) => !file.endsWith('.test.ts')).toSorted(), [
      'src/features/screening/photos/nets/face-net.ts',
      'src/features/screening/photos/nets/skin-net.ts',
    ])
    const nets = globSync('dist/{child,family}/assets/*.onnx', { cwd: root }).map((file) => file.replace(/.*\/(\w+)-[^/]*$/, '$1'))
    for (const net of nets) assert.ok(['skin', 'faces', 'lettering', 'reading'].includes(net), net)
  })
})

function sign(words: string, way: Way): Promise<Buffer> {
  const one = signs.find((sign) => sign.words === words) ?? assert.fail(words)
  return pictureOf({ ...one, way, font: 'andika' })
}

async function seenIn(file: Buffer): Promise<Verdict> {
  return checkPhoto(await pixelsOf(file), nets, { milliseconds: 120_000 }) // how long it takes here is not what is asked
}

function checked(verdict: Verdict): Verdict {
  assert.notEqual(verdict.is, 'held')
  return verdict
}

function lineOf(words: string) {
  return { words, sure: 1, region: { at: { x: 0.5, y: 0.5 }, width: 0.4, height: 0.05, angle: 0 } }
}

function without(missing: string): Nets {
  return {
    ...nets,
    ask: (net, given) => (net === missing ? Promise.reject(new Error('it did not come')) : nets.ask(net, given)),
  }
}
