// What became of erasing a child: closed at once, and when nothing is left a receipt to keep. It knows no name any more. DEL-6
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Erasure } from '../contract.ts'

export function Erased({ erasureId }: { erasureId: string }) {
  const query = useGet<Erasure>(`/api/erasures/${erasureId}`)
  return (
    <Screen title={t('family.erased.title')} back="/children">
      <Loaded query={query}>
        {({ receipt, erasedAt }) => (receipt === null || erasedAt === null ? <UnderWay /> : <Done receipt={receipt} erasedAt={erasedAt} />)}
      </Loaded>
    </Screen>
  )
}

function UnderWay() {
  return (
    <Scene picture="hourglass-done" title={t('family.erased.closed')}>
      <p>{t('family.erased.under-way')}</p>
    </Scene>
  )
}

function Done({ receipt, erasedAt }: { receipt: string; erasedAt: string }) {
  return (
    <Scene
      picture="receipt"
      title={t('family.erased.done')}
      actions={
        <>
          <LinkButton href="/children">{t('family.children.title')}</LinkButton>
          <Button look="main" onPress={save}>
            {t('family.erased.save')}
          </Button>
        </>
      }
    >
      <p>{t('family.erased.when', { when: formatMoment(erasedAt) })}</p>
      <p>{t('family.erased.kept')}</p>
      <p>{t('family.erased.check')}</p>
    </Scene>
  )

  function save() {
    const address = URL.createObjectURL(new Blob([receipt], { type: 'application/json' }))
    const link = Object.assign(document.createElement('a'), { href: address, download: 'kitestring-receipt.json' })
    link.click()
    URL.revokeObjectURL(address)
  }
}

/** Beside the receipts of photos: nothing, when no child was erased. */
export function ErasedChildren({ erasures }: { erasures: readonly Erasure[] }) {
  return erasures.map(({ id, closedAt }) => (
    <Card key={id} label={t('family.erased.one')}>
      <h2>{t('family.erased.one')}</h2>
      <p>{t('family.erased.asked', { when: formatMoment(closedAt) })}</p>
      <div className="row">
        <LinkButton href={`/erasures/${id}`}>{t('family.erased.open')}</LinkButton>
      </div>
    </Card>
  ))
}
