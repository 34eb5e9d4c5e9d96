// The short lesson before the first share, and the child's own yes or no; both are as big as each other. CON-9, DEL-9
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Scene } from '../../../ui/parts/Notes.tsx'
import { announce, Screen } from '../../../ui/parts/Screen.tsx'
import { usePost } from '../../../ui/queries.ts'
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from './Keeps.tsx'
import { putLessonAside } from './lesson-aside.ts'

const cards: { name: string; picture: Picture }[] = [
  { name: 'who', picture: 'eyes' },
  { name: 'looks', picture: 'hugging-face' },
  { name: 'ends', picture: 'hourglass-done' },
  { name: 'back', picture: 'raised-hand' },
]

export function Lesson({ asks }: { asks: boolean }) {
  const [card, setCard] = useState(0)
  const shown = cards[card]
  const last = card === cards.length - 1
  return (
    <Screen
      title={t('child.lesson.title')}
      {...(card > 0 ? { back: () => turn(card - 1) } : {})}
      say={shown ? `${t(`child.lesson.${shown.name}`)}. ${t(`child.lesson.${shown.name}-more`)}` : t('child.assent.how')}
    >
      {shown ? (
        <Scene
          key={shown.name}
          picture={shown.picture}
          title={t(`child.lesson.${shown.name}`)}
          actions={
            last && !asks ? (
              <Leave />
            ) : (
              <Button look="main" icon="arrow-right" onPress={() => turn(card + 1)}>
                {t('child.lesson.next')}
              </Button>
            )
          }
        >
          <p>{t(`child.lesson.${shown.name}-more`)}</p>
        </Scene>
      ) : (
        <Assent />
      )}
    </Screen>
  )

  function turn(to: number) {
    setCard(to)
    const next = cards[to]
    announce(next ? `${t(`child.lesson.${next.name}`)}. ${t(`child.lesson.${next.name}-more`)}` : t('child.assent.title'))
    window.scrollTo(0, 0)
  }
}

function Leave() {
  const [, go] = useLocation()
  return (
    <Button look="main" onPress={() => go('/me')}>
      {t('child.lesson.done')}
    </Button>
  )
}

function Assent() {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const assenting = usePost('/api/assents')
  return (
    <Scene picture="kite" title={t('child.assent.title')} actions={answers()}>
      <p>{t('child.assent.how')}</p>
      <Keeps what="yeses" />
      {assenting.error && <ErrorNote error={assenting.error} />}
    </Scene>
  )

  function answers() {
    return (
      <>
        <Button
          picture="waving-hand"
          busy={assenting.isPending}
          onPress={() => assenting.mutate({ lesson: '2026-11' }, { onSuccess: start })}
        >
          {t('child.assent.yes')}
        </Button>
        <Button picture="crescent-moon" onPress={notNow}>
          {t('child.assent.not-now')}
        </Button>
      </>
    )
  }

  async function start() {
    await queries.invalidateQueries()
    go('/')
  }

  function notNow() {
    putLessonAside()
    go('/')
  }
}
