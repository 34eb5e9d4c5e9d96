// Light and colour: four things to pull, and back to how it was.
import { Button } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import { type Edit, sliders } from '../edit.ts'
import { Slider } from './Slider.tsx'
import { changeEdit } from './studio.ts'

export function Light({ edit }: { edit: Edit }) {
  return (
    <>
      {sliders.map((name) => (
        <Slider
          key={name}
          label={t(`child.studio.light.${name}`)}
          value={edit[name]}
          least={-1}
          most={1}
          step={0.1}
          onChange={(value, joins) => changeEdit({ ...edit, [name]: value }, joins)}
        />
      ))}
      <div className="row">
        <Button onPress={() => changeEdit({ ...edit, light: 0, contrast: 0, warmth: 0, colour: 0 })}>{t('child.studio.as-it-was')}</Button>
      </div>
    </>
  )
}
