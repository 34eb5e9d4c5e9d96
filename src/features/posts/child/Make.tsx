// The first screen: make something. Nothing leaves before the child has seen who, how long and what is risky. WEL-13
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Redirect, useLocation } from 'wouter'
import type { Me } from '../../people/contract.ts'
import { PickPhoto } from '../../photos/child/PickPhoto.tsx'
import { type Part, type Sending, sending, stopSending } from '../../photos/child/sending.ts'
import type { Finding } from '../../screening/photos/check-photo.ts'
import { KeptHere } from '../../studio/child/KeptHere.tsx'
import { keeping } from '../../studio/child/keeping.ts'
import { asides, hasUnsent, makeRoom, openCollage, studio } from '../../studio/child/studio.ts'
import { bringStudio, opensInStudio } from '../../studio/child/studio-door.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { SharingOff } from '../../consent/child/SharingOff.tsx'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Steps } from '../../../ui/parts/Steps.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import { allSent, draft, mostPhotos, type SentPhoto } from './draft.ts'
import { laterSteps } from './later-steps.ts'
import { several } from './several.ts'
import { found } from './found.ts'
import { leavesAsItIs } from './look-first.ts'
import { editOnItsWay, takeIn, type TakenIn } from './take-in.ts'

const SendingPhoto = lazy(() => laterSteps().then(({ SendingPhoto }) => ({ default: SendingPhoto })))
const SeenInPhoto = lazy(() => found().then(({ SeenInPhoto }) => ({ default: SeenInPhoto })))
const coversFound = (id: string, findings: readonly Finding[]) => found().then(({ coverFound }) => coverFound(id, findings))
const Picked = lazy(() => several().then(({ Picked }) => ({ default: Picked })))

export function Make({ me }: { me: Me }) {
  const [, go] = useLocation()
  const onItsWay = sending.use()
  const { photos } = draft.use()
  const open = studio.use()
  const listed = asides.use()
  const collage = openCollage.use()
  const { brought } = keeping.use()
  const making = open && !listed[open.id] && hasUnsent(open) ? '/studio' : collage && !open ? '/collage' : null
  useEffect(() => {
    if (me.sharing === 'on') Promise.all([bringStudio(), laterSteps()]).catch(() => {}) // they are asked for once more when they are needed
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
        <Suspense fallback={<Waiting />}>
          <SendingPhoto
            sending={onItsWay}
            found={
              <SeenInPhoto
                findings={onItsWay.findings}
                onCover={(findings) => covers(onItsWay, findings)}
                onLeave={() => leaves(onItsWay)}
              />
            }
            onRetry={() => goesOn({ id: onItsWay.id, picture: onItsWay.file, edit: editOnItsWay(), key: onItsWay.key }, onItsWay.of)}
            onStop={stopSending}
            onLeaveOut={() => void several().then(({ leaveOut }) => leaveOut(go))}
          />
        </Suspense>
      )
    return (
      <>
        {brought === 'waits' && <KeptHere />}
        {making && <StillMaking at={making} />}
        {photos.length > 0 && (
          <Suspense fallback={<Waiting />}>
            <Picked />
          </Suspense>
        )}
        {photos.length === 0 && <p>{t('child.make.how')}</p>}
        {photos.length < mostPhotos && (
          <>
            {photos.length > 0 && <h2>{t('child.many.more')}</h2>}
            <PickPhoto onPick={(files) => void pick(files)} onTake={makeRoom} />
            <LinkButton href="/ideas" picture="light-bulb">
              {t('child.ideas.door')}
            </LinkButton>
            <LinkButton href="/collage" icon="images" onPress={makeRoom}>
              {t('child.collage.door')}
            </LinkButton>
          </>
        )}
        <Keeps what="photos" />
      </>
    )
  }

  function goesOn(taken: TakenIn & { id: string }, { all }: Part) {
    if (all === 1) void takeIn(taken, go)
    else void several().then(({ sendAll }) => sendAll(go, taken))
  }

  function leaves({ id, file, key, of }: Sending) {
    leavesAsItIs(id)
    goesOn({ id, picture: file, edit: editOnItsWay(), key }, of)
  }

  async function covers({ id, of }: Sending, findings: readonly Finding[]) {
    const covered = await coversFound(id, findings)
    if (covered) goesOn(covered, of)
  }

  // What this device cannot draw goes in as it is: the server makes of it what can be drawn.
  async function pick(files: File[]) {
    const [file] = files
    if (file && files.length === 1) {
      if (await opensInStudio(file)) go('/studio')
      else await takeIn({ picture: file, edit: null }, go)
    } else if (file) (await several()).pickSeveral(files)
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

export function MakingSteps({ now }: { now: 0 | 1 | 2 }) {
  return (
    <Steps
      label={t('child.make.steps')}
      steps={[t('child.make.step-photo'), t('child.make.step-check'), t('child.make.step-ask')]}
      now={now}
    />
  )
}

/** A step without a photo leads back to the first one, and so does one with a photo that is on this tablet alone. */
export function WithPhotos({ children }: { children: (photos: SentPhoto[]) => ReactNode }) {
  const photos = allSent(draft.use())
  return photos ? children(photos) : <Redirect to="/" />
}
