// What a device is called: offered when it is paired, and to be changed or taken away at any time.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { FormActions } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { Device } from '../../people/contract.ts'
import type { NameOfDevice } from '../contract.ts'

type Named = { device: Device; hint: string }

export function NameDevice({ device, hint, words }: Named & { words: string }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t(device.name === null ? 'family.device.name' : 'family.device.rename')}
        <span className="unseen"> {words}</span>
      </Button>
      <Sheet open={open} title={t('family.device.name.title')} onClose={close}>
        <NameForm device={device} hint={hint} typed={device.name ?? ''} onNamed={close}>
          <Button onPress={close}>{t('family.cancel')}</Button>
        </NameForm>
      </Sheet>
    </>
  )
}

/** `typed` stands in the field already; nothing is kept before it is saved. */
export function NameForm({ device, hint, typed, onNamed, children }: Named & { typed: string; onNamed: () => void; children?: ReactNode }) {
  const [name, setName] = useState(typed)
  const queries = useQueryClient()
  const naming = useMutation({
    mutationFn: (body: NameOfDevice) => api.post(`/api/devices/${device.id}/name`, body),
    onSuccess: async () => {
      await queries.invalidateQueries()
      showToast(t('family.device.named'))
      onNamed()
    },
  })
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField label={t('family.device.name.label')} hint={hint} longest={40} value={name} onChange={setName} />
      {naming.error && <ErrorNote error={naming.error} />}
      <FormActions>
        {children}
        <Button look="main" type="submit" busy={naming.isPending}>
          {t('family.device.name.save')}
        </Button>
      </FormActions>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!naming.isPending && name.length <= 40) naming.mutate({ name: name.trim() || null })
  }
}
