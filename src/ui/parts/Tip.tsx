// A friendly hint with a picture; it never blocks the way.
import type { ReactNode } from 'react'
import type { Picture as PictureName } from '../pictures.ts'
import { Picture } from './Picture.tsx'
import './Tip.css'

type Colour = 'sky' | 'leaf' | 'plum' | 'sun' | 'coral'

export function Tip({
  picture,
  title,
  children,
  actions,
  colour = 'sky',
}: {
  picture: PictureName
  title?: string
  children?: ReactNode
  actions?: ReactNode
  colour?: Colour
}) {
  return (
    <section className={`tip tip-${colour}`} aria-label={title}>
      <Picture name={picture} size="large" />
      <div className="tip-words">
        {title && <h2>{title}</h2>}
        {children}
        {actions && <div className="row">{actions}</div>}
      </div>
    </section>
  )
}
