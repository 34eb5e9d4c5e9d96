// Chooses where sealed photos lie, as the settings say.
import type { StorageConfig } from '../config.ts'
import { openDisk } from './disk.ts'
import type { Storage } from './storage.ts'

export async function openStorage(config: StorageConfig): Promise<Storage> {
  if (config.kind === 'disk') return openDisk(config.folder)
  const { openS3 } = await import('./s3.ts') // a household never loads the S3 library
  return openS3(config)
}
