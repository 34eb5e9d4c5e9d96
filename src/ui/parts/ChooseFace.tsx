// Another face for somebody: what is tapped is tried on, one step is undone at a time, and only "done" keeps it. DAT-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Face } from '../../features/people/contract.ts'
import { anyFace } from '../../features/people/faces.ts'
import { api } from '../api.ts'
import { t } from '../words.ts'
import { Button, IconButton } from './Button.tsx'
import { FaceChooser } from './FaceChooser.tsx'
import { ErrorNote } from './Notes.tsx'
import { Avatar } from './Picture.tsx'
import { announce } from './Screen.tsx'

export function ChooseFace({ person, onKept }: { person: Face; onKept: () => void }) {
  const [tried, setTried] = useState<string[]>([])
  const face = tried.at(-1) ?? person.avatar
  const queries = useQueryClient()
  const keeping = useMutation({
    mutationFn: () => api.post(`/api/people/${person.id}/face`, { avatar: face }),
    onSuccess: onKept,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <div className="face-now">
        <Avatar face={{ avatar: face }} size="large" />
        <div className="row">
          <IconButton icon="arrow-counter-clockwise" label={t('kit.face.undo')} onPress={() => setTried(tried.slice(0, -1))} />
          <IconButton icon="shuffle" label={t('kit.face.mix')} onPress={mix} />
          <Button look="main" icon="check" busy={keeping.isPending} onPress={() => keeping.mutate()}>
            {t('kit.face.done')}
          </Button>
        </div>
      </div>
      {keeping.error && <ErrorNote error={keeping.error} />}
      <FaceChooser value={face} onChange={tryOn} more="shown" />
    </>
  )

  function tryOn(face: string) {
    keeping.reset()
    setTried([...tried, face])
  }

  function mix() {
    tryOn(anyFace())
    announce(t('kit.face.mixed'))
  }
}
