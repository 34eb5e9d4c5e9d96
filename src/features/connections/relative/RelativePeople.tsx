// The children who may share with a relative, and ending it.
import type { z } from 'zod'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { connections } from '../contract.ts'
import { OneConnection } from '../guardian/Connections.tsx'

export function RelativePeople() {
  const query = useGet<z.infer<typeof connections>>('/api/connections')
  return (
    <Screen title={t('family.relative.people.title')}>
      <p className="soft">{t('family.relative.people.lead')}</p>
      <Loaded query={query}>
        {({ connections }) =>
          connections.length === 0 ? (
            <Scene picture="people-hugging" title={t('family.relative.people.none')} />
          ) : (
            <Card>
              <ul className="rows">
                {connections.map((connection) => (
                  <li key={connection.id}>
                    <OneConnection connection={connection} />
                  </li>
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
      <div className="row">
        <LinkButton icon="envelope" href="/join">
          {t('family.relative.people.more')}
        </LinkButton>
      </div>
    </Screen>
  )
}
