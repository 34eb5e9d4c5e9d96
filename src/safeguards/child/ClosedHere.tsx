// A calm note where something is closed because a promise is being mended. GOV-3
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { LinkButton } from '../../ui/parts/Button.tsx'
import { Screen } from '../../ui/parts/Screen.tsx'
import { Tip } from '../../ui/parts/Tip.tsx'
import { useGet } from '../../ui/queries.ts'
import { t } from '../../ui/words.ts'
import type { Feature, PromisesNow } from '../contract.ts'

const places: Record<Feature, RegExp> = { viewing: /^\/photos/, sharing: /^\/(check|ask)?$/, connecting: /^\/pair$/ }

export function ClosedHere() {
  const [here] = useLocation()
  const { data } = useGet<PromisesNow>('/api/promises')
  const closed = data?.closed.find((feature) => places[feature].test(here))
  if (!closed) return null
  return (
    <Tip
      picture="adhesive-bandage"
      title={t('child.closed.title')}
      colour="sun"
      actions={
        <LinkButton href="/promises" icon="shield-check">
          {t('child.promises.see')}
        </LinkButton>
      }
    >
      <p>{t(`child.closed.${closed}`)}</p>
      <p>{t('child.closed.calm')}</p>
    </Tip>
  )
}

/** Photos that are asleep are not "no photos yet": while viewing is closed only the note is there. */
export function WhileOpen({ children }: { children: ReactNode }) {
  const { data } = useGet<PromisesNow>('/api/promises')
  return data?.closed.includes('viewing') ? <Screen title={t('child.photos.title')}>{null}</Screen> : children
}
