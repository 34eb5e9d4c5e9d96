// What changed for a child in the last seven days and which grown-ups looked, as far as fits one glance; the rest is in the log. PAR-2, AUD-5
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { formatMoment, useNow } from '../../people/guardian/when.ts'
import type { Entry, FamilyLog } from '../contract.ts'
import { lastOfEach, ofTheLastWeek, oncePerMoment } from '../telling.ts'
import { Acts } from './ChildLog.tsx'

const shownAtOnce = 4

export function ThisWeek({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const acts = useGet<FamilyLog>(`/api/children/${child.id}/log?of=acts`)
  const looks = useGet<FamilyLog>(`/api/children/${child.id}/log?of=looks`)
  const now = useNow(60_000)
  return (
    <Card label={t('family.week.title')}>
      <h2>{t('family.week.title')}</h2>
      <Loaded query={acts}>{({ entries }) => <Changed entries={oncePerMoment(ofTheLastWeek(entries, now))} name={child.name} />}</Loaded>
      <h3>{t('family.week.looked')}</h3>
      <Loaded query={looks}>{({ entries }) => <Lookers entries={lastOfEach(ofTheLastWeek(entries, now))} name={child.name} />}</Loaded>
      <div className="row">
        <LinkButton icon="list" href={`/children/${child.id}/log`}>
          {t('family.log.open')}
        </LinkButton>
      </div>
    </Card>
  )
}

function Changed({ entries, name }: { entries: Entry[]; name: string }) {
  if (entries.length === 0) return <p>{t('family.week.nothing', { name })}</p>
  return (
    <>
      <Acts entries={entries.slice(0, shownAtOnce)} />
      {entries.length > shownAtOnce && <p className="soft">{t('family.week.more')}</p>}
    </>
  )
}

function Lookers({ entries, name }: { entries: Entry[]; name: string }) {
  if (entries.length === 0) return <p>{t('family.week.nobody', { name })}</p>
  return (
    <ul className="rows">
      {entries.map(({ number, at, by }) => (
        <li key={number} className="person-row">
          {by && <Avatar face={by} size="small" />}
          <span className="person-row-words">
            <strong dir="auto">{by?.name ?? t('family.proposal.somebody')}</strong>
            <small>{t('family.week.last', { when: formatMoment(at) })}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}
