// Under a friend's photo: big pictures and a few ready sentences, as far as the grown-ups of both have opened it. One tap says it to that friend alone; another takes it back. BUL-1, WEL-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { FeedPost } from '../../posts/contract.ts'
import type { Mine } from '../contract.ts'
import { drawnAs, phrases, stickers, type Saying } from '../replies.ts'
import { OwnSaid, WriteOwn } from './OwnWords.tsx'
import './SayToFriend.css'

type Seen = { post: FeedPost }

export function SayToFriend({ post }: Seen) {
  if (post.reply?.own) return <OwnSaid postId={post.id} name={post.author.name} reply={post.reply} own={post.reply.own} />
  if (post.reply) return <Said name={post.author.name} reply={post.reply} />
  return post.mayReply.length > 0 ? <Say post={post} /> : null
}

function Say({ post }: Seen) {
  const queries = useQueryClient()
  const names = { name: post.author.name }
  const saying = useMutation({
    mutationFn: (says: Saying) => api.post(`/api/posts/${post.id}/replies`, { says }),
    onSuccess: () => showToast(t('child.reply.sent')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <section className="card" aria-labelledby="say">
      <div className="row">
        <h2 id="say">{t('child.reply.say', names)}</h2>
        <SpeakButton words={[t('child.reply.say', names), t('child.reply.who', names)].join(' ')} />
      </div>
      {saying.error && <ErrorNote error={saying.error} />}
      <ul className="say-pictures">
        {stickers.map((says) => (
          <li key={says}>
            <button
              className="say-picture"
              type="button"
              aria-label={t(`child.reply.says.${says}`)}
              aria-disabled={saying.isPending || undefined}
              onClick={() => say(says)}
            >
              <Picture name={drawnAs[says]} size="large" />
            </button>
          </li>
        ))}
      </ul>
      {post.mayReply.includes('phrases') && (
        <ul className="say-words">
          {phrases.map((says) => (
            <li key={says}>
              <Button picture={drawnAs[says]} busy={saying.isPending && saying.variables === says} onPress={() => say(says)}>
                {t(`child.reply.says.${says}`)}
              </Button>
              <SpeakButton words={t(`child.reply.says.${says}`)} />
            </li>
          ))}
        </ul>
      )}
      <p className="soft">{t('child.reply.who', names)}</p>
      {post.mayReply.includes('own-words') ? <WriteOwn postId={post.id} name={names.name} /> : <Keeps what="replies" />}
    </section>
  )

  function say(says: Saying) {
    if (!saying.isPending) saying.mutate(says)
  }
}

function Said({ name, reply }: { name: string; reply: Mine }) {
  const queries = useQueryClient()
  const takingBack = useMutation({
    mutationFn: () => api.delete(`/api/replies/${reply.id}`),
    onSuccess: () => showToast(t('child.reply.back.done')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Tip
      picture={drawnAs[reply.says]}
      title={t('child.reply.said', { name })}
      colour="leaf"
      actions={
        <Button icon="arrow-counter-clockwise" busy={takingBack.isPending} onPress={() => takingBack.mutate()}>
          {t('child.back.button')}
        </Button>
      }
    >
      <p>
        <strong>{t(`child.reply.says.${reply.says}`)}</strong>
      </p>
      <p>{t('child.reply.who', { name })}</p>
      {takingBack.error && <ErrorNote error={takingBack.error} />}
    </Tip>
  )
}
