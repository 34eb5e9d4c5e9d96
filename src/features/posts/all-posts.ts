// What comes page by page, newest first, fetched to its end: every post of the one who asks, or of their children; or all that one friend shares.
import { api } from '../../ui/api.ts'
import type { Feed, FeedPost, Post, Posts } from './contract.ts'

export function allPosts(): Promise<Post[]> {
  return everyPage<Posts>('/api/posts')
}

export function allFrom(personId: string): Promise<FeedPost[]> {
  return everyPage<Feed>('/api/feed', { from: personId })
}

async function everyPage<Page extends Posts | Feed>(path: string, asked: Record<string, string> = {}): Promise<Page['posts']> {
  const all: Page['posts'][number][] = []
  for (let before: string | null | undefined; before !== null; ) {
    const page: Page = await api.get<Page>(`${path}?${new URLSearchParams({ ...asked, ...(before !== undefined && { before }) })}`)
    all.push(...page.posts)
    before = page.before
  }
  return all as Page['posts']
}
