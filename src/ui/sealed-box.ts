// What this browser keeps for later, on its disk, where whoever finds the device could look: sealed, under a key that is not there. T22
const database = 'kitestring.making'
const store = 'sealed'
const nonceBytes = 12
/** What says what the others are. */
export const first = 'what'

/** `day`: on which it was begun; that, and how much there is, is all that can be read without the key. */
type Row = { day: string; nonce: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }
export type Key = { day: string; key: CryptoKey }

/** False where a page comes without HTTPS, or the browser keeps nothing. */
export function canKeep(): boolean {
  return globalThis.crypto?.subtle !== undefined && globalThis.indexedDB !== undefined
}

export async function keyFrom({ day, key }: { day: string; key: string }): Promise<Key> {
  const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
  return { day, key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']) }
}

/** On which day what is kept was begun; nothing where nothing is kept. */
export async function dayKept(): Promise<string | undefined> {
  if (!canKeep()) return undefined
  const row = await inBox<Row | undefined>('readonly', (box) => box.get(first)).catch(() => undefined) // there is no box, or the browser gives none
  return row?.day
}

/** Puts `parts` in, and takes out whatever is named neither there nor in `stays`: all of it, or nothing. False when something that stays was not there. */
export async function put({ day, key }: Key, parts: ReadonlyMap<string, BufferSource>, stays: readonly string[]): Promise<boolean> {
  const rows = new Map<string, Row>()
  for (const [name, bytes] of parts) {
    const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
    rows.set(name, { day, nonce, sealed: await crypto.subtle.encrypt(boundTo(name, day, nonce), key, bytes) })
  }
  const names = new Set([...rows.keys(), ...stays])
  const there = await inBox<IDBValidKey[]>('readwrite', (box) => {
    for (const [name, row] of rows) box.put(row, name)
    const all = box.getAllKeys()
    all.onsuccess = () => {
      for (const name of all.result) if (!names.has(`${name}`)) box.delete(name)
    }
    return all
  })
  return stays.every((name) => there.includes(name))
}

/** Throws when it is not there, or was sealed under another key. */
export async function take({ key, day }: Key, name: string): Promise<ArrayBuffer> {
  const row = await inBox<Row | undefined>('readonly', (box) => box.get(name))
  if (!row) throw new Error('not there')
  return crypto.subtle.decrypt(boundTo(name, day, row.nonce), key, row.sealed)
}

/** Nothing of it is there any more. */
export function emptyBox(): void {
  globalThis.indexedDB?.deleteDatabase(database)
}

function boundTo(name: string, day: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(JSON.stringify([name, day])) }
}

/** Opened for one act and closed at once, so that no window keeps another one from emptying it. */
async function inBox<Result>(mode: IDBTransactionMode, act: (box: IDBObjectStore) => IDBRequest): Promise<Result> {
  const box = await open(mode)
  try {
    return await new Promise((resolve, reject) => {
      const transaction = box.transaction(store, mode)
      const request = act(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    box.close()
  }
}

// Looking leaves no empty box behind.
function open(mode: IDBTransactionMode): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database)
    opening.onupgradeneeded = () => (mode === 'readwrite' ? opening.result.createObjectStore(store) : opening.transaction?.abort())
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}
