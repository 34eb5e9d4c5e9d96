// What a child shares now, and what has reached it: with whom, until when, and no picture, so that nothing is looked at. PAR-2
import { Link } from 'wouter'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { Sign } from '../../../ui/parts/Sign.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, formatNames, t } from '../../../ui/words.ts'
import { ClaimForChild } from '../../claims/guardian/ClaimForChild.tsx'
import type { Face } from '../../people/contract.ts'
import { formatFromNow, formatMoment, useNow } from '../../people/guardian/when.ts'
import { ReportForChild } from '../../reports/guardian/ReportForChild.tsx'
import { SentReply } from '../../replies/guardian/SentReply.tsx'
import { WrittenBy } from '../../replies/guardian/WrittenBy.tsx'
import type { Sharing } from '../contract.ts'
import { approvedWords } from './approved-words.ts'
import './Posts.css'

type Going = Sharing['shared'][number]
type Received = Sharing['received'][number]

const shownAtOnce = 3

export function SharedNow({ child }: { child: Pick<Face, 'id' | 'name'> }) {
  const query = useGet<Sharing>(`/api/children/${child.id}/sharing`)
  const names = { name: child.name }
  return (
    <Card label={t('family.now.title')}>
      <h2>{t('family.now.title')}</h2>
      <Loaded query={query}>
        {({ shared, received }) => (
          <>
            {shared.length === 0 && <p>{t('family.now.none', names)}</p>}
            <ul className="rows">
              {shared.slice(0, shownAtOnce).map((post) => (
                <li key={post.postId} className="person-row">
                  <OneGoing post={post} />
                </li>
              ))}
            </ul>
            <div className="row">
              <LinkButton icon="images" href={`/children/${child.id}/shared`}>
                {t(shared.length > shownAtOnce ? 'family.now.more' : 'family.now.all', names)}
              </LinkButton>
            </div>
            <h3>{t('family.now.received', names)}</h3>
            <ReceivedFrom received={received} child={child} />
            {received.some(({ reply }) => reply?.says === 'own-words') && <WrittenBy child={child} />}
          </>
        )}
      </Loaded>
    </Card>
  )
}

function OneGoing({ post }: { post: Going }) {
  const now = useNow()
  const people = formatNames(post.with.map(({ name }) => name))
  const label = post.with.length > 0 ? t('family.now.with', { people }) : t('family.now.nobody')
  return (
    <>
      {post.with.length > 0 ? <FaceRow label={label} people={post.with} /> : <strong>{label}</strong>}
      <span className="person-row-words">
        <Link href={`/posts/${post.postId}`}>
          {stateWords(post, now)}
          <span className="unseen"> {label}</span>
        </Link>
        {post.approved && <small>{approvedWords(post.approved)}</small>}
      </span>
    </>
  )
}

function stateWords({ state, from, until, hidden, approved }: Going, now: number) {
  if (hidden) return t('family.now.hidden')
  if (state === 'waiting') return t('family.now.waiting', { when: formatMoment(from) })
  if (state === 'cooling-off')
    return t(approved?.step ? 'family.state.going' : 'family.state.cooling-off', { when: formatFromNow(from, now) })
  return t('family.now.until', { when: formatDay(until ?? from) })
}

/** Once for each who shared: since the newest, until the last of it ends. */
function ReceivedFrom({ received, child }: { received: Received[]; child: Pick<Face, 'id' | 'name'> }) {
  const names = { name: child.name }
  if (received.length === 0) return <p>{t('family.now.received.none', names)}</p>
  const senders = [...Map.groupBy(received, ({ from }) => from.id).values()]
  return (
    <>
      <ul className="rows">
        {senders.flatMap(([newest, ...older]) =>
          newest === undefined ? (
            []
          ) : (
            <li key={newest.from.id} className="person-row">
              <Avatar face={newest.from} size="small" />
              <span className="person-row-words">
                <strong>
                  <bdi>{newest.from.name}</bdi>
                </strong>
                <small>
                  {t('family.now.received.when', {
                    since: formatMoment(newest.since),
                    until: formatDay(
                      [newest, ...older]
                        .map(({ until }) => until)
                        .sort()
                        .at(-1) ?? newest.until,
                    ),
                  })}
                </small>
                {[newest, ...older]
                  .flatMap(({ reply }) => reply ?? [])
                  .map((reply) => (
                    <SentReply key={reply.id} child={child} to={newest.from} reply={reply} />
                  ))}
              </span>
              <ClaimForChild child={child} received={[newest, ...older]} />
              <ReportForChild child={child} other={newest.from} received={[newest, ...older]} />
            </li>
          ),
        )}
      </ul>
      <p className="soft">{t('family.now.received.about', names)}</p>
      <Sign>{t('family.now.received.sign', names)}</Sign>
    </>
  )
}
