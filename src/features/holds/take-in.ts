// Every picture from outside comes in through here, and every photo goes by here before it is shared: one that is known as abuse goes no further. SAF-1
import type { Viewer } from '../../access/as-viewer.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PersonId, PhotoId } from '../../platform/ids.ts'
import type { Print } from '../../platform/known-images.ts'
import { refuse } from '../../platform/refusal.ts'
import { goneIsNotThere } from '../photos/gone.ts'
import type { CleanPhoto, RenditionName } from '../photos/pixels/clean-photo.ts'
import { decodePhoto, keepPhoto, printOfPhoto } from '../photos/pixels/decoder.ts'
import { openRendition } from '../photos/sealed.ts'
import { hold, type HoldingHouse, type Sender } from './hold.ts'

/** Clean, and none of it is kept yet. A known one is refused in the words for a picture that cannot be read. */
export async function takeIn(house: HoldingHouse, sender: Sender, bytes: Buffer): Promise<CleanPhoto> {
  return unlessKnown(house, sender, await decodePhoto(bytes, {}, wantedBy(house)))
}

/** As `takeIn`, of a picture that a Kitestring made: its largest size stays byte for byte as it is. DEL-8 */
export async function takeInOurs(house: HoldingHouse, sender: Sender, bytes: Buffer): Promise<CleanPhoto> {
  return unlessKnown(house, sender, await keepPhoto(bytes, wantedBy(house)))
}

type Asking = { viewer: Viewer; by: PersonId; way: 'sharing' | 'approval' }

/** Of photos that are here already: a list may have come, or grown, since they came in. Their prints are made anew, so that none is kept. */
export async function refuseKnownAmong(house: HoldingHouse, { viewer, by, way }: Asking, photos: readonly PhotoId[]): Promise<void> {
  if (!house.known.isOn) return
  for (const id of photos) {
    const found = await house.room.asViewer(viewer, 'read', (db) =>
      db.one<{ child_id: PersonId }>(sql`select child_id from access.rendition(${id}, ${'screen' satisfies RenditionName})`),
    )
    if (!found) refuse('post.photo-not-yours') // what cannot be looked at is not shared
    const screen = await openRendition(house.keyring, house.storage, { id, child_id: found.child_id }, 'screen').catch(goneIsNotThere)
    if (!screen) throw new Error('a rendition is missing from the store')
    await refuseKnown(house, { way, viewer, by, child: found.child_id }, await printOfPhoto(screen), screen)
  }
}

function wantedBy({ known }: HoldingHouse): 'photo' | 'photo-and-print' {
  return known.isOn ? 'photo-and-print' : 'photo'
}

async function unlessKnown(house: HoldingHouse, sender: Sender, clean: CleanPhoto): Promise<CleanPhoto> {
  await refuseKnown(house, sender, clean.print, screenOf(clean))
  return clean
}

async function refuseKnown(house: HoldingHouse, sender: Sender, print: Print | undefined, screen: Buffer): Promise<void> {
  const known = house.known.find(print)
  if (!known) return
  await hold(house, sender, known, screen)
  refuse('photo.broken') // never explained: whoever sends it learns no more than that it cannot be used
}

function screenOf({ renditions }: CleanPhoto): Buffer {
  const screen = renditions.find(({ name }) => name === 'screen')
  if (!screen) throw new Error('a clean photo has a screen rendition')
  return screen.bytes
}
