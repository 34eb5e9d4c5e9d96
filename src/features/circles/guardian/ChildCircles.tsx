// The circles of one child, which a guardian sees and changes as the child does; the child reads in its log who did. AUD-6, PAR-3
import type { z } from 'zod'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { connections } from '../../connections/contract.ts'
import type { Face } from '../../people/contract.ts'
import { StepOfCircle } from '../../settings/guardian/StepOfCircle.tsx'
import { CircleList } from '../CircleList.tsx'
import type { Circles } from '../contract.ts'

export function ChildCircles({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const circles = useGet<Circles>('/api/circles')
  const connected = useGet<z.infer<typeof connections>>('/api/connections')
  const people = (connected.data?.connections ?? []).filter(({ mine }) => mine.id === child.id).map(({ other }) => other)
  return (
    <Loaded query={circles}>
      {(answer) => {
        const own = answer.circles.filter(({ mine }) => mine.id === child.id)
        if (people.length + own.length === 0) return null
        return (
          <section className="stack" aria-labelledby="circles">
            <h3 id="circles">{t('family.circles.title')}</h3>
            <p>{t('family.circles.what', { name: child.name })}</p>
            <CircleList
              child={child.id}
              circles={own}
              people={people}
              more={({ name, people }) => <StepOfCircle child={child} name={name} people={people} />}
            />
          </section>
        )
      }}
    </Loaded>
  )
}
