// Today's rules again, after a test broke one.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestHouse } from '../house.ts'

export async function applyRoom(w: TestHouse): Promise<void> {
  for (const file of ['sight.sql', 'acts.sql']) await w.asOwner(readFileSync(join(import.meta.dirname, '../../src/access', file), 'utf8'))
}
