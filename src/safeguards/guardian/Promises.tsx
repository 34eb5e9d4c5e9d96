// Our promises, for grown-ups: how each stands, what was tried, and what did not hold. Readable before signing in. GOV-2, GOV-9
import { formatMoment } from '../../features/people/guardian/when.ts'
import { Loaded } from '../../ui/parts/Notes.tsx'
import { Picture } from '../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../ui/parts/Screen.tsx'
import { Tip } from '../../ui/parts/Tip.tsx'
import { useGet } from '../../ui/queries.ts'
import { hasWords, t } from '../../ui/words.ts'
import type { PromisesNow } from '../contract.ts'
import { brokenFirst, lastTry, type PromiseNow, standingOf, stateOf } from '../standing.ts'
import '../Standing.css'

const glances = {
  holds: { picture: 'check-mark-button', colour: 'leaf' },
  broken: { picture: 'adhesive-bandage', colour: 'coral' },
  'not-tried': { picture: 'hourglass-done', colour: 'sky' },
  silent: { picture: 'hourglass-done', colour: 'coral' },
} as const
const guarded = ['viewing', 'sharing', 'connecting'] as const

export function Promises({ back }: { back: string }) {
  const query = useGet<PromisesNow>('/api/promises')
  return (
    <Screen title={t('family.promises.title')} back={back}>
      <Loaded query={query}>
        {(now) => (
          <>
            <Glance now={now} />
            <p>{t('family.promises.lead', { minutes: now.everyMinutes })}</p>
            {guarded.map((feature) => (
              <section key={feature} className="stack" aria-labelledby={`guards-${feature}`}>
                <h2 id={`guards-${feature}`}>{t(`family.promises.guards.${feature}`)}</h2>
                <ul className="promises">
                  {brokenFirst(now.promises.filter(({ guards }) => guards === feature)).map((promise) => (
                    <li key={promise.id} className="card">
                      <One promise={promise} state={stateOf(promise, now)} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            <Past incidents={now.incidents} />
            <Card label={t('family.promises.not')}>
              <h2>{t('family.promises.not')}</h2>
              <p>{t('family.promises.not.root')}</p>
              <p>{t('family.promises.not.screen')}</p>
              <p>{t('family.promises.not.unknown')}</p>
            </Card>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Glance({ now }: { now: PromisesNow }) {
  const standing = standingOf(now)
  const last = lastTry(now)
  const broken = now.promises.filter(({ state }) => state === 'broken').length
  return (
    <Tip {...glances[standing]} title={t(`family.promises.glance.${standing}`, { broken })}>
      {standing === 'broken' && now.closed.map((feature) => <p key={feature}>{t(`family.closed.${feature}`)}</p>)}
      {standing === 'broken' && <p>{t('family.promises.fixing')}</p>}
      {now.silentSince ? (
        <p>{t('family.promises.silent', { when: formatMoment(now.silentSince) })}</p>
      ) : (
        <p>{last ? t('family.promises.last', { when: formatMoment(last) }) : t('family.promises.never')}</p>
      )}
    </Tip>
  )
}

function One({ promise, state }: { promise: PromiseNow; state: PromiseNow['state'] }) {
  const limit = `family.promise.${promise.id}.limit`
  return (
    <div className="promise-words">
      <h3>{t(`family.promise.${promise.id}`)}</h3>
      <p className={`standing standing-${state}`}>
        <Picture name={glances[state].picture} size="small" />
        {t(`family.promises.state.${state}`)}
      </p>
      <details className="how-tried" open={state === 'broken'}>
        <summary>{t('family.promises.how')}</summary>
        <p className="soft">{lastFound(promise)}</p>
        <p>
          <strong>{t('family.promises.tried')}</strong> {t(`family.promise.${promise.id}.tried`)}
        </p>
        {hasWords(limit) && (
          <p>
            <strong>{t('family.promises.limit')}</strong> {t(limit)}
          </p>
        )}
      </details>
    </div>
  )
}

function lastFound({ tried, lastTriedAt, lastHeldAt }: PromiseNow) {
  if (lastTriedAt === null) return t('family.promises.untried')
  if (lastHeldAt === null) return t('family.promises.attacks.never', { tried })
  return t('family.promises.attacks', { tried, when: formatMoment(lastHeldAt) })
}

/** The public record: what did not hold, and from when to when. GOV-9 */
function Past({ incidents }: Pick<PromisesNow, 'incidents'>) {
  return (
    <Card label={t('family.promises.past')}>
      <h2>{t('family.promises.past')}</h2>
      {incidents.length === 0 && <p>{t('family.promises.past.none')}</p>}
      <ul className="promises">
        {incidents.map((incident) => (
          <li key={`${incident.promiseId} ${incident.beganAt}`}>
            <strong>{promisedThen(incident)}</strong>
            <br />
            {untilWhen(incident)}
          </li>
        ))}
      </ul>
    </Card>
  )
}

type Incident = PromisesNow['incidents'][number]

function promisedThen({ promiseId }: Incident) {
  const words = `family.promise.${promiseId}`
  return hasWords(words) ? t(words) : t('family.promises.past.forgotten')
}

function untilWhen({ beganAt, endedAt, ended }: Incident) {
  const from = formatMoment(beganAt)
  if (endedAt === null) return t('family.promises.past.open', { from })
  return t(ended === 'no-longer-promised' ? 'family.promises.past.no-longer' : 'family.promises.past.from', {
    from,
    to: formatMoment(endedAt),
  })
}
