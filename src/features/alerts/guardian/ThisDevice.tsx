// Turning messages on for the device in one's hand. Before anything is kept it is said which company's service brings them, and what that learns. NOT-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { FormActions } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { NewSubscription } from '../contract.ts'
import { askBrowser, giveUp, standing } from './this-device.ts'

export function ThisDevice({ browserKey }: { browserKey: string }) {
  const asking = useMutation({ mutationFn: () => askBrowser(browserKey) })
  const turn = standing()
  if (turn !== 'can') return <p>{t(`family.alerts.here.${turn}`)}</p>
  const offered = asking.data === 'no' ? undefined : asking.data
  return (
    <>
      <p>{t('family.alerts.here.what')}</p>
      {asking.data === 'no' && <p role="status">{t('family.alerts.here.no')}</p>}
      {asking.error && <p role="alert">{t('family.alerts.here.broken')}</p>}
      <div className="row">
        <Button icon="envelope" busy={asking.isPending} onPress={() => asking.mutate()}>
          {t('family.alerts.here.ask')}
        </Button>
      </div>
      <Sheet open={offered !== undefined} title={t('family.alerts.through.title')} onClose={notNow}>
        {offered && <Through offered={offered} onDone={asking.reset} onNotNow={notNow} />}
      </Sheet>
    </>
  )

  function notNow() {
    asking.reset()
    void giveUp()
  }
}

function Through({ offered, onDone, onNotNow }: { offered: NewSubscription; onDone: () => void; onNotNow: () => void }) {
  const queries = useQueryClient()
  const { hostname } = new URL(offered.endpoint)
  const start = useMutation({
    mutationFn: () => api.post('/api/push-subscriptions', offered),
    onSuccess: async () => {
      await queries.invalidateQueries()
      showToast(t('family.alerts.on'))
      onDone()
    },
  })
  return (
    <div className="stack">
      <p>{t('family.alerts.through', { service: hostname, maker: makerOf(hostname) })}</p>
      <p>{t('family.alerts.through.learns', { service: hostname })}</p>
      <p>{t('family.alerts.through.never')}</p>
      {start.error && <ErrorNote error={start.error} />}
      <FormActions>
        <Button onPress={onNotNow}>{t('family.alerts.through.not')}</Button>
        <Button look="main" busy={start.isPending} onPress={() => start.mutate()}>
          {t('family.alerts.through.yes')}
        </Button>
      </FormActions>
    </div>
  )
}

// The four whose services Kitestring speaks to; an address of any other is refused.
const makers = { 'googleapis.com': 'Google', 'apple.com': 'Apple', 'mozilla.com': 'Mozilla', 'windows.com': 'Microsoft' }

function makerOf(hostname: string): string {
  return Object.entries(makers).find(([host]) => hostname.endsWith(`.${host}`))?.[1] ?? hostname
}
