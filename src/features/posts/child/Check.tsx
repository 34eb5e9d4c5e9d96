// Look once more: the four things to look out for, what was taken out of the file, and the child's own words.
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { Nudge } from '../../screening/child/Nudge.tsx'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Faces } from '../../../ui/parts/Choice.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { AudienceChoices } from '../contract.ts'
import { opensAgain } from './back-to-studio.ts'
import { found } from './found.ts'
import { changeDraft, changePhoto, checkPlace, discardDraft, draft, mostPhotos, type SentPhoto, takeOut } from './draft.ts'
import { MakingSteps, WithPhotos } from './Make.tsx'
import { several } from './several.ts'
import './Check.css'

const questions: { name: string; picture: PictureName; hides: boolean }[] = [
  { name: 'face', picture: 'smiling-face', hides: true },
  { name: 'badge', picture: 'name-badge', hides: true },
  { name: 'sign', picture: 'motorway', hides: true },
  { name: 'said-no', picture: 'raised-hand', hides: false },
]
export const longestWords = 500
const Unseen = lazy(() => found().then(({ Unseen }) => ({ default: Unseen })))
const Thumbs = lazy(() => several().then(({ Thumbs }) => ({ default: Thumbs })))

export function Check({ place = '1' }: { place: string | undefined }) {
  return (
    <WithPhotos>
      {(photos) => {
        const at = Math.min(Math.max(1, Math.trunc(Number(place)) || 1), photos.length) - 1
        const photo = photos[at]
        return photo && <CheckPhoto key={photo.id} photo={photo} photos={photos} at={at} />
      }}
    </WithPhotos>
  )
}

/** Each photo has a step of its own; what is said to all of them, in the last. */
function CheckPhoto({ photo: one, photos, at }: { photo: SentPhoto; photos: SentPhoto[]; at: number }) {
  const [, go] = useLocation()
  const { caption } = draft.use()
  const { id, photo, alt } = one
  const [pressed, setPressed] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const isMany = photos.length > 1
  const isLast = at === photos.length - 1
  const tooLong = (isLast && caption.length > longestWords) || alt.length > longestWords
  const placeOf = (other: number) => (other < 0 ? '/' : checkPlace(photos[other]?.id ?? ''))
  const write = (alt: string) => changePhoto(id, { alt })
  return (
    <Screen
      title={isMany ? t('child.many.place', { place: at + 1, count: photos.length }) : t('child.check.title')}
      back={placeOf(at - 1)}
      say={t('child.check.how')}
    >
      <MakingSteps now={1} />
      {isMany && (
        <Suspense fallback={<div className="thumbs-coming" />}>
          <Thumbs photos={photos} at={at} onGo={(other) => go(placeOf(other))} />
        </Suspense>
      )}
      <PhotoView photo={{ ...photo, alt: alt || t('child.make.yours') }} rendition="screen" whole />
      <div className="row">
        <Button picture="artist-palette" onPress={() => void make(null)}>
          {t('child.check.change')}
        </Button>
        {photos.length < mostPhotos && (
          <LinkButton href="/" icon="plus">
            {t('child.many.more')}
          </LinkButton>
        )}
      </div>
      {fault !== null && <ErrorNote error={fault} />}
      {one.noted?.includes('unseen') && (
        <Suspense>
          <Unseen />
        </Suspense>
      )}
      {photo.found.place && (
        <Tip picture="shield" title={t('child.check.place-title')} colour="leaf">
          <p>{t('child.check.place')}</p>
        </Tip>
      )}
      {!photo.found.place && photo.found.camera && (
        <Tip picture="shield" title={t('child.check.camera-title')} colour="leaf">
          <p>{t('child.check.camera')}</p>
        </Tip>
      )}
      <Questions
        photo={one}
        other={isMany ? 'child.many.take-out' : 'child.pick.other'}
        onOther={pickOther}
        onCover={() => void make('cover')}
      />
      {isLast && (
        <>
          <TextField
            label={t('child.check.caption')}
            hint={t('child.check.caption-hint')}
            value={caption}
            onChange={(caption) => changeDraft({ caption })}
            longest={longestWords}
            lines={2}
          />
          <Nudge words={caption} onChange={(caption) => changeDraft({ caption })} />
        </>
      )}
      <TextField
        label={t('child.check.alt')}
        hint={t('child.check.alt-hint')}
        value={alt}
        onChange={write}
        longest={longestWords}
        lines={2}
      />
      <Nudge words={alt} onChange={write} />
      <Keeps what="photos" />
      {pressed && tooLong && <p role="alert">{t('kit.too-long')}</p>}
      <div className="row row-end">
        {isMany ? (
          <LinkButton href="/" icon="images">
            {t('child.many.photos')}
          </LinkButton>
        ) : (
          <Button icon="images" onPress={pickOther}>
            {t('child.pick.other')}
          </Button>
        )}
        <Button look="main" icon="arrow-right" onPress={goOn}>
          {t(isLast ? 'child.check.next' : 'child.many.next')}
        </Button>
      </div>
    </Screen>
  )

  async function make(tool: 'cover' | null) {
    setFault(null)
    await opensAgain(one).then(() => go(tool ? `/studio/${tool}` : '/studio'), setFault)
  }

  function pickOther() {
    if (isMany) takeOut(id)
    else discardDraft()
    go('/')
  }

  function goOn() {
    setPressed(true)
    if (!tooLong) go(isLast ? '/ask' : placeOf(at + 1))
  }
}

/** A friend who is in it sees it first, and their grown-up says yes before anybody else does. PUB-5 */
function FriendsInIt() {
  const { tagged } = draft.use()
  const friends = (useGet<AudienceChoices>('/api/audience').data?.people ?? []).filter(({ kind }) => kind === 'child')
  if (friends.length === 0) return null
  return <Faces legend={t('child.check.friends')} people={friends} chosen={tagged} onChange={(tagged) => changeDraft({ tagged })} />
}

type QuestionsProps = { photo: SentPhoto; other: string; onOther: () => void; onCover: () => void }

/** Tap what you can see. These stand beside what the server finds, never instead of it. */
function Questions({ photo: { id, seen }, other, onOther, onCover }: QuestionsProps) {
  return (
    <fieldset className="stack">
      <legend className="options-legend">{t('child.check.look')}</legend>
      <div className="questions">
        {questions.map(({ name, picture }) => (
          <label key={name} className="option option-face">
            <input
              type="checkbox"
              checked={seen.includes(name)}
              onChange={() => changePhoto(id, { seen: seen.includes(name) ? seen.filter((other) => other !== name) : [...seen, name] })}
            />
            <Picture name={picture} size="large" />
            <span className="option-words">{t(`child.check.see.${name}`)}</span>
          </label>
        ))}
      </div>
      <div className="stack" aria-live="polite">
        {questions
          .filter(({ name }) => seen.includes(name))
          .map(({ name, picture, hides }) => (
            <Tip
              key={name}
              picture={picture}
              title={t(`child.check.see.${name}`)}
              actions={
                <>
                  {hides && (
                    <Button picture="shield" onPress={onCover}>
                      {t('child.check.cover')}
                    </Button>
                  )}
                  <Button icon="images" onPress={onOther}>
                    {t(other)}
                  </Button>
                </>
              }
            >
              <p>{t(`child.check.then.${name}`)}</p>
              {name === 'face' && <FriendsInIt />}
            </Tip>
          ))}
      </div>
    </fieldset>
  )
}
