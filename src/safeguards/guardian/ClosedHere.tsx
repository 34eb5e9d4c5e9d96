// A calm note to grown-ups where something is closed because a promise does not hold. GOV-3
import { useLocation } from 'wouter'
import { LinkButton } from '../../ui/parts/Button.tsx'
import { Tip } from '../../ui/parts/Tip.tsx'
import { useGet } from '../../ui/queries.ts'
import { t } from '../../ui/words.ts'
import type { Feature, PromisesNow } from '../contract.ts'

// The first page tells of everything that is closed.
const places: Record<Feature, RegExp> = {
  viewing: /^\/(shared)?$/,
  sharing: /^\/(posts\/.*)?$/,
  connecting: /^\/(connect|children\/[^/]+\/connect(\/show)?)?$/,
}

export function ClosedHere() {
  const [here] = useLocation()
  const { data } = useGet<PromisesNow>('/api/promises')
  const closed = data?.closed.filter((feature) => places[feature].test(here)) ?? []
  if (closed.length === 0) return null
  const why = data?.silentSince ? ['silent' as const] : closed
  return (
    <Tip
      picture="adhesive-bandage"
      title={t('family.closed.title')}
      colour="coral"
      actions={
        <LinkButton href="/promises" icon="shield-check">
          {t('family.promises.link')}
        </LinkButton>
      }
    >
      {why.map((reason) => (
        <p key={reason}>{t(`family.closed.${reason}`)}</p>
      ))}
    </Tip>
  )
}
