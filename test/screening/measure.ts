// The check of words over all labelled messages: what it finds, misses, and finds where nothing is. PUB-6
import { type Kind, kinds } from '../../src/features/screening/kinds.ts'
import { languages } from '../../src/features/screening/lists.ts'
import { checkWords } from '../../src/features/screening/words.ts'
import { type Message, messages } from './set.ts'

export type Judged = Message & { found: Kind[] }
export type Measured = { messages: Judged[]; milliseconds: number }

export function measured(): Measured {
  const all = messages()
  checkWords(['the lists are read once']) // that is not the time of a message
  const began = performance.now()
  const judged = all.map((message) => ({ ...message, found: checkWords([message.text]).findings.map(({ kind }) => kind) }))
  return { messages: judged, milliseconds: performance.now() - began }
}

export type Figures = { what: string; messages: number; caught: number; named: number; wrong: number; innocent: number }

/** caught: something is found in it, so that it is told and asked; named: the very kind. wrong: of the innocent ones. */
export function figures(what: string, judged: readonly Judged[]): Figures {
  const guilty = judged.filter(({ kind }) => kind !== null)
  const innocent = judged.filter(({ kind }) => kind === null)
  return {
    what,
    messages: guilty.length,
    caught: guilty.filter(({ found }) => found.length > 0).length,
    named: guilty.filter(({ kind, found }) => kind !== null && found.includes(kind)).length,
    wrong: innocent.filter(({ found }) => found.length > 0).length,
    innocent: innocent.length,
  }
}

/** Of all messages in which this kind is found, how many hold it. */
export function precision(kind: Kind, judged: readonly Judged[]): number {
  const found = judged.filter((message) => message.found.includes(kind))
  return found.length === 0 ? 1 : found.filter((message) => message.kind === kind).length / found.length
}

export const contactKinds: readonly Kind[] = ['phone-number', 'e-mail', 'link', 'handle', 'other-app', 'address']

export function byKind(judged: readonly Judged[]): (Figures & { kind: Kind; precision: number })[] {
  return kinds.map((kind) => ({
    kind,
    ...figures(
      kind,
      judged.filter((message) => message.kind === kind),
    ),
    precision: precision(kind, judged),
  }))
}

export function byLanguage(judged: readonly Judged[]): Figures[] {
  return languages.map((language) =>
    figures(
      language,
      judged.filter((message) => message.language === language),
    ),
  )
}
