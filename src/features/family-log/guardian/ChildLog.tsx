// The family log of one child, newest first: what was done, about when, and by whom. PAR-2
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Entry, FamilyLog } from '../contract.ts'

export function ChildLog({ childId }: { childId: string }) {
  return (
    <Screen title={t('family.log.title')} back={`/children/${childId}`}>
      <p className="soft">{t('family.log.lead')}</p>
      <Entries childId={childId} />
    </Screen>
  )
}

/** One answer's entries, and below them the earlier ones when they are asked for. */
function Entries({ childId, before }: { childId: string; before?: number }) {
  const [earlier, setEarlier] = useState(false)
  const query = useGet<FamilyLog>(`/api/children/${childId}/log${before === undefined ? '' : `?before=${before}`}`)
  return (
    <Loaded query={query}>
      {({ entries }) => {
        const oldest = entries.at(-1)?.number ?? 1
        return (
          <>
            <ul className="rows">
              {entries.map((entry) => (
                <li key={entry.number} className="person-row">
                  <EntryWords entry={entry} />
                </li>
              ))}
            </ul>
            {oldest > 1 && !earlier && <Button onPress={() => setEarlier(true)}>{t('family.log.earlier')}</Button>}
            {oldest > 1 && earlier && <Entries childId={childId} before={oldest} />}
          </>
        )
      }}
    </Loaded>
  )
}

function EntryWords({ entry: { act, at, by } }: { entry: Entry }) {
  const when = formatMoment(at)
  return (
    <>
      {by === null ? <Picture name="receipt" size="small" /> : <Avatar face={by} size="small" />}
      <span className="person-row-words">
        <strong>{t(`family.log.act.${act}`)}</strong>
        <br />
        <span className="soft">{by === null ? t('family.log.by-none', { when }) : t('family.log.by', { name: by.name, when })}</span>
      </span>
    </>
  )
}
