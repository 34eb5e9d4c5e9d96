// A circle's picture, name and faces; of one that is there the faces come first, for they are what changes.
import { type SyntheticEvent, useState } from 'react'
import { Button } from '../../ui/parts/Button.tsx'
import { Faces } from '../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../ui/parts/Notes.tsx'
import { type MaybeNamed, namedOf, PictureAndName } from '../../ui/parts/PictureAndName.tsx'
import { t } from '../../ui/words.ts'
import type { Face } from '../people/contract.ts'
import type { NewCircle } from './contract.ts'
import { circlePictures, type CirclePicture } from './pictures.ts'

type Shown = MaybeNamed<CirclePicture> & { people: string[] }
type CircleFormProps = {
  from: Shown
  people: Face[]
  doing: { isPending: boolean; error: Error | null }
  onDone: (circle: NewCircle) => void
}

const names: Record<CirclePicture, string> = {
  house: 'kit.circle.family',
  star: 'kit.circle.friends',
  backpack: 'kit.circle.class',
  'soccer-ball': 'kit.circle.team',
  trumpet: 'kit.circle.music',
  bicycle: 'kit.circle.street',
  tent: 'kit.circle.camp',
  'birthday-cake': 'kit.circle.party',
}

export function CircleForm({ from, people, doing, onDone }: CircleFormProps) {
  const [shown, setShown] = useState(from)
  const [tried, setTried] = useState(false)
  const faces = people.length > 0 && (
    <Faces
      legend={t('kit.circle.who')}
      people={people}
      chosen={shown.people}
      onChange={(chosen) => setShown({ ...shown, people: chosen })}
    />
  )
  const isNew = from.picture === null
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {!isNew && faces}
      <PictureAndName
        pictures={circlePictures}
        nameOf={(picture) => t(names[picture])}
        shown={shown}
        tried={tried}
        onChange={(named) => setShown({ ...shown, ...named })}
      />
      {isNew && faces}
      {doing.error && <ErrorNote error={doing.error} />}
      <div className="row row-end">
        <Button look="main" type="submit" icon="check" busy={doing.isPending}>
          {t('kit.named.done')}
        </Button>
      </div>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    const named = namedOf(shown)
    if (!doing.isPending && named) onDone({ ...named, people: shown.people })
  }
}
