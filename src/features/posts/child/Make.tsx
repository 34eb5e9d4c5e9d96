// The first screen: make something. Nothing leaves before the child has seen who, how long and what is risky. WEL-13
import { type ReactNode, useEffect } from 'react'
import { Redirect, useLocation } from 'wouter'
import type { Me } from '../../people/contract.ts'
import { PickPhoto } from '../../photos/child/PickPhoto.tsx'
import { SendingPhoto } from '../../photos/child/SendingPhoto.tsx'
import { sending, stopSending } from '../../photos/child/sending.ts'
import { KeptHere } from '../../studio/child/KeptHere.tsx'
import { keeping } from '../../studio/child/keeping.ts'
import { hasUnsent, openCollage, studio } from '../../studio/child/studio.ts'
import { bringStudio, opensInStudio } from '../../studio/child/studio-door.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { SharingOff } from '../../consent/child/SharingOff.tsx'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Steps } from '../../../ui/parts/Steps.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import type { UploadedPhoto } from '../../../ui/upload.ts'
import { t } from '../../../ui/words.ts'
import { discardDraft, draft } from './draft.ts'
import { editOnItsWay, takeIn } from './take-in.ts'

export function Make({ me }: { me: Me }) {
  const [, go] = useLocation()
  const onItsWay = sending.use()
  const { photo } = draft.use()
  const making = studio.use()
  const collage = openCollage.use()
  const { brought } = keeping.use()
  useEffect(() => {
    if (me.sharing === 'on') bringStudio().catch(() => {}) // picking a photo asks for it once more
  }, [me.sharing])
  return (
    <Screen title={t('child.make.title')} say={t('child.make.how')}>
      {me.sharing !== 'on' ? <SharingOff me={me} /> : <MakingSteps now={0} />}
      {me.sharing === 'on' && content()}
    </Screen>
  )

  function content() {
    if (onItsWay)
      return (
        <SendingPhoto
          sending={onItsWay}
          onRetry={() => void takeIn({ picture: onItsWay.file, edit: editOnItsWay(), key: onItsWay.key }, go)}
          onStop={stopSending}
        />
      )
    if (photo) return <Ready photo={photo} />
    return (
      <>
        {brought === 'waits' && <KeptHere />}
        {making && hasUnsent(making) ? <StillMaking at="/studio" /> : collage && <StillMaking at="/collage" />}
        <p>{t('child.make.how')}</p>
        <PickPhoto onPick={(file) => void pick(file)} />
        <LinkButton href="/ideas" picture="light-bulb">
          {t('child.ideas.door')}
        </LinkButton>
        <LinkButton href="/collage" icon="images">
          {t('child.collage.door')}
        </LinkButton>
        <Keeps what="photos" />
      </>
    )
  }

  // What this device cannot draw goes in as it is: the server makes of it what can be drawn.
  async function pick(file: File) {
    if (await opensInStudio(file)) go('/studio')
    else await takeIn({ picture: file, edit: null }, go)
  }
}

/** What was begun is not lost by looking elsewhere. */
function StillMaking({ at }: { at: '/studio' | '/collage' }) {
  return (
    <Tip
      picture="artist-palette"
      title={t('child.make.begun')}
      actions={
        <LinkButton href={at} look="main" icon="arrow-right">
          {t('child.make.go-on')}
        </LinkButton>
      }
    />
  )
}

function Ready({ photo }: { photo: UploadedPhoto }) {
  return (
    <div className="stack">
      <PhotoView photo={{ ...photo, alt: t('child.make.yours') }} rendition="screen" whole />
      <div className="row row-end">
        <Button icon="images" onPress={discardDraft}>
          {t('child.pick.other')}
        </Button>
        <LinkButton href="/check" look="main" icon="arrow-right">
          {t('child.make.go-on')}
        </LinkButton>
      </div>
    </div>
  )
}

export function MakingSteps({ now }: { now: 0 | 1 | 2 }) {
  return (
    <Steps
      label={t('child.make.steps')}
      steps={[t('child.make.step-photo'), t('child.make.step-check'), t('child.make.step-ask')]}
      now={now}
    />
  )
}

/** A step without a photo leads back to the first one. */
export function WithPhoto({ children }: { children: (photo: UploadedPhoto) => ReactNode }) {
  const { photo } = draft.use()
  return photo ? children(photo) : <Redirect to="/" />
}
