// Our promises, for a child: a picture, one sentence and how it stands. No dates, no numbers. GOV-2
import { Loaded } from '../../ui/parts/Notes.tsx'
import { Picture } from '../../ui/parts/Picture.tsx'
import { Screen } from '../../ui/parts/Screen.tsx'
import { SpeakButton } from '../../ui/parts/SpeakButton.tsx'
import { Tip } from '../../ui/parts/Tip.tsx'
import type { Picture as PictureName } from '../../ui/pictures.ts'
import { useGet } from '../../ui/queries.ts'
import { t } from '../../ui/words.ts'
import type { PromisesNow } from '../contract.ts'
import type { PromiseId } from '../register.ts'
import { brokenFirst, lastTry, type PromiseNow, standingOf, stateOf } from '../standing.ts'
import '../Standing.css'

const drawn: Record<PromiseId, PictureName> = {
  'before-the-yes': 'raised-hand',
  'cooling-off': 'hourglass-done',
  'yes-is-for-this': 'framed-picture',
  strangers: 'eyes',
  'signed-out': 'house',
  'staff-blind': 'key',
  'no-numbers': 'hugging-face',
  'friend-of-friend': 'cloud',
  'by-invitation': 'envelope',
  'both-families': 'handshake',
  'code-once': 'name-badge',
  'faces-are-true': 'smiling-face',
  'no-place': 'motorway',
  'guardian-cannot-post': 'camera',
  'family-log': 'memo',
  'looks-are-told': 'magnifying-glass-tilted-left',
  'nothing-leaves': 'electric-plug',
  'sealed-at-rest': 'locked',
  'share-ends': 'sun',
  'taken-back': 'waving-hand',
  erased: 'sparkles',
  pictured: 'people-hugging',
  'as-set': 'shield',
  'somebody-new': 'seedling',
  'looked-at-first': 'eyes',
  'no-face-known': 'smiling-face',
  'helps-out': 'handshake',
  tagged: 'smiling-face',
  'reply-private': 'hugging-face',
  'words-wait': 'memo',
  'back-by-paper': 'key',
  hidden: 'eyes',
  paused: 'pause-button',
  asleep: 'crescent-moon',
  'assent-withdrawn': 'crescent-moon',
  'consent-withdrawn': 'shield',
  'ended-connection': 'deciduous-tree',
  'later-connection': 'seedling',
  blocked: 'prohibited',
  'tablet-locked': 'locked',
  'device-signed-out': 'mobile-phone',
  'child-erased': 'speech-balloon',
  'export-yours-alone': 'envelope',
  'nothing-without-a-yes': 'receipt',
}
const glances = {
  holds: { picture: 'check-mark-button', colour: 'leaf' },
  broken: { picture: 'adhesive-bandage', colour: 'sun' },
  'not-tried': { picture: 'hourglass-done', colour: 'sky' },
  silent: { picture: 'hourglass-done', colour: 'sun' },
} as const
const justNow = 20 * 60_000

export function OurPromises() {
  const query = useGet<PromisesNow>('/api/promises')
  return (
    <Screen title={t('child.promises.title')} back="/help" say={t('child.promises.lead')}>
      <Loaded query={query}>{(now) => <All now={now} />}</Loaded>
    </Screen>
  )
}

function All({ now }: { now: PromisesNow }) {
  const standing = standingOf(now)
  const { picture, colour } = glances[standing]
  return (
    <>
      <Tip picture={picture} title={t(`child.promises.glance.${standing}`)} colour={colour}>
        {now.closed.map((feature) => (
          <p key={feature}>{t(`child.closed.${feature}`)}</p>
        ))}
        <p>{now.closed.length > 0 ? t('child.closed.calm') : whenLooked(lastTry(now))}</p>
      </Tip>
      <ul className="promises">
        {brokenFirst(now.promises).map((promise) => (
          <li key={promise.id} className="card">
            <One promise={promise} state={stateOf(promise, now)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function One({ promise: { id }, state }: { promise: PromiseNow; state: PromiseNow['state'] }) {
  const [words, stands] = [t(`child.promise.${id}`), t(`child.promises.state.${state}`)]
  return (
    <div className="promise">
      <Picture name={(drawn as Record<string, PictureName>)[id] ?? 'kite'} size="large" />
      <div className="promise-words">
        <p>{words}</p>
        <p className={`standing standing-${state}`}>
          <Picture name={glances[state].picture} size="small" />
          {stands}
        </p>
      </div>
      <SpeakButton words={`${words} ${stands}.`} />
    </div>
  )
}

function whenLooked(at: string | null) {
  if (at === null) return t('child.promises.when.never')
  if (Date.now() - Date.parse(at) < justNow) return t('child.promises.when.now')
  return t(new Date(at).toDateString() === new Date().toDateString() ? 'child.promises.when.today' : 'child.promises.when.before')
}
