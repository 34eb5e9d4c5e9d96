// A picture and a name for something of one's own. The picture brings a name along, so that nobody needs to write; the name can be changed. KID-4
import type { Picture } from '../pictures.ts'
import { t } from '../words.ts'
import { Choice } from './Choice.tsx'
import { TextField } from './Field.tsx'

export type Named<Sign extends Picture> = { picture: Sign; name: string }
export type MaybeNamed<Sign extends Picture> = { picture: Sign | null; name: string }
type PictureAndNameProps<Sign extends Picture> = {
  pictures: readonly Sign[]
  nameOf: (picture: Sign) => string
  shown: MaybeNamed<Sign>
  tried: boolean // somebody wanted to be done: what is missing says so
  onChange: (shown: MaybeNamed<Sign>) => void
}

const longestName = 40

export function PictureAndName<Sign extends Picture>({ pictures, nameOf, shown, tried, onChange }: PictureAndNameProps<Sign>) {
  return (
    <>
      <div>
        <Choice
          legend={t('kit.named.picture')}
          across
          options={pictures.map((picture) => ({ value: picture, label: nameOf(picture), picture }))}
          value={shown.picture}
          onChange={pick}
        />
        <p className="field-problem" aria-live="polite">
          {tried && shown.picture === null ? t('kit.named.picture.missing') : ''}
        </p>
      </div>
      <TextField
        label={t('kit.named.name')}
        longest={longestName}
        value={shown.name}
        onChange={(name) => onChange({ ...shown, name })}
        error={tried && shown.name.trim() === '' ? t('kit.named.name.missing') : undefined}
      />
    </>
  )

  /** What somebody wrote stays; a name that came with another picture does not. */
  function pick(picture: Sign) {
    const name = shown.name.trim()
    const isTheirs = name !== '' && !pictures.some((other) => nameOf(other) === name)
    onChange({ picture, name: isTheirs ? shown.name : nameOf(picture) })
  }
}

/** Null: something is missing, or the name is too long. */
export function namedOf<Sign extends Picture>({ picture, name }: MaybeNamed<Sign>): Named<Sign> | null {
  const said = name.trim()
  return picture === null || said === '' || said.length > longestName ? null : { picture, name: said }
}
