// Keeps an open screen true: when something changed, or the reader comes back, everything shown is asked for again.
import type { QueryClient } from '@tanstack/react-query'

export function watchChanges(queries: QueryClient) {
  const again = () => void queries.invalidateQueries()
  const onReturn = () => document.visibilityState === 'visible' && again()
  let events = open()
  let reopen: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', onReturn)
  window.addEventListener('pagehide', stop) // a page that is kept whole would keep its line, and a browser has only six to one server
  return stop

  function stop() {
    clearTimeout(reopen)
    document.removeEventListener('visibilitychange', onReturn)
    window.removeEventListener('pagehide', stop)
    events.close()
  }

  function open() {
    const source = new EventSource('/api/events')
    let lost = false
    source.addEventListener('changed', again)
    source.onopen = () => {
      if (lost) again() // what changed while nobody listened
      lost = false
    }
    source.onerror = () => {
      lost = true
      if (source.readyState !== EventSource.CLOSED) return // the browser itself tries again
      again()
      reopen = setTimeout(() => {
        events = open()
      }, 3000)
    }
    return source
  }
}
