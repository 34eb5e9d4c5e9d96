// What a list of one language holds: words by name, and phrases by kind, in the way of phrases.ts.
import type { Kind } from '../kinds.ts'

export type Lexicon = {
  lists: Record<string, string>
  /** Words that tell this language from others. */
  common: string
  /** `aims-at-call`: words beside which few figures are a number to call; `when-spelled`: lists whose words are unkind when they are spelled out letter by letter. */
  phrases: Partial<Record<Kind | 'innocent' | 'aims-at-call' | 'when-spelled', string>>
}
