// What grown-ups did about me, in a child's words: the family log without looks, which have their own screen, and without what I did myself. PAR-3
import { useState } from 'react'
import type { Face } from '../../people/contract.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Entry, FamilyLog } from '../contract.ts'
import { aboutWhen } from './about-when.ts'
import { GrownUpsSee } from './GrownUpsSee.tsx'
import { oncePerMoment } from '../telling.ts'
import './Looks.css'

export function WhatWasDone({ viewer }: { viewer: Face }) {
  return (
    <Screen title={t('child.done.title')} back="/me" say={t('child.done.lead')}>
      <p>{t('child.done.lead')}</p>
      <GrownUpsSee />
      <Done child={viewer.id} />
    </Screen>
  )
}

function Done({ child, before }: { child: string; before?: number }) {
  const [earlier, setEarlier] = useState(false)
  const query = useGet<FamilyLog>(`/api/children/${child}/log?of=acts${before === undefined ? '' : `&before=${before}`}`)
  return (
    <Loaded query={query}>
      {(log) => (
        <>
          <ul className="stack">
            {oncePerMoment(log.entries.filter((entry) => entry.by?.id !== child)).map((entry) => (
              <li key={entry.number} className="card">
                <OneAct entry={entry} />
              </li>
            ))}
          </ul>
          {log.before !== null && !earlier && <Button onPress={() => setEarlier(true)}>{t('child.looks.earlier')}</Button>}
          {log.before !== null && earlier && <Done child={child} before={log.before} />}
        </>
      )}
    </Loaded>
  )
}

function OneAct({ entry: { act, at, by } }: { entry: Entry }) {
  const words = t(`child.done.act.${act}`)
  const nobody = t(
    /\.(erase|no-yes)$/.test(act) ? 'child.done.kitestring' : act.startsWith('report.') ? 'child.done.staff' : 'child.done.somebody',
  )
  const who = t('child.done.by', { name: by?.name ?? nobody, when: aboutWhen(at) })
  return (
    <div className="look-who">
      {by ? <Avatar face={by} /> : <Picture name="receipt" />}
      <div className="look-words">
        <h2>{words}</h2>
        <p dir="auto">{who}</p>
      </div>
      <SpeakButton words={`${words}. ${who}`} />
    </div>
  )
}
