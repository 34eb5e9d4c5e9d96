// The studio's own words, in every language there is.
import type { Messages } from '@lingui/core'
import { messages } from '../../../ui/words/en/studio.po'

export const words = {
  english: messages,
  others: import.meta.glob<{ messages: Messages }>(['../../../ui/words/*/studio.po', '!../../../ui/words/en/studio.po']),
}
