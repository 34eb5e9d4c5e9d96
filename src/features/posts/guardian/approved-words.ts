import { t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Post } from '../contract.ts'

/** Who said yes, and about when; or who set it that nobody is asked. */
export function approvedWords({ by, at, step }: NonNullable<Post['approved']>) {
  return t(step === null ? 'family.look.approved' : 'family.look.went', {
    name: by?.name ?? t('family.proposal.somebody'),
    when: formatMoment(at),
  })
}
