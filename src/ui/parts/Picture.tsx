// One drawn picture, face or icon from the picture sheet.
import sheet from 'virtual:picture-sheet'
import type { Face } from '../../features/people/contract.ts'
import type { Icon as IconName, Picture as PictureName } from '../pictures.ts'
import { placeOn } from './place-on.ts'
import './Picture.css'

/** Decoration unless `label` says what it shows. */
export function Picture({
  name,
  size = 'middle',
  label,
}: {
  name: PictureName
  size?: 'small' | 'middle' | 'large' | 'huge'
  label?: string | undefined
}) {
  return <Drawing className={`picture picture-${size}`} id={name} label={label} />
}

export function Icon({ name }: { name: IconName }) {
  return <Drawing className={`icon icon-${name}`} id={`icon-${name}`} label={undefined} />
}

/** A person's drawn face on its disc; always beside the name. */
export function Avatar({ face, size = 'middle' }: { face: Pick<Face, 'avatar'>; size?: 'small' | 'middle' | 'large' }) {
  const [animal = '', disc, pattern, wears = 'nothing'] = face.avatar.split('.')
  return (
    <span className={`avatar avatar-${size}`} aria-hidden="true">
      {disc && <Drawing className="avatar-disc" id={`disc-${disc}`} label={undefined} />}
      {disc && pattern !== 'plain' && <Drawing className="avatar-disc" id={`disc-${pattern}`} label={undefined} />}
      <Drawing className="avatar-animal" id={animal} label={undefined} />
      {wears !== 'nothing' && (
        <svg className="avatar-disc" viewBox="-5.6 -5.6 43.2 43.2" aria-hidden="true" focusable="false">
          <use href={`${sheet}#worn-${wears}`} {...placeOn(animal, wears)} />
        </svg>
      )}
    </span>
  )
}

function Drawing({ className, id, label }: { className: string; id: string; label: string | undefined }) {
  return (
    <svg className={className} role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true} focusable="false">
      <use href={`${sheet}#${id}`} />
    </svg>
  )
}
