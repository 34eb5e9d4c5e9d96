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

export function StepWith({ child, other }: { child: Pick<Face, 'id'>; other: Face }) {
  const about = useGet<Child>(`/api/children/${child.id}`).data
  const set = useGet<ChildSettings>(`/api/children/${child.id}/settings`).data
  const step = set?.people.find(({ person }) => person.id === other.id)
  const all = set?.settings.find(({ setting }) => setting === 'asking')?.value
  return about && step && <OneStep child={about} step={step} all={all ?? 'each'} />
}

/** `all`: on which step the child stands with everybody else. */
function OneStep({ child, step: { person, value, own, by, since }, all }: { child: Child; step: Step; all: string }) {
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
  const isOwn = own !== null && own !== 'same'
  const isMore = isOwn && now > values.indexOf(all)
  const isOlder = child.band === '10-13'
  const stricter = [...values.slice(0, now), ...(isMore ? ['same'] : [])]
  const hasAsked = waiting.some((one) => one.by?.id === me && one.opens?.personId === person.id)
  const wider = hasAsked ? [] : [...(isOlder ? values.slice(now + 1, now + 2) : []), ...(isOwn && !isMore ? ['same'] : [])] // one step at a time. KID-5
  const way = child.guardians.length === 1 ? 'open' : 'ask'
  const title = t('family.step.title', names)
  return (
    <>
      <small>{t('family.step.now', { value: said(value) })}</small>
      {isOwn && <small>{whoSet()}</small>}
      <div className="row">
        <Button look="quiet" onPress={() => setOpen(true)}>
          {t('family.step.set', names)}
          <span className="unseen"> {title}</span>
        </Button>
      </div>
      <Sheet open={open} title={title} onClose={() => setOpen(false)}>
        <p>
          <strong>{said(value)}</strong>
          <br />
          <span className="soft">{isOwn ? whoSet() : t('family.step.as-all')}</span>
        </p>
        <p>{t(isOlder ? 'family.step.what' : 'family.setting.asking.young', names)}</p>
        {tighten.error && <ErrorNote error={tighten.error} />}
        <div className="row">
          {stricter.map((wanted) => (
            <Button key={wanted} busy={tighten.isPending && tighten.variables === wanted} onPress={() => tighten.mutate(wanted)}>
              {t('family.settings.tighten', { value: said(wanted) })}
            </Button>
          ))}
          {isOlder && !isOwn && (
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

  function whoSet() {
    const values = { by: by?.name ?? t('family.settings.somebody'), when: since === null ? '' : formatDay(since) }
    return t(by?.id === me ? 'family.settings.you' : 'family.settings.by', values)
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
