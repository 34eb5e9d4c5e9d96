// How an attack is made, what one kind of it tried, and what it found. Counts are of what was really sent.
export type Part = {
  name: string
  /** In a sentence for whoever reads the page. */
  tried: string
  counts: Readonly<Record<string, number>>
  /** Why it was not tried, or not wholly. */
  left?: string
  findings: string[]
}

/** `folder`: for what the scanners write. */
export type How = { isQuick: boolean; folder: string }
