// Itemised consent as a form: one empty tick box for each purpose, each with one plain sentence. CON-4
import { CheckCard } from '../../../ui/parts/Choice.tsx'
import { t } from '../../../ui/words.ts'
import type { Notice, Purpose } from '../contract.ts'

type ConsentChoicesProps = { notice: Notice; chosen: Purpose[]; onChange: (chosen: Purpose[]) => void }

export function ConsentChoices({ notice, chosen, onChange }: ConsentChoicesProps) {
  return (
    <div className="stack">
      {notice.purposes.map(({ purpose, needed }) => (
        <CheckCard
          key={purpose}
          label={t(`family.purpose.${purpose}`)}
          hint={
            <>
              {t(`family.purpose.${purpose}.why`)} <strong>{t(needed ? 'family.purpose.needed' : 'family.purpose.free')}</strong>
            </>
          }
          checked={chosen.includes(purpose)}
          onChange={(ticked) => onChange(ticked ? [...chosen, purpose] : chosen.filter((other) => other !== purpose))}
        />
      ))}
    </div>
  )
}
