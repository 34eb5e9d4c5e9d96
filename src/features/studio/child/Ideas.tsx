// One small quest at a time, for who does not know what to make. The next one comes when it is asked for.
import { useEffect, useState } from 'react'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { GivenIdeas } from '../../ideas/child/GivenIdeas.tsx'
import { type Idea, ideas, shuffled } from '../ideas.ts'
import { setOf } from '../stickers.ts'
import { Drawn } from './Drawn.tsx'
import { drawings, loadSet } from './drawings.ts'

let coming: Idea[] = []
let now = next()

export function Ideas() {
  const [idea, setIdea] = useState(now)
  const [fault, setFault] = useState<unknown>(null)
  const drawn = drawings.use()
  const sticker = ideas[idea]
  const words = t(`child.idea.${idea}`)
  useEffect(() => {
    const set = setOf(sticker)
    setFault(null)
    if (set) loadSet(set).catch(setFault)
  }, [sticker])
  return (
    <Screen title={t('child.ideas.title')} back="/" say={words}>
      <GivenIdeas />
      <Card label={words}>
        <div className="idea" role="status">
          <Drawn drawing={drawn[sticker]} />
          <p>{words}</p>
        </div>
      </Card>
      {fault !== null && <ErrorNote error={fault} />}
      <div className="row row-end">
        <Button icon="arrow-clockwise" onPress={another}>
          {t('child.ideas.other')}
        </Button>
        <LinkButton href="/" look="main">
          {t('child.ideas.make')}
        </LinkButton>
      </div>
    </Screen>
  )

  function another() {
    now = next()
    setIdea(now)
  }
}

/** None comes twice before all have come once. */
function next(): Idea {
  if (coming.length === 0) coming = shuffled()
  return coming.pop() ?? 'round'
}
