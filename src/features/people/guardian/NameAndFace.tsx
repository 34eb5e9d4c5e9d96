// Another name or another face: a guardian for a child, and each grown-up for themselves. Whoever sees them sees it at once, and the family log says that it was changed. DAT-8, PAR-3
import { useLocation } from 'wouter'
import { ChooseFace } from '../../../ui/parts/ChooseFace.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child, Face } from '../contract.ts'
import { NewName } from './NewName.tsx'

export function NameAndFace({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const place = `/children/${childId}`
  return (
    <Screen title={t('family.face.title', { name: query.data?.name ?? '' })} tab={t('family.face.open')} back={place}>
      <Loaded query={query}>{(child) => <Both person={child} place={place} />}</Loaded>
    </Screen>
  )
}

export function YourNameAndFace({ viewer }: { viewer: Face }) {
  return (
    <Screen title={t('family.face.yours')} back="/you">
      <Both person={viewer} place="/you" />
    </Screen>
  )
}

function Both({ person, place }: { person: Face; place: string }) {
  const [, go] = useLocation()
  return (
    <>
      <Card label={t('family.name.title')}>
        <h2>{t('family.name.title')}</h2>
        <NewName person={person} onKept={() => keeps('family.name.kept')} />
      </Card>
      <Card label={t('family.face.heading')}>
        <h2>{t('family.face.heading')}</h2>
        <p>{t(person.kind === 'child' ? 'family.face.child' : 'family.face.who')}</p>
        <ChooseFace person={person} onKept={() => keeps('family.face.kept')} />
      </Card>
    </>
  )

  function keeps(words: string) {
    showToast(t(words))
    go(place)
  }
}
