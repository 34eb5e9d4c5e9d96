// What a request may name: the things of the common past, the hidden ones, what was just made, and what was never there. One name, two values: each world has its own.
import { randomUUID } from 'node:crypto'
import type { TestHouse } from '../house.ts'
import type { Chance } from './chance.ts'

export type Id = { bare: string; laden: string }
export type Kind =
  | 'child'
  | 'post'
  | 'photo'
  | 'connection'
  | 'offer'
  | 'session'
  | 'claim'
  | 'tag'
  | 'block'
  | 'circle'
  | 'collection'
  | 'idea'
  | 'report'
  | 'challenge'
  | 'freshCheck'
  | 'signUp'
  | 'code'
  | 'signInName'
/** What somebody might know of the hidden world who was told: codes that were used up in it, names that people there sign in with. */
export type Left = { usedCodes: string[]; signInNames: string[] }

const tables = {
  people: 'child',
  posts: 'post',
  photos: 'photo',
  connections: 'connection',
  offers: 'offer',
  sessions: 'session',
  claims: 'claim',
  tags: 'tag',
  blocks: 'block',
  circles: 'circle',
  collections: 'collection',
  ideas: 'idea',
  reports: 'report',
  challenges: 'challenge',
  fresh_checks: 'freshCheck',
  sign_ups: 'signUp',
} as const satisfies Record<string, Kind>
const fresh =
  /"(child|post|photo|connection|offer|session|circle|collection|challenge|freshCheck|signUp)Id":"([0-9a-f-]{36})"|"(code)":"([0-9A-Z-]{8,})"/g

export class Ids {
  #known = new Map<Kind, Id[]>()
  #chance: Chance
  constructor(chance: Chance) {
    this.#chance = chance
  }

  static async of(laden: TestHouse, { usedCodes, signInNames }: Left, chance: Chance): Promise<Ids> {
    const ids = new Ids(chance)
    for (const [table, kind] of Object.entries(tables))
      for (const { id } of await laden.asOwner<{ id: string }>(`select id from public.${table}`)) ids.#knows(kind, { bare: id, laden: id })
    for (const code of [...usedCodes, 'Z'.repeat(26)]) ids.#knows('code', { bare: code, laden: code })
    for (const name of signInNames) ids.#knows('signInName', { bare: name, laden: name })
    return ids
  }

  /** What both answers name, each in its place. */
  learn(bare: Buffer, laden: Buffer): void {
    const [these, those] = [bare, laden].map((raw) => [...raw.toString('latin1').matchAll(fresh)])
    for (const [at, one] of (these ?? []).entries()) {
      const other = those?.[at]
      this.#knows((one[1] ?? one[3]) as Kind, { bare: one[2] ?? one[4] ?? '', laden: other?.[2] ?? other?.[4] ?? '' })
    }
  }

  all(kind: Kind): Id[] {
    return this.#known.get(kind) ?? []
  }

  any(kind: Kind): Id {
    const all = this.all(kind)
    const nothing = randomUUID()
    return this.#chance.happens(0.15) || all.length === 0 ? { bare: nothing, laden: nothing } : this.#chance.oneOf(all)
  }

  last(kind: Kind): Id {
    return this.#known.get(kind)?.at(-1) ?? this.any(kind)
  }

  #knows(kind: Kind, id: Id): void {
    this.#known.set(kind, [...(this.#known.get(kind) ?? []), id])
  }
}
