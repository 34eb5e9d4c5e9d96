// What a child wants to do in this visit. It stays in this page's memory: nobody else is told, and the server never hears of it. WEL-9, WEL-14
import { makeStore } from '../../../ui/store.ts'

export type Plan = 'make' | 'look' | 'mine'

/** `done`: what was planned is done; nothing further is offered. */
export const plan = makeStore<{ what: Plan | null; done: boolean }>({ what: null, done: false })

export function choosePlan(what: Plan | null) {
  plan.set({ what, done: false })
}

export function finishPlan() {
  plan.set({ what: null, done: true })
}
