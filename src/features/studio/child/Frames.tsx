// Frames, each shown around the own photo.
import { t } from '../../../ui/words.ts'
import { frameNames } from '../frames.ts'
import { Looks } from './Looks.tsx'
import { changeEdit, type Studio } from './studio.ts'

export function Frames({ open }: { open: Studio }) {
  const edit = open.history.now
  return (
    <Looks
      open={open}
      legend={t('child.studio.tool.frames')}
      looks={[
        { name: null, label: t('child.studio.frame.none'), edit: { ...edit, frame: null } },
        ...frameNames.map((name) => ({ name, label: t(`child.studio.frame.${name}`), edit: { ...edit, frame: name } })),
      ]}
      value={edit.frame}
      onChange={(frame) => changeEdit({ ...edit, frame })}
    />
  )
}
