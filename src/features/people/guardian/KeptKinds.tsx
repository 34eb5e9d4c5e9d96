// What is kept of a child: each kind, until when, and what it is for, in the words of the database's own comments; and where to see it. PAR-2, DAT-1
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Child, Kept } from '../contract.ts'
import { kindsKept } from '../kinds.ts'

import './Children.css'

type Group = keyof typeof kindsKept
type Kind = Kept['kinds'][number]

const groups: readonly Group[] = ['photos', 'connections', 'profile', 'yeses', 'devices', 'log']

export function KeptKinds({ childId }: { childId: string }) {
  const child = useGet<Child>(`/api/children/${childId}`)
  const query = useGet<Kept>('/api/kept')
  return (
    <Screen title={t('family.kinds.title')} back={`/children/${childId}`}>
      <Loaded query={child}>
        {({ name, keptUntil }) => (
          <>
            <p>{t('family.kept.until', { name, when: formatDay(keptUntil) })}</p>
            <p className="soft">{t('family.kinds.lead')}</p>
          </>
        )}
      </Loaded>
      <Loaded query={query}>
        {({ kinds }) =>
          groups.map((group) => (
            <OneGroup key={group} group={group} childId={childId} kinds={kinds.filter(({ kind }) => isIn(group, kind))} />
          ))
        }
      </Loaded>
    </Screen>
  )
}

function OneGroup({ group, childId, kinds }: { group: Group; childId: string; kinds: Kind[] }) {
  const title = t(`family.kinds.of.${group}`)
  return (
    <Card label={title}>
      <h2>{title}</h2>
      <dl className="kinds">
        {kinds.map(({ kind, until }) => (
          <div key={kind}>
            <dt>{t(`family.kinds.${kind}`)}</dt>
            <dd className="soft">{t('family.kinds.until', { until })}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>
          {t('family.kinds.for')}
          <span className="unseen"> {title}</span>
        </summary>
        <ul className="kinds-for">
          {[...new Set(kinds.flatMap(({ purposes }) => purposes))].map((purpose) => (
            <li key={purpose}>{purpose}</li>
          ))}
        </ul>
      </details>
      {group !== 'profile' && (
        <div className="row">
          <LinkButton look="quiet" icon="eye" href={placeOf(group, childId)}>
            {t('family.kinds.see')}
            <span className="unseen"> {title}</span>
          </LinkButton>
        </div>
      )}
    </Card>
  )
}

function isIn(group: Group, kind: Kind['kind']) {
  const kinds: readonly string[] = kindsKept[group]
  return kinds.includes(kind)
}

function placeOf(group: Exclude<Group, 'profile'>, childId: string) {
  if (group === 'photos') return `/children/${childId}/shared`
  if (group === 'log') return `/children/${childId}/log`
  return `/children/${childId}`
}
