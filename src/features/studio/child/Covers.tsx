// Cover a face or a name: what lies under a cover is gone from the picture that leaves. PUB-5
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { t } from '../../../ui/words.ts'
import { type Cover, coverLooks, coverShapes, withCover, withThing } from '../edit.ts'
import { Adjust, newPlace, type ThingsProps } from './Adjust.tsx'
import { changeEdit } from './studio.ts'

export function Covers(things: ThingsProps) {
  const { edit, photo, chosen, onChoose } = things
  const cover = chosen?.list === 'covers' ? edit.covers[chosen.place] : undefined
  return (
    <>
      <p>{t('child.studio.cover.how')}</p>
      <div className="row">
        <Button look={cover ? 'plain' : 'main'} icon="plus" onPress={add}>
          {t(cover ? 'child.studio.cover.one-more' : 'child.studio.cover.add')}
        </Button>
      </div>
      {chosen && cover && (
        <>
          <Choice
            legend={t('child.studio.cover.look')}
            across
            options={coverLooks.map((look) => ({ value: look, label: t(`child.studio.cover.${look}`) }))}
            value={cover.look}
            onChange={(look) => changeEdit(withThing(edit, chosen, { look }))}
          />
          <Choice
            legend={t('child.studio.cover.shape')}
            across
            options={coverShapes.map((shape) => ({ value: shape, label: t(`child.studio.cover.${shape}`) }))}
            value={cover.shape}
            onChange={(shape) => changeEdit(withThing(edit, chosen, { shape }))}
          />
        </>
      )}
      <Adjust {...things} />
    </>
  )

  function add() {
    const { at, size, upright } = newPlace(edit, photo, 0.28)
    const last: Pick<Cover, 'look' | 'shape'> = cover ?? edit.covers.at(-1) ?? { look: 'sticker', shape: 'round' }
    changeEdit(withCover(edit, { look: last.look, shape: last.shape, at, size, angle: upright }))
    onChoose({ list: 'covers', place: edit.covers.length })
  }
}
