// All that one friend shares with this child now, newest first. WEL-3
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { Feed, FeedPost } from '../contract.ts'

export function useFromFriend(personId: string) {
  return useQuery({ queryKey: ['/api/feed', personId], queryFn: () => allFrom(personId) })
}

async function allFrom(personId: string): Promise<FeedPost[]> {
  const all: FeedPost[] = []
  for (let before: string | null | undefined; before !== null; ) {
    const page: Feed = await api.get<Feed>(`/api/feed?${new URLSearchParams({ from: personId, ...(before !== undefined && { before }) })}`)
    all.push(...page.posts)
    before = page.before
  }
  return all
}
