// Every post of the one who asks, or of their children, newest first, fetched page by page.
import { api } from '../../ui/api.ts'
import type { Post, Posts } from './contract.ts'

export async function allPosts(): Promise<Post[]> {
  const all: Post[] = []
  for (let before: string | null | undefined; before !== null; ) {
    const page: Posts = await api.get<Posts>(`/api/posts${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`)
    all.push(...page.posts)
    before = page.before
  }
  return all
}
