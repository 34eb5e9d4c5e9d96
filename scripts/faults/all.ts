// Every fault that is played, in the order of the list.
import { commitUnknown } from './commit-unknown.ts'
import type { Play } from './ground.ts'
import { locksHeld } from './locks-held.ts'
import { onePost } from './one-post.ts'
import { postgresKilled } from './postgres-killed.ts'

import { slowClients } from './slow-clients.ts'

import { upgrade } from './upgrade.ts'

export const plays: readonly Play[] = [postgresKilled, commitUnknown, onePost, locksHeld, slowClients, upgrade]
