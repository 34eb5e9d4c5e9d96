// Several photos of one post: a finger moves them along, and so do two buttons and the arrow keys. Nothing moves by itself, and it ends at both ends. WEL-3
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import { OnePicture, type PostPicturesProps } from './PostPictures.tsx'
import './SideBySide.css'

const inSight = 0.6 // of a photo: it is the one that is looked at

export function SideBySide(props: PostPicturesProps) {
  const { photos, whole, loads = 'now', onSettled, opens } = props
  const row = useRef<HTMLUListElement>(null)
  const [now, setNow] = useState(0)
  const last = photos.length - 1
  const place = t('child.many.place', { place: now + 1, count: photos.length })
  useEffect(() => {
    const list = row.current
    if (!list) return undefined
    const watching = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen) if (isIntersecting) setNow([...list.children].indexOf(target))
      },
      { root: list, threshold: inSight },
    )
    for (const item of list.children) watching.observe(item)
    return () => watching.disconnect()
  }, [])
  return (
    <div className="side-by-side">
      <ul
        className="side-by-side-photos"
        ref={row}
        aria-label={place}
        tabIndex={opens ? undefined : 0} // what scrolls must be reached by keys; where the photos are links, those are
        onKeyDown={onKey}
      >
        {photos.map((photo, at) => (
          <li key={photo.photoId}>
            <OnePicture
              {...props}
              photo={photo}
              loads={at === 0 || loads === 'later' ? loads : 'near'}
              onSettled={at === 0 ? onSettled : undefined}
              isHidden={at !== now}
            />
            {whole && photo.alt && (
              <p dir="auto" className="soft words" aria-hidden="true">
                {photo.alt /* the photo says it too, to who does not see it */}
              </p>
            )}
          </li>
        ))}
      </ul>
      <div className="side-by-side-row">
        <span>{now > 0 && <IconButton icon="arrow-left" label={t('child.many.before')} onPress={() => go(now - 1)} />}</span>
        <p role="status">{place}</p>
        <span className="side-by-side-next">
          {now < last && <IconButton icon="arrow-left" label={t('child.many.next')} onPress={() => go(now + 1)} />}
        </span>
      </div>
    </div>
  )

  function onKey({ key, currentTarget, target }: KeyboardEvent<HTMLElement>) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (!step) return
    const next = now + (getComputedStyle(currentTarget).direction === 'rtl' ? -step : step)
    go(next)
    const item = currentTarget.children[next]
    if (target !== currentTarget) item?.querySelector('a')?.focus({ preventScroll: true })
  }

  function go(to: number) {
    const [list, item] = [row.current, row.current?.children[to]]
    if (!list || !item) return
    list.scrollTo({ left: list.scrollLeft + item.getBoundingClientRect().left - list.getBoundingClientRect().left }) // scrollBy would stop at the one it is just passing
    const isLeaving = (to === 0 || to === last) && document.activeElement?.closest('.side-by-side-row') // the button that was pressed goes
    if (isLeaving) (item.querySelector('a') ?? list).focus({ preventScroll: true })
  }
}
