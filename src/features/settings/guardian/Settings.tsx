// What a child may do: each setting in plain words, who set it, stricter at one tap, opened with proof and the others' silence. PAR-1, CON-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import type { Child, Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { ChildSettings, Setting } from '../contract.ts'
import { settings } from '../values.ts'

export function Settings({ child }: { child: Child }) {
  const query = useGet<ChildSettings>(`/api/children/${child.id}/settings`)
  const names = { name: child.name }
  return (
    <>
      <h2>{t('family.settings.title', names)}</h2>
      <p>{t(isAlone(child) ? 'family.settings.about.alone' : 'family.settings.about')}</p>
      <Loaded query={query}>
        {({ settings, today }) => settings.map((one) => <OneSetting key={one.setting} child={child} today={today} {...one} />)}
      </Loaded>
    </>
  )
}

function OneSetting({ child, today, setting, value, by, since }: Setting & Pick<ChildSettings, 'today'> & { child: Child }) {
  const [asking, setAsking] = useState<string | null>(null)
  const queries = useQueryClient()
  const waiting = useProposalsOf(child.id)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const names = { name: child.name }
  const tighten = useMutation({
    mutationFn: (wanted: string) => api.post(`/api/children/${child.id}/tightenings`, { setting, value: wanted }),
    onSuccess: () => showToast(t('family.settings.tightened')),
    onSettled: () => queries.invalidateQueries(),
  })
  const values: readonly string[] = settings[setting]
  const now = values.indexOf(value)
  const hasAsked = waiting.some((one) => one.by?.id === me && one.opens?.setting === setting && one.opens.personId === null)
  const step = isAlone(child) ? 'open' : 'ask'
  const more = values.slice(now + 1)
  const isYoung = setting === 'asking' && child.band === '5-9'
  const isTooYoung = (wanted: string) => wanted === 'own-words' && child.band === '5-9' // BUL-1
  const mayOpen = isYoung ? [] : setting === 'asking' ? more.slice(0, 1) : more.filter((wanted) => !isTooYoung(wanted)) // one step at a time. KID-5
  const title = t(`family.setting.${setting}`, names)
  return (
    <section className="stack" aria-labelledby={`setting-${setting}`}>
      <h3 id={`setting-${setting}`}>{title}</h3>
      <p>
        <strong>{said(value)}</strong>
        <br />
        <span className="soft">{whoSet()}</span>
      </p>
      <p>{t(`family.setting.${setting}.what`, names)}</p>
      {isYoung && <p>{t('family.setting.asking.young', names)}</p>}
      {setting === 'budget' && today && (
        <p>
          <strong>{t(`family.settings.today.${today}`, names)}</strong>{' '}
          <span className="soft">{t('family.settings.today.only', names)}</span>
        </p>
      )}
      {tighten.error && <ErrorNote error={tighten.error} />}
      <div className="row">
        {values.slice(0, now).map((wanted) => (
          <Button key={wanted} busy={tighten.isPending && tighten.variables === wanted} onPress={() => tighten.mutate(wanted)}>
            {t('family.settings.tighten', { value: said(wanted) })}
            <span className="unseen"> {title}</span>
          </Button>
        ))}
        {!hasAsked &&
          mayOpen.map((wanted) => (
            <Button key={wanted} look="quiet" onPress={() => setAsking(wanted)}>
              {t(`family.settings.${step}`, { value: said(wanted) })}
              <span className="unseen"> {title}</span>
            </Button>
          ))}
      </div>
      <FreshCheck
        open={asking !== null}
        act="setting.open"
        subject={`${child.id}:${setting}:${asking}`}
        onProven={open}
        onClose={() => setAsking(null)}
      >
        <p>{t(`family.settings.${step}.what`, { ...names, setting: title, value: said(asking ?? value) })}</p>
      </FreshCheck>
    </section>
  )

  function said(which: string) {
    return t(`family.setting.${setting}.${which}`, names)
  }

  function whoSet() {
    if (since === null) return t('family.settings.nobody')
    const values = { by: by?.name ?? t('family.settings.somebody'), when: formatDay(since) }
    return t(by?.id === me ? 'family.settings.you' : by?.id === child.id ? 'family.settings.child' : 'family.settings.by', values)
  }

  async function open(freshCheckId: string) {
    await api.post(`/api/children/${child.id}/openings`, { setting, value: asking, freshCheckId })
    setAsking(null)
    showToast(t(`family.settings.${step}.done`))
    await queries.invalidateQueries()
  }
}

function isAlone({ guardians }: Child) {
  return guardians.length === 1
}
