// On which step of the ladder a child stands with one person: as with everybody, or as a guardian has said of them alone. Stricter at one tap, opened with proof and the others' silence. KID-5, CON-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import type { Child, Face, Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { ChildSettings, StepWith as Step } from '../contract.ts'
import { settings } from '../values.ts'

type With = { child: Pick<Face, 'id'>; other: Face }

/** Where it stands, in the lines about that person. */
export function StepLines({ child, other }: With) {
  const { about, step } = useStep(child.id, other.id)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  if (!about || !step) return null
  return (
    <>
      <small>{t('family.step.now', { value: t(`family.setting.asking.${step.value}`, { name: about.name }) })}</small>
      {isOwn(step) && <small>{whoSet(step, me)}</small>}
    </>
  )
}

export function StepWith({ child, other }: With) {
  const { about, step, all } = useStep(child.id, other.id)
  return about && step && <OneStep child={about} step={step} all={all} />
}

function useStep(childId: string, otherId: string) {
  const about = useGet<Child>(`/api/children/${childId}`).data
  const set = useGet<ChildSettings>(`/api/children/${childId}/settings`).data
  const step = set?.people.find(({ person }) => person.id === otherId)
  return { about, step, all: set?.settings.find(({ setting }) => setting === 'asking')?.value ?? 'each' }
}

function isOwn({ own }: Step): boolean {
  return own !== null && own !== 'same'
}

function whoSet({ by, since }: Step, me: string | undefined): string {
  const values = { by: by?.name ?? t('family.settings.somebody'), when: since === null ? '' : formatDay(since) }
  return t(by?.id === me ? 'family.settings.you' : 'family.settings.by', values)
}

/** `all`: on which step the child stands with everybody else. */
function OneStep({ child, step, all }: { child: Child; step: Step; all: string }) {
  const { person, value } = step
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState<string | null>(null)
  const queries = useQueryClient()
  const waiting = useProposalsOf(child.id)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const names = { name: child.name, other: person.name }
  const tighten = useMutation({
    mutationFn: (wanted: string) =>
      api.post(`/api/children/${child.id}/tightenings`, { setting: 'asking', value: wanted, personId: person.id }),
    onSuccess: () => {
      setOpen(false)
      showToast(t('family.settings.tightened'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const values: readonly string[] = settings.asking
  const now = values.indexOf(value)
  const isMore = isOwn(step) && now > values.indexOf(all)
  const isOlder = child.band === '10-13'
  const stricter = [...values.slice(0, now), ...(isMore ? ['same'] : [])]
  const hasAsked = waiting.some((one) => one.by?.id === me && one.opens?.personId === person.id)
  const wider = hasAsked ? [] : [...(isOlder ? values.slice(now + 1, now + 2) : []), ...(isOwn(step) && !isMore ? ['same'] : [])] // one step at a time. KID-5
  const way = child.guardians.length === 1 ? 'open' : 'ask'
  const title = t('family.step.title', names)
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t('family.step.set')}
        <span className="unseen"> {title}</span>
      </Button>
      <Sheet open={open} title={title} onClose={() => setOpen(false)}>
        <p>
          <strong>{said(value)}</strong>
          <br />
          <span className="soft">{isOwn(step) ? whoSet(step, me) : t('family.step.as-all')}</span>
        </p>
        <p>{t(isOlder ? 'family.step.what' : 'family.setting.asking.young', names)}</p>
        {tighten.error && <ErrorNote error={tighten.error} />}
        <div className="row">
          {stricter.map((wanted) => (
            <Button key={wanted} busy={tighten.isPending && tighten.variables === wanted} onPress={() => tighten.mutate(wanted)}>
              {t('family.settings.tighten', { value: said(wanted) })}
            </Button>
          ))}
          {isOlder && !isOwn(step) && (
            <Button busy={tighten.isPending && tighten.variables === value} onPress={() => tighten.mutate(value)}>
              {t('family.step.keep', { ...names, value: said(value) })}
            </Button>
          )}
          {wider.map((wanted) => (
            <Button key={wanted} look="quiet" onPress={() => ask(wanted)}>
              {t(`family.settings.${way}`, { value: said(wanted) })}
            </Button>
          ))}
        </div>
      </Sheet>
      <FreshCheck
        open={asking !== null}
        act="setting.open"
        subject={`${child.id}:asking:${asking}:${person.id}`}
        onProven={proven}
        onClose={() => setAsking(null)}
      >
        <p>{t(`family.settings.${way}.what`, { setting: title, value: said(asking ?? value) })}</p>
      </FreshCheck>
    </>
  )

  function said(which: string) {
    return t(`family.setting.asking.${which}`, names)
  }

  function ask(wanted: string) {
    setOpen(false)
    setAsking(wanted)
  }

  async function proven(freshCheckId: string) {
    await api.post(`/api/children/${child.id}/openings`, { setting: 'asking', value: asking, personId: person.id, freshCheckId })
    setAsking(null)
    showToast(t(`family.settings.${way}.done`))
    await queries.invalidateQueries()
  }
}
