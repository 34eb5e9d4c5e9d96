// A tablet that was locked: its child taps its animal and its pictures. The screen is the same whoever locked it, and however many did. SEC-8, R10
import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import { useState } from 'react'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { announce } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { type Avatar as Animal, avatars } from '../../people/avatars.ts'
import type { newSession, signedIn } from '../contract.ts'
import { howMany, type LockPicture } from '../lock-pictures.ts'
import { PicturePad } from './PicturePad.tsx'
import { useArrival } from './arrival.ts'

export function PictureDoor() {
  const [animal, setAnimal] = useState<Animal | null>(null)
  const [tapped, setTapped] = useState<LockPicture[]>([])
  const arrive = useArrival()
  const opening = useMutation({
    mutationFn: (way: z.infer<typeof newSession>['way']) => api.post<z.infer<typeof signedIn>>('/api/sessions', { way }),
    onSuccess: arrive,
    onError: () => setTapped([]),
  })
  if (animal === null) return <Animals onChoose={choose} />
  return (
    <section className="stack" aria-labelledby="my-pictures">
      <div className="row">
        <Avatar face={{ avatar: animal }} size="large" />
        <h2 id="my-pictures">{t('child.pictures.tap')}</h2>
      </div>
      {opening.error && <Wrong error={opening.error} />}
      <PicturePad tapped={tapped} onTap={tap} />
      <div className="row">
        <Button icon="arrow-counter-clockwise" onPress={anew}>
          {t('child.pictures.anew')}
        </Button>
      </div>
    </section>
  )

  function choose(animal: Animal) {
    setAnimal(animal)
    announce(t('child.pictures.tap'))
  }

  function tap(pictures: LockPicture[]) {
    if (opening.isPending || animal === null) return
    opening.reset()
    setTapped(pictures)
    if (pictures.length === howMany) opening.mutate({ kind: 'pictures', animal, pictures })
  }

  function anew() {
    opening.reset()
    setTapped([])
    setAnimal(null)
  }
}

function Animals({ onChoose }: { onChoose: (animal: Animal) => void }) {
  return (
    <section className="stack" aria-labelledby="my-animal">
      <h2 id="my-animal">{t('child.pictures.animal')}</h2>
      <div className="pad pad-animals">
        {avatars.map((avatar) => (
          <button
            key={avatar}
            type="button"
            className="pad-key"
            onClick={() => onChoose(avatar)}
            aria-label={t(`kit.face.animal.${avatar}`)}
          >
            <Avatar face={{ avatar }} size="large" />
          </button>
        ))}
      </div>
    </section>
  )
}

function Wrong({ error }: { error: Error }) {
  if (!(error instanceof ApiRefusal) || error.code !== 'sign-in.wrong') return <ErrorNote error={error} />
  return (
    <p className="card" role="alert">
      {t('child.pictures.wrong')}
    </p>
  )
}
