// Who is it for, for how long, and who will see it; then the grown-up is asked. Nobody is chosen beforehand. AUD-3, AUD-4
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice, FaceRow, Faces } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { ApiRefusal, NoConnection } from '../../../ui/api.ts'
import { mayBeBack } from '../../../ui/be-back.ts'
import { useGet, usePost } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import { CirclesToPick } from '../../circles/child/CirclesToPick.tsx'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { strictest } from '../../settings/values.ts'
import type { AudienceChoices, NewPost, posted } from '../contract.ts'
import { longestWords } from './Check.tsx'
import { changeDraft, checkPlace, draft, forgetDraft, type SentPhoto } from './draft.ts'
import { MakingSteps, WithPhotos } from './Make.tsx'
import { mostOf } from './take-in.ts'
import { ThinkFirst } from './ThinkFirst.tsx'
import './Ask.css'

const pause = 8000 // milliseconds
const grows = ['seedling', 'sunflower', 'deciduous-tree'] as const // the longer, the larger

export function Ask() {
  const choices = useGet<AudienceChoices>('/api/audience')
  return (
    <WithPhotos>
      {(photos) => (
        <Screen title={t('child.ask.title')} back={checkPlace(photos.at(-1)?.id ?? '')} say={t('child.ask.how')}>
          <MakingSteps now={2} />
          <Loaded query={choices}>{(choices) => <Form photos={photos} choices={choices} />}</Loaded>
        </Screen>
      )}
    </WithPhotos>
  )
}

function Form({ photos, choices }: { photos: SentPhoto[]; choices: AudienceChoices }) {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const { caption, audience, tagged, days: wanted } = draft.use()
  const days = choices.lengths.includes(wanted) ? wanted : 7 // a grown-up may have made it shorter meanwhile
  const asking = usePost<z.infer<typeof posted>, NewPost>('/api/posts')
  const inIt = photos.some(({ seen }) => seen.includes('face'))
    ? choices.people.filter(({ id, kind }) => kind === 'child' && tagged.includes(id))
    : []
  const chosen = choices.people.filter((person) => audience.includes(person.id) || inIt.includes(person)) // somebody who is not connected any more falls out by themselves
  const step = strictest(chosen, choices.asking)
  const picking = {
    people: choices.people,
    chosen: chosen.map((person) => person.id),
    onChange: (audience: string[]) => changeDraft({ audience }),
  }
  const post: NewPost = {
    photos: photos.map(({ photo, alt }) => ({ photoId: photo.photoId, alt: alt.trim().slice(0, longestWords) })),
    caption: caption.trim().slice(0, longestWords),
    audience: chosen.map((person) => person.id),
    tagged: inIt.map(({ id }) => id),
    ...mostOf(
      photos.flatMap(({ written }) => written),
      photos.some(({ unread }) => unread),
    ),
    noted: [...new Set(photos.flatMap(({ noted = [] }) => noted))],
    days,
  }
  // Only what the child asked for goes by itself: whoever picks other faces meanwhile presses again. PUB-3
  const waits = asking.error instanceof NoConnection && JSON.stringify(asking.variables) === JSON.stringify(post)
  const ask = useRef(() => {})
  ask.current = () => asking.mutate(post, { onSuccess: asked, onError: lookAgain })
  useEffect(() => {
    const leaving = new AbortController()
    const again = () => leaving.signal.aborted || ask.current()
    if (waits) void mayBeBack(pause, leaving.signal).then(again)
    return () => leaving.abort()
  }, [waits])
  return (
    <>
      {choices.people.length > 0 ? (
        <>
          <CirclesToPick {...picking} />
          <Faces legend={t('child.ask.for-whom')} {...picking} />
        </>
      ) : (
        <Tip picture="handshake" title={t('child.ask.nobody-title')} colour="plum">
          <p>{t(choices.onlyFamily ? 'child.may.audience.family' : 'child.ask.nobody')}</p>
        </Tip>
      )}
      {inIt.length > 0 && (
        <Tip picture="smiling-face" title={t('child.ask.in-it', { names: formatNames(inIt.map(({ name }) => name)) })} colour="plum">
          <p>{t('child.ask.in-it.first')}</p>
        </Tip>
      )}
      {choices.onlyFamily && choices.people.length > 0 && <p className="soft">{t('child.may.audience.family')}</p>}
      {choices.lengths.length > 1 && (
        <Choice
          legend={t('child.ask.how-long')}
          across
          options={choices.lengths.map((length, place) => ({
            value: `${length}`,
            label: t('child.ask.days', { days: length }),
            picture: grows[Math.min(place, grows.length - 1)],
          }))}
          value={`${days}`}
          onChange={(value) => changeDraft({ days: choices.lengths.find((length) => `${length}` === value) ?? 7 })}
        />
      )}
      <section className="card" aria-labelledby="who-sees">
        <h2 id="who-sees">{t('child.ask.who-sees')}</h2>
        <FaceRow label={t('child.ask.who-sees')} people={[...chosen, ...choices.always]} />
        <ul className="facts">
          <li>
            <Picture name="eyes" />
            <span>{t(chosen.length > 0 ? 'child.ask.fact-nobody-else' : 'child.ask.fact-just-us')}</span>
          </li>
          {step !== 'each' && (
            <li>
              <Picture name="people-hugging" />
              <span>{t(`child.ask.goes.${step}`)}</span>
            </li>
          )}
          <li>
            <Picture name="hourglass-done" />
            <span>{t('child.ask.fact-days', { days })}</span>
          </li>
          <li>
            <Picture name="raised-hand" />
            <span>{t('child.ask.fact-back')}</span>
          </li>
        </ul>
        <Keeps what="audience" />
      </section>
      {chosen.length > 0 && <ThinkFirst />}
      {waits ? <Waits /> : asking.error && <ErrorNote error={asking.error} />}
      <div className="row row-end">
        <Button look="main" icon="paper-plane-tilt" busy={asking.isPending} onPress={() => ask.current()}>
          {t(step === 'each' ? 'child.ask.send' : 'child.ask.go')}
        </Button>
      </div>
    </>
  )

  function asked({ postId, goes }: z.infer<typeof posted>) {
    void queries.invalidateQueries({ queryKey: ['/api/posts'] })
    go(`/${goes ? 'went' : 'asked'}/${postId}`)
    forgetDraft()
  }

  // Who is connected may have changed since the faces were shown; the draft stays.
  function lookAgain(failure: Error) {
    if (failure instanceof ApiRefusal) void queries.invalidateQueries()
  }
}

/** Asked for already: it goes by itself, as it is, and once. */
function Waits() {
  return (
    <div className="note" role="status">
      <Picture name="electric-plug" />
      <p>{t('child.ask.waits')}</p>
    </div>
  )
}
