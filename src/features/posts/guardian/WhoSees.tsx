// Who sees a post now and who will: the faces are exactly what the access rule says. AUD-3
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { formatNames, t } from '../../../ui/words.ts'
import type { Post } from '../contract.ts'

export function WhoSees({ post }: { post: Post }) {
  const now = post.seers.filter((seer) => seer.now).map((seer) => seer.person)
  const later = post.seers.filter((seer) => !seer.now).map((seer) => seer.person)
  const friends = post.seers.filter(({ why, person }) => why === 'audience' && person.kind === 'child').map(({ person }) => person.name)
  const isComing = post.state === 'waiting' || post.state === 'cooling-off'
  return (
    <div className="who-sees">
      {now.length > 0 && <Row label={t('family.look.who-now')} people={now} />}
      {isComing && later.length > 0 && <Row label={t('family.look.who-later')} people={later} />}
      {isComing && later.length === 0 && <p>{t('family.look.who-nobody', { name: post.author.name })}</p>}
      {post.tagged.length > 0 && <p>{taggedWords(post)}</p>}
      {friends.length > 0 && (
        <p className="soft">{t('family.look.who-theirs', { name: post.author.name, people: formatNames(friends) })}</p>
      )}
    </div>
  )
}

/** That it waits for another family, not for which of its guardians. PUB-5 */
function taggedWords({ tagged }: Post) {
  const people = formatNames(tagged.map(({ person }) => person?.name ?? t('family.claim.somebody')))
  if (tagged.some(({ answer }) => answer === 'no')) return t('family.tagged.no', { people })
  return t(tagged.every(({ answer }) => answer === 'yes') ? 'family.tagged.yes' : 'family.tagged.waits', { people })
}

function Row({ label, people }: { label: string; people: Post['seers'][number]['person'][] }) {
  return (
    <div>
      <p className="soft" aria-hidden="true">
        {label}
      </p>
      <FaceRow label={label} people={people} />
    </div>
  )
}
