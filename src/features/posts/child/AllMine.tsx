// All my photos, month by month; by a word, a friend's name or a month an old one is found again, and some are put into a collection. The searching is done on the tablet.
import { useDeferredValue, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Photos } from '../../../ui/parts/Choice.tsx'
import { SelectField, TextField } from '../../../ui/parts/Field.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { formatMonth, t } from '../../../ui/words.ts'
import { PutIn } from '../../collections/child/PutIn.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { Post } from '../contract.ts'
import { findPosts, monthOf } from './find-posts.ts'
import { MineList, NoneYet } from './Mine.tsx'
import { useAllMyPosts } from './my-posts.ts'

export function AllMine() {
  const all = useAllMyPosts()
  return (
    <Screen title={t('child.mine.all')} back="/me" say={t('child.find.say')}>
      <GrownUpsSee />
      <Loaded query={all}>
        {(posts) => {
          const kept = posts.filter((post) => post.state !== 'taken-back')
          return kept.length === 0 ? <NoneYet /> : <Search posts={kept} />
        }}
      </Loaded>
    </Screen>
  )
}

function Search({ posts }: { posts: Post[] }) {
  const [words, setWords] = useState('')
  const [month, setMonth] = useState('')
  const [chosen, setChosen] = useState<string[] | null>(null) // null: nobody chooses
  const [asking, setAsking] = useState<'not-yet' | 'nothing-chosen' | 'where'>('not-yet')
  const found = findPosts(posts, { words: useDeferredValue(words), month })
  const months = [...new Set(posts.map(monthOf))]
  return (
    <>
      <search className="find">
        <TextField label={t('child.find.word')} type="search" value={words} onChange={setWords} spellCheck={false} />
        <SelectField
          label={t('child.find.month')}
          value={month}
          onChange={setMonth}
          options={[{ value: '', label: t('child.find.any-month') }, ...months.map((value) => ({ value, label: formatMonth(value) }))]}
        />
      </search>
      <div aria-live="polite">
        {found.length === 0 && (
          <Scene
            picture="magnifying-glass-tilted-left"
            title={t('child.find.none')}
            actions={<Button onPress={showAll}>{t('child.find.show-all')}</Button>}
          />
        )}
      </div>
      {chosen === null ? (
        <>
          <div className="row">
            <Button icon="images" onPress={() => setChosen([])}>
              {t('child.collections.choose')}
            </Button>
          </div>
          {[...Map.groupBy(found, monthOf)].map(([value, ofMonth]) => (
            <section key={value} className="stack" aria-labelledby={`month-${value}`}>
              <h2 id={`month-${value}`}>{formatMonth(value)}</h2>
              <MineList posts={ofMonth} />
            </section>
          ))}
        </>
      ) : (
        <>
          <Photos legend={t('child.collections.which')} of={found} chosen={chosen} onChange={setChosen} />
          <p className="field-problem" aria-live="polite">
            {asking === 'nothing-chosen' && chosen.length === 0 ? t('child.collections.tap-first') : ''}
          </p>
          <div className="row row-end">
            <Button icon="x" onPress={() => setChosen(null)}>
              {t('child.collections.stop')}
            </Button>
            <Button look="main" icon="check" onPress={() => setAsking(chosen.length > 0 ? 'where' : 'nothing-chosen')}>
              {t('child.collections.put-in')}
            </Button>
          </div>
          <Sheet open={asking === 'where'} title={t('child.collections.into')} onClose={() => setAsking('not-yet')}>
            <PutIn posts={chosen} onDone={done} />
          </Sheet>
        </>
      )}
    </>
  )

  function done() {
    setAsking('not-yet')
    setChosen(null)
  }

  function showAll() {
    setWords('')
    setMonth('')
  }
}
