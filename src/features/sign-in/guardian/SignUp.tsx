// Making a grown-up's account: read the notice, say who you are, choose the way in. Nothing is kept until the last press. CON-6
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { LinkButton, Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Notice } from '../../consent/contract.ts'
import { NoticeText } from '../../consent/guardian/NoticeText.tsx'
import type { NewAccount, NewWayIn } from '../contract.ts'
import { useArrival } from './arrival.ts'
import { ChooseWayIn } from './ChooseWayIn.tsx'
import { SignUpSteps } from './SignUpSteps.tsx'
import { type AboutYou, WhoAreYou } from './WhoAreYou.tsx'

type Step = 'notice' | 'you' | 'way'
type SignUpProps = { code: string; opens: 'set-up' | 'operator-code' | 'guardian-invitation' | 'relative-invitation'; onLeave: () => void }

const leads = {
  'set-up': 'family.join.setup.lead',
  'operator-code': 'family.join.operator.lead',
  'guardian-invitation': 'family.join.guardian.lead',
  'relative-invitation': 'family.join.relative.lead',
}
const titles = {
  'set-up': 'family.notice.title',
  'operator-code': 'family.join.operator.title',
  'guardian-invitation': 'family.join.guardian.title',
  'relative-invitation': 'family.join.relative.title',
}

export function SignUp({ code, opens, onLeave }: SignUpProps) {
  const [step, setStep] = useState<Step>('notice')
  const [you, setYou] = useState<AboutYou>({ name: '', avatar: null, email: '' })
  const [noticeVersion, setNoticeVersion] = useState('')
  const arrive = useArrival()
  if (step === 'notice')
    return (
      <ReadNotice
        title={t(titles[opens])}
        lead={t(leads[opens])}
        onBack={onLeave}
        onRead={(version) => {
          setNoticeVersion(version)
          setStep('you')
        }}
      />
    )
  if (step === 'you') return <WhoAreYou you={you} onChange={setYou} onBack={() => setStep('notice')} onNext={() => setStep('way')} />
  return (
    <ChooseWayIn code={code} lead={<SignUpSteps now={2} />} go={t('family.way.go')} onChosen={makeAccount} onBack={() => setStep('you')} />
  )

  async function makeAccount(signUpId: string, way: NewWayIn) {
    const { name, avatar, email } = you
    if (avatar === null) return
    const account: NewAccount = { signUpId, code, name: name.trim(), avatar, email: email.trim() || null, noticeVersion, way }
    await api.post('/api/accounts', account)
    await arrive(({ viewer }) => (viewer?.kind === 'guardian' ? '/children/new' : '/'))
  }
}

function ReadNotice({
  title,
  lead,
  onBack,
  onRead,
}: {
  title: string
  lead: string
  onBack: () => void
  onRead: (version: string) => void
}) {
  const query = useGet<Notice>('/api/notice')
  return (
    <Screen title={title} back={onBack}>
      <SignUpSteps now={0} />
      <p>{lead}</p>
      <Loaded query={query}>
        {(notice) => (
          <>
            <NoticeText notice={notice} />
            <p className="soft">{t('family.notice.version', { version: notice.version })}</p>
            <FormActions>
              <LinkButton look="quiet" href="/">
                {t('family.cancel')}
              </LinkButton>
              <Button look="main" onPress={() => onRead(notice.version)}>
                {t('family.notice.read')}
              </Button>
            </FormActions>
          </>
        )}
      </Loaded>
    </Screen>
  )
}
