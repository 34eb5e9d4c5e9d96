// By which somebody without an account can say which picture they mean, on the page that takes pictures down. SAF-7
import { t } from '../../ui/words.ts'

export function PictureNumber({ postId }: { postId: string }) {
  return (
    <p className="soft">
      <small>
        {t('kit.picture-number')} <bdi dir="ltr">{postId.slice(0, 8)}</bdi>
      </small>
    </p>
  )
}
