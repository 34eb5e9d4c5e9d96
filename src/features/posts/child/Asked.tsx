// The photo waits for the grown-up: who looks first, and who would see it then.
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import { AllDoneButton } from '../../hours/child/PlanFirst.tsx'
import { useMyPosts } from './my-posts.ts'
import { WhoSees } from './WhoSees.tsx'

export function Asked({ postId }: { postId: string }) {
  const mine = useMyPosts()
  return (
    <Screen title={t('child.asked.title')} say={t('child.asked.how')}>
      <Scene picture="kite" title={t('child.asked.sent')} drifts actions={<Onward />}>
        <p>{t('child.asked.how')}</p>
      </Scene>
      <Loaded query={mine}>
        {({ posts }) => posts.filter((post) => post.id === postId).map((post) => <WhoSees key={post.id} post={post} />)}
      </Loaded>
      <GrownUpsSee />
    </Screen>
  )
}

function Onward() {
  return (
    <>
      <AllDoneButton />
      <LinkButton href="/me" icon="smiley">
        {t('child.asked.mine')}
      </LinkButton>
    </>
  )
}
