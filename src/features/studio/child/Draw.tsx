// Draw with a finger, a pen or a mouse; or move the pen step by step with the arrows while it is down.
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { Toggle } from '../../../ui/parts/Toggle.tsx'
import { t } from '../../../ui/words.ts'
import { brushes, type Edit, type Stroke, withMark, withoutThing } from '../edit.ts'
import { along, back, type Size, type Spot, wayTo } from '../geometry.ts'
import { lifted } from '../history.ts'
import { Colours, colours } from './Colours.tsx'
import { Pad } from './Pad.tsx'
import { Slider } from './Slider.tsx'
import { changeEdit, changeHistory } from './studio.ts'

/** `down`: the arrows leave a line. */
export type Pen = { brush: Stroke['brush']; colour: string; size: number; at: Spot; down: boolean }

export const startPen: Pen = { brush: 'pen', colour: colours.red, size: 0.02, at: { x: 0.5, y: 0.35 }, down: false }
const step = 0.04

export function Draw({ edit, photo, pen, onPen }: { edit: Edit; photo: Size; pen: Pen; onPen: (pen: Pen) => void }) {
  const last = edit.marks.findLastIndex(({ kind }) => kind === 'stroke')
  return (
    <>
      <p>{t('child.studio.draw.how')}</p>
      <Colours value={pen.colour} onChange={(colour) => onPen({ ...pen, colour })} />
      <Choice
        legend={t('child.studio.draw.brush')}
        across
        options={brushes.map((brush) => ({ value: brush, label: t(`child.studio.draw.${brush}`) }))}
        value={pen.brush}
        onChange={(brush) => onPen({ ...pen, brush, size: brush === 'marker' ? 0.06 : 0.02 })}
      />
      <Slider
        label={t('child.studio.draw.size')}
        value={pen.size}
        least={0.005}
        most={0.12}
        step={0.01}
        onChange={(size) => onPen({ ...pen, size })}
      />
      <Toggle label={t('child.studio.draw.down')} on={pen.down} onChange={putDown} />
      <Pad onMove={go} />
      {last >= 0 && (
        <div className="row">
          <Button icon="trash" onPress={() => changeEdit(withoutThing(edit, { list: 'marks', place: last }))}>
            {t('child.studio.draw.rub-out')}
          </Button>
        </div>
      )}
    </>
  )

  function putDown(down: boolean) {
    changeHistory(lifted)
    onPen({ ...pen, down })
    if (down) changeEdit(drawLine(edit, pen, { at: pen.at, pressed: 0.5, how: 'starts' }))
  }

  function go(by: Spot) {
    const way = wayTo({ width: 1, height: 1 }, photo, edit)
    const seen = along(way, pen.at)
    const keep = (value: number) => Math.min(1, Math.max(0, value))
    const at = back(way, { x: keep(seen.x + by.x * step), y: keep(seen.y + by.y * step) })
    onPen({ ...pen, at })
    if (pen.down) changeEdit(drawLine(edit, pen, { at, pressed: 0.5, how: 'goes-on' }))
  }
}

/** One more point: of a new line, or of the one that is being drawn. */
export function drawLine(
  edit: Edit,
  { brush, colour, size }: Pen,
  { at, pressed, how }: { at: Spot; pressed: number; how: 'starts' | 'goes-on' },
): Edit {
  const point: Stroke['points'][number] = [rounded(at.x), rounded(at.y), rounded(pressed)]
  const line = edit.marks.at(-1)
  if (how === 'starts' || line?.kind !== 'stroke') return withMark(edit, { kind: 'stroke', brush, colour, size, points: [point] })
  return { ...edit, marks: [...edit.marks.slice(0, -1), { ...line, points: [...line.points, point] }] }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
