import type { Child } from '../contract.ts'
import { isThirteen } from '../growing.ts'

/** Once the child is 13, its guardians decide together with it. DEL-10 */
export function isJoint({ growsUpOn }: Child): boolean {
  return isThirteen(growsUpOn, new Date())
}
