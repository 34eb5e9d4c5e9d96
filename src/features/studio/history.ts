// Every step back and forth, without an end. A finger that drags makes one step of many.

export type History<Made> = { past: Made[]; now: Made; future: Made[]; joins: string | null }

export function begin<Made>(now: Made): History<Made> {
  return { past: [], now, future: [], joins: null }
}

/** One more step. Steps with the same `joins`, one right after the other, are one: what a slider or a finger does until it is lifted. */
export function step<Made>(history: History<Made>, now: Made, joins: string | null = null): History<Made> {
  if (now === history.now) return history
  if (joins !== null && joins === history.joins) return { ...history, now, future: [] }
  return { past: [...history.past, history.now], now, future: [], joins }
}

/** The finger is lifted: what comes next is a step of its own. */
export function lifted<Made>(history: History<Made>): History<Made> {
  return history.joins === null ? history : { ...history, joins: null }
}

export function undo<Made>({ past, now, future }: History<Made>): History<Made> {
  const before = past.at(-1)
  return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], joins: null } : { past, now, future, joins: null }
}

export function redo<Made>({ past, now, future }: History<Made>): History<Made> {
  const [after, ...later] = future
  return after ? { past: [...past, now], now: after, future: later, joins: null } : { past, now, future, joins: null }
}
