// What a child of 13 asks of its guardians, on their first page. DEL-10
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { t } from '../../../ui/words.ts'
import { Answer } from './Answer.tsx'
import { useHandoversToAnswer } from './hand-overs.ts'

export function Wishes() {
  return useHandoversToAnswer().map((handover) => {
    const { id, child, what } = handover
    const title = t(`family.hand.wish.${what}`, { name: child.name })
    return (
      <article key={id} className="card" aria-labelledby={`handover-${id}`}>
        <h2 id={`handover-${id}`}>{title}</h2>
        <FaceRow label={title} people={[child]} />
        <p>{t(`family.hand.${what}.what`, { name: child.name })}</p>
        <Answer handover={handover} />
      </article>
    )
  })
}
