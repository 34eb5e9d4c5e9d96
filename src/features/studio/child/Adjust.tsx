// The chosen thing by taps: bigger, smaller, turned, moved, taken off.
import { Button } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import { type Edit, type Placed, type Thing, thingOf, withoutThing, withThing } from '../edit.ts'
import { angleSeen, back, along, type Size, type Spot, wayTo } from '../geometry.ts'
import { Pad } from './Pad.tsx'
import { changeEdit } from './studio.ts'

export type ThingsProps = { edit: Edit; photo: Size; chosen: Thing | null; onChoose: (thing: Thing | null) => void }

const step = 0.03
const quarterOfQuarter = 15 // degrees
const sizes = { least: 0.03, most: 1.2 }

export function Adjust({ edit, photo, chosen, onChoose }: ThingsProps) {
  const thing = chosen && thingOf(edit, chosen)
  if (!chosen || !thing) return null
  return (
    <section className="stack adjust" aria-label={t('child.studio.adjust')}>
      <p className="soft">{t('child.studio.tap-where')}</p>
      <div className="row">
        <Button icon="plus" onPress={() => change({ size: Math.min(sizes.most, thing.size * 1.2) })}>
          {t('child.studio.bigger')}
        </Button>
        <Button icon="minus" onPress={() => change({ size: Math.max(sizes.least, thing.size / 1.2) })}>
          {t('child.studio.smaller')}
        </Button>
        <Button icon="arrow-clockwise" onPress={() => change({ angle: turned(thing) })}>
          {t('child.studio.turn')}
        </Button>
        <Button icon="trash" onPress={takeOff}>
          {t('child.studio.take-off')}
        </Button>
      </div>
      <Pad onMove={(by) => change({ at: moved(thing, by) })} />
    </section>
  )

  function change(change: Partial<Pick<Placed, 'at' | 'size' | 'angle'>>) {
    if (chosen) changeEdit(withThing(edit, chosen, change))
  }

  function takeOff() {
    if (chosen) changeEdit(withoutThing(edit, chosen))
    onChoose(null)
  }

  // What lies on the photo turns with it; stickers and words stand as they are seen.
  function turned(thing: Placed): number {
    return 'look' in thing && edit.flip ? thing.angle - quarterOfQuarter : thing.angle + quarterOfQuarter
  }

  function moved({ at }: Placed, by: Spot): Spot {
    const way = wayTo({ width: 1, height: 1 }, photo, edit)
    const seen = along(way, at)
    const keep = (value: number) => Math.min(1, Math.max(0, value))
    return back(way, { x: keep(seen.x + by.x * step), y: keep(seen.y + by.y * step) })
  }
}

/** Where a new thing comes to lie: in the middle of what is seen; and how large one of that many parts of it is. */
export function newPlace(edit: Edit, photo: Size, part: number): { at: Spot; size: number; upright: number } {
  const way = wayTo({ width: 1, height: 1 }, photo, edit)
  const [at, edge] = [back(way, { x: 0.5, y: 0.5 }), back(way, { x: 1, y: 0.5 })]
  return {
    at,
    size: part * 2 * Math.hypot(edge.x - at.x, edge.y - at.y),
    upright: -angleSeen({ ...edit, flip: false }, 0) * (edit.flip ? -1 : 1),
  }
}
