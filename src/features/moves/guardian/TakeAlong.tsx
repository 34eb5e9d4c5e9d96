// Everything of a child as one file: what is in it, when it may be had, and saving it. DEL-8, KID-1
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Progress } from '../../../ui/parts/Progress.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import { ProposalCard } from '../../guardians/guardian/ProposalCard.tsx'
import { OnlyTogether } from '../../handover/guardian/OnlyTogether.tsx'
import type { Child, Me } from '../../people/contract.ts'
import { isJoint } from '../../people/guardian/joint.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Move } from '../contract.ts'
import { AskToMove } from './AskToMove.tsx'
import { useMoveOf } from './moves-of.ts'
import { fetchFile, saveFile } from './save-file.ts'

export function TakeAlong({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const waiting = useProposalsOf(childId).find(({ what, by }) => what === 'export-child' && by?.id === me)
  const move = useMoveOf(childId, 'export-child')
  return (
    <Screen title={t('family.export.title')} back={`/children/${childId}`}>
      <Loaded query={query}>
        {(child) => (
          <>
            <Card label={t('family.export.what')}>
              <h2>{t('family.export.what')}</h2>
              <p>{t('family.export.in', { name: child.name })}</p>
              <p>{t('family.export.not-in', { name: child.name })}</p>
              <p>{t('family.export.care')}</p>
            </Card>
            {move ? (
              <SaveFile move={move} name={child.name} />
            ) : waiting ? (
              <ProposalCard proposal={waiting} me={me} />
            ) : isJoint(child) ? (
              <OnlyTogether child={child} />
            ) : (
              <AskToMove child={child} me={me} what="export" />
            )}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function SaveFile({ move, name }: { move: Move; name: string }) {
  const [asking, setAsking] = useState(false)
  const [state, setState] = useState<'still' | 'comes' | Error>('still')
  return (
    <Card label={t('family.export.ready')}>
      <h2>{t('family.export.ready')}</h2>
      <p>{t('family.export.until', { when: formatMoment(move.until) })}</p>
      <p>{t('family.export.anew')}</p>
      {state === 'comes' && <Progress label={t('family.export.comes')} value={null} />}
      {state instanceof Error && <ErrorNote error={state} />}
      <div className="row row-end">
        <Button look="main" busy={state === 'comes'} onPress={() => setAsking(true)}>
          {t('family.export.save')}
        </Button>
      </div>
      <FreshCheck open={asking} act="export.take" subject={move.id} onProven={take} onClose={() => setAsking(false)}>
        <p>{t('family.export.save.fresh', { name })}</p>
      </FreshCheck>
    </Card>
  )

  async function take(freshCheckId: string) {
    const file = await fetchFile(`/api/exports/${move.id}/file`, { freshCheckId })
    setAsking(false)
    setState('comes')
    file.whole.then(
      (whole) => {
        saveFile(file.name, whole)
        setState('still')
        showToast(t('family.export.saved'))
      },
      (fault: Error) => setState(fault),
    )
  }
}
