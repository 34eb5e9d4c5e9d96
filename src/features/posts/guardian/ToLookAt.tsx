// The guardian's first page: what waits for a decision, with an end.
import { useEffect, useRef, useState } from 'react'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { z } from 'zod'
import type { children } from '../../people/contract.ts'
import { ClaimCard } from '../../claims/guardian/ClaimCard.tsx'
import { useClaims } from '../../claims/guardian/claims.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import { OpenProposals, useOpenProposals } from '../../guardians/guardian/OpenProposals.tsx'
import { OfferToConfirm } from '../../connections/guardian/OfferToConfirm.tsx'
import { type HowRead, ToRead } from '../../replies/guardian/ToRead.tsx'
import type { Written } from '../../replies/contract.ts'
import { TagCard } from '../../tags/guardian/TagCard.tsx'
import { useTagsToAnswer } from '../../tags/guardian/tags.ts'
import type { Inbox, Post } from '../contract.ts'
import { Allowed } from './Allowed.tsx'
import { useHandoversToAnswer } from '../../handover/guardian/hand-overs.ts'
import { Wishes } from '../../handover/guardian/Wishes.tsx'
import { NameWishCard } from '../../names/guardian/NameWishCard.tsx'
import { useNamesToAnswer } from '../../names/guardian/name-wishes.ts'
import { Renewal, useChildrenToRenew } from '../../people/guardian/Kept.tsx'
import { PaperTip } from '../../sign-in/guardian/PaperTip.tsx'
import { PostsToLookAt, type Shown } from './PostsToLookAt.tsx'

type Decision = { post: Post; how: 'allowed' | 'sent-back' }

export function ToLookAt() {
  const query = useGet<Inbox>('/api/inbox')
  const proposals = useOpenProposals()
  const toRenew = useChildrenToRenew()
  const claims = useClaims()
  const tags = useTagsToAnswer()
  const wishes = useHandoversToAnswer()
  const names = useNamesToAnswer()
  const [decisions, setDecisions] = useState<Decision[]>([]) // the newest first: what came of it stands here, and of the others under "Shared"
  const [shown, setShown] = useState<Shown>({ id: undefined, place: 0, by: 'itself' })
  const [read, setRead] = useState<{ written: Written; how: HowRead }[]>([])
  const [latest] = decisions
  return (
    <Screen title={t('family.look.title')}>
      <Loaded query={query}>
        {({ posts, written, offers }) => {
          const open = posts.filter(isOpen)
          const toRead = [
            ...written.filter(({ id }) => !read.some((one) => one.written.id === id)),
            ...read.map((one) => one.written),
          ].sort(byAge)
          return (
            <>
              <LookSign posts={[...posts, ...written.map(({ child }) => ({ author: child }))]} />
              <OpenProposals />
              <Wishes />
              {names.map((wish) => (
                <NameWishCard key={wish.id} wish={wish} />
              ))}
              {claims.map((claim) => (
                <ClaimCard key={`${claim.id} ${claim.side}`} claim={claim} />
              ))}
              {tags.map((tag) => (
                <TagCard key={tag.id} tag={tag} />
              ))}
              {toRead.map((one) => (
                <ToRead
                  key={one.id}
                  written={one}
                  decided={read.find(({ written }) => written.id === one.id)?.how}
                  onDecided={(how) =>
                    setRead((before) => [...before.filter(({ written }) => written.id !== one.id), ...(how ? [{ written: one, how }] : [])])
                  }
                />
              ))}
              {toRenew.map((child) => (
                <Renewal key={child.id} child={child} />
              ))}
              {offers.map((offer) => (
                <OfferToConfirm key={offer.offerId} {...offer} />
              ))}
              {latest && <Decided key={`${latest.post.id} ${latest.post.askedAt}`} {...latest} onUndone={() => undone(latest.post)} />}
              {open.length > 0 && (
                <PostsToLookAt posts={open} shown={shown} onShow={setShown} onDecided={(post, how) => decided({ post, how })} />
              )}
              <End
                isEmpty={
                  posts.length +
                    toRead.length +
                    offers.length +
                    proposals.length +
                    toRenew.length +
                    claims.length +
                    tags.length +
                    wishes.length +
                    names.length +
                    decisions.length ===
                  0
                }
                hasMore={open.length > 1}
              />
            </>
          )
        }}
      </Loaded>
    </Screen>
  )

  // A child may ask again with the same post; then it is open again although it was decided before.
  function isOpen(post: Post) {
    return !decisions.some((decision) => decision.post.id === post.id && decision.post.askedAt === post.askedAt)
  }

  function decided(decision: Decision) {
    setDecisions((before) => [decision, ...before])
  }

  // The list has been asked for again by now: it holds this one, and none of the earlier.
  function undone({ id }: Post) {
    setDecisions([])
    setShown({ id, place: 0, by: 'hand' })
  }
}

function byAge(one: Written, other: Written) {
  return one.writtenAt.localeCompare(other.writtenAt) || one.id.localeCompare(other.id)
}

/** What came of a decision, where the eye already is; the focus goes there too. */
export function Decided({ post, how, onUndone }: Decision & { onUndone: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const name = post.author.name
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="card decided" aria-labelledby={`decided-${post.id}`}>
      <div className="post-top">
        <Picture name={how === 'allowed' ? 'check-mark-button' : 'speech-balloon'} />
        <h2 id={`decided-${post.id}`} ref={heading} tabIndex={-1}>
          {how === 'allowed' ? t('family.look.sent.title', { name }) : t('family.look.back.title', { name })}
        </h2>
      </div>
      {how === 'allowed' ? <Allowed post={post} onUndone={onUndone} /> : <p>{t('family.look.back', { name })}</p>}
    </section>
  )
}

function End({ isEmpty, hasMore }: { isEmpty: boolean; hasMore: boolean }) {
  const query = useGet<z.infer<typeof children>>('/api/children', { enabled: isEmpty })
  if (!isEmpty) return <p className="the-end">{t(hasMore ? 'family.look.more' : 'family.look.end')}</p>
  if (query.data?.children.length === 0)
    return (
      <Scene
        picture="seedling"
        title={t('family.look.first-child')}
        actions={
          <LinkButton look="main" icon="plus" href="/children/new">
            {t('family.children.add')}
          </LinkButton>
        }
      />
    )
  return (
    <>
      <Scene drifts picture="kite" title={t('family.look.empty')}>
        <p>{t('family.look.empty.more')}</p>
      </Scene>
      <PaperTip />
    </>
  )
}
