// The photos that are to go together, as they would be seen: one is chosen and shown large, can be made into something, put earlier or later, or taken out.
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { announce } from '../../../ui/parts/Screen.tsx'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import { NotKept, useWarning } from '../../studio/child/NotKept.tsx'
import { opensAgain } from './back-to-studio.ts'
import { discardDraft, draft, type DraftPhoto, mostPhotos, movePhoto, putBack, takeOut, waitsToGo } from './draft.ts'
import { PhotoHere } from './PhotoHere.tsx'
import { sendAll } from './send-all.ts'
import { Thumbs } from './Thumbs.tsx'

export function Picked() {
  const [, go] = useLocation()
  const { photos } = draft.use()
  const [chosen, setChosen] = useState(photos[0]?.id)
  const at = Math.max(
    0,
    photos.findIndex(({ id }) => id === chosen),
  ) // what was taken out is not chosen any more
  const photo = photos[at]
  const unsent = photos.some(waitsToGo)
  useWarning(unsent)
  if (!photo) return null
  return (
    <div className="stack">
      {photos.length > 1 && <Thumbs photos={photos} at={at} onGo={(place) => setChosen(photos[place]?.id)} />}
      <OnePicked key={photo.id} photo={photo} at={at} count={photos.length} />
      {unsent && <NotKept />}
      {photos.length >= mostPhotos && <Tip picture="kite" title={t('child.many.most')} />}
      <div className="row row-end">
        {photos.length === 1 && (
          <Button icon="images" onPress={discardDraft}>
            {t('child.pick.other')}
          </Button>
        )}
        {unsent ? (
          <Button look="main" icon="arrow-right" onPress={() => void sendAll(go)}>
            {t('child.make.go-on')}
          </Button>
        ) : (
          <LinkButton href="/check" look="main" icon="arrow-right">
            {t('child.make.go-on')}
          </LinkButton>
        )}
      </div>
    </div>
  )
}

function OnePicked({ photo, at, count }: { photo: DraftPhoto; at: number; count: number }) {
  const [, go] = useLocation()
  const [fault, setFault] = useState<unknown>(null)
  const [cannot, setCannot] = useState(false)
  const isMany = count > 1
  const place = t('child.many.place', { place: at + 1, count })
  useEffect(() => {
    if (isMany) announce(place)
  }, [isMany, place])
  return (
    <>
      <PhotoHere photo={photo} size="large" />
      <div className="row picked-does">
        <Button picture="artist-palette" onPress={() => void make()}>
          {t('child.studio.title')}
        </Button>
        {at > 0 && (
          <Button icon="arrow-left" onPress={() => movePhoto(photo.id, -1)}>
            {t('child.many.earlier')}
          </Button>
        )}
        {at < count - 1 && (
          <Button icon="arrow-right" onPress={() => movePhoto(photo.id, 1)}>
            {t('child.many.later')}
          </Button>
        )}
        {isMany && (
          <Button icon="trash" onPress={leave}>
            {t('child.many.take-out')}
          </Button>
        )}
      </div>
      {fault !== null && <ErrorNote error={fault} />}
      {cannot && <p role="alert">{t('child.many.cannot')}</p>}
    </>
  )

  async function make() {
    setFault(null)
    try {
      if (await opensAgain(photo)) go('/studio')
      else setCannot(true)
    } catch (failure) {
      setFault(failure)
    }
  }

  function leave() {
    takeOut(photo.id)
    showToast(t('child.many.out'), putBack)
  }
}
