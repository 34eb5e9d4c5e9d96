// Every fault that is played, in the order of the list.
import { commitUnknown } from './commit-unknown.ts'
import type { Play } from './ground.ts'
import { onePost } from './one-post.ts'
import { postgresKilled } from './postgres-killed.ts'

export const plays: readonly Play[] = [postgresKilled, commitUnknown, onePost]
