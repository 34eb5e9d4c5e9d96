// Reads a square code with the camera, on this device alone; where the browser gives no camera, nothing is shown and the code is typed.
import { useEffect, useRef, useState } from 'react'
import { hasCamera, seeThrough } from '../camera.ts'
import { t } from '../words.ts'
import { Button } from './Button.tsx'
import './Qr.css'

const pause = 150 // milliseconds between two looks

/** Gives the text of the code; `groupCode` finds the one-time code in it. */
export function QrScan({ onText }: { onText: (text: string) => void }) {
  const [state, setState] = useState<'closed' | 'open' | 'no-camera'>('closed')
  if (!hasCamera()) return null
  if (state === 'no-camera')
    return (
      <p className="note" role="status">
        {t('kit.scan-no-camera')}
      </p>
    )
  if (state === 'closed')
    return (
      <Button icon="qr-code" onPress={() => setState('open')}>
        {t('kit.scan')}
      </Button>
    )
  return <Camera onText={found} onFail={() => setState('no-camera')} onStop={() => setState('closed')} />

  function found(text: string) {
    setState('closed')
    onText(text)
  }
}

function Camera({ onText, onFail, onStop }: { onText: (text: string) => void; onFail: () => void; onStop: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const events = useRef({ onText, onFail })
  events.current = { onText, onFail }
  useEffect(() => {
    const stopping = new AbortController()
    lookForCode(video, stopping.signal)
      .then((text) => text !== undefined && events.current.onText(text))
      .catch(() => stopping.signal.aborted || events.current.onFail()) // no camera, or not allowed: the code can be typed
    return () => stopping.abort()
  }, [])
  return (
    <div className="qr-scan">
      <video ref={video} muted playsInline aria-label={t('kit.scan-view')} />
      <p>{t('kit.scan-how')}</p>
      <Button icon="x" onPress={onStop}>
        {t('kit.scan-stop')}
      </Button>
    </div>
  )
}

async function lookForCode(video: { current: HTMLVideoElement | null }, stopping: AbortSignal) {
  const found = new AbortController()
  const seen = video.current
  if (seen === null) return undefined
  try {
    const [{ decodeQR }] = await Promise.all([
      import('qr/decode.js'),
      seeThrough(seen, { facingMode: 'environment' }, AbortSignal.any([stopping, found.signal])),
    ])
    const look = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    while (!stopping.aborted && look !== null) {
      const text = readFrame(seen, look, decodeQR)
      if (text !== undefined) return text
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    return undefined
  } finally {
    found.abort()
  }
}

function readFrame(video: HTMLVideoElement, look: CanvasRenderingContext2D, decode: (image: ImageData) => string) {
  if (video.videoWidth === 0) return undefined
  const scale = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight))
  const width = Math.round(video.videoWidth * scale)
  const height = Math.round(video.videoHeight * scale)
  look.canvas.width = width
  look.canvas.height = height
  look.drawImage(video, 0, 0, width, height)
  try {
    return decode(look.getImageData(0, 0, width, height))
  } catch {
    return undefined // no code in this frame; the next one may have it
  }
}
