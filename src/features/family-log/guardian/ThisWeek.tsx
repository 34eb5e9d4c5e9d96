// What changed for a child in the last seven days and which grown-ups looked, as far as fits one glance; the whole week and the log are one link away. PAR-2, AUD-5
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { Line } from './Week.tsx'
import { topics, useWeekOf, type Happening, type Week } from './week-of.ts'

const shownAtOnce = 4

export function ThisWeek({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const query = useWeekOf(child.id)
  return (
    <Card label={t('family.week.title')}>
      <h2>{t('family.week.title')}</h2>
      <Loaded query={query}>
        {(week) => (
          <>
            <Changed happenings={changedIn(week)} name={child.name} />
            <h3>{t('family.week.looks')}</h3>
            <Lookers people={lookersIn(week)} name={child.name} />
          </>
        )}
      </Loaded>
      <div className="row">
        <LinkButton icon="list" href={`/children/${child.id}/log`}>
          {t('family.log.open')}
        </LinkButton>
        <LinkButton look="quiet" href="/week">
          {t('family.week.open')}
        </LinkButton>
      </div>
    </Card>
  )
}

function Changed({ happenings, name }: { happenings: Happening[]; name: string }) {
  if (happenings.length === 0) return <p>{t('family.week.quiet', { name })}</p>
  return (
    <>
      <ul className="rows">
        {happenings.slice(0, shownAtOnce).map((happening) => (
          <li key={happening.key} className="person-row">
            <Line {...happening} />
          </li>
        ))}
      </ul>
      {happenings.length > shownAtOnce && <p className="soft">{t('family.now.week.more')}</p>}
    </>
  )
}

function Lookers({ people, name }: { people: Face[]; name: string }) {
  if (people.length === 0) return <p>{t('family.now.week.nobody', { name })}</p>
  return <FaceRow label={t('family.week.looks')} people={people} />
}

/** Newest first, whatever it is about. */
function changedIn(week: Week): Happening[] {
  return topics
    .filter((topic) => topic !== 'looks')
    .flatMap((topic) => week[topic])
    .sort((one, other) => other.at.localeCompare(one.at))
}

function lookersIn({ looks }: Week): Face[] {
  return [...new Map(looks.flatMap(({ by }) => (by ? [[by.id, by]] : []))).values()]
}
