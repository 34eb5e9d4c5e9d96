// Filters: each shown on the own photo, and how much of it. They know colours, never a face. PUB-7
import { t } from '../../../ui/words.ts'
import { filterNames } from '../filters.ts'
import { Looks } from './Looks.tsx'
import { Slider } from './Slider.tsx'
import { changeEdit, type Studio } from './studio.ts'

export function Filters({ open }: { open: Studio }) {
  const edit = open.history.now
  const { filter } = edit
  const plain = { ...edit, filter: null, frame: null }
  return (
    <>
      {filter && (
        <Slider
          label={t('child.studio.filter.strength')}
          value={filter.strength}
          least={0}
          most={1}
          step={0.1}
          onChange={(strength, joins) => changeEdit({ ...edit, filter: { ...filter, strength } }, joins)}
        />
      )}
      <Looks
        open={open}
        legend={t('child.studio.tool.filters')}
        looks={[
          { name: null, label: t('child.studio.as-it-was'), edit: plain },
          ...filterNames.map((name) => ({
            name,
            label: t(`child.studio.filter.${name}`),
            edit: { ...plain, filter: { name, strength: 1 } },
          })),
        ]}
        value={filter?.name ?? null}
        onChange={(name) => changeEdit({ ...edit, filter: name && { name, strength: filter?.strength || 1 } })}
      />
    </>
  )
}
