// Another name, with a fresh check: it is what others know somebody by.
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { t } from '../../../ui/words.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Face } from '../contract.ts'

export function NewName({ person, onKept }: { person: Face; onKept: () => void }) {
  const [name, setName] = useState(person.name)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const isChild = person.kind === 'child'
  const wanted = name.trim()
  const problem = wanted === '' ? 'family.name.missing' : wanted === person.name ? 'family.name.same' : undefined
  return (
    <>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          label={t(isChild ? 'family.add.name' : 'family.you-form.name')}
          hint={t(isChild ? 'family.add.name.help' : 'family.you-form.name.help')}
          longest={40}
          value={name}
          onChange={setName}
          error={tried && problem ? t(problem) : undefined}
        />
        <p className="soft">{t('family.name.who')}</p>
        <div className="row row-end">
          <Button type="submit">{t('family.name.change')}</Button>
        </div>
      </form>
      <FreshCheck open={asking} act="name.change" subject={person.id} onProven={change} onClose={() => setAsking(false)}>
        <p>{t('family.name.fresh', { from: person.name, to: wanted })}</p>
      </FreshCheck>
    </>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (problem === undefined && wanted.length <= 40) setAsking(true)
  }

  async function change(freshCheckId: string) {
    await api.post(`/api/people/${person.id}/name`, { name: wanted, freshCheckId })
    setAsking(false)
    await queries.invalidateQueries()
    onKept()
  }
}
