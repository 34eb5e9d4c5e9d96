// A guardian's children, each with the state of sharing in words.
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { z } from 'zod'
import { Link } from 'wouter'
import type { Child, children } from '../contract.ts'
import './Children.css'

export function Children() {
  const query = useGet<z.infer<typeof children>>('/api/children')
  return (
    <Screen title={t('family.children.title')}>
      <Loaded query={query}>
        {({ children }) =>
          children.length === 0 ? (
            <Scene picture="seedling" title={t('family.children.empty')} actions={<AddChild look="main" />}>
              <p>{t('family.children.empty.more')}</p>
            </Scene>
          ) : (
            <>
              <ul className="stack">
                {children.map((child) => (
                  <li key={child.id}>
                    <ChildCard child={child} />
                  </li>
                ))}
              </ul>
              <div className="row">
                <LinkButton icon="list" href="/week">
                  {t('family.week.open')}
                </LinkButton>
                <AddChild look="plain" />
              </div>
            </>
          )
        }
      </Loaded>
    </Screen>
  )
}

function AddChild({ look }: { look: 'main' | 'plain' }) {
  return (
    <LinkButton look={look} icon="plus" href="/children/new">
      {t('family.children.add')}
    </LinkButton>
  )
}

function ChildCard({ child }: { child: Child }) {
  return (
    <Link className="child-card" href={`/children/${child.id}`}>
      <Avatar face={child} />
      <span className="child-card-words">
        <strong>
          <bdi>{child.name}</bdi>
        </strong>
        <span>{sharingWords(child)}</span>
        {child.devices.length === 0 && <span>{t('family.child.devices.none', { name: child.name })}</span>}
      </span>
    </Link>
  )
}

export function sharingWords(child: Child) {
  return t(`family.sharing.${child.sharing}`, { name: child.name })
}
