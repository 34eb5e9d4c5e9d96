// What a guardian said yes to for one child, each with its own Withdraw: as easy as giving it was, and at once. CON-5, CON-7
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { hasWords, t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { newConsents, newWithdrawal, Notice } from '../contract.ts'
import './Consents.css'

type Held = Child['purposes'][number]

export function Consents({ child }: { child: Child }) {
  const notice = useGet<Notice>('/api/notice')
  return (
    <>
      <ul className="consents">
        {child.purposes.map((held) => (
          <li key={held.purpose}>
            <Consent child={child} held={held} notice={notice.data} />
          </li>
        ))}
      </ul>
      <div className="row">
        <LinkButton look="quiet" icon="info" href="/notice">
          {t('family.child.consent.notice')}
        </LinkButton>
      </div>
    </>
  )
}

function Consent({ child, held, notice }: { child: Child; held: Held; notice: Notice | undefined }) {
  const { purpose } = held
  const [closing, setClosing] = useState(false)
  const queries = useQueryClient()
  const give = useMutation({
    mutationFn: async (noticeVersion: string) => {
      const body: z.infer<typeof newConsents> = { noticeVersion, purposes: [purpose] }
      await api.post(`/api/children/${child.id}/consents`, body)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const withdraw = useMutation({
    mutationFn: async () => {
      const body: z.infer<typeof newWithdrawal> = { purpose }
      await api.post(`/api/children/${child.id}/withdrawals`, body)
    },
    onSuccess: () => {
      showToast(t(`family.child.consent.withdrawn.${purpose}`, { name: child.name }))
      setClosing(false)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const given = held.givenAt !== null && held.noticeVersion !== null
  return (
    <div className="consent">
      <div className="consent-words">
        <h3>{t(`family.purpose.${purpose}`)}</h3>
        <p>{t(`family.purpose.${purpose}.why`)}</p>
        <p className="soft">{given ? givenWords(held) : t('family.child.consent.not')}</p>
        {isOld(held, notice) && <p>{t('family.child.consent.old')}</p>}
      </div>
      <div className="row">
        {(!given || isOld(held, notice)) && notice && (
          <Button icon="check" busy={give.isPending} onPress={() => give.mutate(notice.version)}>
            {t('family.child.consent.give')}
            <Unseen words={t(`family.purpose.${purpose}`)} />
          </Button>
        )}
        {given && (
          <Button busy={withdraw.isPending} onPress={() => (purpose === 'profile' ? setClosing(true) : withdraw.mutate())}>
            {t('family.child.consent.withdraw')}
            <Unseen words={t(`family.purpose.${purpose}`)} />
          </Button>
        )}
      </div>
      {(give.error ?? withdraw.error) && <ErrorNote error={give.error ?? withdraw.error} />}
      <Question
        open={closing}
        title={t('family.child.consent.profile.title', { name: child.name })}
        keep={t('family.child.consent.profile.keep')}
        go={t('family.child.consent.profile.go')}
        look="risky"
        doing={withdraw}
        onGo={() => withdraw.mutate()}
        onClose={() => setClosing(false)}
      >
        <p>{t('family.child.consent.profile.body', { name: child.name })}</p>
      </Question>
    </div>
  )
}

function Unseen({ words }: { words: string }) {
  return <span className="unseen"> {words}</span>
}

function isOld(held: Held, notice: Notice | undefined) {
  return held.noticeVersion !== null && notice !== undefined && held.noticeVersion !== notice.version
}

function givenWords({ givenAt, noticeVersion, method }: Held) {
  const id = `family.method.${method}`
  const how = method !== null && hasWords(id) ? t('family.method.proved', { method: t(id) }) : ''
  return t('family.child.consent.given', { when: formatMoment(givenAt ?? ''), version: noticeVersion, method: how })
}
