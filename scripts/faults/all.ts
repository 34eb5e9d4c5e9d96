// Every fault that is played, in the order of the list.
import { bitRot } from './bit-rot.ts'
import { commitUnknown } from './commit-unknown.ts'
import { crowd } from './crowd.ts'

import type { Play } from './ground.ts'
import { ioErrors } from './io-errors.ts'
import { locksHeld } from './locks-held.ts'
import { mixedUp } from './mixed-up.ts'
import { onePost } from './one-post.ts'
import { postgresKilled } from './postgres-killed.ts'
import { slowClients } from './slow-clients.ts'
import { slowStore } from './slow-store.ts'
import { suites } from './suites.ts'
import { upgrade } from './upgrade.ts'
import { poisonedJobs, workerKilled } from './worker-killed.ts'
import { wrongClocks } from './wrong-clocks.ts'

export const plays: readonly Play[] = [
  ...suites,
  postgresKilled,
  ioErrors,
  slowStore,
  poisonedJobs,
  workerKilled,
  wrongClocks,

  mixedUp,
  commitUnknown,
  crowd,

  slowClients,
  bitRot,
  upgrade,
  locksHeld,
  onePost,
].sort((a, b) => order(a) - order(b))

function order({ id }: Play): number {
  return id === 'I16' ? 100 : Number(id.slice(1))
}
