// A hint beside what a child has just written: what it may tell, why that matters, and one tap to take it out, and back. It never blocks the way. PUB-3, PUB-6
import { useEffect, useState } from 'react'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import { severityOf } from '../kinds.ts'
import type { Finding, Verdict } from '../words.ts'

type Seen = { words: string; verdict: Verdict; turn: number }
const whenWritingStops = 700
const ways = 2
const titles = 4
let turns = 0 // other words each time. PUB-3

const pictures: Partial<Record<Finding['kind'], Picture>> = {
  'self-harm': 'hugging-face',
  unkind: 'red-heart',
  slur: 'red-heart',
  threat: 'red-heart',
  'rude-word': 'speech-balloon',
}

export function Nudge({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const [seen, setSeen] = useState<Seen | null>(null)
  const [left, setLeft] = useState<string[]>([])
  const [taken, setTaken] = useState<{ before: string; after: string } | null>(null)
  useEffect(() => {
    if (words.trim() === '') return
    let isOld = false
    const soon = setTimeout(
      () =>
        void look(words).then((verdict) => {
          if (!verdict || isOld) return
          turns += 1
          setSeen({ words, verdict, turn: turns })
        }),
      whenWritingStops,
    )
    return () => {
      isOld = true
      clearTimeout(soon)
    }
  }, [words])
  return (
    <div className="stack" aria-live="polite">
      {taken?.after === words && (
        <Tip
          picture="sparkles"
          title={t('child.words.taken')}
          colour="leaf"
          actions={<Button onPress={putBack}>{t('child.words.put-back')}</Button>}
        />
      )}
      {seen?.words === words && seen.verdict.is === 'held' && (
        <Tip picture="magnifying-glass-tilted-left" title={t('child.words.unread')} colour="sun" />
      )}
      {seen?.words === words && first(seen) && hint(seen, first(seen) as Finding)}
    </div>
  )

  function first({ words, verdict }: Seen): Finding | undefined {
    return verdict.findings.find((finding) => !left.includes(marked(words, finding)))
  }

  function hint({ words, turn }: Seen, finding: Finding) {
    const { kind, start, end, repairs } = finding
    return (
      <Tip
        picture={pictures[kind] ?? 'light-bulb'}
        title={t(kind === 'self-harm' ? 'child.words.hard' : `child.words.title.${turn % titles}`)}
        colour="sun"
        actions={
          <>
            {repairs.includes('take-out') && (
              <Button look="main" onPress={() => takeOut(start, end)}>
                {t('child.words.take-out')}
              </Button>
            )}
            {repairs.includes('get-help') && (
              <LinkButton href="/help" icon="lifebuoy" look={kind === 'self-harm' ? 'main' : 'quiet'}>
                {t('child.words.help')}
              </LinkButton>
            )}
            <Button onPress={() => setLeft([...left, marked(words, finding)])}>{t('child.words.leave')}</Button>
          </>
        }
      >
        {kind !== 'self-harm' && (
          <q dir="auto">
            {words.slice(0, start)}
            <mark>{words.slice(start, end)}</mark>
            {words.slice(end)}
          </q>
        )}
        <p>{t(`child.words.${kind}.${turn % ways}`)}</p>
        {kind !== 'self-harm' && severityOf(kind, band()) === 'ask' && <p>{t('child.words.asked')}</p>}
      </Tip>
    )
  }

  function takeOut(start: number, end: number) {
    const after = `${words.slice(0, start).trimEnd()} ${words.slice(end).trimStart()}`.trim()
    setTaken({ before: words, after })
    onChange(after)
  }

  function putBack() {
    if (taken) onChange(taken.before)
    setTaken(null)
  }
}

function band() {
  return document.documentElement.dataset['band'] === '10-13' ? '10-13' : '5-9'
}

function marked(words: string, { kind, start, end }: Finding): string {
  return `${kind} ${words.slice(start, end)}`
}

async function look(words: string): Promise<Verdict | null> {
  return import('./look-through.ts').then(({ lookThrough }) => lookThrough(words)).catch(() => null)
}
