// Look once more: the four things to look out for, what was taken out of the file, and the child's own words.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { UploadedPhoto } from '../../../ui/upload.ts'
import { Nudge } from '../../screening/child/Nudge.tsx'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { Button } from '../../../ui/parts/Button.tsx'
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
import { changeDraft, discardDraft, draft } from './draft.ts'
import { MakingSteps, WithPhoto } from './Make.tsx'
import './Check.css'

const questions: { name: string; picture: PictureName; hides: boolean }[] = [
  { name: 'face', picture: 'smiling-face', hides: true },
  { name: 'badge', picture: 'name-badge', hides: true },
  { name: 'sign', picture: 'motorway', hides: true },
  { name: 'said-no', picture: 'raised-hand', hides: false },
]
export const longestWords = 500

export function Check() {
  return <WithPhoto>{(photo) => <CheckPhoto photo={photo} />}</WithPhoto>
}

function CheckPhoto({ photo }: { photo: UploadedPhoto }) {
  const [, go] = useLocation()
  const { caption, alt, seen } = draft.use()
  const [pressed, setPressed] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const tooLong = caption.length > longestWords || alt.length > longestWords
  return (
    <Screen title={t('child.check.title')} back="/" say={t('child.check.how')}>
      <MakingSteps now={1} />
      <PhotoView photo={{ ...photo, alt: alt || t('child.make.yours') }} rendition="screen" whole />
      <div className="row">
        <Button picture="artist-palette" onPress={() => void make(null)}>
          {t('child.check.change')}
        </Button>
      </div>
      {fault !== null && <ErrorNote error={fault} />}
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
      <Questions seen={seen} onOther={pickOther} onCover={() => void make('cover')} />
      <TextField
        label={t('child.check.caption')}
        hint={t('child.check.caption-hint')}
        value={caption}
        onChange={(caption) => changeDraft({ caption })}
        longest={longestWords}
        lines={2}
      />
      <Nudge words={caption} onChange={(caption) => changeDraft({ caption })} />
      <TextField
        label={t('child.check.alt')}
        hint={t('child.check.alt-hint')}
        value={alt}
        onChange={(alt) => changeDraft({ alt })}
        longest={longestWords}
        lines={2}
      />
      <Nudge words={alt} onChange={(alt) => changeDraft({ alt })} />
      <Keeps what="photos" />
      {pressed && tooLong && <p role="alert">{t('kit.too-long')}</p>}
      <div className="row row-end">
        <Button icon="images" onPress={pickOther}>
          {t('child.pick.other')}
        </Button>
        <Button look="main" icon="arrow-right" onPress={goOn}>
          {t('child.check.next')}
        </Button>
      </div>
    </Screen>
  )

  async function make(tool: 'cover' | null) {
    setFault(null)
    await opensAgain(photo).then(() => go(tool ? `/studio/${tool}` : '/studio'), setFault)
  }

  function pickOther() {
    discardDraft()
    go('/')
  }

  function goOn() {
    setPressed(true)
    if (!tooLong) go('/ask')
  }
}

/** A friend who is in it sees it first, and their grown-up says yes before anybody else does. PUB-5 */
function FriendsInIt() {
  const { tagged } = draft.use()
  const friends = (useGet<AudienceChoices>('/api/audience').data?.people ?? []).filter(({ kind }) => kind === 'child')
  if (friends.length === 0) return null
  return <Faces legend={t('child.check.friends')} people={friends} chosen={tagged} onChange={(tagged) => changeDraft({ tagged })} />
}

/** Tap what you can see. These stand beside what the server finds, never instead of it. */
function Questions({ seen, onOther, onCover }: { seen: string[]; onOther: () => void; onCover: () => void }) {
  return (
    <fieldset className="stack">
      <legend className="options-legend">{t('child.check.look')}</legend>
      <div className="questions">
        {questions.map(({ name, picture }) => (
          <label key={name} className="option option-face">
            <input
              type="checkbox"
              checked={seen.includes(name)}
              onChange={() => changeDraft({ seen: seen.includes(name) ? seen.filter((other) => other !== name) : [...seen, name] })}
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
                    {t('child.pick.other')}
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
