// The states of a post, from its rows and the time. Pure: no clock, no database.
import type { PostState } from './contract.ts'

export type Standing = { sharedFrom: Date | null; sharedUntil: Date | null; sentBack: boolean; takenBack: boolean; brought: boolean }

export function stateOf(post: Standing, now: Date): PostState {
  if (post.takenBack) return 'taken-back'
  if (post.brought) return 'brought' // it came in from a file, and was never shared here
  if (post.sentBack) return 'sent-back'
  if (!post.sharedFrom || !post.sharedUntil) return 'waiting'
  if (now < post.sharedFrom) return 'cooling-off'
  return now < post.sharedUntil ? 'shared' : 'over'
}
