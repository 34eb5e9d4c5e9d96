// Goes through the whole family log: is each entry as it was written, does each follow the one before, and does it reach every head that was signed? I11
import type { Worker } from '../../access/as-viewer.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { isId } from '../../platform/ids.ts'
import { chainOf, readReceipt, receiptsIn, type Receipt } from '../erasure/receipt.ts'
import { beforeTheFirst, isWhole, type Entry } from './chain.ts'
import type { Head, Heads } from './heads.ts'

/** `not-as-signed`: another entry stands where this one was signed; `gone`: none does; `head-damaged`: a kept head is not as we signed it; `erased`: a signed receipt says that this log had ended. */
export type Fault = {
  child: string
  number: number
  what: 'changed' | 'out-of-chain' | 'missing' | 'not-as-signed' | 'gone' | 'head-damaged' | 'erased'
}
export type Verified = { entries: number; children: number; heads: number; faults: Fault[] }

/** `kept`: heads that come from elsewhere, such as the guardians' mails; they are held to as well. `receipts`: likewise, of children who were erased. */
export async function verifyLog(
  worker: Worker,
  heads: Heads,
  kept: readonly Head[] = [],
  receipts: readonly Receipt[] = [],
): Promise<Verified> {
  const found: Verified = { entries: 0, children: 0, heads: 0, faults: [] }
  await worker.asWorker(async (db) => {
    const seen = new Set<string>()
    const ends = await endsOf(db, heads, receipts)
    let chain: Chain | undefined
    for await (const entries of everyEntry(db)) {
      for (const entry of entries) {
        const child = entry.child_id ?? 'nobody'
        if (chain?.child !== child) {
          if (chain) await closeChain(db, heads, chain, found)
          chain = await openChain(heads, kept, child, found)
          if (ends.has(chainOf(child))) fault(found, child, entry.number ?? 0, 'erased') // a log that ended does not go on
          seen.add(child)
        }
        addEntry(chain, entry, heads, found)
      }
    }
    if (chain) await closeChain(db, heads, chain, found)
    const others = new Set(kept.map((head) => head.child))
    for await (const child of heads.children()) others.add(child)
    for (const child of others)
      if (!seen.has(child))
        await closeChain(db, heads, await openChain(heads, kept, child, found, 'empty'), found, ends.get(chainOf(child)))
  })
  return found
}

type Chain = { child: string; last: number; hash: Buffer; signed: Map<number, Head[]> }

type End = Receipt['log']

// Where the logs of erased children ended, by receipts that we signed: those that are kept here for a year, and those that are handed over. DEL-6
async function endsOf(db: Db, heads: Heads, receipts: readonly Receipt[]): Promise<Map<string, End>> {
  const rows = await db.rows<{ receipt: string }>(sql`select receipt from erasures where receipt is not null`)
  const kept = rows.flatMap((row) => receiptsIn(row.receipt)).flatMap((text) => readReceipt(heads.signer, text) ?? [])
  return new Map([...kept, ...receipts].map(({ log }) => [log.chain, log]))
}

// A cursor, so that a million entries never stand in memory together.
async function* everyEntry(db: Db): AsyncGenerator<Entry[]> {
  await db.rows(sql`
    declare entries no scroll cursor for
    select child_id, number, timestamptz_send(at) as at, act, by_id, thing_id, previous_hash, hash from log_entries order by child_id, number`)
  for (;;) {
    const entries = await db.rows<Entry>(sql`fetch 5000 from entries`)
    if (entries.length === 0) return
    yield entries
  }
}

async function openChain(heads: Heads, kept: readonly Head[], child: string, found: Verified, how?: 'empty'): Promise<Chain> {
  if (how !== 'empty') found.children += 1
  const own = isId(child) ? await heads.of(child) : { heads: [], damaged: 0 }
  const newest = own.heads.at(-1)
  const signed = [...own.heads, ...kept.filter((head) => head.child === child)]
  found.heads += signed.length
  // The newest head vouches for every entry before it, so its signature is looked at in any case; an older one's only where it does not fit.
  if (own.damaged > 0 || (newest && !heads.isOurs(newest))) fault(found, child, newest?.number ?? 0, 'head-damaged')
  return { child, last: 0, hash: beforeTheFirst, signed: Map.groupBy(signed, (head) => head.number) }
}

function addEntry(chain: Chain, entry: Entry, heads: Heads, found: Verified): void {
  const number = entry.number ?? 0
  found.entries += 1
  if (number > chain.last + 1) fault(found, chain.child, chain.last + 1, 'missing')
  else if (number !== chain.last + 1 || !entry.previous_hash?.equals(chain.hash)) fault(found, chain.child, number, 'out-of-chain')
  if (!isWhole(entry)) fault(found, chain.child, number, 'changed')
  for (const head of chain.signed.get(number) ?? [])
    if (head.hash !== entry.hash?.toString('hex')) fault(found, chain.child, number, heads.isOurs(head) ? 'not-as-signed' : 'head-damaged')
  chain.last = number
  chain.hash = entry.hash ?? beforeTheFirst
}

// A head that was signed since the reading began points further than what was read, so such an entry is asked for again.
// Of an erased child nothing is left to compare with: the receipt says how far the log went, and no head may go further.
async function closeChain(db: Db, heads: Heads, { child, last, signed }: Chain, found: Verified, end?: End): Promise<void> {
  for (const head of [...signed.values()].flat().filter(({ number }) => number > last)) {
    const entry = await db.one<{ hash: Buffer | null }>(
      sql`select hash from log_entries where child_id::text = ${child} and number = ${head.number}`,
    )
    if (end && heads.isOurs(head) && isWithin(head, end)) continue
    if (entry?.hash?.toString('hex') !== head.hash) fault(found, child, head.number, heads.isOurs(head) ? 'gone' : 'head-damaged')
  }
}

function isWithin({ number, hash }: Head, { entries, last }: End): boolean {
  return number < entries || (number === entries && Buffer.from(hash, 'hex').toString('base64url') === last)
}

function fault(found: Verified, child: string, number: number, what: Fault['what']): void {
  found.faults.push({ child, number, what })
}
