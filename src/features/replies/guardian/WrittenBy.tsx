// What a child wrote to friends in its own words, on its page: read at a tap, as reading it stands in the child's log. PAR-2, PAR-3
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import type { Face } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { AllWritten, Written } from '../contract.ts'
import { TakeAway } from './TakeAway.tsx'
import { UndoYes } from './UndoYes.tsx'

export function WrittenBy({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <Read child={child} />
  return (
    <div className="row">
      <Button icon="eye" onPress={() => setOpen(true)}>
        {t('family.own.read', { name: child.name })}
      </Button>
    </div>
  )
}

function Read({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const query = useGet<AllWritten>(`/api/children/${child.id}/own-words`)
  return (
    <Loaded query={query}>
      {({ written }) =>
        written.length === 0 ? (
          <p>{t('family.own.none', { name: child.name })}</p>
        ) : (
          <>
            <LookSign posts={written.map(({ child }) => ({ author: child }))} />
            <ul className="rows">
              {written.map((one) => (
                <li key={one.id}>
                  <One written={one} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  )
}

function One({ written }: { written: Written }) {
  const title = t('family.own.title', { name: written.child.name, other: written.to.name })
  return (
    <>
      <p>{title}</p>
      <p className="words">
        <q dir="auto">{written.words}</q>
      </p>
      <p className="soft">{t(`family.own.${written.standing}`, { when: formatMoment(written.writtenAt) })}</p>
      {written.standing === 'cooling-off' && <UndoYes written={written} />}
      <div className="row">
        <TakeAway replyId={written.id} what={title} />
      </div>
    </>
  )
}
