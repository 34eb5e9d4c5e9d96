// A camera: front or back, lines to hold it straight, a moment to run into the picture. What it takes is in this page alone, and it sees only while this
// screen is looked at. No microphone is asked for. CNT-7
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { hasCamera, seeThrough } from '../../../ui/camera.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Toggle } from '../../../ui/parts/Toggle.tsx'
import { t } from '../../../ui/words.ts'
import { PhotoDoor } from '../../photos/child/PickPhoto.tsx'
import { blobOf } from './flatten.ts'
import { Radios } from './Radios.tsx'
import { openPhoto } from './studio.ts'

const waits = [0, 3, 10] as const // seconds
type Wait = (typeof waits)[number]

export function Camera() {
  const [, go] = useLocation()
  const [side, setSide] = useState<'environment' | 'user'>('environment')
  const [lines, setLines] = useState(false)
  const [wait, setWait] = useState<Wait>(0)
  const [wanted, setWanted] = useState(false) // a photo, as soon as the wait is over and the camera sees
  const [left, setLeft] = useState(0) // seconds
  const [fault, setFault] = useState<unknown>(null)
  const video = useRef<HTMLVideoElement>(null)
  const sees = useSight(video, side)
  useEffect(() => {
    if (!wanted) return undefined
    if (left > 0) {
      const second = setTimeout(() => setLeft(left - 1), 1000)
      return () => clearTimeout(second)
    }
    if (sees === 'something') {
      setWanted(false)
      void take()
    }
    return undefined
  })
  return (
    <Screen title={t('child.pick.take')} back="/" say={t('child.camera.how')} wide>
      {sees === 'nothing' ? (
        <div className="stack">
          <p role="status">{t('child.camera.none')}</p>
          <PhotoDoor label={t('child.camera.other')} picture="camera" capture onPick={([file]) => file && void open(file)} />
        </div>
      ) : (
        <div className="studio">
          <div className="studio-top">
            <div className="stage camera" data-side={side}>
              <video ref={video} muted playsInline aria-label={t('child.camera.view')} />
              {lines && <Lines />}
              {wanted && left > 0 && (
                <p className="camera-left" role="status">
                  {left}
                </p>
              )}
            </div>
            <div className="row studio-steps camera-row">
              {wanted ? (
                <Button icon="x" onPress={() => setWanted(false)}>
                  {t('child.camera.stop')}
                </Button>
              ) : (
                <Button look="main" icon="camera" onPress={start}>
                  {t('child.camera.take')}
                </Button>
              )}
            </div>
          </div>
          <div className="stack">
            {fault !== null && <ErrorNote error={fault} />}
            <Button icon="arrow-clockwise" onPress={() => setSide(side === 'user' ? 'environment' : 'user')}>
              {t('child.camera.turn')}
            </Button>
            <Toggle label={t('child.camera.lines')} on={lines} onChange={setLines} />
            <Radios legend={t('child.camera.wait')} className="pieces">
              {waits.map((seconds) => (
                <label key={seconds} className="option piece">
                  <input type="radio" name="wait" checked={wait === seconds} onChange={() => setWait(seconds)} />
                  <span>{t(`child.camera.wait.${seconds}`)}</span>
                </label>
              ))}
            </Radios>
          </div>
        </div>
      )}
    </Screen>
  )

  function start() {
    setLeft(wait)
    setWanted(true)
  }

  async function take() {
    setFault(null)
    try {
      if (video.current) await open(await blobOf(frameOf(video.current)))
    } catch (failure) {
      setFault(failure)
    }
  }

  async function open(photo: Blob) {
    if (await openPhoto(photo, '/camera')) go('/studio')
  }
}

/** The camera sees while this screen is there and in front; whoever looks at something else has it off. */
function useSight(video: RefObject<HTMLVideoElement | null>, side: 'environment' | 'user') {
  const [sees, setSees] = useState<'not-yet' | 'something' | 'nothing'>(hasCamera() ? 'not-yet' : 'nothing')
  const [inFront, setInFront] = useState(!document.hidden)
  useEffect(() => {
    const look = () => setInFront(!document.hidden)
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  useEffect(() => {
    if (!inFront || !video.current) return undefined
    const stopping = new AbortController()
    setSees('not-yet')
    seeThrough(video.current, { facingMode: side, width: { ideal: 2560 }, height: { ideal: 1920 } }, stopping.signal)
      .then(() => stopping.signal.aborted || setSees('something'))
      .catch(() => stopping.signal.aborted || setSees('nothing')) // none here, or not allowed: the device's own way is offered
    return () => stopping.abort()
  }, [video, side, inFront])
  return sees
}

/** As it is, also where it is shown as in a mirror. */
function frameOf(video: HTMLVideoElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser cannot draw')
  context.drawImage(video, 0, 0)
  return canvas
}

function Lines() {
  return (
    <svg className="camera-lines" viewBox="0 0 3 3" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path d="M1 0V3M2 0V3M0 1H3M0 2H3" />
    </svg>
  )
}
