// The language of this tablet, each by its own name: a child who chose a wrong one finds its own again. It opens without a sign-in and stays on the tablet.
import { useMutation } from '@tanstack/react-query'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { type Language, languages } from '../../../ui/languages.ts'
import { changeLanguage, language, t } from '../../../ui/words.ts'

export function MyLanguage({ back }: { back: string }) {
  const change = useMutation({ mutationFn: changeLanguage })
  return (
    <Screen title={t('kit.language')} back={back}>
      {change.error && <ErrorNote error={change.error} />}
      <Choice
        legend={t('kit.language')}
        legendHidden
        options={options}
        value={change.isPending ? change.variables : language()}
        onChange={change.mutate}
      />
    </Screen>
  )
}

const options = Object.entries(languages).map(([tag, ownName]) => ({ value: tag as Language, label: ownName, lang: tag }))
