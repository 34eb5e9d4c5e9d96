// Pictures to tap in an order of one's own. What was tapped is shown as dots: somebody may be looking on. SEC-8, KID-4
import { useState } from 'react'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import { howMany, type LockPicture, lockPictures } from '../lock-pictures.ts'
import './PicturePad.css'

const places = [...Array(howMany).keys()]

type PicturePadProps = { tapped: LockPicture[]; onTap: (tapped: LockPicture[]) => void }

/** Each time they lie elsewhere, so that marks of fingers on the glass tell nothing. */
export function PicturePad({ tapped, onTap }: PicturePadProps) {
  const [pictures] = useState(() => shuffled(lockPictures))
  return (
    <div className="stack">
      <p className="dots" role="status">
        <span className="unseen">{t('child.pictures.so-far', { tapped: tapped.length, all: howMany })}</span>
        {places.map((place) => (
          <span key={place} className={place < tapped.length ? 'dot dot-full' : 'dot'} aria-hidden="true" />
        ))}
      </p>
      <div className="pad">
        {pictures.map((picture) => (
          <button key={picture} type="button" className="pad-key" onClick={() => tap(picture)} aria-label={t(`child.picture.${picture}`)}>
            <Picture name={picture} size="large" />
          </button>
        ))}
      </div>
    </div>
  )

  function tap(picture: LockPicture) {
    if (tapped.length < howMany) onTap([...tapped, picture])
  }
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const order = crypto.getRandomValues(new Uint32Array(items.length))
  return items
    .map((item, at) => ({ item, at: order[at] ?? 0 }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
