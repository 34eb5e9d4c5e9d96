// All posts of this child. One post is found in them, so that one that is gone is simply not there.
import { useQuery } from '@tanstack/react-query'
import { useGet } from '../../../ui/queries.ts'
import { allPosts } from '../all-posts.ts'
import type { Posts } from '../contract.ts'

/** The newest of them: what a screen shows first. */
export function useMyPosts() {
  return useGet<Posts>('/api/posts')
}

/** `enabled` false: not asked for. */
export function useAllMyPosts({ enabled = true } = {}) {
  return useQuery({ queryKey: ['/api/posts', 'all'], queryFn: allPosts, enabled })
}
