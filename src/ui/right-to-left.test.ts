// Every screen can be read from the right: nothing is placed at a side of the glass that should be at the beginning or the end of a line.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const source = join(import.meta.dirname, '..')
const sideOfTheGlass = [
  /^(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)\b/,
  /^border-(?:top|bottom)-(?:left|right)/,
  /^(?:float|clear|text-align|justify-\w+|caption-side):\s*(?:left|right)/,
  /^(?:margin|padding|inset|scroll-margin|scroll-padding|border-width|border-style|border-color):\s*\S+\s+(\S+)\s+\S+\s+(?!\1\s*$)\S+\s*$/, // right, and left is another one
  /^border-radius:\s*(\S+)\s+(?!\1)\S+(?:\s+\S+){0,2}\s*$/,
  /^(?:translate:|transform:.*translate(?:X|3d)?\()\s*-?(?!50%)[1-9]/,
  /^(?:background|background-position|object-position|transform-origin|perspective-origin):.*\b(?:left|right)\b/,
]
/** Where a side of the glass is meant. */
const meant: Record<string, string> = {
  'ui/parts/Notes.css translate: -40px 30px': 'the kite drifts in with the wind, and nobody reads the wind',
  'ui/parts/Toggle.css translate: 26px 0': 'the next rule turns it round',
  'ui/parts/Toggle.css translate: -26px 0': 'that rule',
}
/** Which code speaks of left and right. */
const spokenOf: Record<string, string> = {
  'features/posts/guardian/moving.ts': 'asks which way the page is read',
  'features/posts/child/SideBySide.tsx': 'asks which way the page is read',
  'features/studio/child/CollageMaker.tsx': 'a picture is not turned round',
  'features/studio/child/CropBox.tsx': 'a picture is not turned round',
  'features/studio/child/Pad.tsx': 'a picture is not turned round',
  'features/studio/child/Stage.tsx': 'a picture is not turned round',
}

describe('right to left', () => {
  it('no style is about a side of the glass', () => {
    const found = filesOf('.css').flatMap(([file, text]) =>
      [...text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?<=[{;]\s*)[a-z-]+:[^;{}]+(?=[;}])/g)]
        .map(([declaration]) => declaration.trim())
        .filter((declaration) => sideOfTheGlass.some((side) => side.test(declaration)))
        .map((declaration) => `${file} ${declaration}`),
    )
    assert.deepEqual(found.sort(), Object.keys(meant).sort())
  })

  it('no screen speaks of left and right, but where a picture is moved or the direction is asked', () => {
    const found = filesOf('.tsx', '.ts')
      .filter(([file]) => /\/(?:child|guardian|relative)\/|^ui\/(?!build\/)/.test(file))
      .filter(([, text]) =>
        /\b(?:left|right): part\(|\bleft: `|'(?:left|right)'|Arrow(?:Left|Right)|scrollLeft|offsetLeft|translateX/.test(text),
      )
      .map(([file]) => file)
    assert.deepEqual(found.sort(), Object.keys(spokenOf).sort())
  })

  it('no words hold an arrow, which could not turn round', () => {
    const arrows = filesOf('.po').filter(([, text]) => /[←→⇐⇒➔➜]/u.test(text))
    assert.deepEqual(
      arrows.map(([file]) => file),
      [],
    )
  })
})

function filesOf(...ends: string[]) {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => ends.some((end) => file.endsWith(end)) && !file.includes('.test.'))
    .map((file) => [file, readFileSync(join(source, file), 'utf8')] as const)
}
