// How a post stands, in a child's words and a picture.
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import type { Post, PostState } from '../contract.ts'

const pictures: Record<PostState, Picture> = {
  waiting: 'envelope',
  'sent-back': 'speech-balloon',
  'cooling-off': 'sparkles',
  shared: 'kite',
  over: 'house',
  'taken-back': 'raised-hand',
  brought: 'house',
}

export function pictureOfState(state: PostState) {
  return pictures[state]
}

export function stateWords(post: Pick<Post, 'state' | 'approved'>) {
  if (post.state === 'cooling-off' && post.approved?.step) return t('child.state.going')
  return t(`child.state.${post.state}`)
}
