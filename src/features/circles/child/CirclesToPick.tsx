// One tap on a circle picks the faces in it, another lets them go. Who is picked stays to be seen and changed face by face. AUD-3, AUD-4
import { Several } from '../../../ui/parts/Choice.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { Circles } from '../contract.ts'

type CirclesToPickProps = { people: Face[]; chosen: string[]; onChange: (chosen: string[]) => void }

/** `people`: the faces that can be picked. A circle in which none of them is cannot be. */
export function CirclesToPick({ people, chosen, onChange }: CirclesToPickProps) {
  const { data } = useGet<Circles>('/api/circles')
  const circles = (data?.circles ?? [])
    .map(({ id, name, picture, people: inside }) => ({
      option: { value: id, label: name, picture },
      faces: inside.map((face) => face.id).filter((face) => people.some((person) => person.id === face)),
    }))
    .filter(({ faces }) => faces.length > 0)
  if (circles.length === 0) return null
  const picked = circles.filter(({ faces }) => faces.every((face) => chosen.includes(face)))
  return (
    <Several
      legend={t('child.circles.pick')}
      options={circles.map(({ option }) => option)}
      chosen={picked.map(({ option }) => option.value)}
      onTap={tap}
    />
  )

  function tap(id: string) {
    const faces = circles.find(({ option }) => option.value === id)?.faces ?? []
    const isPicked = picked.some(({ option }) => option.value === id)
    const others = chosen.filter((one) => !faces.includes(one))
    onChange(isPicked ? others : [...others, ...faces])
  }
}
