// What Kitestring has of me, who sees me, how I take it back, and help: at most two taps from every screen. KID-1
import type { z } from 'zod'
import { MaySayYes } from '../../carers/child/MaySayYes.tsx'
import type { connections } from '../../connections/contract.ts'
import { KeptAboutMe } from '../../consent/child/KeptAboutMe.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { AudienceChoices } from '../../posts/contract.ts'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Face, Me } from '../contract.ts'

export function AboutMe() {
  return (
    <Screen title={t('child.about.title')} back="/help" say={t('child.about.say')}>
      <section className="card" aria-labelledby="has">
        <h2 id="has">{t('child.about.has')}</h2>
        <KeptAboutMe />
        <KeptUntil />
        <GrownUpsSee />
        <div className="row">
          <LinkButton href="/me/looks" icon="eye">
            {t('child.looks.title')}
          </LinkButton>
          <LinkButton href="/me/done" icon="list">
            {t('child.done.title')}
          </LinkButton>
          <LinkButton href="/me/tablets" icon="lock">
            {t('child.tablets.title')}
          </LinkButton>
        </div>
      </section>
      <WhoSeesMe />
      <section className="card" aria-labelledby="back">
        <h2 id="back">{t('child.about.back')}</h2>
        <p>{t('child.about.back-how')}</p>
        <div className="row">
          <LinkButton href="/me" icon="smiley">
            {t('child.asked.mine')}
          </LinkButton>
          <LinkButton href="/me/receipts" icon="arrow-counter-clockwise">
            {t('child.receipts.title')}
          </LinkButton>
        </div>
      </section>
    </Screen>
  )
}

function WhoSeesMe() {
  const connected = useGet<z.infer<typeof connections>>('/api/connections')
  const choices = useGet<AudienceChoices>('/api/audience')
  return (
    <section className="card" aria-labelledby="sees">
      <h2 id="sees">{t('child.about.sees')}</h2>
      <Loaded query={choices}>
        {({ always }) => (
          <>
            <p>{t('child.about.always')}</p>
            <FaceRow label={t('child.about.always')} people={always} />
            <MaySayYes />
          </>
        )}
      </Loaded>
      <Loaded query={connected}>{({ connections }) => <Connected people={connections.map((connection) => connection.other)} />}</Loaded>
    </section>
  )
}

function Connected({ people }: { people: Face[] }) {
  if (people.length === 0) return <p>{t('child.ask.nobody')}</p>
  return (
    <>
      <p>{t('child.about.connected')}</p>
      <FaceRow label={t('child.about.connected')} people={people} />
      <div className="row">
        <LinkButton href="/me/people" icon="users-three">
          {t('child.people.title')}
        </LinkButton>
      </div>
    </>
  )
}

// DAT-2
function KeptUntil() {
  const until = useGet<Me>('/api/me').data?.keptUntil
  return until && <p>{t('child.about.until', { when: formatDay(until) })}</p>
}
