// A file from another Kitestring becomes the child's own album here: permitted first, then chosen, looked through on this device, and sent. DEL-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ApiRefusal } from '../../../ui/api.ts'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Progress } from '../../../ui/parts/Progress.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatMonth, t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import { ProposalCard } from '../../guardians/guardian/ProposalCard.tsx'
import type { Child, Me } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Move } from '../contract.ts'
import { FileFault } from '../read-file.ts'
import { AskToMove } from './AskToMove.tsx'
import { bringAll } from './bring-all.ts'
import { useMoveOf } from './moves-of.ts'
import './BringIn.css'

export function BringIn({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const waiting = useProposalsOf(childId).find(({ what, by }) => what === 'import-child' && by?.id === me)
  const move = useMoveOf(childId, 'import-child')
  return (
    <Screen title={t('family.import.title')} back={`/children/${childId}`}>
      <Loaded query={query}>
        {(child) => (
          <>
            <Card label={t('family.import.what')}>
              <h2>{t('family.import.what')}</h2>
              <p>{t('family.import.in', { name: child.name })}</p>
              <p>{t('family.import.not-in')}</p>
            </Card>
            {!crypto.subtle ? (
              <p>{t('family.import.not-here')}</p>
            ) : move ? (
              <ChooseFile move={move} child={child} />
            ) : waiting ? (
              <ProposalCard proposal={waiting} me={me} />
            ) : (
              <AskToMove child={child} me={me} what="import" />
            )}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function ChooseFile({ move, child: { name, growsUpOn } }: { move: Move; child: Child }) {
  const [part, setPart] = useState<{ done: number; all: number } | null>(null)
  const id = useId()
  const queries = useQueryClient()
  const bring = useMutation({
    mutationFn: (file: Blob) => bringAll(move.id, file, (done, all) => setPart({ done, all })).catch(sayWhy),
    onMutate: () => setPart(null),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Card label={t('family.import.choose')}>
      <h2>{t('family.import.choose')}</h2>
      <p>{t('family.import.until', { when: formatMoment(move.until) })}</p>
      {bring.isSuccess && (
        <p role="status">
          <strong>{t('family.import.done', { posts: bring.data.posts, name })}</strong>
        </p>
      )}
      {bring.data?.growsUpOn && growsUpOn === null && (
        <>
          <p>{t('family.import.thirteen', { name, month: formatMonth(bring.data.growsUpOn) })}</p>
          <div className="row">
            <LinkButton href={`/children/${move.childId}/growing-up`}>{t('family.grow.ask', { name })}</LinkButton>
          </div>
        </>
      )}
      {bring.error && <ErrorNote error={bring.error} />}
      {bring.isPending ? (
        <Progress
          label={part ? t('family.import.comes', part) : t('family.import.reads')}
          value={part && part.all > 0 ? part.done / part.all : null}
        />
      ) : (
        <div className="field">
          <label htmlFor={id}>{t('family.import.file')}</label>
          <input
            id={id}
            type="file"
            className="field-input file-field"
            accept=".zip,application/zip"
            onChange={(event) => take(event.currentTarget)}
          />
        </div>
      )}
    </Card>
  )

  function take(input: HTMLInputElement) {
    const file = input.files?.[0]
    if (file) bring.mutate(file)
  }
}

/** What this device found has the same words as what the server would have said. */
function sayWhy(fault: unknown): never {
  throw fault instanceof FileFault ? new ApiRefusal(fault.code, 422) : fault
}
