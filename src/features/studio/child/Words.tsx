// Words on the photo: type them, put them on, pick letters and a colour.
import { useEffect, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { Nudge } from '../../screening/child/Nudge.tsx'
import { Toggle } from '../../../ui/parts/Toggle.tsx'
import { t } from '../../../ui/words.ts'
import { fonts, longestText, type Text, withMark, withThing } from '../edit.ts'
import { lifted } from '../history.ts'
import { Adjust, newPlace, type ThingsProps } from './Adjust.tsx'
import { Colours, colours } from './Colours.tsx'
import { loadLetters } from './drawings.ts'
import { changeEdit, changeHistory } from './studio.ts'

type Style = Pick<Text, 'font' | 'colour' | 'onLabel'>

export function Words(things: ThingsProps) {
  const { edit, photo, chosen, onChoose } = things
  const [typed, setTyped] = useState('')
  const [style, setStyle] = useState<Style>({ font: 'fredoka', colour: colours.white, onLabel: false })
  const [asked, setAsked] = useState(false)
  const mark = chosen?.list === 'marks' ? edit.marks[chosen.place] : undefined
  const text = mark?.kind === 'text' ? mark : undefined
  const now: Style = text ?? style
  useEffect(() => {
    for (const font of fonts) void loadLetters(font)
  }, [])
  return (
    <>
      <TextField
        label={t('child.studio.text.words')}
        value={text?.words ?? typed}
        onChange={write}
        error={asked && !text && !typed.trim() ? t('child.studio.text.none') : undefined}
        longest={longestText}
        lines={2}
      />
      <Nudge words={text?.words ?? typed} onChange={write} />
      <div className="row">
        {text ? (
          <Button icon="check" onPress={() => onChoose(null)}>
            {t('child.studio.text.ready')}
          </Button>
        ) : (
          <Button look="main" icon="plus" onPress={put}>
            {t('child.studio.text.put')}
          </Button>
        )}
      </div>
      <Adjust {...things} />
      <Choice
        legend={t('child.studio.text.letters')}
        across
        options={fonts.map((font) => ({ value: font, label: t(`child.studio.font.${font}`) }))}
        value={now.font}
        onChange={(font) => restyle({ font })}
      />
      <Colours value={now.colour} onChange={(colour) => restyle({ colour })} />
      <Toggle label={t('child.studio.text.label')} on={now.onLabel} onChange={(onLabel) => restyle({ onLabel })} />
    </>
  )

  function write(words: string) {
    if (chosen && text) changeEdit(withThing(edit, chosen, { words: words.slice(0, longestText) }), 'typing')
    else setTyped(words)
  }

  function restyle(change: Partial<Style>) {
    changeHistory(lifted)
    setStyle({ ...style, ...change })
    if (chosen && text) changeEdit(withThing(edit, chosen, change))
  }

  function put() {
    const words = typed.trim().slice(0, longestText)
    setAsked(true)
    if (!words) return
    const { at, size } = newPlace(edit, photo, Math.min(0.14, 1.4 / words.length))
    changeEdit(withMark(edit, { kind: 'text', words, ...style, at, size, angle: 0 }))
    onChoose({ list: 'marks', place: edit.marks.length })
    setTyped('')
    setAsked(false)
  }
}
