// The week on one page: for each child what was asked, said yes and no to, ended and looked at; on paper too. PAR-2
import type { z } from 'zod'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child, children } from '../../people/contract.ts'
import { formatDates, formatWeekday } from '../../people/guardian/when.ts'
import { topics, useWeekOf, weekAgo, type Happening, type Week as WeekOf } from './week-of.ts'
import './Week.css'

export function Week() {
  const query = useGet<z.infer<typeof children>>('/api/children')
  return (
    <Screen title={t('family.week.title')} back="/children">
      <p className="soft">{t('family.week.lead', { dates: formatDates(weekAgo(), new Date().toISOString()) })}</p>
      <Loaded query={query}>
        {({ children }) =>
          children.length === 0 ? (
            <Scene picture="seedling" title={t('family.children.empty')}>
              <p>{t('family.children.empty.more')}</p>
            </Scene>
          ) : (
            <>
              <div className="week stack">
                {children.map((child) => (
                  <WeekOfChild key={child.id} child={child} />
                ))}
              </div>
              <p className="the-end">{t('family.week.end')}</p>
              <div className="row on-screen">
                <Button onPress={() => window.print()}>{t('family.week.print')}</Button>
              </div>
            </>
          )
        }
      </Loaded>
    </Screen>
  )
}

function WeekOfChild({ child }: { child: Child }) {
  const query = useWeekOf(child.id)
  return (
    <Card label={child.name}>
      <div className="child-top">
        <Avatar face={child} size="small" />
        <h2>
          <bdi>{child.name}</bdi>
        </h2>
      </div>
      <Loaded query={query}>{(week) => <Topics week={week} name={child.name} />}</Loaded>
    </Card>
  )
}

function Topics({ week, name }: { week: WeekOf; name: string }) {
  const met = topics.filter((topic) => week[topic].length > 0)
  if (met.length === 0) return <p>{t('family.week.quiet', { name })}</p>
  return met.map((topic) => (
    <section key={topic} className="week-topic">
      <h3>{t(`family.week.${topic}`)}</h3>
      <ul className="rows">
        {week[topic].map((happening) => (
          <li key={happening.key} className="person-row">
            <Line {...happening} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

export function Line({ act, by, at }: Happening) {
  const when = formatWeekday(at)
  return (
    <>
      {by === null ? <Picture name="receipt" size="small" /> : <Avatar face={by} size="small" />}
      <span className="person-row-words">
        {t(`family.log.act.${act}`)}
        <br />
        <span className="soft">{by === null ? t('family.week.by-none', { when }) : t('family.week.by', { name: by.name, when })}</span>
      </span>
    </>
  )
}
