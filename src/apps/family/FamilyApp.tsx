// Who is looking decides which pages there are: signed out, guardian, relative, or somebody who belongs elsewhere.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { Alerts } from '../../features/alerts/guardian/Alerts.tsx'
import { renewHere } from '../../features/alerts/guardian/this-device.ts'
import { AskCarer } from '../../features/carers/guardian/AskCarer.tsx'
import { Helping, useCarings } from '../../features/carers/relative/Helping.tsx'
import { CloseAccount } from '../../features/closing/guardian/CloseAccount.tsx'
import { AnswerCode } from '../../features/connections/guardian/AnswerCode.tsx'
import { Connect } from '../../features/connections/guardian/Connect.tsx'
import { ShowCode } from '../../features/connections/guardian/ShowCode.tsx'
import { RelativePeople } from '../../features/connections/relative/RelativePeople.tsx'
import { NoticeScreen } from '../../features/consent/guardian/Notice.tsx'
import { FormScreen } from '../../features/forms/guardian/PaperForm.tsx'
import { BringIn } from '../../features/moves/guardian/BringIn.tsx'
import { Together } from '../../features/handover/guardian/Together.tsx'
import { AgeHere } from '../../features/people/guardian/AgeHere.tsx'
import { NameAndFace, YourNameAndFace } from '../../features/people/guardian/NameAndFace.tsx'
import { SayThirteen } from '../../features/people/guardian/SayThirteen.tsx'
import { TakeAlong } from '../../features/moves/guardian/TakeAlong.tsx'
import { EraseChild } from '../../features/erasure/guardian/EraseChild.tsx'
import { Erased } from '../../features/erasure/guardian/Erased.tsx'
import type { Face, Me } from '../../features/people/contract.ts'
import { RemoveGuardian } from '../../features/guardians/guardian/RemoveGuardian.tsx'
import { Week } from '../../features/family-log/guardian/Week.tsx'
import { ChildLog } from '../../features/family-log/guardian/ChildLog.tsx'
import { AddChild } from '../../features/people/guardian/AddChild.tsx'
import { ChildPage } from '../../features/people/guardian/ChildPage.tsx'
import { Children } from '../../features/people/guardian/Children.tsx'
import { KeptKinds } from '../../features/people/guardian/KeptKinds.tsx'
import { PairTablet } from '../../features/people/guardian/PairTablet.tsx'
import { People } from '../../features/people/guardian/People.tsx'
import { You } from '../../features/people/guardian/You.tsx'
import { PhotoBook } from '../../features/posts/guardian/PhotoBook.tsx'
import { PostPage } from '../../features/posts/guardian/PostPage.tsx'
import { Receipts } from '../../features/posts/guardian/Receipts.tsx'
import { Shared, SharedByChild } from '../../features/posts/guardian/Shared.tsx'
import { ToLookAt } from '../../features/posts/guardian/ToLookAt.tsx'
import { SharedWithYou } from '../../features/posts/relative/SharedWithYou.tsx'
import { ChangePassword } from '../../features/sign-in/guardian/ChangePassword.tsx'
import { PaperCode } from '../../features/sign-in/guardian/PaperCode.tsx'
import { InviteGuardian, InviteGuardianOf } from '../../features/sign-in/guardian/InviteGuardian.tsx'
import { InviteRelative } from '../../features/sign-in/guardian/InviteRelative.tsx'
import { Join, LostWayIn, SetUp } from '../../features/sign-in/guardian/Join.tsx'
import { AcceptInvitation } from '../../features/sign-in/guardian/AcceptInvitation.tsx'
import { SignIn } from '../../features/sign-in/guardian/SignIn.tsx'
import { Halted } from '../../features/operator/guardian/Halted.tsx'
import { ClosesForGood } from '../../features/sunset/guardian/ClosesForGood.tsx'
import { SignedInHere } from '../../features/sign-in/guardian/SignedInHere.tsx'
import { SignInLink } from '../../features/sign-in/guardian/SignInLink.tsx'
import { ClosedHere } from '../../safeguards/guardian/ClosedHere.tsx'
import { Promises } from '../../safeguards/guardian/Promises.tsx'
import { watchChanges } from '../../ui/live.ts'
import { useOnePerson } from '../../ui/one-person.ts'
import { LanguageField } from '../../ui/parts/LanguageField.tsx'
import { Loaded } from '../../ui/parts/Notes.tsx'
import { Screen, UnderHeading } from '../../ui/parts/Screen.tsx'
import { useGet } from '../../ui/queries.ts'
import { t } from '../../ui/words.ts'
import { AlreadySignedIn, ForChildren, ForStaff, NothingHere } from './OtherScreens.tsx'
import { Shell } from './Shell.tsx'

export function FamilyApp() {
  const query = useGet<Me>('/api/me')
  if (query.data === undefined || query.error)
    return (
      <Screen title={t('family.app')}>
        <Loaded query={query}>{() => null}</Loaded>
      </Screen>
    )
  return <Who me={query.data} />
}

function Who({ me }: { me: Me }) {
  const stays = useOnePerson(me.viewer, startAnew)
  if (!stays) return null
  if (me.viewer === null) return <SignedOut me={me} />
  return <SignedIn viewer={me.viewer} me={me} />
}

// At the same place, so that whoever signs in again is where they were.
function startAnew() {
  location.reload()
}

function SignedOut({ me }: { me: Me }) {
  return (
    <UnderHeading.Provider value={<LanguageField />}>
      <Switch>
        <Route path="/join">
          <Join back="/" />
        </Route>
        <Route path="/back">
          <LostWayIn />
        </Route>
        <Route path="/set-up">
          <SetUp />
        </Route>
        <Route path="/sign-in">
          <SignInLink />
        </Route>
        <Route path="/notice">
          <NoticeScreen />
        </Route>
        <Route path="/form">
          <FormScreen />
        </Route>
        <Route path="/promises">
          <Promises back="/" />
        </Route>
        <Route>{me.setUp === 'needed' ? <SetUp /> : <SignIn />}</Route>
      </Switch>
    </UnderHeading.Provider>
  )
}

function SignedIn({ viewer, me: { secure, halted, closesAt } }: { viewer: Face; me: Me }) {
  const closed = (
    <>
      <ClosesForGood at={closesAt} to={viewer.kind === 'guardian' ? 'guardian' : 'relative'} />
      <Halted why={halted} />
      <ClosedHere />
    </>
  )
  const queries = useQueryClient()
  useEffect(() => watchChanges(queries), [queries])
  useEffect(() => void (viewer.kind === 'guardian' && renewHere()), [viewer.kind])
  switch (viewer.kind) {
    case 'child':
      return <ForChildren name={viewer.name} />
    case 'staff':
      return <ForStaff />
    case 'guardian':
      return (
        <Shell pages={guardianPages}>
          <UnderHeading.Provider value={closed}>
            <GuardianPages viewer={viewer} secure={secure} />
          </UnderHeading.Provider>
        </Shell>
      )
    case 'relative':
      return (
        <RelativeShell>
          <UnderHeading.Provider value={closed}>
            <RelativePages viewer={viewer} secure={secure} />
          </UnderHeading.Provider>
        </RelativeShell>
      )
  }
}

const guardianPages = [
  { href: '/', icon: 'tray', words: 'family.nav.look' },
  { href: '/children', icon: 'smiley', words: 'family.nav.children' },
  { href: '/shared', icon: 'images', words: 'family.nav.shared' },
  { href: '/people', icon: 'users-three', words: 'family.nav.people' },
  { href: '/you', icon: 'user', words: 'family.nav.you' },
] as const

const relativePages = [
  { href: '/', icon: 'images', words: 'family.nav.feed' },
  { href: '/people', icon: 'users-three', words: 'family.nav.people' },
  { href: '/you', icon: 'user', words: 'family.nav.you' },
] as const

/** What they look at for somebody is a place of its own, while they help out and in the week after. */
function RelativeShell({ children }: { children: ReactNode }) {
  const helps = useCarings().length > 0
  return (
    <Shell pages={helps ? [{ href: '/help', icon: 'tray', words: 'family.nav.look' }, ...relativePages] : relativePages}>{children}</Shell>
  )
}

// Each page is its own by its address, so that going to another one moves the focus to its heading.
function GuardianPages({ viewer, secure }: { viewer: Face; secure: boolean }) {
  const [place] = useLocation()
  return (
    <Switch key={place}>
      <Route path="/">
        <ToLookAt />
      </Route>
      <Route path="/posts/:postId">{({ postId }) => <PostPage postId={postId} />}</Route>
      <Route path="/children">
        <Children />
      </Route>
      <Route path="/children/new">
        <AddChild />
      </Route>
      <Route path="/children/:childId">{({ childId }) => <ChildPage childId={childId} />}</Route>
      <Route path="/children/:childId/log">{({ childId }) => <ChildLog childId={childId} />}</Route>
      <Route path="/children/:childId/shared">{({ childId }) => <SharedByChild childId={childId} />}</Route>
      <Route path="/children/:childId/kept">{({ childId }) => <KeptKinds childId={childId} />}</Route>
      <Route path="/children/:childId/tablet">{({ childId }) => <PairTablet childId={childId} />}</Route>
      <Route path="/children/:childId/connect">{({ childId }) => <Connect childId={childId} />}</Route>
      <Route path="/children/:childId/connect/show">{({ childId }) => <ShowCode childId={childId} />}</Route>
      <Route path="/children/:childId/guardians/invite">{({ childId }) => <InviteGuardianOf childId={childId} />}</Route>
      <Route path="/children/:childId/guardians/:guardianId">
        {({ childId, guardianId }) => <RemoveGuardian childId={childId} guardianId={guardianId} />}
      </Route>
      <Route path="/children/:childId/erase">{({ childId }) => <EraseChild childId={childId} />}</Route>
      <Route path="/children/:childId/together">{({ childId }) => <Together childId={childId} />}</Route>
      <Route path="/children/:childId/face">{({ childId }) => <NameAndFace childId={childId} />}</Route>
      <Route path="/children/:childId/age">{({ childId }) => <AgeHere childId={childId} />}</Route>
      <Route path="/children/:childId/growing-up">{({ childId }) => <SayThirteen childId={childId} />}</Route>
      <Route path="/children/:childId/take">{({ childId }) => <TakeAlong childId={childId} />}</Route>
      <Route path="/children/:childId/book">{({ childId }) => <PhotoBook childId={childId} />}</Route>
      <Route path="/children/:childId/bring">{({ childId }) => <BringIn childId={childId} />}</Route>
      <Route path="/erasures/:erasureId">{({ erasureId }) => <Erased erasureId={erasureId} />}</Route>
      <Route path="/children/:childId/help">{({ childId }) => <AskCarer childId={childId} />}</Route>
      <Route path="/children/:childId/invite">{({ childId }) => <InviteRelative childId={childId} />}</Route>
      <Route path="/connect">
        <AnswerCode />
      </Route>
      <Route path="/week">
        <Week />
      </Route>
      <Route path="/shared">
        <Shared />
      </Route>
      <Route path="/shared/receipts">
        <Receipts />
      </Route>
      <Route path="/people">
        <People />
      </Route>
      <Route path="/people/invite">
        <InviteGuardian />
      </Route>
      <Route path="/you/alerts">
        <Alerts />
      </Route>
      <Route path="/you">
        <You viewer={viewer} secure={secure} />
      </Route>
      <Route path="/you/face">
        <YourNameAndFace viewer={viewer} />
      </Route>
      <Route path="/you/devices">
        <SignedInHere />
      </Route>
      <Route path="/you/password">
        <ChangePassword />
      </Route>
      <Route path="/you/paper">
        <PaperCode />
      </Route>
      <Route path="/you/close">
        <CloseAccount viewer={viewer} />
      </Route>
      <Route path="/notice">
        <NoticeScreen />
      </Route>
      <Route path="/form">
        <FormScreen />
      </Route>
      <Route path="/promises">
        <Promises back="/you" />
      </Route>
      <Route path="/join">
        <Join
          back="/"
          behind={({ code, opens, by }, { onLeave }) =>
            opens === 'guardian-invitation' && by === 'person' ? (
              <AcceptInvitation code={code} as="guardian" onLeave={onLeave} />
            ) : (
              <AlreadySignedIn name={viewer.name} />
            )
          }
        />
      </Route>
      <Route path="/sign-in">
        <AlreadySignedIn name={viewer.name} />
      </Route>
      <Route path="/back">
        <AlreadySignedIn name={viewer.name} />
      </Route>
      <Route path="/set-up">
        <Redirect to="/" replace />
      </Route>
      <Route>
        <NothingHere />
      </Route>
    </Switch>
  )
}

function RelativePages({ viewer, secure }: { viewer: Face; secure: boolean }) {
  const [place] = useLocation()
  return (
    <Switch key={place}>
      <Route path="/">
        <SharedWithYou />
      </Route>
      <Route path="/help">
        <Helping />
      </Route>
      <Route path="/people">
        <RelativePeople />
      </Route>
      <Route path="/you">
        <You viewer={viewer} secure={secure} />
      </Route>
      <Route path="/you/face">
        <YourNameAndFace viewer={viewer} />
      </Route>
      <Route path="/you/devices">
        <SignedInHere />
      </Route>
      <Route path="/you/password">
        <ChangePassword />
      </Route>
      <Route path="/you/paper">
        <PaperCode />
      </Route>
      <Route path="/you/close">
        <CloseAccount viewer={viewer} />
      </Route>
      <Route path="/notice">
        <NoticeScreen />
      </Route>
      <Route path="/promises">
        <Promises back="/you" />
      </Route>
      <Route path="/join">
        <Join
          back="/people"
          behind={({ code, opens }, { onLeave }) =>
            opens === 'relative-invitation' ? (
              <AcceptInvitation code={code} as="relative" onLeave={onLeave} />
            ) : (
              <AlreadySignedIn name={viewer.name} />
            )
          }
        />
      </Route>
      <Route path="/sign-in">
        <AlreadySignedIn name={viewer.name} />
      </Route>
      <Route path="/back">
        <AlreadySignedIn name={viewer.name} />
      </Route>
      <Route>
        <NothingHere />
      </Route>
    </Switch>
  )
}
