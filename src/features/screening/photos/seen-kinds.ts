// What a photo can be found to show, and what comes of it for each age: the policy, and nothing else. PUB-2, PUB-5, SAF-5
import type { Band } from '../../people/avatars.ts'
import type { Kind } from '../kinds.ts'

/** What is better kept private; a face, or something that can be read: where somebody lives or learns, how to reach them, who they are, a car's number, a page, words that hurt or call for help. */
export const seenKinds = ['private', 'face', 'place', 'school', 'reach', 'name', 'plate', 'page', 'hurt', 'help'] as const
export type Seen = (typeof seenKinds)[number]

/** Of what was seen only so much goes along when a child asks. */
export const notedKinds = ['face', 'readable', 'unseen'] as const
export type Noted = (typeof notedKinds)[number]

/** It does not go: nothing of it is sent, kept or told. Or a guardian looks first, on every step of the ladder. So it is at every age. */
export type Severity = 'private' | 'ask'
export function severityOf(kind: Seen, _band: Band): Severity {
  return kind === 'private' ? 'private' : 'ask'
}

export type Repair = 'cover' | 'say-who' | 'get-help' | 'other-photo'
export function repairsOf(kind: Seen): Repair[] {
  if (kind === 'private') return ['other-photo', 'get-help']
  if (kind === 'face') return ['say-who', 'cover']
  return kind === 'help' ? ['get-help', 'cover'] : ['cover']
}

/** Of what is private nothing is noted but that a guardian looks: a child's own device does not get so far. */
export function notedOf(kind: Seen): Noted {
  if (kind === 'private') return 'unseen'
  return kind === 'face' ? 'face' : 'readable'
}

/** What words in a picture are about. An age stands on every toy, and an address of the web on every box: these tell nothing about who is seen beside them. */
export const aboutOf: Readonly<Record<Kind, Seen | null>> = {
  'phone-number': 'reach',
  'e-mail': 'reach',
  link: null,
  handle: 'reach',
  'other-app': 'reach',
  address: 'place',
  school: 'school',
  'birth-date': 'name',
  age: null,
  'full-name': 'name',
  unkind: 'hurt',
  'rude-word': 'hurt',
  slur: 'hurt',
  threat: 'hurt',
  sexual: 'hurt',
  'self-harm': 'help',
  secret: 'help',
  grooming: 'help',
}
