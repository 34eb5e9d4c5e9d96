// Is there any order of what people did in which every answer was right? For a small thing, such as one post, that can be decided: each act takes effect at some one moment between
// when it was asked and when it was answered. The search is that of Wing and Gong, with Lowe's memory of where it has been. It knows nothing of our database. I16

/** `answer` is undefined when nobody heard one: it may have taken effect at any time after it was asked, or never. Times are of one clock. */
export type Done = { who: string; act: string; began: number; ended: number; answer: string | undefined }

/** What one act comes to in a state: exactly one answer, and the state after it. */
export type Rules<State> = { first: State; expected(state: State, act: string): { answer: string; next: State } }

/** An order in which all answers are right; or none, and then the longest beginning of one that was found. */
export type Verdict = { order: Done[] } | { none: true; longest: Done[] }

export function orderOf<State>(history: readonly Done[], { first, expected }: Rules<State>): Verdict {
  const acts = history
    .map((one) => (one.answer === undefined ? { ...one, ended: Number.POSITIVE_INFINITY } : one))
    .sort((a, b) => a.began - b.began)
  const done = acts.map(() => false)
  const seen = new Set<string>()
  const path: number[] = []
  let longest: number[] = []
  return found(first) ? { order: listed(path) } : { none: true, longest: listed(longest) }

  function found(state: State): boolean {
    if (acts.every(({ answer }, n) => done[n] || answer === undefined)) return true
    const here = `${JSON.stringify(state)} ${done.map(Number).join('')}`
    if (seen.has(here)) return false
    seen.add(here)
    // Whatever was answered before another was asked comes before it.
    const firstEnd = Math.min(...acts.flatMap(({ ended }, n) => (done[n] ? [] : [ended])))
    for (const [n, act] of acts.entries()) {
      if (done[n]) continue
      if (act.began > firstEnd) break
      const { answer, next } = expected(state, act.act)
      if (act.answer !== undefined && act.answer !== answer) continue
      done[n] = true
      path.push(n)
      if (path.length > longest.length) longest = [...path]
      if (found(next)) return true
      path.pop()
      done[n] = false
    }
    return false
  }

  function listed(numbers: readonly number[]): Done[] {
    return numbers.flatMap((n) => acts[n] ?? [])
  }
}

// ── One post, in the words of the product ───────────────────────────────────────────────────────────────────

/** `paused`: its child's sharing. A post that is hidden stays so until whoever hid it shows it. */
export type PostState = { stage: 'asked' | 'approved' | 'shared' | 'sent back' | 'gone'; hidden: boolean; paused: boolean }

export const yes = 'yes'
export const notThere = 'not-found'

export const postRules: Rules<PostState> = { first: { stage: 'asked', hidden: false, paused: false }, expected: afterAct }

function afterAct(now: PostState, act: string): { answer: string; next: PostState } {
  const no = (answer: string) => ({ answer, next: now })
  const becomes = (change: Partial<PostState>) => ({ answer: yes, next: { ...now, ...change } })
  const { stage, hidden, paused } = now
  switch (act) {
    case 'the window passes':
      return becomes({ stage: stage === 'approved' ? 'shared' : stage })
    case 'pause':
      return becomes({ paused: true })
    case 'resume':
      return becomes({ paused: false })
    case 'the friend looks': // PUB-1, PUB-4, CON-10
      return no(stage === 'shared' && !hidden && !paused ? yes : notThere)
    case 'the stranger looks': // AUD-2
      return no(notThere)
  }
  if (stage === 'gone') return no(notThere) // DEL-5
  switch (act) {
    case 'the child looks':
    case 'the guardian looks':
      return no(yes)
    case 'approve':
      if (stage !== 'asked') return no('post.not-waiting')
      return paused ? no('post.sharing-off') : becomes({ stage: 'approved' })
    case 'undo':
      if (stage === 'shared') return no('post.shared')
      return stage === 'approved' ? becomes({ stage: 'asked' }) : no('post.not-approved')
    case 'send back':
      return stage === 'asked' ? becomes({ stage: 'sent back' }) : no('post.not-waiting')
    case 'hide':
      return stage === 'approved' || stage === 'shared' ? becomes({ hidden: true }) : no('post.not-shared')
    case 'show':
      return hidden && (stage === 'approved' || stage === 'shared') ? becomes({ hidden: false }) : no(notThere)
    case 'take back':
      return becomes({ stage: 'gone' })
    default:
      throw new Error(`there is no act "${act}"`)
  }
}
