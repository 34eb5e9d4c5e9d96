// Asking a relative to help out: who, until when, and what that means, before the proof. Decision 0048
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { connections } from '../../connections/contract.ts'
import type { Child, Face } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Carers, newCarer } from '../contract.ts'
import { dayMeant } from './day-meant.ts'

type Until = z.infer<typeof newCarer>['until']
const untils: Until[] = ['today', 'weekend', 'week'] // the contract's, which the server alone may import

export function AskCarer({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const people = useGet<z.infer<typeof connections>>('/api/connections')
  const carers = useGet<Carers>('/api/carers')
  return (
    <Screen
      title={t('family.carers.ask.title', { name: query.data?.name ?? '' })}
      tab={t('family.carers.title')}
      back={`/children/${childId}`}
    >
      <Loaded query={query}>
        {(child) => (
          <Loaded query={people}>
            {({ connections }) => (
              <Loaded query={carers}>
                {({ carers }) => (
                  <Asking
                    child={child}
                    relatives={connections
                      .filter(({ mine, other }) => mine.id === childId && other.kind === 'relative')
                      .map(({ other }) => other)
                      .filter(({ id }) => !carers.some((one) => one.child?.id === childId && one.carer.id === id))}
                  />
                )}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Screen>
  )
}

function Asking({ child, relatives }: { child: Child; relatives: Face[] }) {
  const [who, setWho] = useState<string | null>(null)
  const [until, setUntil] = useState<Until | null>(null)
  const [tried, setTried] = useState(false)
  const [proving, setProving] = useState(false)
  const [, go] = useLocation()
  const queries = useQueryClient()
  const person = relatives.find(({ id }) => id === who)
  const names = { child: child.name, name: person?.name ?? '' }
  if (relatives.length === 0)
    return (
      <Scene
        picture="people-hugging"
        title={t('family.carers.nobody', { child: child.name })}
        actions={
          <LinkButton look="main" icon="envelope" href={`/children/${child.id}/invite`}>
            {t('family.child.invite-relative')}
          </LinkButton>
        }
      >
        <p>{t('family.carers.nobody.more')}</p>
      </Scene>
    )
  return (
    <>
      <form className="stack" onSubmit={submit}>
        <p>{t('family.carers.ask.lead', { child: child.name })}</p>
        <Choice
          legend={t('family.carers.ask.who')}
          value={who}
          onChange={setWho}
          options={relatives.map((relative) => ({ value: relative.id, label: relative.name, face: relative }))}
        />
        <Choice
          legend={t('family.carers.ask.until')}
          value={until}
          onChange={setUntil}
          options={untils.map((one) => ({ value: one, label: t(`family.carers.ask.${one}`, { day: dayMeant(one) }) }))}
        />
        <p className="soft">{t(child.guardians.length > 1 ? 'family.carers.ask.others' : 'family.carers.ask.alone')}</p>
        <p className="field-problem" aria-live="polite">
          {tried && (person === undefined || until === null) ? t('family.carers.ask.missing') : ''}
        </p>
        <div className="row row-end">
          <Button look="main" type="submit" icon="check">
            {t('family.carers.ask.go')}
          </Button>
        </div>
      </form>
      {person && until && (
        <FreshCheck
          open={proving}
          act="carer.ask"
          subject={`${child.id}:${person.id}`}
          onProven={(freshCheckId) => ask({ personId: person.id, until, freshCheckId })}
          onClose={() => setProving(false)}
        >
          <p>{t('family.carers.ask.what', { ...names, day: dayMeant(until) })}</p>
        </FreshCheck>
      )}
    </>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (person && until) setProving(true)
  }

  async function ask(body: z.infer<typeof newCarer>) {
    await api.post(`/api/children/${child.id}/carers`, body)
    setProving(false)
    showToast(t(child.guardians.length > 1 ? 'family.carers.asked' : 'family.carers.begun', names))
    await queries.invalidateQueries()
    go(`/children/${child.id}`)
  }
}
