// Everything a person can press.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Icon as IconName, Picture as PictureName } from '../pictures.ts'
import { t } from '../words.ts'
import { Icon, Picture } from './Picture.tsx'
import './Button.css'

type Look = 'main' | 'plain' | 'quiet' | 'risky'
type Shown = { children: ReactNode; look?: Look; icon?: IconName; picture?: PictureName }
type ButtonProps = Shown & {
  onPress?: (() => void) | undefined
  type?: 'button' | 'submit'
  busy?: boolean | undefined
  name?: string
  describedBy?: string | undefined
}

/** Never greyed out: a button that cannot act yet says why when it is pressed. `busy` keeps it from acting twice. */
export function Button({ children, look = 'plain', icon, picture, onPress, type = 'button', busy = false, describedBy }: ButtonProps) {
  return (
    <button
      className={`button button-${look}`}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-describedby={describedBy}
      onClick={(event) => press(event)}
    >
      <Inside icon={icon} picture={picture}>
        {children}
      </Inside>
      {busy && (
        <span className="unseen" role="status">
          {t('kit.wait')}
        </span>
      )}
    </button>
  )

  function press(event: { preventDefault: () => void }) {
    if (busy) event.preventDefault()
    else onPress?.()
  }
}

/** Looks like a button, goes to another screen of this app. */
export function LinkButton({ children, look = 'plain', icon, picture, href, onPress }: Shown & { href: string; onPress?: () => void }) {
  return (
    <Link className={`button button-${look}`} href={href} onClick={onPress}>
      <Inside icon={icon} picture={picture}>
        {children}
      </Inside>
    </Link>
  )
}

/** A round button with only an icon; the label is said, and shown to those who point. */
export function IconButton({ icon, label, onPress, pressed }: { icon: IconName; label: string; onPress: () => void; pressed?: boolean }) {
  return (
    <button
      className="button button-round"
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      data-speaks={icon === 'speaker-high' || undefined}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  )
}

function Inside({ children, icon, picture }: { children: ReactNode; icon: IconName | undefined; picture: PictureName | undefined }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {picture && <Picture name={picture} size="small" />}
      <span>{children}</span>
    </>
  )
}
