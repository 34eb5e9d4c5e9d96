// A photo of the draft as it is now: what the server has, or what is on this tablet alone.
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import { AsideView } from '../../studio/child/AsideView.tsx'
import { asideOf } from '../../studio/child/studio.ts'
import { type DraftPhoto, waitsToGo } from './draft.ts'

export function PhotoHere({ photo, size }: { photo: DraftPhoto; size: 'small' | 'large' }) {
  const aside = asideOf(photo.id)
  const words = photo.alt || t('child.make.yours')
  if (aside && waitsToGo(photo)) return <AsideView aside={aside} words={words} />
  if (!photo.photo) return <Picture name="framed-picture" size="large" label={words} />
  return <PhotoView photo={{ ...photo.photo, alt: words }} rendition={size === 'small' ? 'card' : 'screen'} whole={size === 'large'} />
}
