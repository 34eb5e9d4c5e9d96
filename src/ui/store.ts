// A value that screens share and that outlives them.
import { useSyncExternalStore } from 'react'

export type Store<Value> = {
  get: () => Value
  set: (value: Value) => void
  use: () => Value
  listen: (listener: () => void) => () => void
}

export function makeStore<Value>(start: Value): Store<Value> {
  let value = start
  const listeners = new Set<() => void>()
  const get = () => value
  return { get, set, use: () => useSyncExternalStore(listen, get), listen }

  function set(next: Value) {
    value = next
    for (const listener of listeners) listener()
  }

  function listen(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}
