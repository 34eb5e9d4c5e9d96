// How it felt here: what I said before comes first, then the faces. Just for me; nothing asks me to, and nothing is counted. WEL-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet, usePost } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { Feelings, NewFeeling } from '../contract.ts'
import { feelingKinds, type FeelingKind } from '../kinds.ts'
import './HowItFelt.css'

const faces: Record<FeelingKind, PictureName> = {
  happy: 'smiling-face',
  'so-so': 'neutral-face',
  tired: 'yawning-face',
  sad: 'crying-face',
  cross: 'angry-face',
  worried: 'worried-face',
}
/** So that the faces are not far down. */
const most = 3
const hard: readonly FeelingKind[] = ['sad', 'cross', 'worried']

export function HowItFelt() {
  const query = useGet<Feelings>('/api/feelings')
  const queries = useQueryClient()
  const saying = usePost<unknown, NewFeeling>('/api/feelings')
  return (
    <Screen title={t('child.feelings.title')} back="/me" say={t('child.feelings.what')}>
      <p>{t('child.feelings.what')}</p>
      <Loaded query={query}>{({ feelings }) => feelings.length > 0 && <Before feelings={feelings} />}</Loaded>
      <fieldset>
        <legend className="options-legend">{t('child.feelings.tap')}</legend>
        <div className="feelings">
          {feelingKinds.map((feeling) => (
            <Button key={feeling} picture={faces[feeling]} busy={saying.isPending} onPress={() => say(feeling)}>
              {t(`child.feelings.${feeling}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      {saying.error && <ErrorNote error={saying.error} />}
      {saying.isSuccess && saying.variables && hard.includes(saying.variables.feeling) && (
        <Tip picture="hugging-face" title={t('child.feelings.hard')} colour="plum">
          <p>{t('child.feelings.talk')}</p>
          <LinkButton href="/help" look="main" icon="lifebuoy">
            {t('child.nav.help')}
          </LinkButton>
        </Tip>
      )}
      <Keeps what="feelings" />
    </Screen>
  )

  function say(feeling: FeelingKind) {
    saying.mutate({ feeling }, { onSettled: () => queries.invalidateQueries({ queryKey: ['/api/feelings'] }) })
  }
}

function Before({ feelings }: Feelings) {
  const [all, setAll] = useState(false)
  const queries = useQueryClient()
  const forgetting = useMutation({
    mutationFn: () => api.delete('/api/feelings'),
    onSuccess: () => showToast(t('child.feelings.forgotten')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/api/feelings'] }),
  })
  return (
    <section className="stack" aria-labelledby="felt">
      <h2 id="felt">{t('child.feelings.before')}</h2>
      <ul className="stack">
        {(all ? feelings : feelings.slice(0, most)).map(({ day, feeling }) => (
          <li key={day} className="felt">
            <Picture name={faces[feeling]} />
            <span>
              {t(`child.feelings.${feeling}`)}
              <small>{formatDay(`${day}T12:00:00`)}</small>
            </span>
          </li>
        ))}
      </ul>
      {forgetting.error && <ErrorNote error={forgetting.error} />}
      <div className="row">
        {!all && feelings.length > most && <Button onPress={() => setAll(true)}>{t('child.find.show-all')}</Button>}
        <Button look="quiet" icon="trash" busy={forgetting.isPending} onPress={() => forgetting.mutate()}>
          {t('child.feelings.forget')}
        </Button>
      </div>
    </section>
  )
}
