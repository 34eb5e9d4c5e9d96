// One short question before a photo goes to others, another each time. It asks for no answer and stops nothing; the way back is where it always is. PUB-3
import { useState } from 'react'
import { Tip } from '../../../ui/parts/Tip.tsx'
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'

const thoughts = {
  'next-year': 'deciduous-tree',
  'all-say-yes': 'raised-hand',
  fridge: 'framed-picture',
  smile: 'smiling-face',
  edges: 'magnifying-glass-tilted-left',
  home: 'motorway',
  kind: 'red-heart',
  'of-you': 'eyes',
  tomorrow: 'crescent-moon',
  yours: 'camera',
  remembers: 'light-bulb',
  grandma: 'hugging-face',
} as const satisfies Record<string, Picture>
type Thought = keyof typeof thoughts

let last: Thought | undefined // of this page: nothing is kept

export function ThinkFirst() {
  const [thought] = useState(() => {
    last = another(last)
    return last
  })
  return (
    <Tip picture={thoughts[thought]} title={t(`child.think.${thought}`)} colour="sun">
      <p>{t('child.think.change')}</p>
    </Tip>
  )
}

/** Any but the one before. */
function another(before: Thought | undefined): Thought {
  const others = (Object.keys(thoughts) as Thought[]).filter((one) => one !== before)
  return others[Math.floor(Math.random() * others.length)] ?? 'kind'
}
