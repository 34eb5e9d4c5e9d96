// What this tablet saw in a photo before it is sent: what it may tell, one tap to cover it, and the child's own word that it may stay. Never a scare, never a blame. PUB-2, PUB-5
import { useState } from 'react'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import type { Finding } from '../photos/check-photo.ts'
import { repairsOf, type Seen, seenKinds, severityOf } from '../photos/seen-kinds.ts'

const pictures: Readonly<Record<Seen, Picture>> = {
  private: 'hugging-face',
  face: 'smiling-face',
  place: 'house',
  school: 'name-badge',
  reach: 'speech-balloon',
  name: 'name-badge',
  plate: 'motorway',
  page: 'memo',
  hurt: 'red-heart',
  help: 'hugging-face',
}

type SeenProps = { findings: readonly Finding[]; onCover: (findings: readonly Finding[]) => Promise<void>; onLeave: () => void }

export function SeenInPhoto({ findings, onCover, onLeave }: SeenProps) {
  return findings.some(({ kind }) => severityOf(kind, '5-9') === 'private') ? (
    <KeptPrivate />
  ) : (
    <Told findings={findings} onCover={onCover} onLeave={onLeave} />
  )
}

/** Nothing of it was sent, and nothing is kept. There is help, and no blame. SAF-6 */
function KeptPrivate() {
  return (
    <Tip
      picture={pictures.private}
      title={t('child.seen.private')}
      colour="plum"
      actions={
        <LinkButton href="/help" icon="lifebuoy">
          {t('child.words.help')}
        </LinkButton>
      }
    >
      <p>{t('child.seen.private.why')}</p>
      <p>{t('child.seen.private.talk')}</p>
      <p>{t('child.seen.private.wrong')}</p>
    </Tip>
  )
}

function Told({ findings, onCover, onLeave }: SeenProps) {
  const [busy, setBusy] = useState<Seen | null>(null)
  const kinds = seenKinds.filter((kind) => findings.some((one) => one.kind === kind))
  return (
    <div className="stack" aria-live="polite">
      <p>{t('child.seen.how')}</p>
      {kinds.map((kind) => (
        <Tip
          key={kind}
          picture={pictures[kind]}
          title={t(`child.seen.${kind}`, { count: of(kind).length })}
          colour={kind === 'face' ? 'plum' : 'sun'}
          actions={
            <>
              <Button picture="shield" busy={busy === kind} onPress={() => void cover(kind)}>
                {t('child.check.cover')}
              </Button>
              {repairsOf(kind).includes('get-help') && (
                <LinkButton href="/help" icon="lifebuoy">
                  {t('child.words.help')}
                </LinkButton>
              )}
            </>
          }
        >
          <p>{t(`child.seen.${kind}.why`)}</p>
        </Tip>
      ))}
      <div className="row row-end">
        <Button look="main" icon="arrow-right" onPress={onLeave}>
          {t(kinds.includes('face') ? 'child.seen.all-okay' : 'child.seen.okay')}
        </Button>
      </div>
    </div>
  )

  function of(kind: Seen): Finding[] {
    return findings.filter((one) => one.kind === kind)
  }

  async function cover(kind: Seen) {
    setBusy(kind)
    await onCover(of(kind))
    setBusy(null)
  }
}

/** It could not be looked at: the child can ask all the same. */
export function Unseen() {
  return <Tip picture="magnifying-glass-tilted-left" title={t('child.seen.unseen')} colour="sun" />
}
