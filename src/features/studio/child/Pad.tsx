// Four arrows: everything that a finger could drag goes step by step too.
import { IconButton } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import type { Spot } from '../geometry.ts'

const ways = [
  { to: 'left', x: -1, y: 0 },
  { to: 'up', x: 0, y: -1 },
  { to: 'down', x: 0, y: 1 },
  { to: 'right', x: 1, y: 0 },
] as const

export function Pad({ onMove }: { onMove: (by: Spot) => void }) {
  return (
    <fieldset className="row pad">
      <legend className="unseen">{t('child.studio.move')}</legend>
      {ways.map(({ to, x, y }) => (
        <IconButton key={to} icon={`arrow-${to}`} label={t(`child.studio.move.${to}`)} onPress={() => onMove({ x, y })} />
      ))}
    </fieldset>
  )
}
