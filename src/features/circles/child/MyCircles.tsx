// The circles of the child who is here: sets of faces that it picks with one tap. Nobody in them learns of it; its grown-ups see them. AUD-6
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { Face } from '../../people/contract.ts'
import { CircleList } from '../CircleList.tsx'
import type { Circles } from '../contract.ts'

export function MyCircles({ viewer, people }: { viewer: Face; people: Face[] }) {
  const query = useGet<Circles>('/api/circles')
  return (
    <Loaded query={query}>
      {({ circles }) =>
        people.length + circles.length > 0 && (
          <section className="stack" aria-labelledby="circles">
            <h2 id="circles">{t('child.circles.title')}</h2>
            <p>{t('child.circles.what')}</p>
            <Keeps what="circles" />
            <CircleList child={viewer.id} circles={circles} people={people} />
          </section>
        )
      }
    </Loaded>
  )
}
