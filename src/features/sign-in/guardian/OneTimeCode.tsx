// A one-time code as a guardian shows it: to scan, to read out, and how long it lives.
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { QrCode } from '../../../ui/parts/QrCode.tsx'
import { t } from '../../../ui/words.ts'
import { formatMoment, minutesUntil, useNow } from '../../people/guardian/when.ts'
import './OneTimeCode.css'

type OneTimeCodeProps = {
  code: string
  url: string
  expiresAt: string
  qrLabel: string
  busy: boolean
  onNew: () => void // makes another one
}

export function OneTimeCode({ code, url, expiresAt, qrLabel, busy, onNew }: OneTimeCodeProps) {
  const now = useNow()
  const over = Date.parse(expiresAt) <= now
  if (over)
    return (
      <div className="one-time-code" role="status">
        <p>{t('family.code.over')}</p>
        <Button look="main" icon="arrow-counter-clockwise" busy={busy} onPress={onNew}>
          {t('family.code.new')}
        </Button>
      </div>
    )
  return (
    <div className="one-time-code">
      <QrCode text={url} label={qrLabel} />
      <dl>
        <dt>{t('family.pair.address')}</dt>
        <dd>
          <span className="one-time-address" dir="ltr">
            {url.split('#')[0]}
          </span>{' '}
          <Copy text={url} />
        </dd>
        <dt>{t('family.pair.code')}</dt>
        <dd className={code.length > 20 ? 'one-time-letters one-time-long' : 'one-time-letters'} dir="ltr">
          {code}
        </dd>
      </dl>
      <p className="soft">{lifeWords(expiresAt, now)}</p>
      <Button look="quiet" icon="arrow-counter-clockwise" busy={busy} onPress={onNew}>
        {t('family.code.new')}
      </Button>
    </div>
  )
}

/** The clipboard exists only on https; elsewhere the address can be read and typed. */
function Copy({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  if (!navigator.clipboard) return null
  return (
    <Button icon="copy" look="quiet" onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      {t(copied ? 'family.copied' : 'family.copy')}
    </Button>
  )
}

function lifeWords(expiresAt: string, now: number) {
  const minutes = minutesUntil(expiresAt, now)
  return minutes <= 60 ? t('family.code.left', { minutes }) : t('family.code.left.hours', { when: formatMoment(expiresAt) })
}
