// Stickers: sets to look through, or a word to find them by.
import { useEffect, useState } from 'react'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { t } from '../../../ui/words.ts'
import { withMark } from '../edit.ts'
import { findStickers, setOf, sets, type StickerSet, stickersIn } from '../stickers.ts'
import { Adjust, newPlace, type ThingsProps } from './Adjust.tsx'
import { drawings, loadSet } from './drawings.ts'
import { Drawn } from './Drawn.tsx'
import { firstWord } from './Stage.tsx'
import { changeEdit } from './studio.ts'
import { Radios } from './Radios.tsx'

const doors: Record<StickerSet, string> = {
  animals: 'fox',
  smiles: 'smiling-face',
  sky: 'sun',
  food: 'cupcake',
  play: 'balloon',
  trips: 'rocket',
}

export function Stickers(things: ThingsProps) {
  const { edit, photo, chosen, onChoose } = things
  const [set, setSet] = useState<StickerSet>('animals')
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const drawn = drawings.use()
  const found = findStickers(typed, (sticker) => t(`child.sticker.${sticker}`))
  const shown = typed.trim() ? found : stickersIn(set)
  const wanted = [...new Set(shown.map((sticker) => setOf(sticker) ?? set))].join(' ')
  useEffect(() => {
    setFault(null)
    Promise.all(sets.filter((one) => wanted.split(' ').includes(one)).map(loadSet)).catch(setFault)
  }, [wanted])
  return (
    <>
      {chosen && <Adjust {...things} />}
      <Radios legend={t('child.studio.sticker.sets')} legendHidden className="pieces">
        {sets.map((one) => (
          <label key={one} className="option piece">
            <input type="radio" name="set" checked={!typed.trim() && one === set} onChange={() => open(one)} />
            <Drawn drawing={drawn[doors[one]]} />
            <span>{t(`child.studio.sticker.${one}`)}</span>
          </label>
        ))}
      </Radios>
      <TextField label={t('child.studio.sticker.find')} type="search" value={typed} onChange={setTyped} spellCheck={false} />
      {fault !== null && <ErrorNote error={fault} />}
      <ul className="stickers" aria-label={t('child.studio.tool.stickers')}>
        {shown.map((sticker) => (
          <li key={sticker}>
            <button type="button" className="sticker" aria-label={firstWord(t(`child.sticker.${sticker}`))} onClick={() => put(sticker)}>
              <Drawn drawing={drawn[sticker]} />
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p role="status">{t('child.studio.sticker.none')}</p>}
    </>
  )

  function open(set: StickerSet) {
    setTyped('')
    setSet(set)
  }

  function put(name: string) {
    const { at, size } = newPlace(edit, photo, 0.28)
    changeEdit(withMark(edit, { kind: 'sticker', name, at, size, angle: 0 }))
    onChoose({ list: 'marks', place: edit.marks.length })
  }
}
