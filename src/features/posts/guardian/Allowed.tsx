// After a yes: who can see it and from when, read back from the server, and the way to change one's mind. PUB-4
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { formatFromNow, useNow } from '../../people/guardian/when.ts'
import type { Post } from '../contract.ts'
import { audienceNames } from './PostToLookAt.tsx'
import { TakeBack } from './TakeBack.tsx'
import { UndoApproval } from './UndoApproval.tsx'

export function Allowed({ post: { id }, onUndone }: { post: Post; onUndone: () => void }) {
  const query = useGet<Post>(`/api/posts/${id}`)
  const now = useNow()
  return (
    <Loaded query={query} refused={() => <TakenBack />}>
      {(post) =>
        post.state === 'taken-back' ? (
          <TakenBack />
        ) : (
          <>
            <p>
              <strong>{fromWords(post, now)}</strong>
            </p>
            <p>{t(post.abilities.includes('undo') ? 'family.look.sent.undo' : 'family.look.sent.mind', { name: post.author.name })}</p>
            <div className="row">
              <UndoApproval post={post} onUndone={onUndone} />
              <TakeBack post={post} />
            </div>
          </>
        )
      }
    </Loaded>
  )
}

function TakenBack() {
  return (
    <>
      <p>{t('family.take-back.done')}</p>
      <div className="row">
        <LinkButton icon="list" href="/shared/receipts">
          {t('family.take-back.receipt')}
        </LinkButton>
      </div>
    </>
  )
}

function fromWords(post: Post, now: number) {
  const people = audienceNames(post)
  if (people === '') return t('family.look.allow.nobody')
  if (post.sharedFrom === null || Date.parse(post.sharedFrom) <= now) return t('family.look.sent.now', { people })
  return t('family.look.sent.from', { people, when: formatFromNow(post.sharedFrom, now) })
}
