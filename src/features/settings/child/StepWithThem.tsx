// Which photos for one person a grown-up looks at first, and who said so: in the child's own words, at that person. KID-5, PAR-3
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { ChildSettings } from '../contract.ts'

export function StepWithThem({ viewer, person }: { viewer: Face; person: Face }) {
  const set = useGet<ChildSettings>(`/api/children/${viewer.id}/settings`).data
  const step = set?.people.find((one) => one.person.id === person.id)
  const all = set?.settings.find(({ setting }) => setting === 'asking')
  if (!step || !all) return null
  const isOwn = step.own !== null && step.own !== 'same'
  const words = `${t('child.people.asking', { name: person.name })} ${t(`child.may.asking.${step.value}`)}`
  const why = isOwn ? t('child.people.asking.own', { by: nameOf(step.by), name: person.name }) : whyAll()
  return (
    <div className="row">
      <div>
        <p>{words}</p>
        <p className="soft">{why}</p>
      </div>
      <SpeakButton words={`${words} ${why}`} />
    </div>
  )

  function whyAll() {
    if (all?.since == null) return t('child.may.from-start')
    return all.by?.id === viewer.id ? t('child.may.set-by-me') : t('child.may.set-by', { name: nameOf(all.by) })
  }
}

function nameOf(by: Face | null): string {
  return by?.name ?? t('child.may.somebody')
}
