// All posts of this child. One post is found in them, so that one that is gone is simply not there.
import type { z } from 'zod'
import { useGet } from '../../../ui/queries.ts'
import type { posts } from '../contract.ts'

export function useMyPosts() {
  return useGet<z.infer<typeof posts>>('/api/posts')
}
