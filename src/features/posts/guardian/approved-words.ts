import { t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Post } from '../contract.ts'

/** Who said yes, and about when. */
export function approvedWords({ by, at }: NonNullable<Post['approved']>) {
  return t('family.look.approved', { name: by?.name ?? t('family.proposal.somebody'), when: formatMoment(at) })
}
