// What a child wrote to a friend in its own words and waits for a guardian: the words, what was noticed, and two answers of equal weight. Which photo it is about stays with the child. PUB-1, AUD-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { inboxCheck, isTooOld } from '../../posts/guardian/inbox-check.ts'
import { SendBack } from '../../posts/guardian/SendBack.tsx'
import { MarkedWords } from '../../screening/guardian/MarkedWords.tsx'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Written } from '../contract.ts'
import { UndoYes } from './UndoYes.tsx'

export type HowRead = 'allowed' | 'sent-back'
type ToReadProps = { written: Written; decided?: HowRead | undefined; onDecided: (how: HowRead | null) => void }

export function ToRead({ written, decided, onDecided }: ToReadProps) {
  const [asking, setAsking] = useState<'approval' | 'sending-back' | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const queries = useQueryClient()
  const allowing = useMutation({
    mutationFn: allow,
    onError: (failure) => isTooOld(failure) && prove(),
    onSettled: () => queries.invalidateQueries(),
  })
  useEffect(() => {
    if (decided) heading.current?.focus()
  }, [decided])
  const names = { name: written.child.name, other: written.to.name }
  const title = t('family.own.title', names)
  return (
    <article className="card" aria-labelledby={`words-${written.id}`}>
      <h2 id={`words-${written.id}`} ref={heading} tabIndex={-1}>
        {decided === 'allowed' ? t('family.look.sent.title') : decided === 'sent-back' ? t('family.look.back.title', names) : title}
      </h2>
      <FaceRow label={title} people={[written.child, written.to]} />
      <p className="soft">{t('family.look.asked-at', { when: formatMoment(written.writtenAt) })}</p>
      <p className="words">
        <MarkedWords words={written.words} isFound={written.findings.length > 0} />
      </p>
      {decided === 'allowed' ? (
        <>
          <p>{t('family.own.allowed', names)}</p>
          <UndoYes written={written} onUndone={() => onDecided(null)} />
        </>
      ) : decided === 'sent-back' ? (
        <p>{t('family.own.back', names)}</p>
      ) : (
        undecided()
      )}
    </article>
  )

  function undecided() {
    return (
      <>
        <h3>{t('family.look.noticed')}</h3>
        <Noticed written={written} />
        <p>{t('family.own.who', names)}</p>
        {allowing.error && !isTooOld(allowing.error) && <ErrorNote error={allowing.error} />}
        <div className="row">
          <Button look="main" icon="check" busy={allowing.isPending} onPress={pressed}>
            {t('family.look.allow')}
            <span className="unseen"> {title}</span>
          </Button>
          <Button icon="arrow-counter-clockwise" onPress={() => setAsking('sending-back')}>
            {t('family.look.send-back')}
            <span className="unseen"> {title}</span>
          </Button>
        </div>
        <FreshCheck
          open={asking === 'approval'}
          title={t('family.own.allow.title', names)}
          act="post.approve"
          subject="inbox"
          onProven={proven}
          onClose={() => setAsking(null)}
        >
          <p>{t('family.own.allow.what', names)}</p>
          <p>{t('family.look.allow.minutes')}</p>
        </FreshCheck>
        <SendBack
          open={asking === 'sending-back'}
          at={`/api/replies/${written.id}`}
          name={written.child.name}
          words={[
            { value: 'words', picture: 'memo', more: t('family.own.word.words.more'), talk: t('family.talk.back.words') },
            { value: 'talk-first', picture: 'speech-balloon', more: t('family.send-back.word.talk-first.more') },
          ]}
          onSent={() => onDecided('sent-back')}
          onClose={() => setAsking(null)}
        />
      </>
    )
  }

  function pressed() {
    const check = inboxCheck.get()
    if (check === null) prove()
    else allowing.mutate(check)
  }

  function prove() {
    inboxCheck.set(null)
    setAsking('approval')
  }

  async function proven(freshCheckId: string) {
    inboxCheck.set(freshCheckId)
    await allow(freshCheckId)
    await queries.invalidateQueries()
  }

  async function allow(freshCheckId: string) {
    await api.post(`/api/replies/${written.id}/approval`, { contentHash: written.contentHash, freshCheckId })
    setAsking(null)
    onDecided('allowed')
  }
}

function Noticed({ written: { findings } }: { written: Written }) {
  if (findings.length === 0) return <p>{t('family.look.noticed.nothing')}</p>
  return (
    <ul className="post-findings">
      {findings.map(({ kind }) => (
        <li key={kind}>
          {t(`family.look.finding.${kind}`)}
          <p className="soft">
            {t('family.talk')} {t(`family.talk.${kind}`)}
          </p>
        </li>
      ))}
    </ul>
  )
}
