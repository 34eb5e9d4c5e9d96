// The family log of one child, newest first: what was done, about when, and by whom. Looks are many, so they are folded. PAR-2
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Entry, FamilyLog } from '../contract.ts'
import { visitsOf } from '../visits.ts'

export function ChildLog({ childId }: { childId: string }) {
  return (
    <Screen title={t('family.log.title')} back={`/children/${childId}`}>
      <p className="soft">{t('family.log.lead')}</p>
      <Looks childId={childId} />
      <Entries childId={childId} of="acts" />
    </Screen>
  )
}

function Looks({ childId }: { childId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <Card label={t('family.log.looks')}>
      <h2>{t('family.log.looks')}</h2>
      <p>{t('family.log.looks.about')}</p>
      {open && <Entries childId={childId} of="looks" />}
      <div className="row">
        <Button icon="eye" onPress={() => setOpen(!open)}>
          {t(open ? 'family.log.looks.close' : 'family.log.looks.open')}
        </Button>
      </div>
    </Card>
  )
}

/** One answer's entries, and below them the earlier ones when they are asked for. */
function Entries({ childId, of, before }: { childId: string; of: 'acts' | 'looks'; before?: number }) {
  const [earlier, setEarlier] = useState(false)
  const query = useGet<FamilyLog>(`/api/children/${childId}/log?of=${of}${before === undefined ? '' : `&before=${before}`}`)
  return (
    <Loaded query={query}>
      {(log) => (
        <>
          {of === 'looks' && log.entries.length === 0 && <p>{t('family.log.looks.none')}</p>}
          <ul className="rows">
            {(of === 'acts' ? log.entries.map(told) : visitsOf(log.entries).map(toldOfVisit)).map((line) => (
              <li key={line.key} className="person-row">
                <Line {...line} />
              </li>
            ))}
          </ul>
          {log.before !== null && !earlier && <Button onPress={() => setEarlier(true)}>{t('family.log.earlier')}</Button>}
          {log.before !== null && earlier && <Entries childId={childId} of={of} before={log.before} />}
        </>
      )}
    </Loaded>
  )
}

/** Acts without more around them, newest first. */
export function Acts({ entries }: { entries: Entry[] }) {
  return (
    <ul className="rows">
      {entries.map((entry) => (
        <li key={entry.number} className="person-row">
          <Line {...told(entry)} />
        </li>
      ))}
    </ul>
  )
}

type Told = { key: string; act: Entry['act']; at: string; by: Face | null }

function told({ number, act, at, by }: Entry): Told {
  return { key: `${number}`, act, at, by }
}

function toldOfVisit({ key, at, by, postIds }: ReturnType<typeof visitsOf>[number]): Told {
  return { key, act: postIds.length > 0 ? 'post.look' : 'post.look-through', at, by }
}

function Line({ act, at, by }: Told) {
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
