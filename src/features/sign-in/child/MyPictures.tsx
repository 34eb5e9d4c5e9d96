// A child's own pictures: chosen, tapped once more to be sure, changed, or taken away. Which they are is shown to nobody, nor ever again. SEC-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { announce, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { Me } from '../../people/contract.ts'
import { howMany, leastOfThem, type LockPicture } from '../lock-pictures.ts'
import { PicturePad } from './PicturePad.tsx'

export function MyPictures({ me }: { me: Me }) {
  const [choosing, setChoosing] = useState(false)
  return (
    <Screen title={t('child.pictures.title')} back="/me" say={`${t('child.pictures.lead')} ${t('child.pictures.secret')}`}>
      {choosing ? <Choose onDone={() => setChoosing(false)} /> : <Standing me={me} onChoose={() => setChoosing(true)} />}
    </Screen>
  )
}

function Standing({ me, onChoose }: { me: Me; onChoose: () => void }) {
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => api.delete(`/api/children/${me.viewer?.id}/picture-lock`),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <section className="card stack">
      <div className="row">
        <Picture name="locked" size="large" />
        <p>{t(me.pictures ? 'child.pictures.have' : 'child.pictures.lead')}</p>
      </div>
      <p>{t('child.pictures.secret')}</p>
      <Keeps what="locks" />
      {removing.error && <ErrorNote error={removing.error} />}
      <div className="row">
        <Button look="main" icon="lock" onPress={onChoose}>
          {t(me.pictures ? 'child.pictures.change' : 'child.pictures.choose')}
        </Button>
        {me.pictures && (
          <Button busy={removing.isPending} onPress={() => removing.mutate()}>
            {t('child.pictures.remove')}
          </Button>
        )}
      </div>
    </section>
  )
}

type Problem = 'alike' | 'other'

function Choose({ onDone }: { onDone: () => void }) {
  const [first, setFirst] = useState<LockPicture[] | null>(null)
  const [tapped, setTapped] = useState<LockPicture[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const queries = useQueryClient()
  const keeping = useMutation({
    mutationFn: (pictures: LockPicture[]) => api.post('/api/picture-lock', { pictures }),
    onSuccess: kept,
    onError: () => begin(null),
  })
  return (
    <section className="stack" aria-labelledby="choose-pictures">
      <h2 id="choose-pictures">{t(first ? 'child.pictures.again' : 'child.pictures.tap-new')}</h2>
      {problem && (
        <p className="card" role="alert">
          {t(`child.pictures.${problem}`)}
        </p>
      )}
      {keeping.error && <ErrorNote error={keeping.error} />}
      <PicturePad key={first ? 'again' : 'new'} tapped={tapped} onTap={tap} />
      <div className="row">
        <Button icon="arrow-counter-clockwise" onPress={() => begin(null)}>
          {t('child.pictures.anew')}
        </Button>
        <Button onPress={onDone}>{t('child.pictures.not-now')}</Button>
      </div>
    </section>
  )

  function tap(pictures: LockPicture[]) {
    if (keeping.isPending) return
    setProblem(null)
    if (pictures.length < howMany) setTapped(pictures)
    else if (first === null) chose(pictures)
    else if (String(pictures) === String(first)) {
      setTapped(pictures)
      keeping.mutate(pictures)
    } else begin('other')
  }

  function chose(pictures: LockPicture[]) {
    if (new Set(pictures).size < leastOfThem) return begin('alike')
    setFirst(pictures)
    setTapped([])
    announce(t('child.pictures.again'))
  }

  function begin(problem: Problem | null) {
    setFirst(null)
    setTapped([])
    setProblem(problem)
  }

  async function kept() {
    showToast(t('child.pictures.kept'))
    await queries.invalidateQueries()
    onDone()
  }
}
