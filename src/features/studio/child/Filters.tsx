// Filters: each shown on the own photo, and how much of it. They know colours, never a face. PUB-7
import { useMemo } from 'react'
import { t } from '../../../ui/words.ts'
import type { Edit } from '../edit.ts'
import { filterNames } from '../filters.ts'
import { Looks } from './Looks.tsx'
import { Slider } from './Slider.tsx'
import { changeEdit } from './studio.ts'

const plain = { filter: null, frame: null }

export function Filters({ edit }: { edit: Edit }) {
  const { filter } = edit
  const looks = useMemo(
    () => [
      { name: null, label: t('child.studio.as-it-was'), change: plain },
      ...filterNames.map((name) => ({ name, label: t(`child.studio.filter.${name}`), change: { filter: { name, strength: 1 } } })),
    ],
    [],
  )
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
        legend={t('child.studio.tool.filters')}
        looks={looks}
        plain={plain}
        value={filter?.name ?? null}
        onChange={(name) => changeEdit({ ...edit, filter: name && { name, strength: filter?.strength || 1 } })}
      />
    </>
  )
}
