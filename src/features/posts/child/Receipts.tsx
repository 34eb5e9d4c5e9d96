// What was taken back, when, and what others might have kept. DEL-3, DEL-9
import type { z } from 'zod'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { Receipt, receipts } from '../contract.ts'

export function Receipts() {
  const list = useGet<z.infer<typeof receipts>>('/api/receipts')
  return (
    <Screen title={t('child.receipts.title')} back="/me" say={t('child.receipts.copies')}>
      <GrownUpsSee />
      <Loaded query={list}>
        {({ receipts }) =>
          receipts.length === 0 ? <Scene picture="receipt" title={t('child.receipts.none')} /> : <List receipts={receipts} />
        }
      </Loaded>
    </Screen>
  )
}

function List({ receipts }: { receipts: Receipt[] }) {
  return (
    <>
      <p>{t('child.receipts.copies')}</p>
      <ul className="stack">
        {receipts.map((receipt) => (
          <li key={receipt.id} className="card">
            <div className="row">
              <Picture name="receipt" />
              <div>
                <h2>{t('child.receipts.back', { day: formatDay(receipt.takenBackAt) })}</h2>
                {receipt.by && (
                  <p>{t(receipt.by.id === receipt.child.id ? 'child.receipts.by-you' : 'child.receipts.by', { name: receipt.by.name })}</p>
                )}
                <p>{t(receipt.erasedAt ? 'child.receipts.erased' : 'child.receipts.erasing')}</p>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
