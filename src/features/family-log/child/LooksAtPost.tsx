// On the page of one photo of mine: which grown-ups opened it, and about when each did last. AUD-5
import type { Face } from '../../people/contract.ts'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Entry, FamilyLog } from '../contract.ts'
import { lastOfEach } from '../telling.ts'
import { aboutWhen } from './about-when.ts'
import './Looks.css'

export function LooksAtPost({ viewer, postId }: { viewer: Face; postId: string }) {
  const query = useGet<FamilyLog>(`/api/children/${viewer.id}/log?of=looks&postId=${postId}`)
  return (
    <section className="card" aria-labelledby="looks">
      <div className="look-who">
        <h2 id="looks" className="look-words">
          {t('child.looks.title')}
        </h2>
        {query.data && <SpeakButton words={spoken(lastOfEach(query.data.entries))} />}
      </div>
      <Loaded query={query}>{({ entries }) => <Lookers entries={lastOfEach(entries)} />}</Loaded>
    </section>
  )
}

function Lookers({ entries }: { entries: Entry[] }) {
  if (entries.length === 0) return <p>{t('child.looks.post-none')}</p>
  return (
    <ul className="stack">
      {entries.map((entry) => (
        <li key={entry.number} className="look-who">
          {entry.by ? <Avatar face={entry.by} /> : <Picture name="people-hugging" />}
          <div className="look-words">
            <strong>
              <bdi>{nameOf(entry)}</bdi>
            </strong>
            <p className="look-when">{aboutWhen(entry.at)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function nameOf({ act, by }: Entry) {
  return by?.name ?? t(act === 'report.look' ? 'child.done.staff' : 'child.looks.somebody')
}

function spoken(entries: Entry[]) {
  const who = entries.length === 0 ? [t('child.looks.post-none')] : entries.map((entry) => `${nameOf(entry)}, ${aboutWhen(entry.at)}`)
  return [t('child.looks.title'), ...who].join('. ')
}
