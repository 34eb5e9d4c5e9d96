// The collections of one child, which its guardians see as they see its photos, and which it alone makes and changes. PAR-2, PAR-4
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { Collections } from '../contract.ts'

export function ChildCollections({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const query = useGet<Collections>('/api/collections')
  return (
    <Loaded query={query}>
      {({ collections }) => {
        const own = collections.filter(({ mine }) => mine.id === child.id)
        if (own.length === 0) return null
        return (
          <Card label={t('family.collections.title')}>
            <h2>{t('family.collections.title')}</h2>
            <p>{t('family.collections.what', { name: child.name })}</p>
            <ul className="stack">
              {own.map(({ id, name, picture }) => (
                <li key={id} className="row">
                  <Picture name={picture} />
                  <bdi>{name}</bdi>
                </li>
              ))}
            </ul>
          </Card>
        )
      }}
    </Loaded>
  )
}
