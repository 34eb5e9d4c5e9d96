// The photo on its way: what it looks like, how far it is, and what to do when it did not arrive.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Progress } from '../../../ui/parts/Progress.tsx'
import { t } from '../../../ui/words.ts'
import { drawAround } from '../../screening/child/draw-around.ts'
import { restSending, resumeSending, type Sending } from './sending.ts'

const longestSide = 1200
const later: readonly string[] = ['hours.closed', 'day.spent', 'visit.needed', 'sign-in.needed'] // another time of day

/** `found`: what is said when something was found in it. */
type SendingProps = { sending: Sending; found: ReactNode; onRetry: () => void; onStop: () => void; onLeaveOut: () => void }

export function SendingPhoto({ sending, found, onRetry, onStop, onLeaveOut }: SendingProps) {
  const isOne = sending.of.all === 1
  const helps = mayHelpAgain(sending.error)
  return (
    <div className="stack">
      <Preview file={sending.file} findings={sending.findings} />
      {sending.state === 'found' ? (
        found
      ) : sending.error ? (
        <ErrorNote error={sending.error} onRetry={helps ? onRetry : undefined} />
      ) : (
        <HowFar sending={sending} />
      )}
      <div className="row row-end">
        {sending.error === null &&
          sending.state !== 'looks' &&
          sending.state !== 'found' &&
          (sending.state === 'rests' ? (
            <Button icon="arrow-right" onPress={resumeSending}>
              {t('child.make.go-on')}
            </Button>
          ) : (
            <Button icon="pause" onPress={restSending}>
              {t('child.pick.rest')}
            </Button>
          ))}
        {sending.error !== null && !isOne && !helps && (
          <Button icon="trash" onPress={onLeaveOut}>
            {t('child.many.leave-out')}
          </Button>
        )}
        <Button icon="images" onPress={onStop}>
          {t(isOne ? 'child.pick.other' : 'child.many.back')}
        </Button>
      </div>
    </div>
  )
}

/** Of all that go, as one. */
function HowFar({ sending: { state, part, of } }: { sending: Sending }) {
  if (state === 'looks') return <Progress label={t('child.seen.looks')} value={null} />
  if (state === 'goes' && of.all > 1) return <Progress label={t('child.many.sending')} value={(of.before + part) / of.all} />
  if (state === 'goes') return <Progress label={t(part < 1 ? 'child.pick.sending' : 'child.pick.tidying')} value={part < 1 ? part : null} />
  return (
    <div className="note" role="status">
      <Picture name={state === 'waits' ? 'electric-plug' : 'hourglass-done'} />
      <p>{t(`child.pick.${state}`)}</p>
    </div>
  )
}

// A photo that was refused for what it is would be refused again.
function mayHelpAgain(error: unknown) {
  return !(error instanceof ApiRefusal) || later.includes(error.code) || error.status === 429 || error.status >= 500
}

// Drawn small on a canvas: no address of the photo exists that could be opened elsewhere. A format this browser cannot draw is shown once the server has it.
function Preview({ file, findings }: Pick<Sending, 'file' | 'findings'>) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    let current = true
    setDrawn(false)
    createImageBitmap(file).then(
      (image) => current && canvas.current && setDrawn(drawSmall(image, findings, canvas.current)),
      () => {}, // not a picture this browser knows; the server decides
    )
    return () => {
      current = false
    }
  }, [file, findings])
  return (
    <div className="preview">
      <canvas ref={canvas} hidden={!drawn} role="img" aria-label={t('child.pick.preview')} />
      {!drawn && <Picture name="framed-picture" size="huge" />}
    </div>
  )
}

function drawSmall(image: ImageBitmap, findings: Sending['findings'], canvas: HTMLCanvasElement) {
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height))
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  const context = canvas.getContext('2d')
  context?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  if (context) for (const { region } of findings) drawAround(context, region)
  return true
}
