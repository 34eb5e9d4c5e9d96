// Whether the tablet keeps what is being made, for a page that goes and comes again. T22
import { makeStore } from '../../../ui/store.ts'

/**
 * `brought`: whether what was kept is here again; it `waits` when the connection that its key comes by is not there.
 * `kept`: whether all that is here now is kept; `not` when it cannot be: no connection, no room, or a browser that keeps nothing.
 */
export type Keeping = { brought: 'not-yet' | 'waits' | 'done'; kept: 'not-yet' | 'all' | 'not' }

export const keeping = makeStore<Keeping>({ brought: 'not-yet', kept: 'not-yet' })

export function changeKeeping(change: Partial<Keeping>) {
  const now = { ...keeping.get(), ...change }
  if (now.brought !== keeping.get().brought || now.kept !== keeping.get().kept) keeping.set(now)
}
