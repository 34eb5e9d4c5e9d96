// Me: my photos and how they stand, what was taken back, and how I want things here.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { AllDoneButton } from '../../hours/child/PlanFirst.tsx'
import { plan } from '../../hours/child/plan.ts'
import { Mine } from '../../posts/child/Mine.tsx'
import { MyReports } from '../../reports/child/MyReports.tsx'
import { LockTablet } from '../../sign-in/child/LockTablet.tsx'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Toggle } from '../../../ui/parts/Toggle.tsx'
import { isRoomy, setRoomy } from '../../../ui/roomy.ts'
import { formatNames, t } from '../../../ui/words.ts'
import type { Face, Me } from '../contract.ts'
import { GrowingUp } from './GrowingUp.tsx'

export function MyPage({ me, viewer }: { me: Me; viewer: Face }) {
  const [roomy, setShownRoomy] = useState(isRoomy)
  const { what } = plan.use()
  return (
    <Screen title={viewer.name} tab={t('child.nav.me')} beside={<Avatar face={viewer} />}>
      <GrowingUp on={me.growsUpOn} />
      <Mine />
      <MyReports />
      {what === 'mine' && <AllDoneButton />}
      <section className="stack" aria-labelledby="my-things">
        <h2 id="my-things">{t('child.me.things')}</h2>
        <LinkButton href="/me/face" icon="smiley">
          {t('child.face.title')}
        </LinkButton>
        <LinkButton href="/me/name" icon="pencil">
          {t('child.name.title')}
        </LinkButton>
        <LinkButton href="/me/people" icon="users-three">
          {t('child.people.title')}
        </LinkButton>
        <LinkButton href="/me/felt" icon="smiley">
          {t('child.feelings.title')}
        </LinkButton>
        <LinkButton href="/me/may" icon="check">
          {t('child.may.title')}
        </LinkButton>
        <LinkButton href="/me/looks" icon="eye">
          {t('child.looks.title')}
        </LinkButton>
        <LinkButton href="/me/done" icon="list">
          {t('child.done.title')}
        </LinkButton>
        <LinkButton href="/me/receipts" icon="arrow-counter-clockwise">
          {t('child.receipts.title')}
        </LinkButton>
        <LinkButton href="/me/tablets" icon="lock">
          {t('child.tablets.title')}
        </LinkButton>
        <LinkButton href="/about-me" icon="identification-card">
          {t('child.about.title')}
        </LinkButton>
        <LinkButton href="/lesson" icon="shield-check">
          {t('child.lesson.again')}
        </LinkButton>
        <LinkButton href="/language" icon="globe">
          {t('kit.language')}
        </LinkButton>
        <Toggle label={t('child.me.roomy')} icon="arrows-horizontal" on={roomy} onChange={change} />
        <Sharing me={me} />
        <LinkButton href="/me/pictures" icon="images">
          {t('child.pictures.title')}
        </LinkButton>
        <LockTablet pictures={me.pictures} />
      </section>
    </Screen>
  )

  function change(on: boolean) {
    setRoomy(on)
    setShownRoomy(on)
  }
}

/** The child's own yes can be taken back at any time, and given again after the lesson. CON-9 */
function Sharing({ me: { sharing, pausedBy } }: { me: Me }) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const stopping = useMutation({ mutationFn: () => api.post('/api/assent-withdrawals', {}), onSuccess: stopped })
  if (sharing === 'needs-consent') return <p className="card">{t('child.off.grown-up')}</p>
  if (sharing === 'needs-assent')
    return (
      <LinkButton href="/lesson" icon="hand-waving">
        {t('child.off.lesson')}
      </LinkButton>
    )
  return (
    <>
      {sharing === 'paused' && <p className="card">{t('child.off.paused', { names: formatNames(pausedBy.map(({ name }) => name)) })}</p>}
      <Button icon="moon" onPress={() => setOpen(true)}>
        {t('child.stop.button')}
      </Button>
      <Question
        open={open}
        title={t('child.stop.title')}
        keep={t('child.stop.leave')}
        go={t('child.stop.do')}
        look="main"
        icon="moon"
        doing={stopping}
        onGo={() => stopping.mutate()}
        onClose={() => setOpen(false)}
      >
        <p>{t('child.stop.what')}</p>
        <p>{t('child.back.copies')}</p>
        <Keeps what="yeses" />
      </Question>
    </>
  )

  async function stopped() {
    setOpen(false)
    await queries.invalidateQueries()
  }
}
