// Things to do away from the screen. WEL-9
import { Picture } from '../../../ui/parts/Picture.tsx'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import './Plan.css'

const things: Record<'draw' | 'outside' | 'together', PictureName> = {
  draw: 'artist-palette',
  outside: 'deciduous-tree',
  together: 'people-hugging',
}

export function AwayFromHere() {
  return (
    <ul className="away" aria-label={t('child.away.label')}>
      {Object.entries(things).map(([thing, picture]) => (
        <li key={thing}>
          <Picture name={picture} />
          <span>{t(`child.away.${thing}`)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Read aloud after what comes before. */
export function sayAway() {
  return Object.keys(things)
    .map((thing) => t(`child.away.${thing}`))
    .join(' ')
}
