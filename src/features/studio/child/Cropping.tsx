// Crop and turn: a shape, bigger or smaller, where; a quarter, a flip, a little straighter.
import { Button } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import { type Edit, mostStraight, type Shape, shapes } from '../edit.ts'
import { flipOver, largest, movedCrop, scaledCrop, type Size, straightened, stretchedCrop, turnedSize, turnRight } from '../geometry.ts'
import { Pad } from './Pad.tsx'
import { Slider } from './Slider.tsx'
import { changeEdit } from './studio.ts'
import { Radios } from './Radios.tsx'

const step = 0.04
const sides: Record<Exclude<Shape, 'free'>, string> = { square: '1 1', '4:5': '4 5', '3:4': '3 4', '16:9': '16 9' }

export function Cropping({ edit, photo }: { edit: Edit; photo: Size }) {
  const { crop } = edit
  return (
    <>
      <Radios legend={t('child.studio.crop.shape')} className="pieces">
        {shapes.map((shape) => (
          <label key={shape} className="option piece">
            <input
              type="radio"
              name="shape"
              checked={crop.shape === shape}
              onChange={() => change(largest(shape, turnedSize(photo, edit)))}
            />
            <ShapeSign shape={shape} />
            <span>{t(`child.studio.crop.${shape.replace(':', '-')}`)}</span>
          </label>
        ))}
      </Radios>
      <div className="row">
        <Button icon="arrow-clockwise" onPress={() => changeEdit(turnRight(edit, photo))}>
          {t('child.studio.crop.turn')}
        </Button>
        <Button icon="flip-horizontal" onPress={() => changeEdit(flipOver(edit))}>
          {t('child.studio.crop.flip')}
        </Button>
      </div>
      <Slider
        label={t('child.studio.crop.straighten')}
        value={edit.straighten}
        least={-mostStraight}
        most={mostStraight}
        step={1}
        onChange={(degrees, joins) => changeEdit(straightened(edit, degrees), joins)}
      />
      <div className="row">
        <Button icon="plus" onPress={() => change(scaledCrop(crop, 1.1))}>
          {t('child.studio.bigger')}
        </Button>
        <Button icon="minus" onPress={() => change(scaledCrop(crop, 1 / 1.1))}>
          {t('child.studio.smaller')}
        </Button>
        {crop.shape === 'free' && (
          <>
            <Button icon="arrows-horizontal" onPress={() => change(stretchedCrop(crop, { width: -step * 2 }))}>
              {t('child.studio.crop.narrow')}
            </Button>
            <Button icon="arrows-vertical" onPress={() => change(stretchedCrop(crop, { height: -step * 2 }))}>
              {t('child.studio.crop.low')}
            </Button>
          </>
        )}
      </div>
      <Pad onMove={({ x, y }) => change(movedCrop(crop, { x: x * step, y: y * step }))} />
    </>
  )

  function change(crop: Edit['crop']) {
    changeEdit({ ...edit, crop })
  }
}

function ShapeSign({ shape }: { shape: Shape }) {
  const [width = 4, height = 3] = shape === 'free' ? [4, 3.4] : sides[shape].split(' ').map(Number)
  const scale = 26 / Math.max(width, height)
  const size = { width: width * scale, height: height * scale }
  return (
    <svg className="shape-sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x={16 - size.width / 2} y={16 - size.height / 2} {...size} rx="3" strokeDasharray={shape === 'free' ? '4 3' : undefined} />
    </svg>
  )
}
