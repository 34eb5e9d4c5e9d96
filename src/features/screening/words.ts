// Looks for what a child may not know should stay private in their own words: numbers, addresses, links. It tells; the guardian decides.
import { LinkifyIt } from 'linkify-it'
import { findPhoneNumbersInText } from 'libphonenumber-js'
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import type { Finding } from '../posts/contract.ts'

const linkify = new LinkifyIt()
const rude = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })

/** What is in these words, each kind once. PUB-6 */
export function findInWords(text: string): Finding['kind'][] {
  const links = linkify.match(text) ?? []
  return [
    ...(findPhoneNumbersInText(text).length > 0 || looksLikeNumber(text) ? (['phone-number'] as const) : []),
    ...(links.some((link) => link.schema === 'mailto:') ? (['e-mail'] as const) : []),
    ...(links.some((link) => link.schema !== 'mailto:') ? (['link'] as const) : []),
    ...(rude.hasMatch(text) ? (['rude-word'] as const) : []),
  ]
}

// A local number carries no country, so any run of seven or more digits counts.
function looksLikeNumber(text: string): boolean {
  return /(?:\d[\s().\-/]{0,2}){7,}/.test(text)
}
