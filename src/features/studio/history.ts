// Every step back and forth, without an end. A finger that drags makes one step of many.
import type { Edit } from './edit.ts'

export type History = { past: Edit[]; now: Edit; future: Edit[]; joins: string | null }

export function begin(now: Edit): History {
  return { past: [], now, future: [], joins: null }
}

/** One more step. Steps with the same `joins`, one right after the other, are one: what a slider or a finger does until it is lifted. */
export function step(history: History, now: Edit, joins: string | null = null): History {
  if (now === history.now) return history
  if (joins !== null && joins === history.joins) return { ...history, now, future: [] }
  return { past: [...history.past, history.now], now, future: [], joins }
}

/** The finger is lifted: what comes next is a step of its own. */
export function lifted(history: History): History {
  return history.joins === null ? history : { ...history, joins: null }
}

export function undo({ past, now, future }: History): History {
  const before = past.at(-1)
  return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], joins: null } : { past, now, future, joins: null }
}

export function redo({ past, now, future }: History): History {
  const [after, ...later] = future
  return after ? { past: [...past, now], now: after, future: later, joins: null } : { past, now, future, joins: null }
}
