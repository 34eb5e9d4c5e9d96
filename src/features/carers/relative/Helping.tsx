// What waits for somebody who helps out, for whom and until when; and a word of thanks when it is over. Decision 0048
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import { formatFromNow, useNow } from '../../people/guardian/when.ts'
import type { Post } from '../../posts/contract.ts'
import { PostsToLookAt, type Shown } from '../../posts/guardian/PostsToLookAt.tsx'
import { UndoApproval } from '../../posts/guardian/UndoApproval.tsx'
import type { Carer, Carers, ToDecide } from '../contract.ts'
import { dayWords } from '../last-day.ts'

/** Whether there is a page for it: somebody asked, or it ended just now. */
export function useCarings(): Carer[] {
  return useGet<Carers>('/api/carers').data?.carers ?? []
}

export function Helping() {
  const query = useGet<ToDecide>('/api/to-decide')
  const carings = useCarings()
  const [shown, setShown] = useState<Shown>({ id: undefined, place: 0, by: 'itself' })
  const helping = carings.filter(({ isOver }) => !isOver)
  return (
    <Screen title={t('family.nav.look')}>
      {helping.map((caring) => (
        <Until key={caring.id} caring={caring} />
      ))}
      {carings
        .filter(({ isOver }) => isOver)
        .map(({ id, lastDay }) => (
          <Scene key={id} picture="sunflower" title={t('family.carers.over', { day: dayWords(lastDay) })} />
        ))}
      {helping.length > 0 && (
        <Loaded query={query}>
          {({ posts }) => {
            const open = posts.filter(({ state }) => state === 'waiting')
            return (
              <>
                <LookSign posts={posts} />
                {posts
                  .filter(({ state }) => state === 'cooling-off')
                  .map((post) => (
                    <OnItsWay key={post.id} post={post} />
                  ))}
                {open.length > 0 ? (
                  <PostsToLookAt
                    posts={open}
                    shown={shown}
                    onShow={setShown}
                    onDecided={(post, how) => how === 'sent-back' && showToast(t('family.look.back.title', { name: post.author.name }))}
                    asCarer
                  />
                ) : (
                  <Scene drifts picture="kite" title={t('family.look.empty')}>
                    <p>{t('family.carers.empty')}</p>
                  </Scene>
                )}
              </>
            )
          }}
        </Loaded>
      )}
    </Screen>
  )
}

function Until({ caring: { id, child, by, lastDay } }: { caring: Carer }) {
  const queries = useQueryClient()
  const end = useMutation({ mutationFn: () => api.delete(`/api/carers/${id}`), onSettled: () => queries.invalidateQueries() })
  const names = { child: child?.name ?? '', by: by?.name ?? t('family.proposal.somebody') }
  return (
    <Tip
      picture="handshake"
      title={t('family.carers.you', { ...names, day: dayWords(lastDay) })}
      actions={
        <Button look="quiet" busy={end.isPending} onPress={() => end.mutate()}>
          {t('family.carers.stop')}
          <span className="unseen"> {names.child}</span>
        </Button>
      }
    >
      <p>{t('family.carers.you.what', names)}</p>
      {end.error && <ErrorNote error={end.error} />}
    </Tip>
  )
}

function OnItsWay({ post }: { post: Post }) {
  const now = useNow()
  return (
    <section className="card decided" aria-labelledby={`going-${post.id}`}>
      <div className="post-top">
        <Picture name="check-mark-button" />
        <h2 id={`going-${post.id}`}>{t('family.look.sent.title', { name: post.author.name })}</h2>
      </div>
      <p>{t('family.state.cooling-off', { when: formatFromNow(post.sharedFrom ?? post.askedAt, now) })}</p>
      <div className="row">
        <UndoApproval post={post} />
      </div>
    </section>
  )
}
