// A child's circles, each with its faces; making, changing and removing one. What was shared before stays as it was. AUD-4
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/parts/Button.tsx'
import { FaceRow } from '../../ui/parts/Choice.tsx'
import { Picture } from '../../ui/parts/Picture.tsx'
import { Question } from '../../ui/parts/Question.tsx'
import { Sheet } from '../../ui/parts/Sheet.tsx'
import { showToast } from '../../ui/parts/Toast.tsx'
import { usePost } from '../../ui/queries.ts'
import { formatNames, t } from '../../ui/words.ts'
import type { Face } from '../people/contract.ts'
import { CircleForm } from './CircleForm.tsx'
import type { Circle, NewCircle } from './contract.ts'
import './CircleList.css'

type CircleListProps = { child: string; circles: Circle[]; people: Face[]; more?: (circle: Circle) => ReactNode }

/** `people`: with whom the child is connected. `more`: what else whoever looks does with one. */
export function CircleList({ child, circles, people, more }: CircleListProps) {
  return (
    <>
      {circles.length > 0 && (
        <ul className="circles">
          {circles.map((circle) => (
            <li key={circle.id} className="circle">
              <OneCircle circle={circle} people={people} more={more?.(circle)} />
            </li>
          ))}
        </ul>
      )}
      <Make child={child} people={people} />
    </>
  )
}

function Make({ child, people }: Pick<CircleListProps, 'child' | 'people'>) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const making = usePost<unknown, NewCircle>(`/api/children/${child}/circles`)
  return (
    <div className="row">
      <Button icon="plus" onPress={() => setOpen(true)}>
        {t('kit.circle.make')}
      </Button>
      <Sheet open={open} title={t('kit.circle.new')} onClose={() => setOpen(false)}>
        <CircleForm from={{ picture: null, name: '', people: [] }} people={people} doing={making} onDone={make} />
      </Sheet>
    </div>
  )

  function make(circle: NewCircle) {
    making.mutate(circle, {
      onSuccess: () => {
        setOpen(false)
        showToast(t('kit.circle.made', { name: circle.name }))
      },
      onSettled: () => queries.invalidateQueries(),
    })
  }
}

function OneCircle({ circle, people, more }: { circle: Circle; people: Face[]; more: ReactNode }) {
  const [open, setOpen] = useState<'change' | 'remove' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <div className="circle-top">
        <Picture name={circle.picture} />
        <h3>
          <bdi>{circle.name}</bdi>
        </h3>
      </div>
      {circle.people.length > 0 ? <FaceRow label={circle.name} people={circle.people} /> : <p>{t('kit.circle.nobody')}</p>}
      <div className="row">
        <Button icon="pencil" onPress={() => setOpen('change')}>
          {t('kit.circle.change')}
          <span className="unseen"> {circle.name}</span>
        </Button>
        {more}
      </div>
      <Sheet open={open === 'change'} title={circle.name} onClose={close}>
        <Change circle={circle} people={people} onClose={close} />
        <div className="row">
          <Button look="quiet" icon="x" onPress={() => setOpen('remove')}>
            {t('kit.circle.remove.this')}
          </Button>
        </div>
      </Sheet>
      <Remove circle={circle} open={open === 'remove'} onClose={close} />
    </>
  )
}

function Change({ circle, people, onClose }: { circle: Circle; people: Face[]; onClose: () => void }) {
  const [before] = useState(circle) // somebody else may change it meanwhile: only what was changed here is sent
  const queries = useQueryClient()
  const settled = { onSettled: () => queries.invalidateQueries() }
  const ids = before.people.map(({ id }) => id)
  const saving = useMutation({ mutationFn: save, onSuccess: saved, ...settled })
  const puttingBack = useMutation({
    mutationFn: (gone: string[]) => putIn(gone),
    onError: () => showToast(t('kit.circle.not-back')),
    ...settled,
  })
  return <CircleForm from={{ ...before, people: ids }} people={people} doing={saving} onDone={(circle) => saving.mutate(circle)} />

  /** Whom it took out. That goes first: it is always possible. I17 */
  async function save({ picture, name, people }: NewCircle): Promise<Face[]> {
    const gone = before.people.filter(({ id }) => !people.includes(id))
    for (const { id } of gone) await api.delete(`/api/circles/${circle.id}/people/${id}`)
    if (picture !== before.picture || name !== before.name) await api.post(`/api/circles/${circle.id}/name`, { picture, name })
    await putIn(people.filter((id) => !ids.includes(id)))
    return gone
  }

  async function putIn(people: string[]) {
    for (const personId of people) await api.post(`/api/circles/${circle.id}/people`, { personId })
  }

  function saved(gone: Face[]) {
    onClose()
    if (gone.length === 0) return
    const names = formatNames(gone.map(({ name }) => name))
    showToast(t('kit.circle.taken-out', { names }), () => puttingBack.mutate(gone.map(({ id }) => id)))
  }
}

function Remove({ circle: { id, name }, open, onClose }: { circle: Circle; open: boolean; onClose: () => void }) {
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => api.delete(`/api/circles/${id}`),
    onSuccess: () => {
      onClose()
      showToast(t('kit.circle.removed', { name }))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Question
      open={open}
      title={t('kit.circle.remove.title', { name })}
      keep={t('kit.circle.remove.not')}
      go={t('kit.circle.remove')}
      look="main"
      icon="x"
      doing={removing}
      onGo={() => removing.mutate()}
      onClose={onClose}
    >
      <p>{t('kit.circle.remove.what')}</p>
    </Question>
  )
}
