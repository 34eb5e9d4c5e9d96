// What a job is given: the worker's own narrow way to the database, the keys and the store.
import type { Config } from '../platform/config.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Mail } from '../platform/mail.ts'
import type { Push } from '../platform/push.ts'
import type { Storage } from '../platform/storage/storage.ts'
import type { Worker } from './as-viewer.ts'

export type Work = Readonly<{ worker: Worker; keyring: Keyring; storage: Storage; mail: Mail; push: Push; config: Config }>
