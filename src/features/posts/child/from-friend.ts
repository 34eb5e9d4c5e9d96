// All that one friend shares with this child now, newest first. WEL-3
import { useQuery } from '@tanstack/react-query'
import { allFrom } from '../all-posts.ts'

export function useFromFriend(personId: string) {
  return useQuery({ queryKey: ['/api/feed', personId], queryFn: () => allFrom(personId) })
}
