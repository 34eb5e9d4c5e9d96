// The photo waits for the grown-up, or goes out by itself: who looks first, and who would see it then.
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { MaySayYes } from '../../carers/child/MaySayYes.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import { AllDoneButton } from '../../hours/child/PlanFirst.tsx'
import { useMyPosts } from './my-posts.ts'
import { WhoSees } from './WhoSees.tsx'

/** `how`: a grown-up is asked, or nobody is, as they have set it. KID-5 */
export function Asked({ postId, how }: { postId: string; how: 'asked' | 'went' }) {
  const mine = useMyPosts()
  return (
    <Screen title={t(`child.${how}.title`)} say={t(`child.${how}.how`)}>
      <Scene picture="kite" title={t(`child.${how}.sent`)} drifts actions={<Onward />}>
        <p>{t(`child.${how}.how`)}</p>
      </Scene>
      <Loaded query={mine}>
        {({ posts }) => posts.filter((post) => post.id === postId).map((post) => <WhoSees key={post.id} post={post} />)}
      </Loaded>
      <MaySayYes />
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
