// Small quests: enough of them, each with a picture and words of its own, and none comes twice before all have come.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { formatter } from '@lingui/format-po'
import { ideas, shuffled } from './ideas.ts'
import { setOf } from './stickers.ts'

describe('ideas', () => {
  const words = formatter({ explicitIdAsDefault: true }).parse(
    readFileSync(join(import.meta.dirname, '../../ui/words/en/studio.po'), 'utf8'),
    {
      filename: 'studio.po',
      locale: 'en',
      sourceLocale: 'en',
    },
  ) as Record<string, { translation?: string }>
  const said = Object.keys(ideas).map((idea) => words[`child.idea.${idea}`]?.translation ?? '')

  it('WEL-13 there are a hundred, each with words and a picture of its own', () => {
    assert.equal(Object.keys(ideas).length, 100)
    assert.equal(new Set(said).size, 100)
    assert.equal(new Set(Object.values(ideas)).size, 100)
    for (const sticker of Object.values(ideas)) assert.ok(setOf(sticker), sticker)
  })

  it('WEL-1, DAT-1 none asks for a face, a name, a place where one lives or goes, or for anything to be won', () => {
    const asks =
      /\b((?<!thank )you(?!r (shadow|toys|hands|shoes|fingers|own|breakfast)| (like|see|can))|yourself|selfie|name|home|street|school|room|window|best friend|win|first|most|beat|today’s|every day|again tomorrow)\b/i
    assert.deepEqual(
      said.filter((words) => asks.test(words)),
      [],
    )
  })

  it('all of them come once before one comes again, in another order each time', () => {
    assert.deepEqual(shuffled().toSorted(), Object.keys(ideas).toSorted())
    assert.notDeepEqual(shuffled(), shuffled())
    assert.deepEqual(
      shuffled(() => 0),
      Object.keys(ideas),
    )
  })
})
