// Choosing a drawn animal as one's face here. DAT-8
import { useId } from 'react'
import { avatars, type Avatar as AvatarName } from '../avatars.ts'
import { Avatar, Icon } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import './AvatarChoice.css'

type AvatarChoiceProps = { value: AvatarName | null; onChange: (avatar: AvatarName) => void; error?: string | undefined }

export function AvatarChoice({ value, onChange, error }: AvatarChoiceProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-problem` : undefined}>
      <legend className="field-legend">{t('family.avatar')}</legend>
      <div className="animals">
        {avatars.map((avatar) => (
          <label key={avatar} className="animal" title={t(`family.animal.${avatar}`)}>
            <input type="radio" name={id} value={avatar} checked={avatar === value} onChange={() => onChange(avatar)} />
            <Avatar face={{ avatar }} />
            <span className="unseen">{t(`family.animal.${avatar}`)}</span>
            <span className="animal-tick" aria-hidden="true">
              <Icon name="check" />
            </span>
          </label>
        ))}
      </div>
      <p className="field-problem" id={`${id}-problem`} aria-live="polite">
        {error}
      </p>
    </fieldset>
  )
}
