// The words of all apps: each id that a screen asks for has words, no words are left over, and children can read theirs.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { grade, sentencesOf, syllablesOf } from './words/reading.ts'
import { readWords } from './words/read-words.ts'
import { statusOf } from '../apps/refusals.ts'
import { childItems } from '../features/consent/kept-items.ts'
import { bands } from '../features/people/avatars.ts'

const source = join(import.meta.dirname, '..')
const kit = readWords('kit')
const child = { ...readWords('child'), ...readWords('studio') }
const family = readWords('family')
/** Why nothing is said in these files, although they send something. */
const givesNothing = {
  'features/hours/child/PlanFirst.tsx': 'begins a visit, of which WhatIMayDo tells; what is planned stays on the tablet',
  'features/photos/child/sending.ts': 'sends what Make and Check tell of',
  'features/posts/child/take-in.ts': 'sends what Make and Check tell of',
  'features/sign-in/child/LockTablet.tsx': 'takes a sign-in away; what opens it again MyPictures tells of',
  'features/sign-in/child/PictureDoor.tsx': 'tries the pictures that MyPictures tells of',
}
/** What a literal in an attribute may be: a name of something in the code or in HTML. Whatever else it says, a person reads or hears. */
const attributesWithoutWords =
  'accept act at aria-hidden aria-labelledby aria-live as autoComplete back base className colour d decoding dir focusable how href icon id inputMode lang loads look more name of part path picture place preserveAspectRatio rendition role shapeRendering size src subject to type what'.split(
    ' ',
  )
const hardest = 3.5
const longest = 10

describe('words', () => {
  for (const [app, folders, words] of [
    ['child', ['apps/child', 'child'], child],
    ['family', ['apps/family', 'guardian', 'relative'], family],
  ] as const) {
    const files = sourceFiles().filter((file) => folders.some((folder) => file.includes(`/${folder}/`)) && !file.includes('/ui/'))
    it(`${app}: every id that a screen asks for has words`, () => {
      const missing = idsIn(files).filter(
        (id) =>
          !(id in words) && !(id in kit) && !Object.keys({ ...words, ...kit }).some((other) => id.endsWith('.') && other.startsWith(id)),
      )
      assert.deepEqual(missing, [])
    })
    it(`${app}: no words are left over`, () => {
      const asked = idsIn([...files, ...sourceFiles().filter((file) => file.includes('/ui/'))])
      const unused = Object.keys(words).filter(
        (id) => !id.startsWith('refusal.') && !asked.some((other) => other === id || (other.endsWith('.') && id.startsWith(other))),
      )
      assert.deepEqual(unused, [])
    })
    it(`${app}: words of refusals belong to a code that the server knows`, () => {
      const unknown = Object.keys(words).filter((id) => id.startsWith('refusal.') && statusOf(id.slice('refusal.'.length)) === undefined)
      assert.deepEqual(unknown, [])
    })
  }

  it('no screen holds words of its own: in an attribute (between elements the linter sees them)', () => {
    const literal = /\s([a-z][\w-]*)=(?:"([^"]*)"|\{\s*(['"`])((?:(?!\3).)*)\3\s*\})/gi
    const written = sourceFiles()
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) =>
        [
          ...readFileSync(file, 'utf8')
            .replace(/\$\{[^}]*\}/g, '')
            .matchAll(literal),
        ]
          .filter(([, name = '', plain = '', , braced = '']) => /\p{L}/u.test(plain + braced) && !attributesWithoutWords.includes(name))
          .map(([text]) => `${relative(source, file)}:${text}`),
      )
    assert.deepEqual(written, [])
  })

  it('kit: what the shared parts ask for and what the kit says are the same', () => {
    const asked = idsIn(sourceFiles().filter((file) => file.includes('/ui/'))).filter((id) => id.startsWith('kit.'))
    assert.deepEqual(
      [...new Set(asked)].filter((id) => !(id in kit) && !Object.keys(kit).some((other) => id.endsWith('.') && other.startsWith(id))),
      [],
    )
    const everywhere = idsIn(sourceFiles())
    assert.deepEqual(
      Object.keys(kit).filter((id) => !everywhere.some((other) => other === id || (other.endsWith('.') && id.startsWith(other)))),
      [],
    )
  })

  it('NOT-3 a child reads at most ten words a sentence', () => {
    const long = childTexts().filter(([, text]) => sentencesOf(text).some((words) => words.length > longest))
    assert.deepEqual(long, [])
  })

  it('NOT-3 what a child reads is at grade 3.5 or below', () => {
    const hard = childTexts()
      .filter(([, text]) => isSentence(text) && grade(text) > hardest)
      .map(([id, text]) => `${id}: ${grade(text).toFixed(1)} ${text}`)
    assert.deepEqual(hard, [])
  })

  it('NOT-3 what is kept is told in the words of each band; the youngest read it at grade 3 or below', () => {
    for (const item of childItems) for (const band of bands) assert.ok(child[`child.kept.${band}.${item}`], `${item} for ${band}`)
    const hard = Object.entries(child).filter(([id, text]) => id.startsWith('child.kept.5-9.') && grade(text) > 3)
    assert.deepEqual(hard, [])
    assert.deepEqual(
      Object.keys(child).filter((id) => /^child\.kept\.(5-9|10-13)\./.test(id) && !childItems.some((item) => id.endsWith(`.${item}`))),
      [],
    )
  })

  it('NOT-3 wherever a child gives something, what is kept of it is said beside it, or is said why not', () => {
    const gives = sourceFiles()
      .filter((file) => /\/child\/[^/]*\.tsx?$/.test(file) && !file.includes('/apps/'))
      .filter((file) => /\bapi\.(post|put)\b|\busePost\b|\bsendPhoto\(/.test(readFileSync(file, 'utf8')))
    const silent = gives.filter((file) => !readFileSync(file, 'utf8').includes('<Keeps what=')).map((file) => relative(source, file))
    assert.deepEqual(silent.sort(), Object.keys(givesNothing).sort())
  })

  it('NOT-3 labels are made of short words', () => {
    const labels = childTexts()
      .map(([, text]) => text)
      .filter((text) => !isSentence(text))
    const mean = labels.reduce((sum, label) => sum + syllablesOfAll(label), 0) / labels.length
    assert.ok(mean <= 1.6, `labels have ${mean.toFixed(2)} syllables a word`)
  })

  it('the reading grade agrees with known sentences', () => {
    assert.ok(Math.abs(grade('Nobody has seen this yet. You choose who gets to look.') - 0.5) < 2)
    assert.ok(grade('Comprehensive organisational accountability necessitates interdepartmental documentation.') > 15)
    assert.equal(syllablesOf('photo'), 2)
    assert.equal(syllablesOf('share'), 1)
  })
})

function childTexts() {
  return [...Object.entries(kit), ...Object.entries(child)].map(([id, text]) => [id, spoken(text)] as const)
}

// What a child would read: names and numbers filled in.
function spoken(text: string) {
  return text
    .replace(/\{days, plural, one \{([^}]*)\} other \{([^}]*)\}\}/g, (_all, _one, other: string) => other.replace('#', '7'))
    .replace(/\{name\}/g, 'Mia')
    .replace(/\{day\}/g, 'May 7')
}

// Labels of buttons and headings are too short for the formula to mean anything.
function isSentence(text: string) {
  return /[.!?]/.test(text) && sentencesOf(text).flat().length > 4
}

function syllablesOfAll(text: string) {
  const words = sentencesOf(text).flat()
  return words.reduce((sum, word) => sum + syllablesOf(word), 0) / words.length
}

// t('some.id') names one; t(`some.kind.${word}`) names all that begin so, as does any 'child.…' word in a table.
function idsIn(files: string[]) {
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const whole = [...text.matchAll(/['"]((?:kit|child|family)\.[a-z0-9.-]+[a-z0-9])['"]/g)].map(([, id]) => id ?? '')
  const begun = [...text.matchAll(/`((?:kit|child|family)\.[a-z0-9.-]*)\$\{/g)].map(([, id]) => (id?.endsWith('.') ? id : `${id ?? ''}.`))
  return [...whole, ...begun]
}

function sourceFiles() {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => join(source, file))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
}
