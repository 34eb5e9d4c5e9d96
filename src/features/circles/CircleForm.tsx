// A circle's picture, name and faces; of one that is there the faces come first, for they are what changes.
// A picture brings a name along, so that nobody needs to write; the name can be changed.
import { type SyntheticEvent, useState } from 'react'
import { Button } from '../../ui/parts/Button.tsx'
import { Choice, Faces } from '../../ui/parts/Choice.tsx'
import { TextField } from '../../ui/parts/Field.tsx'
import { ErrorNote } from '../../ui/parts/Notes.tsx'
import { t } from '../../ui/words.ts'
import type { Face } from '../people/contract.ts'
import type { NewCircle } from './contract.ts'
import { circlePictures, type CirclePicture } from './pictures.ts'

type Shown = { picture: CirclePicture | null; name: string; people: string[] }
type CircleFormProps = {
  from: Shown
  people: Face[]
  doing: { isPending: boolean; error: Error | null }
  onDone: (circle: NewCircle) => void
}

const longestName = 40
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
  const name = shown.name.trim()
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
      <div>
        <Choice
          legend={t('kit.circle.picture')}
          across
          options={circlePictures.map((picture) => ({ value: picture, label: nameOf(picture), picture }))}
          value={shown.picture}
          onChange={pick}
        />
        <p className="field-problem" aria-live="polite">
          {tried && shown.picture === null ? t('kit.circle.picture.missing') : ''}
        </p>
      </div>
      <TextField
        label={t('kit.circle.name')}
        longest={longestName}
        value={shown.name}
        onChange={(name) => setShown({ ...shown, name })}
        error={tried && name === '' ? t('kit.circle.name.missing') : undefined}
      />
      {isNew && faces}
      {doing.error && <ErrorNote error={doing.error} />}
      <div className="row row-end">
        <Button look="main" type="submit" icon="check" busy={doing.isPending}>
          {t('kit.circle.done')}
        </Button>
      </div>
    </form>
  )

  /** What somebody wrote stays; a name that came with another picture does not. */
  function pick(picture: CirclePicture) {
    const isTheirs = name !== '' && !circlePictures.some((other) => nameOf(other) === name)
    setShown({ ...shown, picture, name: isTheirs ? shown.name : nameOf(picture) })
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    const { picture, people } = shown
    if (doing.isPending || picture === null || name === '' || name.length > longestName) return
    onDone({ picture, name, people })
  }
}

function nameOf(picture: CirclePicture) {
  return t(names[picture])
}
