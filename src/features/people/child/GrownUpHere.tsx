// A grown-up opened the children's app: a kind word and the way to theirs.
import { Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { Face } from '../contract.ts'
import { partsOf } from '../faces.ts'

export function GrownUpHere({ viewer }: { viewer: Face }) {
  return (
    <Screen title={t('child.grown-up.title')}>
      <Scene
        picture={partsOf(viewer.avatar).animal}
        title={t('child.grown-up.hello', { name: viewer.name })}
        actions={
          <a className="button button-main" href="/family/">
            {t('child.grown-up.go')}
          </a>
        }
      >
        <p>{t('child.grown-up.what')}</p>
      </Scene>
    </Screen>
  )
}
