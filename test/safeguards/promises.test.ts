// Every promise has a check, and the page, the document and both catalogues of words name exactly these. GOV-1
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { formatter } from '@lingui/format-po'
import { ruleOf } from '../../src/access/may.ts'
import { routes } from '../../src/apps/routes.ts'
import { routes as addresses } from '../../src/safeguards/addresses.ts'
import type { PromisesNow } from '../../src/safeguards/contract.ts'
import { promises } from '../../src/safeguards/promises.ts'
import { type PromiseNow, standingOf, stateOf } from '../../src/safeguards/standing.ts'

const root = join(import.meta.dirname, '../..')
const family = readWords('family')
const child = readWords('child')
const sections = readFileSync(join(root, 'docs/promises.md'), 'utf8').split(/^## /m).slice(1).map(readSection)
const ids = promises.map(({ id }) => id)

describe('the register of promises', () => {
  it('GOV-1 every promise has a check, every check a promise, and no two are the same', () => {
    assert.deepEqual(ids.toSorted(), checksInCode().toSorted())
    assert.equal(new Set(promises.map(({ check }) => check)).size, promises.length)
  })

  it('GOV-1 the document names exactly the promises, each with the requirements it keeps and what closes', () => {
    assert.deepEqual(
      sections.map(({ id, keeps }) => ({ id, keeps })),
      promises.map(({ id, requirements, guards }) => ({ id, keeps: `${requirements.join(', ')}; guards ${guards}` })),
    )
  })

  it('GOV-1 the document says to grown-ups what their page says', () => {
    for (const { id, promise, tried, limit } of sections)
      assert.deepEqual(
        { promise, tried, limit },
        {
          promise: family[`family.promise.${id}`],
          tried: family[`family.promise.${id}.tried`],
          limit: family[`family.promise.${id}.limit`],
        },
        id,
      )
  })

  it('GOV-1 both catalogues have words for every promise, and for no other', () => {
    const promised = (words: Record<string, string>, app: string) =>
      Object.keys(words).flatMap((word) => new RegExp(`^${app}\\.promise\\.([a-z-]+)$`).exec(word)?.[1] ?? [])
    assert.deepEqual(promised(child, 'child').toSorted(), ids.toSorted())
    assert.deepEqual(promised(family, 'family').toSorted(), ids.toSorted())
  })

  it('GOV-1 every requirement that a promise names stands in the list of requirements, or at its rule in the code', () => {
    const said = [readFileSync(join(root, 'docs/requirements.md'), 'utf8'), ...code('src'), ...code('test')].join('\n')
    const named = promises.flatMap(({ requirements }): readonly string[] => requirements)
    assert.deepEqual(
      named.filter((one) => !new RegExp(`\\b${one}\\b`).test(said)),
      [],
    )
  })

  it('GOV-2 every address that tells something to those who are signed in is among those that are tried', () => {
    const told = routes.filter(({ method, may }) => method === 'GET' && !ruleOf(may).who.includes('visitor')).map(({ url }) => url)
    const tried = addresses({ child: randomUUID(), post: randomUUID(), photo: randomUUID() })
    assert.ok(told.length > 25)
    assert.deepEqual(
      told.filter((url) => !tried.some((address) => new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]+')}$`).test(address))),
      [],
    )
  })

  it('GOV-10 no promise says safe, secure or guaranteed', () => {
    const words = [...Object.entries(family), ...Object.entries(child)].filter(([id]) => /\.(promises?|closed)\./.test(id))
    assert.deepEqual(
      words.filter(([, text]) => /\b(safe|safely|secure|guaranteed?|certified|never fails)\b/i.test(text)),
      [],
    )
  })
})

describe('the glance at the promises', () => {
  const one = (state: PromiseNow['state']) => ({ state }) as PromiseNow
  const now = (states: PromiseNow['state'][], silentSince: string | null = null) =>
    ({ promises: states.map(one), silentSince, closed: [], incidents: [], everyMinutes: 15 }) as PromisesNow

  it('GOV-3 all hold only when each was tried and held', () => {
    assert.equal(standingOf(now(['holds', 'holds'])), 'holds')
    assert.equal(standingOf(now(['holds', 'not-tried'])), 'not-tried')
    assert.equal(standingOf(now([])), 'not-tried')
    assert.equal(standingOf(now(['not-tried', 'broken', 'holds'])), 'broken')
  })

  it('GOV-10 after a silence no promise is said to hold, and a broken one stays broken', () => {
    const silent = now(['holds', 'broken'], '2026-11-25T10:00:00Z')
    assert.deepEqual(
      silent.promises.map((promise) => stateOf(promise, silent)),
      ['not-tried', 'broken'],
    )
    assert.equal(standingOf(now(['holds'], '2026-11-25T10:00:00Z')), 'silent')
  })
})

type Section = { id: string; keeps: string; promise: string; tried: string; limit: string | undefined }

function readSection(text: string): Section {
  const [id = '', keeps = '', promise = '', ...more] = text.trim().split('\n\n')
  const after = (label: string) => more.find((line) => line.startsWith(label))?.slice(label.length)
  return { id, keeps, promise, tried: after('What is tried: ') ?? '', limit: after('What it cannot do: ') }
}

// As they stand in the files, and not as the register has gathered them: a check that nobody lists is seen too.
function checksInCode(): string[] {
  return ['viewing', 'sharing', 'asking', 'ending'].flatMap((file) => {
    const text = readFileSync(join(root, `src/safeguards/${file}.ts`), 'utf8')
    return [...text.matchAll(/^ {2}async '?([a-z-]+)'?\(stage: Stage\)/gm)].map(([, id]) => id ?? '')
  })
}

function code(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|sql)$/.test(file) && !file.endsWith('safeguards/register.ts') && file !== 'register.ts')
    .filter((file) => !file.startsWith('safeguards/')) // the promise cannot vouch for itself
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
}

function readWords(name: string): Record<string, string> {
  const file = `src/ui/words/en/${name}.po`
  const catalogue = formatter({ explicitIdAsDefault: true }).parse(readFileSync(join(root, file), 'utf8'), {
    locale: 'en',
    sourceLocale: 'en',
    filename: `${name}.po`,
  })
  return Object.fromEntries(Object.entries(catalogue).map(([id, message]) => [id, message.translation ?? '']))
}
