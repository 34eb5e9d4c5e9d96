// A drawing of the studio on the screen.
import type { Drawing } from '../drawings.ts'

export function Drawn({ drawing }: { drawing: Drawing | undefined }) {
  return (
    <svg className="drawn" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {drawing?.map(([colour, outline, opacity, rule], place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing never changes
        <path key={place} fill={colour} d={outline} opacity={opacity} fillRule={rule} />
      ))}
    </svg>
  )
}
