// The promises: each is an attack on the running site, by its own door. In this order, because some end what others need.
import { checks as asking } from './asking.ts'
import { checks as viewing } from './viewing.ts'
import { checks as ending } from './ending.ts'
import { checks as sharing } from './sharing.ts'
import { promiseIds, register, type PromiseId } from './register.ts'
import type { Stage } from './stage.ts'

export type Check = (stage: Stage) => Promise<void>

const checks: Record<PromiseId, Check> = { ...viewing, ...sharing, ...asking, ...ending }

export const promises = promiseIds.map((id) => ({ id, ...register[id], check: checks[id] }))
