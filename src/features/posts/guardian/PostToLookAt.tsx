// One post that waits for a guardian: everything there is to see about it, and two answers of equal weight. PUB-1, PAR-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { formatNames, t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Post } from '../contract.ts'
import { MarkedWords } from '../../screening/guardian/MarkedWords.tsx'
import { inboxCheck, isTooOld } from './inbox-check.ts'
import { photoPlace, PostPhotos } from './PostPhotos.tsx'
import { SendBack } from './SendBack.tsx'
import { WhoSees } from './WhoSees.tsx'
import './Posts.css'

const kindWords = [
  ['cover-someone', 'smiling-face'],
  ['shows-a-place', 'house'],
  ['ask-a-friend', 'raised-hand'],
  ['words', 'memo'],
  ['another-photo', 'framed-picture'],
  ['talk-first', 'speech-balloon'],
] as const

type PostToLookAtProps = { post: Post; focus?: 'heading' | undefined; onDecided: (how: 'allowed' | 'sent-back') => void; asCarer?: boolean }

export function PostToLookAt({ post, focus, onDecided, asCarer = false }: PostToLookAtProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focus) heading.current?.focus()
  }, [focus])
  const [asking, setAsking] = useState<'approval' | 'sending-back' | null>(null)
  const [unseen, setUnseen] = useState(() => (post.photos.length > 1 ? post.photos.map((_, index) => index) : [])) // one alone stands above the yes
  const [missed, setMissed] = useState<number | null>(null)
  const queries = useQueryClient()
  const allowing = useMutation({
    mutationFn: allow,
    onError: (failure) => isTooOld(failure) && prove(),
    onSettled: () => queries.invalidateQueries(),
  })
  const name = post.author.name
  return (
    <article className="card waiting-post" aria-labelledby={`post-${post.id}`}>
      <header className="post-top">
        <Avatar face={post.author} />
        <div>
          <h2 id={`post-${post.id}`} ref={heading} tabIndex={-1}>
            {t('family.look.asks', { name, count: post.photos.length })}
          </h2>
          <p className="soft">{t('family.look.asked-at', { when: formatMoment(post.askedAt) })}</p>
        </div>
      </header>
      <PostPhotos post={post} missed={missed} onSight={(index) => setUnseen((those) => those.filter((other) => other !== index))} />
      <dl className="post-facts">
        <dt>{t('family.look.caption')}</dt>
        <dd>{post.caption ? <MarkedWords words={post.caption} isFound={isInWords(post)} /> : t('family.look.no-caption')}</dd>
        <dt>{t('family.look.noticed')}</dt>
        <dd>
          <Findings post={post} />
        </dd>
        <dt>{t('family.look.for')}</dt>
        <dd>{t('family.look.days', { days: post.days })}</dd>
      </dl>
      <WhoSees post={post} />
      {post.isBeyond && (
        <div className="stack">
          <p>{t('family.look.beyond', { name })}</p>
          {!asCarer && (
            <div className="row">
              <LinkButton look="quiet" href={`/children/${post.author.id}`}>
                {t('family.settings.title', { name })}
              </LinkButton>
            </div>
          )}
        </div>
      )}
      <div className="row">
        {post.abilities.includes('approve') && (
          <Button look="main" icon="check" busy={allowing.isPending} onPress={pressed}>
            {t('family.look.allow')}
            <span className="unseen"> {t('family.look.one.title', { name })}</span>
          </Button>
        )}
        {post.abilities.includes('send-back') && (
          <Button icon="arrow-counter-clockwise" onPress={() => setAsking('sending-back')}>
            {t('family.look.send-back')}
            <span className="unseen"> {t('family.look.one.title', { name })}</span>
          </Button>
        )}
      </div>
      {allowing.error && !isTooOld(allowing.error) && <ErrorNote error={allowing.error} />}
      <FreshCheck
        open={asking === 'approval'}
        title={t('family.look.allow.title', { name })}
        act="post.approve"
        subject="inbox"
        onProven={proven}
        onClose={() => setAsking(null)}
      >
        <p>
          {audienceWords(post)} {t('family.look.allow.one', { count: post.photos.length })}
        </p>
        <p>{t('family.look.allow.minutes')}</p>
      </FreshCheck>
      <SendBack
        open={asking === 'sending-back'}
        at={`/api/posts/${post.id}`}
        name={post.author.name}
        words={kindWords.map(([value, picture]) => ({
          value,
          picture,
          more: t(`family.send-back.word.${value}.more`),
          talk: t(`family.talk.back.${value}`),
        }))}
        note={asCarer ? 'empty' : 'asked'}
        onSent={() => {
          setAsking(null)
          onDecided('sent-back')
        }}
        onClose={() => setAsking(null)}
      />
    </article>
  )

  // The yes is for all of them, so none goes that was never on the screen. PUB-1
  function pressed() {
    const [first] = unseen
    setMissed(first ?? null)
    if (first !== undefined) return show(first)
    const check = inboxCheck.get()
    if (check === null) prove()
    else allowing.mutate(check)
  }

  function show(index: number) {
    const place = document.getElementById(photoPlace(post, index))
    place?.scrollIntoView({ block: 'center' })
    place?.focus({ preventScroll: true })
  }

  function prove() {
    inboxCheck.set(null)
    setAsking('approval')
  }

  async function proven(freshCheckId: string) {
    inboxCheck.set(freshCheckId)
    await allow(freshCheckId)
  }

  async function allow(freshCheckId: string) {
    await api.post(`/api/posts/${post.id}/approval`, { contentHash: post.contentHash, freshCheckId })
    setAsking(null)
    onDecided('allowed')
  }
}

// What the guardian can still mend stands before what was mended already.
function Findings({ post }: { post: Post }) {
  if (post.findings.length === 0) return t('family.look.noticed.nothing')
  const kinds = post.findings
    .map(({ kind }) => kind)
    .sort((one, other) => Number(one.endsWith('-removed')) - Number(other.endsWith('-removed')))
  return (
    <ul className="post-findings">
      {kinds.map((kind) => (
        <li key={kind}>
          {t(`family.look.finding.${kind}`)}
          <p className="soft">
            {t('family.talk')} {t(`family.talk.${kind}`)}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Something was found in the words, not in the file. */
function isInWords(post: Post): boolean {
  return post.findings.some(({ kind }) => !kind.endsWith('-removed'))
}

export function audienceNames(post: Post) {
  return formatNames(post.seers.filter((seer) => seer.why === 'audience').map((seer) => seer.person.name))
}

function audienceWords(post: Post) {
  const people = audienceNames(post)
  return people === '' ? t('family.look.allow.nobody') : t('family.look.allow.what', { people, days: post.days })
}
