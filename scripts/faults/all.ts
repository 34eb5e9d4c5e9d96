// Every fault that is played, in the order of the list.
import type { Play } from './ground.ts'
import { postgresKilled } from './postgres-killed.ts'

export const plays: readonly Play[] = [postgresKilled]
