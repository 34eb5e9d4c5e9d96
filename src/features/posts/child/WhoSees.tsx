// Who can see a post, as faces: exactly what the access rule says, now and once it is shared. AUD-3
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { t } from '../../../ui/words.ts'
import type { Post } from '../contract.ts'

export function WhoSees({ post }: { post: Post }) {
  const others = post.seers.filter((seer) => seer.why !== 'owner')
  const now = others.filter((seer) => seer.now).map((seer) => seer.person)
  const later = others.filter((seer) => !seer.now).map((seer) => seer.person)
  const when = post.approved ? 'child.sees.soon' : 'child.sees.later'
  return (
    <section className="card" aria-label={t('child.sees.title')}>
      <h2>{t('child.sees.now')}</h2>
      {now.length > 0 ? <FaceRow label={t('child.sees.now')} people={now} /> : <p>{t('child.sees.only-you')}</p>}
      {later.length > 0 && (
        <>
          <h2>{t(when)}</h2>
          <FaceRow label={t(when)} people={later} />
        </>
      )}
      {others.some((seer) => seer.why === 'audience' && seer.person.kind === 'child') && <p>{t('child.sees.theirs')}</p>}
    </section>
  )
}
