// Frames, each shown around the own photo.
import { useMemo } from 'react'
import { t } from '../../../ui/words.ts'
import type { Edit } from '../edit.ts'
import { frameNames } from '../frames.ts'
import { Looks } from './Looks.tsx'
import { changeEdit } from './studio.ts'

const plain = { frame: null }

export function Frames({ edit }: { edit: Edit }) {
  const looks = useMemo(
    () => [
      { name: null, label: t('child.studio.frame.none'), change: plain },
      ...frameNames.map((frame) => ({ name: frame, label: t(`child.studio.frame.${frame}`), change: { frame } })),
    ],
    [],
  )
  return (
    <Looks
      legend={t('child.studio.tool.frames')}
      looks={looks}
      plain={plain}
      value={edit.frame}
      onChange={(frame) => changeEdit({ ...edit, frame })}
    />
  )
}
