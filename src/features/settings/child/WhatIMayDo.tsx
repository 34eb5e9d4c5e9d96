// The mirror of what is set for me: what I may do, and which grown-up said so. PAR-3
import { useQueryClient } from '@tanstack/react-query'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { useGet, usePost } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { Band } from '../../people/avatars.ts'
import type { Face } from '../../people/contract.ts'
import type { ChildSettings, Setting } from '../contract.ts'

const drawn: Record<Setting['setting'], PictureName> = {
  audience: 'people-hugging',
  days: 'hourglass-done',
  'cooling-off': 'pause-button',
  hearts: 'red-heart',
  replies: 'speech-balloon',
  hours: 'crescent-moon',
  budget: 'sun',
  asking: 'eyes',
}

export function WhatIMayDo({ viewer, band }: { viewer: Face; band: Band }) {
  const query = useGet<ChildSettings>(`/api/children/${viewer.id}/settings`)
  return (
    <Screen title={t('child.may.title')} back="/me" say={`${t('child.may.lead')} ${t('child.may.ask')}`}>
      <div>
        <p>{t('child.may.lead')}</p>
        <p>{t('child.may.ask')}</p>
      </div>
      <GrownUpsSee />
      <Loaded query={query}>
        {({ settings, people, today }) => (
          <ul className="stack">
            <li className="card">
              <Age band={band} />
            </li>
            {settings.map((one) => (
              <li key={one.setting} className="card">
                <One viewer={viewer} {...one} />
                {one.setting === 'budget' && today && <Today today={today} />}
                {one.setting === 'asking' && people.some(({ value }) => value !== one.value) && <NotTheSame />}
                {one.setting === 'asking' && [one, ...people].some(({ value }) => value !== 'each') && <AskEachTime viewer={viewer} />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Screen>
  )
}

/** A guardian moves it; who did stands under what was done. KID-5, PAR-3 */
function Age({ band }: { band: Band }) {
  const words = t(`child.may.age.${band}`)
  const what = t(`child.may.age.${band}.what`)
  return (
    <div className="row">
      <Picture name="seedling" />
      <div>
        <p>
          <strong>{words}</strong>
        </p>
        <p className="soft">{what}</p>
      </div>
      <SpeakButton words={`${words} ${what}`} />
    </div>
  )
}

function One({ viewer, setting, value, by, since }: Setting & { viewer: Face }) {
  const what = t(`child.may.${setting}.${value}`)
  const set = by?.id === viewer.id ? t('child.may.set-by-me') : t('child.may.set-by', { name: by?.name ?? t('child.may.somebody') })
  const who = since === null ? t('child.may.from-start') : set
  return (
    <div className="row">
      <Picture name={drawn[setting]} />
      <div>
        <p>
          <strong>{what}</strong>
        </p>
        <p className="soft">{who}</p>
      </div>
      <SpeakButton words={`${what} ${who}`} />
    </div>
  )
}

/** With whom, and who said so, stands at each of them. KID-5, PAR-3 */
function NotTheSame() {
  const words = t('child.may.asking.some')
  return (
    <div className="row">
      <p>{words}</p>
      <LinkButton href="/me/people" icon="users-three">
        {t('child.may.asking.see')}
      </LinkButton>
      <SpeakButton words={words} />
    </div>
  )
}

/** A child may go back to being looked after before each photo, whenever it likes and without a reason. KID-5 */
function AskEachTime({ viewer }: { viewer: Face }) {
  const queries = useQueryClient()
  const going = usePost(`/api/children/${viewer.id}/tightenings`)
  return (
    <div className="stack">
      <p>{t('child.may.each-time.why')}</p>
      {going.error && <ErrorNote error={going.error} />}
      <div className="row">
        <Button busy={going.isPending} onPress={() => going.mutate({ setting: 'asking', value: 'each' }, { onSuccess: done })}>
          {t('child.may.each-time')}
        </Button>
      </div>
      <Keeps what="settings" />
    </div>
  )

  function done() {
    showToast(t('child.may.each-time.done'))
    void queries.invalidateQueries()
  }
}

/** The one thing of this day that grown-ups can read, in the same words for both. PAR-3, WEL-14 */
function Today({ today }: { today: NonNullable<ChildSettings['today']> }) {
  return (
    <div>
      <p>{t(`child.may.today.${today}`)}</p>
      <p className="soft">{t('child.may.today.seen')}</p>
    </div>
  )
}
