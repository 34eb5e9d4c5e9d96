// Some photos are picked at once: they wait side by side, each can be made into something first, and none leaves before the child goes on. PUB-2
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import { newKey } from '../../../ui/uuid.ts'
import { beginAside } from '../../studio/child/studio.ts'
import { changePhoto, draft, mostPhotos } from './draft.ts'

export function pickSeveral(files: Blob[]) {
  const room = mostPhotos - draft.get().photos.length
  for (const file of files.slice(0, room)) putIn(file)
  if (files.length > room) showToast(t('child.many.too-many'))
}

export function putIn(file: Blob, said: Parameters<typeof changePhoto>[1] = {}) {
  const id = newKey()
  beginAside(id, file)
  changePhoto(id, said)
}
