// My face: tried on as often as I like, and mine when I say so. No word of it has to be read. DAT-8, KID-4
import { useLocation } from 'wouter'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { ChooseFace } from '../../../ui/parts/ChooseFace.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { Face, Me } from '../contract.ts'

export function MyFace({ me, viewer }: { me: Me; viewer: Face }) {
  const [, go] = useLocation()
  return (
    <Screen title={t('child.face.title')} back="/me" say={t('child.face.lead')}>
      <ChooseFace person={viewer} onKept={kept} />
      <Keeps what="profile" />
    </Screen>
  )

  function kept() {
    showToast(t(me.pictures ? 'child.face.kept.lock' : 'child.face.kept')) // its animal is tapped first there. SEC-8
    go('/me')
  }
}
