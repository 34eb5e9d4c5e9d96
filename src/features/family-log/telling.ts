// Entries as somebody would tell them. Pure: entries in, newest first, and fewer out.
import type { Entry } from './contract.ts'

/** Three yeses given in one go are one thing that was done. */
export function oncePerMoment(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry, place) => {
    const later = entries[place - 1]
    return !later || later.act !== entry.act || later.at !== entry.at || later.by?.id !== entry.by?.id
  })
}

/** The first of each is the last time. */
export function lastOfEach(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry, place) => entries.findIndex((other) => other.by?.id === entry.by?.id) === place)
}
