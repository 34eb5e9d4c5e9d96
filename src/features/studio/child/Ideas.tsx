// One small quest at a time, for who does not know what to make. The next one comes when it is asked for.
import { useEffect, useState } from 'react'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { GivenIdeas as FromGrownUps } from '../../ideas/child/GivenIdeas.tsx'
import type { GivenIdeas } from '../../ideas/contract.ts'
import { type Idea, ideas, inAnyOrder, shuffled } from '../ideas.ts'
import { setOf } from '../stickers.ts'
import { Drawn } from './Drawn.tsx'
import { drawings, loadSet } from './drawings.ts'

/** `said`: the operator's own, which have words and no drawing. */
type Shown = Idea | { said: string }
let house: Shown[] = []
let coming: Shown[] = []
let now = next()

export function Ideas() {
  const [idea, setIdea] = useState<Shown>(now)
  const own = useGet<GivenIdeas>('/api/ideas').data?.house
  useEffect(() => own && mixIn(own), [own])
  const [fault, setFault] = useState<unknown>(null)
  const drawn = drawings.use()
  const sticker = typeof idea === 'string' ? ideas[idea] : null
  const words = typeof idea === 'string' ? t(`child.idea.${idea}`) : idea.said
  useEffect(() => {
    const set = sticker && setOf(sticker)
    setFault(null)
    if (set) loadSet(set).catch(setFault)
  }, [sticker])
  return (
    <Screen title={t('child.ideas.title')} back="/" say={words}>
      <FromGrownUps />
      <Card label={words}>
        <div className="idea" role="status">
          {sticker ? <Drawn drawing={drawn[sticker]} /> : <Picture name="light-bulb" size="huge" />}
          <p dir="auto">{words}</p>
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
function next(): Shown {
  if (coming.length === 0) coming = inAnyOrder([...shuffled(), ...house])
  return coming.pop() ?? 'round'
}

/** The operator's own come among the others, as soon as they are known. */
function mixIn(own: readonly string[]) {
  if (house.length > 0 || own.length === 0) return
  house = own.map((said) => ({ said }))
  coming = inAnyOrder([...coming, ...house])
}
