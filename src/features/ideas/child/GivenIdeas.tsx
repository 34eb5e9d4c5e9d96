// What grown-ups of mine thought of, on top of the other ideas, each with who thought of it. Nobody learns whether I make it. WEL-6
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { GivenIdeas as Given } from '../contract.ts'
import './GivenIdeas.css'

/** Without the server there are none, and the others are there all the same. */
export function GivenIdeas() {
  const { data } = useGet<Given>('/api/ideas')
  if (data === undefined || data.ideas.length === 0) return null
  return (
    <ul className="stack" aria-label={t('child.ideas.given')}>
      {data.ideas.map(({ id, by, words }) => (
        <li key={id} className="card given-idea">
          <Avatar face={by} />
          <div className="given-idea-words">
            <small>{t('child.ideas.by', { name: by.name })}</small>
            <p dir="auto">{words}</p>
          </div>
          <SpeakButton words={`${t('child.ideas.by', { name: by.name })}. ${words}`} />
        </li>
      ))}
    </ul>
  )
}
