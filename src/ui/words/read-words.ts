// The words of one catalogue as translators write them. Used by tests only.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatter } from '@lingui/format-po'

export const catalogues = ['kit', 'child', 'studio', 'family'] as const

export function readWords(name: (typeof catalogues)[number], language = 'en'): Record<string, string> {
  const file = join(import.meta.dirname, language, `${name}.po`)
  const catalogue = formatter({ explicitIdAsDefault: true }).parse(readFileSync(file, 'utf8'), {
    locale: language,
    sourceLocale: 'en',
    filename: file,
  })
  return Object.fromEntries(Object.entries(catalogue).map(([id, message]) => [id, message.translation ?? '']))
}
