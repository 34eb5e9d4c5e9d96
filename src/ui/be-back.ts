// Waits until it is worth trying again: the browser says that it is connected, somebody looks at the page, or some time is over.
export function mayBeBack(milliseconds: number, stopping?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    window.addEventListener('online', done)
    document.addEventListener('visibilitychange', look)
    stopping?.addEventListener('abort', done)

    function look() {
      if (!document.hidden) done()
    }

    function done() {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      document.removeEventListener('visibilitychange', look)
      stopping?.removeEventListener('abort', done)
      resolve()
    }
  })
}
