// The picture and the name of a collection. Who does not write yet taps a picture. KID-4
import { type SyntheticEvent, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { type MaybeNamed, namedOf, PictureAndName } from '../../../ui/parts/PictureAndName.tsx'
import { t } from '../../../ui/words.ts'
import type { NewLook } from '../contract.ts'
import { collectionPictures, type CollectionPicture } from '../pictures.ts'

type CollectionFormProps = {
  from?: MaybeNamed<CollectionPicture>
  doing: { isPending: boolean; error: Error | null }
  onDone: (look: NewLook) => void
}

export function CollectionForm({ from = { picture: null, name: '' }, doing, onDone }: CollectionFormProps) {
  const [shown, setShown] = useState(from)
  const [tried, setTried] = useState(false)
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PictureAndName
        pictures={collectionPictures}
        nameOf={(picture) => t(`child.collections.name.${picture}`)}
        shown={shown}
        tried={tried}
        onChange={setShown}
      />
      {doing.error && <ErrorNote error={doing.error} />}
      <div className="row row-end">
        <Button look="main" type="submit" icon="check" busy={doing.isPending}>
          {t('kit.named.done')}
        </Button>
      </div>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    const look = namedOf(shown)
    if (!doing.isPending && look) onDone(look)
  }
}
