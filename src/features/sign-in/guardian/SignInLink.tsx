// A one-time sign-in link: opening it does nothing; it is used when the person presses the button.
import { useMutation } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { NewSession } from '../contract.ts'
import { useArrival } from './arrival.ts'
import { forgetFragmentCode, useFragmentCode } from './fragment-code.ts'

export function SignInLink({ typed }: { typed?: string }) {
  const carried = useFragmentCode()
  const code = typed ?? carried
  const arrive = useArrival()
  const signIn = useMutation({
    mutationFn: async () => {
      const session: NewSession = { way: { kind: 'code', code } }
      await api.post('/api/sessions', session)
      forgetFragmentCode()
      await arrive(() => '/')
    },
  })
  if (code === '' && !signIn.isPending)
    return (
      <Screen title={t('family.sign-in-link.title')}>
        <p>{t('family.sign-in-link.missing')}</p>
        <div className="row">
          <LinkButton look="main" href="/">
            {t('family.sign-in.title')}
          </LinkButton>
        </div>
      </Screen>
    )
  return (
    <Screen title={t('family.sign-in-link.title')}>
      {signIn.error && <ErrorNote error={signIn.error} />}
      <Scene
        picture="key"
        title={t('family.sign-in-link.lead')}
        actions={
          <Button look="main" busy={signIn.isPending} onPress={() => signIn.mutate()}>
            {t('family.sign-in.go')}
          </Button>
        }
      />
      {signIn.error && (
        <div className="row">
          <LinkButton href="/">{t('family.sign-in-link.other')}</LinkButton>
        </div>
      )}
    </Screen>
  )
}
