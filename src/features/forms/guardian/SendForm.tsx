// With a code that asks for a signed form: print it, sign it, send a photo of it; then wait until it was looked at. Until then nothing of a child is kept. CON-1, CON-2
import { useMutation } from '@tanstack/react-query'
import { type ChangeEvent, useId, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Notice } from '../../consent/contract.ts'
import { NoticeText } from '../../consent/guardian/NoticeText.tsx'
import type { FormStanding, newForm } from '../contract.ts'
import { FormWaits } from './FormWaits.tsx'
import { type FormPicture, inBase64, readFormPicture } from './form-picture.ts'
import { PaperForm } from './PaperForm.tsx'

type SendFormProps = { code: string; form: FormStanding; onLook: () => void; onLeave: () => void }

export function SendForm({ code, form, onLook, onLeave }: SendFormProps) {
  const query = useGet<Notice>('/api/notice')
  const [reading, setReading] = useState(false)
  if (form.stands === 'waits') return <FormWaits code={code} form={form} onLook={onLook} onLeave={onLeave} />
  return (
    <Screen title={t('family.form.title')} back={onLeave}>
      {form.stands !== 'to-be-sent' && (
        <p role="status">
          <strong>{t(`family.form.back.${form.stands}`)}</strong> {t('family.form.back.gone')}
        </p>
      )}
      <p>{t('family.form.lead')}</p>
      <Loaded query={query}>
        {(notice) => (
          <>
            <ol className="on-screen stack paper-steps">
              <li>
                {t('family.form.step.read')}{' '}
                <Button look="quiet" icon="info" onPress={() => setReading(true)}>
                  {t('family.child.consent.notice')}
                </Button>
              </li>
              <li>{t('family.form.step.sign')}</li>
              <li>{t('family.form.step.photo')}</li>
            </ol>
            <SendPicture code={code} noticeVersion={notice.version} onSent={onLook} />
            <PaperForm notice={notice} />
            <Sheet open={reading} title={t('family.notice.title')} onClose={() => setReading(false)}>
              <NoticeText notice={notice} />
            </Sheet>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

/** Looked at on this device first: who sees that it is blurred takes another, and nobody has to send it back. */
function SendPicture({ code, noticeVersion, onSent }: { code: string; noticeVersion: string; onSent: () => void }) {
  const id = useId()
  const [picture, setPicture] = useState<FormPicture | null>(null)
  const read = useMutation({ mutationFn: readFormPicture, onSuccess: setPicture })
  const send = useMutation({
    mutationFn: async ({ bytes }: FormPicture) => {
      const body: z.infer<typeof newForm> = { code, noticeVersion, picture: await inBase64(bytes) }
      await api.post('/api/forms', body)
    },
    onSuccess: onSent,
  })
  return (
    <Card label={t('family.form.send.title')}>
      <h2>{t('family.form.send.title')}</h2>
      <div className="field">
        <label htmlFor={id}>{t('family.form.photo')}</label>
        <input id={id} type="file" className="field-input file-field" accept="image/*,.heic,.heif" onChange={take} />
      </div>
      {read.error && (
        <p className="field-problem" role="alert">
          {t('family.form.too-large')}
        </p>
      )}
      {picture && (
        <>
          <p>{t(picture.canvas ? 'family.form.look' : 'family.form.no-look')}</p>
          {picture.canvas && <Drawn canvas={picture.canvas} />}
          <p className="soft">{t('family.form.kept')}</p>
          {send.error && <ErrorNote error={send.error} />}
          <FormActions>
            <Button look="main" icon="paper-plane-tilt" busy={send.isPending} onPress={() => send.mutate(picture)}>
              {t('family.form.send')}
            </Button>
          </FormActions>
        </>
      )}
    </Card>
  )

  function take({ currentTarget: input }: ChangeEvent<HTMLInputElement>) {
    const file = input.files?.[0]
    setPicture(null)
    send.reset()
    if (file) read.mutate(file)
  }
}

function Drawn({ canvas }: { canvas: HTMLCanvasElement }) {
  return (
    <canvas
      className="form-picture"
      role="img"
      aria-label={t('family.form.photo.alt')}
      width={canvas.width}
      height={canvas.height}
      ref={(place) => place?.getContext('2d')?.drawImage(canvas, 0, 0)}
    />
  )
}
