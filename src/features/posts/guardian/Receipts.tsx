// Receipts: what was taken back or erased, when, by whom, and honestly what others might have kept. DEL-3
import type { z } from 'zod'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { erasures } from '../../erasure/contract.ts'
import { ErasedChildren } from '../../erasure/guardian/Erased.tsx'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Receipt, receipts } from '../contract.ts'

export function Receipts() {
  const query = useGet<z.infer<typeof receipts>>('/api/receipts')
  const erased = useGet<z.infer<typeof erasures>>('/api/erasures').data?.erasures ?? []
  return (
    <Screen title={t('family.shared.receipts')} back="/shared">
      <p className="soft">
        {t('family.shared.receipts.lead')} {t('family.shared.receipt.honest')}
      </p>
      <ErasedChildren erasures={erased} />
      <Loaded query={query}>
        {({ receipts }) =>
          receipts.length + erased.length === 0 ? (
            <Scene picture="receipt" title={t('family.shared.receipts.empty')} />
          ) : (
            <ul className="stack">
              {receipts.map((receipt) => (
                <li key={receipt.id}>
                  <OneReceipt receipt={receipt} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Screen>
  )
}

function OneReceipt({ receipt }: { receipt: Receipt }) {
  const when = formatMoment(receipt.takenBackAt)
  return (
    <article className="card" aria-labelledby={`receipt-${receipt.id}`}>
      <div className="post-top">
        <Avatar face={receipt.child} size="small" />
        <h2 id={`receipt-${receipt.id}`}>{t(`family.shared.receipt.${receipt.what}`, { child: receipt.child.name })}</h2>
      </div>
      <p>
        {receipt.by === null
          ? t('family.shared.receipt.by-itself', { when })
          : t('family.shared.receipt.by', { name: receipt.by.name, when })}
      </p>
      <p>
        {receipt.erasedAt === null
          ? t('family.shared.receipt.erasing')
          : t('family.shared.receipt.erased', { when: formatMoment(receipt.erasedAt) })}
      </p>
    </article>
  )
}
