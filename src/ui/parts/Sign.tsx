// A steady sign on a screen: who can see this, or who sees that it was looked at. It is words, and no control. PAR-3
import type { ReactNode } from 'react'
import { Picture } from './Picture.tsx'
import './Sign.css'

export function Sign({ children }: { children: ReactNode }) {
  return (
    <p className="sign">
      <Picture name="eyes" size="small" />
      <span>{children}</span>
    </p>
  )
}
