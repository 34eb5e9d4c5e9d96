import type { Child } from '../contract.ts'
import { hasBegun } from '../growing.ts'

/** From the month on in which the child turns 13, its guardians decide together with it. DEL-10 */
export function isJoint({ growsUpOn }: Child): boolean {
  return hasBegun(growsUpOn, new Date())
}
