// What is kept of what a child gives, said in its own band's words where it gives it; to read, to see and to hear. NOT-3
import { Picture } from '../../../ui/parts/Picture.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Me } from '../../people/contract.ts'
import { aboutChildren, type ChildItem } from '../kept-items.ts'
import './Kept.css'

export function Keeps({ what }: { what: ChildItem }) {
  const words = useKeptWords(what)
  return (
    <div className="keeps" data-collects={what}>
      <Picture name={aboutChildren[what]} />
      <p>{words}</p>
      <SpeakButton words={words} />
    </div>
  )
}

/** Nobody known to be ten or older reads the shortest words. */
export function useKeptWords(what: ChildItem): string {
  const band = useGet<Me>('/api/me').data?.band ?? '5-9'
  return t(`child.kept.${band}.${what}`)
}
