// What paused, blocked, hid, ended or was found without a yes: the part of the log that a worried guardian looks for. PAR-2
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { FamilyLog } from '../contract.ts'
import { oncePerMoment } from '../telling.ts'
import { Acts } from './ChildLog.tsx'

const shownAtOnce = 3

export function Safety({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const query = useGet<FamilyLog>(`/api/children/${child.id}/log?of=safety`)
  return (
    <Card label={t('family.safety.title')}>
      <h2>{t('family.safety.title')}</h2>
      <Loaded query={query}>{({ entries }) => <Lately log={oncePerMoment(entries)} name={child.name} />}</Loaded>
      <div className="row">
        <LinkButton look="quiet" icon="shield-check" href="/promises">
          {t('family.safety.promises')}
        </LinkButton>
      </div>
    </Card>
  )
}

function Lately({ log, name }: { log: FamilyLog['entries']; name: string }) {
  if (log.length === 0) return <p>{t('family.safety.none', { name })}</p>
  return (
    <>
      <Acts entries={log.slice(0, shownAtOnce)} />
      {log.length > shownAtOnce && (
        <details>
          <summary>{t('family.log.earlier')}</summary>
          <Acts entries={log.slice(shownAtOnce)} />
        </details>
      )}
    </>
  )
}
