// Keeps an open screen true: when something changed, or the reader comes back, everything shown is asked for again.
// A browser has six connections to one server. So its windows share one line: the one looked at last holds it, and tells the others what it hears.
import type { QueryClient } from '@tanstack/react-query'
import { askedSince } from './api.ts'

const name = 'changes'
/** Taken over from whoever has it, or waited for. */
type When = 'at once' | 'in turn'

export function watchChanges(queries: QueryClient) {
  const others = new BroadcastChannel(name)
  let missed = false
  let turn = takeTurn(openMine, 'at once')
  others.onmessage = again
  document.addEventListener('visibilitychange', onLook)
  window.addEventListener('pagehide', stop) // a page that is kept whole would keep its line
  return stop

  function again() {
    // A first answer on its way may be from before, and asking again would only wait for it.
    void queries.cancelQueries({ fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined })
    void queries.invalidateQueries()
  }

  function tell(who: 'all' | 'others') {
    if (who === 'all') again()
    others.postMessage(name)
  }

  function openMine() {
    const close = openLine(tell, missed)
    missed = true // by the next one
    return close
  }

  // A window that nobody looks at may be put to sleep with the line in its hands: so it gives it to one that waits, and the one that is looked at takes it.
  function onLook() {
    if (document.visibilityState === 'visible') {
      again()
      if (!turn.isOurs()) takeAnew('at once')
    } else if (turn.isOurs()) takeAnew('in turn')
  }

  function takeAnew(when: When) {
    turn.leave()
    turn = takeTurn(openMine, when)
  }

  function stop() {
    turn.leave()
    document.removeEventListener('visibilitychange', onLook)
    window.removeEventListener('pagehide', stop)
    others.close()
  }
}

/** Takes what one window at a time may have; when another one takes it over, waits until it is given back. Without HTTPS a browser has no locks: there each window has its own. */
function takeTurn(open: () => () => void, when: When) {
  const left = new AbortController()
  let close: (() => void) | undefined
  if (navigator.locks) void wait(when === 'at once' ? { steal: true } : { signal: left.signal })
  else close = open()
  return { isOurs: () => close !== undefined, leave }

  function leave() {
    left.abort()
    end()
  }

  function end() {
    close?.()
    close = undefined
  }

  async function wait(how: LockOptions) {
    try {
      await navigator.locks.request(name, how, () => {
        if (left.signal.aborted) return
        close = open()
        return new Promise((resolve) => left.signal.addEventListener('abort', resolve))
      })
    } catch (failure) {
      if (!(failure instanceof DOMException && failure.name === 'AbortError')) throw failure // taken over, or left while it waited
    }
    end()
    if (!left.signal.aborted) void wait({ signal: left.signal })
  }
}

/** `missed`: something may have changed since this window asked for what it shows. Answers how to close it. */
function openLine(tell: (who: 'all' | 'others') => void, missed: boolean): () => void {
  let reopen: ReturnType<typeof setTimeout> | undefined
  let events = open()
  return () => {
    clearTimeout(reopen)
    events.close()
  }

  function open() {
    const since = missed ? undefined : askedSince()
    const source = new EventSource(since === undefined ? '/api/events' : `/api/events?since=${since}`)
    source.addEventListener('changed', () => tell('all'))
    source.onopen = () => {
      tell(missed ? 'all' : 'others') // what changed while nobody listened
      missed = false
    }
    source.onerror = () => {
      missed = true
      if (source.readyState !== EventSource.CLOSED) return // the browser itself tries again
      tell('all')
      reopen = setTimeout(() => {
        events = open()
      }, 3000)
    }
    return source
  }
}
