// What the check sees in a photo, marked on it with a line for each. It is seen anew on this device: what it was is kept nowhere. PUB-2, PUB-5
import { useEffect, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import type { Finding, Verdict } from '../photos/check-photo.ts'
import type { Region } from '../photos/pixels.ts'
import { type Seen, seenKinds } from '../photos/seen-kinds.ts'
import './PhotoMarks.css'

type Marks = { verdict: Verdict | null; isLooking: boolean; look: () => void }

/** `isNoted`: something was seen before, so it is looked for at once; else when the guardian wants it. */
export function usePhotoMarks(photoId: string, isNoted: boolean): Marks {
  const [pressed, setPressed] = useState(false)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const wanted = pressed || isNoted
  useEffect(() => {
    if (!wanted) return undefined
    let isOld = false
    const tell = (verdict: Verdict) => isOld || setVerdict(verdict)
    lookAtPhoto(photoId).then(tell, () => tell({ is: 'held', findings: [] }))
    return () => {
      isOld = true
    }
  }, [photoId, wanted])
  return { verdict, isLooking: wanted && verdict === null, look: () => setPressed(true) }
}

/** Lies over the photo, in its shape. */
export function PhotoMarks({
  photo: { width, height },
  findings,
}: {
  photo: { width: number; height: number }
  findings: readonly Finding[]
}) {
  if (findings.length === 0) return null
  return (
    <svg className="photo-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {findings.map(({ region }) => (
        <rect key={`${region.at.x} ${region.at.y}`} {...boxOf(region, Math.max(width, height))} />
      ))}
    </svg>
  )
}

export function PhotoMarksTold({ verdict, isLooking, look, name }: Marks & { name: string }) {
  if (!verdict)
    return (
      <Button look="quiet" icon="shield-check" busy={isLooking} onPress={look}>
        {t('family.seen.look')}
        <span className="unseen"> {name}</span>
      </Button>
    )
  const kinds = seenKinds.filter((kind) => countOf(kind) > 0)
  return (
    <div role="status">
      {verdict.is === 'held' && <p>{t('family.seen.held')}</p>}
      {verdict.is === 'clear' && <p>{t('family.seen.clear')}</p>}
      {kinds.length > 0 && (
        <ul className="post-findings">
          {kinds.map((kind) => (
            <li key={kind}>{t(`family.seen.${kind}`, { count: countOf(kind) })}</li>
          ))}
        </ul>
      )}
    </div>
  )

  function countOf(kind: Seen): number {
    return verdict?.findings.filter((one) => one.kind === kind).length ?? 0
  }
}

async function lookAtPhoto(photoId: string): Promise<Verdict> {
  const [{ lookAt }, answer] = await Promise.all([import('../photos/look-at.ts'), fetch(`/api/photos/${photoId}/screen`)])
  if (!answer.ok) throw new Error('the photo did not come')
  return lookAt(await answer.blob())
}

function boxOf({ at, width, height, angle }: Region, side: number) {
  return {
    x: (at.x - width / 2) * side,
    y: (at.y - height / 2) * side,
    width: width * side,
    height: height * side,
    transform: `rotate(${angle} ${at.x * side} ${at.y * side})`,
  }
}
