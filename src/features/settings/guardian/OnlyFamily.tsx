// Where one might expect more: that a child shares with relatives only, until a guardian opens it.
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { ChildSettings } from '../contract.ts'

export function OnlyFamily({ child }: { child: Face }) {
  const settings = useGet<ChildSettings>(`/api/children/${child.id}/settings`).data?.settings
  const isOnly = settings?.some(({ setting, value }) => setting === 'audience' && value === 'family')
  return isOnly && <p>{t('family.settings.only-family', { name: child.name })}</p>
}
