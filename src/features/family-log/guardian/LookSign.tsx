// Wherever a grown-up is given something of a child's, the screen says that the child can see it. PAR-3
import { Sign } from '../../../ui/parts/Sign.tsx'
import { formatNames, t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'

export function LookSign({ posts }: { posts: readonly { author: Face }[] }) {
  const names = [...new Set(posts.map((post) => post.author.name))]
  return names.length > 0 ? <Sign>{t('family.mirror.sign', { names: formatNames(names) })}</Sign> : null
}
