// Finds posts again by what a child remembers of them: a word, a name, a month.
import type { Post } from '../contract.ts'

/** The month in which it was asked for, as the child's calendar has it: "2026-11". */
export function monthOf({ askedAt }: Pick<Post, 'askedAt'>): string {
  const day = new Date(askedAt)
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}`
}

/** Those that hold every word, in the caption, in what is told of a picture, or as a name; capitals and accents are all the same. `month` '': any. */
export function findPosts(posts: readonly Post[], { words, month }: { words: string; month: string }): Post[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  return posts.filter((post) => (month === '' || monthOf(post) === month) && wanted.every((word) => saidOf(post).includes(word)))
}

function saidOf({ caption, photos, seers, tagged }: Post): string {
  const names = [...seers.map(({ person }) => person.name), ...tagged.flatMap(({ person }) => person?.name ?? [])]
  return plain([caption, ...photos.map(({ alt }) => alt), ...names].join('\n'))
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
