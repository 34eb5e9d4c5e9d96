// Everybody the children are connected with, and inviting more.
import type { z } from 'zod'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Connections } from '../../connections/guardian/Connections.tsx'
import type { children } from '../contract.ts'

export function People() {
  const query = useGet<z.infer<typeof children>>('/api/children')
  return (
    <Screen title={t('family.people.title')}>
      <Loaded query={query}>
        {({ children }) => (
          <>
            {children.map((child) => (
              <Card key={child.id} label={t('family.people.of', { name: child.name })}>
                <h2>{t('family.people.of', { name: child.name })}</h2>
                <Connections of={child} />
                <div className="row">
                  <LinkButton icon="qr-code" href={`/children/${child.id}/connect`}>
                    {t('family.child.connect')}
                    <span className="unseen"> {child.name}</span>
                  </LinkButton>
                  <LinkButton icon="plus" href={`/children/${child.id}/invite`}>
                    {t('family.people.invite-relative', { name: child.name })}
                  </LinkButton>
                </div>
              </Card>
            ))}
            <Card label={t('family.people.invite-guardian')}>
              <h2>{t('family.people.invite-guardian')}</h2>
              <p>{t('family.people.invite-guardian.more')}</p>
              <div className="row">
                <LinkButton icon="envelope" href="/people/invite">
                  {t('family.invite.guardian.go')}
                </LinkButton>
              </div>
            </Card>
          </>
        )}
      </Loaded>
    </Screen>
  )
}
