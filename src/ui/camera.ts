// The device's camera, without its microphone: only where a browser gives it to this page. CNT-7
export function hasCamera(): boolean {
  return globalThis.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia)
}

const tries = 4
const rest = 400 // ms between two tries
const patience = 4_000 // ms until the first picture

/**
 * Sees through the camera in `video` until `stopping`. A camera that its other side, or another page, has only just let go of is not ready at once: it is
 * tried again. Throws when there is no camera, or it is not allowed.
 */
export async function seeThrough(video: HTMLVideoElement, wanted: MediaTrackConstraints, stopping: AbortSignal): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      return await seeOnce(video, wanted, stopping)
    } catch (failure) {
      if (stopping.aborted) return undefined
      if (left <= 1 || !isBusy(failure)) throw failure
    }
    await passed(rest)
  }
}

async function seeOnce(video: HTMLVideoElement, wanted: MediaTrackConstraints, stopping: AbortSignal): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted }) // for as long as somebody thinks about allowing it
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  stopping.addEventListener('abort', stop)
  if (stopping.aborted) return stop()
  try {
    video.srcObject = stream
    await Promise.race([video.play(), passed(patience).then(() => Promise.reject(new DOMException('no picture came', 'AbortError')))])
  } catch (failure) {
    stop()
    throw failure
  }
}

function isBusy(failure: unknown): boolean {
  return failure instanceof DOMException && ['NotReadableError', 'AbortError'].includes(failure.name)
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
