// All that is kept about a child, in the order of the notice that its guardians read: a picture, a name and few words for each, to read and to hear. NOT-3
import { Picture } from '../../../ui/parts/Picture.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { t } from '../../../ui/words.ts'
import { aboutChildren, childItems, type ChildItem } from '../kept-items.ts'
import { useKeptWords } from './Keeps.tsx'
import './Kept.css'

export function KeptAboutMe() {
  return (
    <ul className="kept">
      {childItems.map((item) => (
        <Kept key={item} item={item} />
      ))}
    </ul>
  )
}

function Kept({ item }: { item: ChildItem }) {
  const title = t(`child.kept.${item}`)
  const words = useKeptWords(item)
  return (
    <li>
      <Picture name={aboutChildren[item]} />
      <div>
        <h3>{title}</h3>
        <p>{words}</p>
      </div>
      <SpeakButton words={`${title}. ${words}`} />
    </li>
  )
}
