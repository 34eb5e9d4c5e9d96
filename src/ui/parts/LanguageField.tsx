// The language of this app on this device, for grown-ups: each by its own name behind a globe, so that it is found by whoever cannot read the rest.
import { useMutation } from '@tanstack/react-query'
import { type Language, languages } from '../languages.ts'
import { changeLanguage, language, t } from '../words.ts'
import { ErrorNote } from './Notes.tsx'
import { Icon } from './Picture.tsx'
import './LanguageField.css'

export function LanguageField() {
  const change = useMutation({ mutationFn: changeLanguage })
  return (
    <div className="language">
      <label className="language-field">
        <Icon name="globe" />
        <select
          aria-label={t('kit.language')}
          value={change.isPending ? change.variables : language()}
          onChange={(event) => change.mutate(event.currentTarget.value as Language)}
        >
          {Object.entries(languages).map(([tag, ownName]) => (
            <option key={tag} value={tag} lang={tag}>
              {ownName}
            </option>
          ))}
        </select>
      </label>
      {change.error && <ErrorNote error={change.error} />}
    </div>
  )
}
