// The notice as a page: its few kinds of markdown become elements, so no text can ever become code. NOT-1
import type { ReactNode } from 'react'
import { LawHere } from '../../law/guardian/LawHere.tsx'
import type { Notice } from '../contract.ts'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { language, t } from '../../../ui/words.ts'
import './NoticeText.css'

export function NoticeText({ notice: { text, beside } }: { notice: Notice }) {
  return (
    <>
      {language() !== 'en' && (
        <Tip picture="speech-balloon">
          <p>{t('family.notice.english')}</p>
        </Tip>
      )}
      <div className="notice-text" lang="en" dir="ltr">
        {text.split(/\n\s*\n/).map((block) => (
          <Block key={block} text={block.trim()} />
        ))}
      </div>
      <LawHere beside={beside} />
    </>
  )
}

/** The page around it has the h1, so the notice's own title is a second-level heading and its sections third. */
function Block({ text }: { text: string }): ReactNode {
  if (text === '') return null
  if (text.startsWith('## ')) return <h3>{text.slice(3)}</h3>
  if (text.startsWith('# ')) return <h2>{text.slice(2)}</h2>
  if (text.startsWith('- '))
    return (
      <ul>
        {text.split(/\n(?=- )/).map((line) => (
          <li key={line}>{line.slice(2)}</li>
        ))}
      </ul>
    )
  return <p>{text}</p>
}
