// The door of a child's tablet: the child's own pictures where it was locked with them, or a code from the grown-up, typed or scanned, used only after a tap on Start.
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { api } from '../../../ui/api.ts'
import { Button, IconButton } from '../../../ui/parts/Button.tsx'
import { groupCode } from '../../../ui/group-code.ts'
import { CodeField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { QrScan } from '../../../ui/parts/QrScan.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { newSession, signedIn } from '../contract.ts'
import { useArrival } from './arrival.ts'
import './Hello.css'

let codeFromAddress = takeCodeFromAddress() // at once, before anything is drawn

/** `pictures`: where this tablet opens by them. */
export function Hello({ setUp, pictures }: { setUp: 'needed' | 'done'; pictures: ReactNode }) {
  const [byCode, setByCode] = useState(!pictures || codeFromAddress !== '')
  const [, go] = useLocation()
  const languages = <IconButton icon="globe" label={t('kit.language')} onPress={() => go('/language')} />
  if (pictures && !byCode)
    return (
      <Screen title={t('child.hello.title')} say={t('child.pictures.how')} beside={languages}>
        {pictures}
        <div className="row">
          <Button icon="key" onPress={() => setByCode(true)}>
            {t('child.pictures.by-code')}
          </Button>
        </div>
      </Screen>
    )
  return (
    <Screen title={t('child.hello.title')} say={t(setUp === 'done' ? 'child.hello.how' : 'child.hello.set-up')} beside={languages}>
      <div className="hello">
        <Picture name="kite" size="huge" />
        <div className="stack">
          {setUp === 'done' ? <Door /> : <p>{t('child.hello.set-up')}</p>}
          {pictures && (
            <div className="row">
              <Button icon="images" onPress={() => setByCode(false)}>
                {t('child.pictures.by-pictures')}
              </Button>
            </div>
          )}
          <p className="soft">
            {t('child.hello.grown-up')} <a href="/family/">{t('child.hello.family')}</a>
          </p>
        </div>
      </div>
    </Screen>
  )
}

function Door() {
  const [code, setCode] = useState(givenCode)
  const [empty, setEmpty] = useState(false)
  const signingIn = useMutation({
    mutationFn: (code: string) =>
      api.post<z.infer<typeof signedIn>>('/api/sessions', { way: { kind: 'code', code } } satisfies z.infer<typeof newSession>),
    onSuccess: useArrival(),
  })
  return (
    <form className="stack" onSubmit={submit}>
      <CodeField
        label={t('child.hello.code')}
        hint={t(code && !signingIn.error ? 'child.hello.tap-start' : 'child.hello.how')}
        value={code}
        onChange={type}
        error={empty ? t('child.hello.no-code') : undefined}
      />
      <QrScan onText={(text) => type(groupCode(text))} />
      <Keeps what="devices" />
      {signingIn.error && <ErrorNote error={signingIn.error} />}
      <div className="row row-end">
        <Button look="main" type="submit" icon="hand-waving" busy={signingIn.isPending}>
          {t('child.hello.start')}
        </Button>
      </div>
    </form>
  )

  function type(code: string) {
    setCode(code)
    setEmpty(false)
    signingIn.reset()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setEmpty(code === '')
    if (code !== '' && !signingIn.isPending) signingIn.mutate(code)
  }
}

function givenCode() {
  const given = codeFromAddress
  codeFromAddress = ''
  return given
}

// The code after # never reaches a server or a history; opening the address does nothing with it.
function takeCodeFromAddress() {
  const code = groupCode(location.hash)
  if (location.hash !== '') history.replaceState(null, '', location.pathname)
  return code
}
