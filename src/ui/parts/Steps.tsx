// How far a task is, in words and in shape; the steps are places, not a countdown.
import './Steps.css'

export function Steps({ label, steps, now }: { label: string; steps: string[]; now: number }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, place) => (
        <li key={step} aria-current={place === now ? 'step' : undefined} data-done={place < now || undefined}>
          {step}
        </li>
      ))}
    </ol>
  )
}
