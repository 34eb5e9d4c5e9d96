// Where the words of each app live, for the build and for translators' tools.
import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  rootDir: import.meta.dirname,
  locales: ['en', 'es', 'de', 'fr', 'ar'],
  sourceLocale: 'en',
  format: formatter({ explicitIdAsDefault: true, lineNumbers: false }),
  catalogs: ['kit', 'child', 'studio', 'family'].map((name) => ({ path: `<rootDir>/{locale}/${name}`, include: [] })),
})
