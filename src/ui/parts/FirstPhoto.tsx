// A post in a list: its first photo, and a sign that there are more.
import { t } from '../words.ts'
import { PhotoView, type ShownPhoto } from './PhotoView.tsx'
import { Icon } from './Picture.tsx'

export function FirstPhoto({ photos: [first, ...more] }: { photos: readonly ShownPhoto[] }) {
  if (!first) return null
  return (
    <span className="first-photo">
      <PhotoView photo={first} rendition="card" loads="near" />
      {more.length > 0 && (
        <span className="first-photo-more">
          <Icon name="images" />
          <span className="unseen">{t('kit.photos-more', { count: more.length })}</span>
        </span>
      )}
    </span>
  )
}
