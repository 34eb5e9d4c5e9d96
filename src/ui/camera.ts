// The device's camera, without its microphone: only where a browser gives it to this page. CNT-7
export function hasCamera(): boolean {
  return globalThis.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia)
}

/** Sees through the camera in `video` until `stopping`. Throws when there is no camera, or it is not allowed. */
export async function seeThrough(video: HTMLVideoElement, wanted: MediaTrackConstraints, stopping: AbortSignal): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted })
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  stopping.addEventListener('abort', stop)
  if (stopping.aborted) return stop()
  video.srcObject = stream
  await video.play()
}
