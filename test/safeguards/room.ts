// Today's rules again, after a test broke one.
import { applyRules, roomFiles, roomText } from '../../src/platform/db/room.ts'
import type { TestHouse } from '../house.ts'

export async function applyRoom(w: TestHouse): Promise<void> {
  await applyRules(w.asOwner, roomFiles.map(roomText))
}
