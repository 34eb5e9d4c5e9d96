// The child's app: who is here decides what is shown; it opens on making. WEL-13
import { useQueryClient } from '@tanstack/react-query'
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { Lesson } from '../../features/consent/child/Lesson.tsx'
import { lessonAside } from '../../features/consent/child/lesson-aside.ts'
import { rememberCountry } from '../../features/law/child/country-here.ts'
import { HelpWithoutInternet } from '../../features/law/child/HelpWithoutInternet.tsx'
import { ToFinish, ToLook, ToMake } from '../../features/hours/child/DayHere.tsx'
import { choosePlan } from '../../features/hours/child/plan.ts'
import { useSettledDay } from '../../features/hours/child/settled-day.ts'
import { ToBeErased } from '../../features/erasure/child/ToBeErased.tsx'
import { GrownUpHere } from '../../features/people/child/GrownUpHere.tsx'
import { Help } from '../../features/people/child/Help.tsx'
import { MyPage } from '../../features/people/child/MyPage.tsx'
import type { Face, Me } from '../../features/people/contract.ts'
import { BroughtBack } from '../../features/posts/child/BroughtBack.tsx'
import { Asked } from '../../features/posts/child/Asked.tsx'
import { Make } from '../../features/posts/child/Make.tsx'
import { Making } from '../../features/posts/child/Making.tsx'
import { laterSteps } from '../../features/posts/child/later-steps.ts'
import { KeptHere } from '../../features/studio/child/KeptHere.tsx'
import { changeKeeping } from '../../features/studio/child/keeping.ts'
import { bringStudio } from '../../features/studio/child/studio-door.ts'
import { Photos, SharedPost } from '../../features/posts/child/Photos.tsx'
import { Receipts } from '../../features/posts/child/Receipts.tsx'
import { Halted } from '../../features/operator/child/Halted.tsx'
import { ClosesForGood } from '../../features/sunset/child/ClosesForGood.tsx'
import { endTurn } from '../../features/sign-in/child/end-turn.ts'
import { Hello } from '../../features/sign-in/child/Hello.tsx'
import { ClosedHere, WhileOpen } from '../../safeguards/child/ClosedHere.tsx'
import { NoConnection } from '../../ui/api.ts'
import { mayBeBack } from '../../ui/be-back.ts'
import { watchChanges } from '../../ui/live.ts'
import { useOnePerson } from '../../ui/one-person.ts'
import { LinkButton } from '../../ui/parts/Button.tsx'
import { ErrorNote, Loaded, Scene, Waiting } from '../../ui/parts/Notes.tsx'
import { Screen, ScreenFrame, UnderHeading } from '../../ui/parts/Screen.tsx'
import { showToast, Toasts } from '../../ui/parts/Toast.tsx'
import { useGet } from '../../ui/queries.ts'
import { emptyBox } from '../../ui/sealed-box.ts'
import { t } from '../../ui/words.ts'
import { Nav } from './Nav.tsx'

// Read now and then, so they are not part of what an old tablet loads first. P9
const [underHelp, making, looking, mine, oneOfMine] = [
  { title: 'child.promises.title', back: '/help' },
  { title: 'child.make.title', back: '/' },
  { title: 'child.photos.title', back: '/photos' },
  { title: 'child.mine.all', back: '/me' },
  { title: 'child.post.title', back: '/me' },
]
const AboutMe = later(() => import('../../features/people/child/AboutMe.tsx').then((page) => page.AboutMe))
const OurPromises = later(() => import('../../safeguards/child/OurPromises.tsx').then((page) => page.OurPromises))
const Looks = later(() => import('../../features/family-log/child/Looks.tsx').then((page) => page.Looks))
const MyTablets = later(() => import('../../features/sign-in/child/MyTablets.tsx').then((page) => page.MyTablets))
const MyPictures = later(() => import('../../features/sign-in/child/MyPictures.tsx').then((page) => page.MyPictures))
const PictureDoor = later(() => import('../../features/sign-in/child/PictureDoor.tsx').then((page) => page.PictureDoor))
const AnotherName = later(() => import('../../features/names/child/AnotherName.tsx').then((page) => page.AnotherName), mine)
const MyFace = later(() => import('../../features/people/child/MyFace.tsx').then((page) => page.MyFace), mine)
const MyLanguage = later(() => import('../../features/people/child/MyLanguage.tsx').then((page) => page.MyLanguage))
const MyPeople = later(() => import('../../features/connections/child/MyPeople.tsx').then((page) => page.MyPeople))
const ChooseTogether = later(() => import('../../features/handover/child/ChooseTogether.tsx').then((page) => page.ChooseTogether))
const WhatIMayDo = later(() => import('../../features/settings/child/WhatIMayDo.tsx').then((page) => page.WhatIMayDo))
const WhatWasDone = later(() => import('../../features/family-log/child/WhatWasDone.tsx').then((page) => page.WhatWasDone))
const FromFriend = later(() => import('../../features/posts/child/FromFriend.tsx').then((page) => page.FromFriend), looking)
const FriendsPost = later(() => import('../../features/posts/child/FromFriend.tsx').then((page) => page.FriendsPost), looking)
const MyPost = later(() => import('../../features/posts/child/MyPost.tsx').then((page) => page.MyPost), oneOfMine)
const AllMine = later(() => import('../../features/posts/child/AllMine.tsx').then((page) => page.AllMine), mine)
const MyCollections = later(() => import('../../features/collections/child/MyCollections.tsx').then((page) => page.MyCollections), mine)
const HowItFelt = later(() => import('../../features/feelings/child/HowItFelt.tsx').then((page) => page.HowItFelt))
const OneCollection = later(() => import('../../features/collections/child/OneCollection.tsx').then((page) => page.OneCollection), mine)
const CollageMaker = later(() => bringStudio().then((studio) => studio.CollageMaker), making)
const Camera = later(() => bringStudio().then((studio) => studio.Camera), making)
const Check = later(() => laterSteps().then((steps) => steps.Check), making)
const Ask = later(() => laterSteps().then((steps) => steps.Ask), making)
const Ideas = later(() => bringStudio().then((studio) => studio.Ideas), making)

const lookAgain = 8000 // milliseconds

export function App() {
  const me = useGet<Me>('/api/me')
  const lost = me.data === undefined && (me.error !== null || me.fetchStatus === 'paused')
  const { refetch, errorUpdateCount } = me
  useEffect(() => {
    const stopping = new AbortController()
    const look = () => void (stopping.signal.aborted || refetch())
    if (lost && errorUpdateCount > 0) void mayBeBack(lookAgain, stopping.signal).then(look)
    return () => stopping.abort()
  }, [lost, errorUpdateCount, refetch])
  return (
    <ScreenFrame>
      {lost ? (
        <Lost>
          <Loaded query={me}>{() => null}</Loaded>
        </Lost>
      ) : (
        <Loaded query={me}>{(me) => <Who me={me} />}</Loaded>
      )}
      <Toasts />
    </ScreenFrame>
  )
}

/** The server cannot be reached. Help is one tap away all the same. KID-2 */
function Lost({ children }: { children: ReactNode }) {
  const [here] = useLocation()
  if (here === '/help') return <HelpWithoutInternet />
  return (
    <Screen title={t('child.hello.title')}>
      {children}
      <KeptHere />
      <LinkButton href="/help" icon="lifebuoy">
        {t('child.nav.help')}
      </LinkButton>
    </Screen>
  )
}

function Who({ me }: { me: Me }) {
  useEffect(() => rememberCountry(me.law), [me.law])
  const stays = useOnePerson(me.viewer, endTurn)
  const [here] = useLocation()
  const isChild = me.viewer?.kind === 'child'
  useEffect(() => {
    if (!isChild) emptyBox() // also what a turn left that ended while this tablet was off. T22
  }, [isChild])
  if (!stays) return null
  if (me.viewer === null && here === '/language') return <InMyLanguage back="/" />
  if (me.viewer === null) return <Hello setUp={me.setUp} pictures={me.pictures && <OpensByPictures />} />
  if (me.viewer.kind !== 'child') return <GrownUpHere viewer={me.viewer} />
  return <ChildHere me={me} viewer={me.viewer} />
}

function InMyLanguage({ back }: { back: string }) {
  return (
    <Suspense fallback={<ComingPage />}>
      <MyLanguage back={back} />
    </Suspense>
  )
}

function OpensByPictures() {
  return (
    <Suspense fallback={<Waiting />}>
      <PictureDoor />
    </Suspense>
  )
}

function ChildHere({ me, viewer }: { me: Me; viewer: Face }) {
  const queries = useQueryClient()
  const aside = lessonAside.use()
  const day = useSettledDay(me.day ?? 'asleep') // unknown: nothing is open
  const band = me.band ?? '5-9' // unknown: the bigger letters
  const before = useRef(band)
  useEffect(() => watchChanges(queries), [queries])
  useEffect(() => {
    import('../../features/posts/child/keep-making.ts').then(
      ({ keepMaking }) => keepMaking(),
      () => changeKeeping({ brought: 'done', kept: 'not' }),
    )
  }, [])
  useEffect(() => {
    document.documentElement.dataset['band'] = band
    if (before.current !== band) showToast(t(`child.may.age.${band}`)) // while the child looks. KID-5
    before.current = band
  }, [band])
  return (
    <div className="with-nav">
      <Nav day={day} />
      <UnderHeading.Provider
        value={
          <>
            <ToBeErased at={me.toBeErasedAt} />
            <ClosesForGood at={me.closesAt} />
            <Halted why={me.halted} />
            <ClosedHere />
          </>
        }
      >
        <Switch>
          <Route path="/">
            {me.sharing === 'needs-assent' && !aside && me.day !== 'asleep' ? (
              <Lesson asks />
            ) : (
              <ToMake me={me} day={day}>
                <Make me={me} />
              </ToMake>
            )}
          </Route>
          <Route path="/studio/:tool?">
            {({ tool }) => (
              <ToFinish day={day}>
                <BroughtBack>
                  <Making tool={tool} />
                </BroughtBack>
              </ToFinish>
            )}
          </Route>
          <Route path="/collage">
            <ToFinish day={day}>
              <BroughtBack>
                <Suspense fallback={<ComingPage of={making} />}>
                  <CollageMaker />
                </Suspense>
              </BroughtBack>
            </ToFinish>
          </Route>
          <Route path="/ideas">
            <ToFinish day={day}>
              <Suspense fallback={<ComingPage of={making} />}>
                <Ideas />
              </Suspense>
            </ToFinish>
          </Route>
          <Route path="/camera">
            <ToFinish day={day}>
              <Suspense fallback={<ComingPage of={making} />}>
                <Camera />
              </Suspense>
            </ToFinish>
          </Route>
          <Route path="/check/:place?">
            {({ place }) => (
              <ToFinish day={day}>
                <BroughtBack>
                  <Suspense fallback={<ComingPage of={making} />}>
                    <Check place={place} />
                  </Suspense>
                </BroughtBack>
              </ToFinish>
            )}
          </Route>
          <Route path="/ask">
            <ToFinish day={day}>
              <BroughtBack>
                <Suspense fallback={<ComingPage of={making} />}>
                  <Ask />
                </Suspense>
              </BroughtBack>
            </ToFinish>
          </Route>
          <Route path="/asked/:postId">{({ postId }) => <Asked postId={postId} how="asked" />}</Route>
          <Route path="/went/:postId">{({ postId }) => <Asked postId={postId} how="went" />}</Route>
          <Route path="/photos">
            <ToLook me={me} day={day}>
              <WhileOpen>
                <Photos me={me} />
              </WhileOpen>
            </ToLook>
          </Route>
          <Route path="/photos/from/:personId">
            {({ personId }) => (
              <ToLook me={me} day={day}>
                <WhileOpen>
                  <Suspense fallback={<ComingPage of={looking} />}>
                    <FromFriend me={me} personId={personId} />
                  </Suspense>
                </WhileOpen>
              </ToLook>
            )}
          </Route>
          <Route path="/photos/from/:personId/:postId">
            {({ personId, postId }) => (
              <ToLook me={me} day={day}>
                <Suspense fallback={<ComingPage of={looking} />}>
                  <FriendsPost personId={personId} postId={postId} />
                </Suspense>
              </ToLook>
            )}
          </Route>
          <Route path="/photos/:postId">
            {({ postId }) => (
              <ToLook me={me} day={day}>
                <SharedPost postId={postId} />
              </ToLook>
            )}
          </Route>
          <Route path="/me">
            <MyPage me={me} viewer={viewer} />
          </Route>
          <Route path="/me/photos">
            <Suspense fallback={<ComingPage of={mine} />}>
              <AllMine />
            </Suspense>
          </Route>
          <Route path="/me/collections">
            <Suspense fallback={<ComingPage of={mine} />}>
              <MyCollections />
            </Suspense>
          </Route>
          <Route path="/me/collections/:collectionId">
            {({ collectionId }) => (
              <Suspense fallback={<ComingPage of={mine} />}>
                <OneCollection key={collectionId} collectionId={collectionId} />
              </Suspense>
            )}
          </Route>
          <Route path="/me/felt">
            <Suspense fallback={<ComingPage />}>
              <HowItFelt />
            </Suspense>
          </Route>
          <Route path="/me/receipts">
            <Receipts />
          </Route>
          <Route path="/me/looks">
            <Suspense fallback={<ComingPage />}>
              <Looks viewer={viewer} />
            </Suspense>
          </Route>
          <Route path="/me/done">
            <Suspense fallback={<ComingPage />}>
              <WhatWasDone viewer={viewer} />
            </Suspense>
          </Route>
          <Route path="/me/together">
            <Suspense fallback={<ComingPage />}>
              <ChooseTogether />
            </Suspense>
          </Route>
          <Route path="/me/may">
            <Suspense fallback={<ComingPage />}>
              <WhatIMayDo viewer={viewer} band={band} />
            </Suspense>
          </Route>
          <Route path="/me/face">
            <Suspense fallback={<ComingPage of={mine} />}>
              <MyFace me={me} viewer={viewer} />
            </Suspense>
          </Route>
          <Route path="/me/name">
            <Suspense fallback={<ComingPage of={mine} />}>
              <AnotherName />
            </Suspense>
          </Route>
          <Route path="/me/people">
            <Suspense fallback={<ComingPage />}>
              <MyPeople viewer={viewer} />
            </Suspense>
          </Route>
          <Route path="/me/tablets">
            <Suspense fallback={<ComingPage />}>
              <MyTablets />
            </Suspense>
          </Route>
          <Route path="/me/pictures">
            <Suspense fallback={<ComingPage />}>
              <MyPictures me={me} />
            </Suspense>
          </Route>
          <Route path="/me/:postId">
            {({ postId }) => (
              <Suspense fallback={<ComingPage of={oneOfMine} />}>
                <MyPost viewer={viewer} postId={postId} />
              </Suspense>
            )}
          </Route>
          <Route path="/pair">
            <Redirect to="/" />
          </Route>
          <Route path="/language">
            <InMyLanguage back="/me" />
          </Route>
          <Route path="/lesson">
            <Lesson asks={me.sharing === 'needs-assent'} />
          </Route>
          <Route path="/help">
            <Help />
          </Route>
          <Route path="/promises">
            <Suspense fallback={<ComingPage />}>
              <OurPromises />
            </Suspense>
          </Route>
          <Route path="/about-me">
            <Suspense fallback={<ComingPage />}>
              <AboutMe />
            </Suspense>
          </Route>
          <Route>
            <NotHere />
          </Route>
        </Switch>
      </UnderHeading.Provider>
    </div>
  )
}

function ComingPage({ of = underHelp }) {
  return (
    <Screen title={t(of.title)} back={of.back}>
      <Waiting />
    </Screen>
  )
}

function NoPage({ of }: { of: typeof underHelp }) {
  return (
    <Screen title={t(of.title)} back={of.back}>
      <ErrorNote error={new NoConnection()} onRetry={() => location.reload()} />
    </Screen>
  )
}

function NotHere() {
  return (
    <Screen title={t('child.not-here.title')}>
      <Scene
        picture="cloud"
        title={t('child.not-here.what')}
        actions={
          <LinkButton href="/" look="main" icon="camera" onPress={() => choosePlan('make')}>
            {t('child.photos.make')}
          </LinkButton>
        }
      />
    </Screen>
  )
}

function later<Props>(load: () => Promise<ComponentType<Props>>, of = underHelp) {
  return lazy(() =>
    load().then(
      (page) => ({ default: page }),
      () => ({ default: (() => <NoPage of={of} />) as ComponentType<Props> }),
    ),
  )
}
