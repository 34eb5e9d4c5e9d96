// The code to write down, for when every way in is lost: shown once, to be printed or copied by hand. T19
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { CodeOnPaper } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import './OneTimeCode.css'

export function PaperCode() {
  const [asking, setAsking] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  return (
    <Screen title={t('family.you.paper')} back="/you">
      {code === null ? (
        <>
          <p>{t('family.you.paper.lead')}</p>
          <p>{t('family.you.paper.day')}</p>
          <div className="row">
            <Button look="main" icon="key" onPress={() => setAsking(true)}>
              {t('family.you.paper.show')}
            </Button>
          </div>
        </>
      ) : (
        <Card label={t('family.you.paper.write')}>
          <h2>{t('family.you.paper.write')}</h2>
          <p className="one-time-letters one-time-long" dir="ltr" role="status">
            {code}
          </p>
          <p dir="ltr">{`${location.origin}/family/back`}</p>
          <p>{t('family.you.paper.keep')}</p>
          <div className="row">
            <LinkButton look="main" href="/you">
              {t('family.you.paper.done')}
            </LinkButton>
            <Button onPress={() => window.print()}>{t('family.you.paper.print')}</Button>
          </div>
        </Card>
      )}
      <FreshCheck open={asking} act="paper.make" subject="self" onProven={show} onClose={() => setAsking(false)}>
        <p>{t('family.you.paper.fresh')}</p>
      </FreshCheck>
    </Screen>
  )

  async function show(freshCheckId: string) {
    const made = await api.post<CodeOnPaper>('/api/paper-code', { freshCheckId })
    setAsking(false)
    setCode(made.code)
  }
}
