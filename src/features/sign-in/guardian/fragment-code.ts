// A one-time code that came behind the # of an address: taken out of the address bar at once, and kept in memory only.
import { useSyncExternalStore } from 'react'

let code = ''
const readers = new Set<() => void>()

/** Called before the first page is drawn, so that the code is never in the history or in a screenshot of the address. */
export function takeFragmentCode() {
  if (location.hash.length > 1) {
    code = location.hash.slice(1)
    history.replaceState(history.state, '', location.pathname)
  }
  for (const read of readers) read()
}

export function forgetFragmentCode() {
  code = ''
  for (const read of readers) read()
}

export function useFragmentCode() {
  return useSyncExternalStore(listen, () => code)
}

function listen(read: () => void) {
  readers.add(read)
  window.addEventListener('hashchange', takeFragmentCode)
  return () => {
    readers.delete(read)
  }
}
