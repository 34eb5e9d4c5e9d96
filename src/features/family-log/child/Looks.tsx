// Who looked: each time a grown-up was shown something of mine, by their face, with the photo and about when. What friends look at is never kept. AUD-5
import { useState } from 'react'
import { Link } from 'wouter'
import type { Face } from '../../people/contract.ts'
import { useMyPosts } from '../../posts/child/my-posts.ts'
import type { Post } from '../../posts/contract.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { FirstPhoto } from '../../../ui/parts/FirstPhoto.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { FamilyLog } from '../contract.ts'
import { visitsOf, type Visit } from '../visits.ts'
import { aboutWhen } from './about-when.ts'
import { GrownUpsSee } from './GrownUpsSee.tsx'
import './Looks.css'

export function Looks({ viewer }: { viewer: Face }) {
  const mine = useMyPosts()
  return (
    <Screen title={t('child.looks.title')} back="/me" say={`${t('child.looks.lead')} ${t('child.looks.friends')}`}>
      <div>
        <p>{t('child.looks.lead')}</p>
        <p>{t('child.looks.friends')}</p>
      </div>
      <GrownUpsSee />
      <Loaded query={mine}>{({ posts }) => <Visits child={viewer.id} posts={posts} />}</Loaded>
    </Screen>
  )
}

function Visits({ child, posts, before }: { child: string; posts: Post[]; before?: number }) {
  const [earlier, setEarlier] = useState(false)
  const query = useGet<FamilyLog>(`/api/children/${child}/log?of=looks${before === undefined ? '' : `&before=${before}`}`)
  return (
    <Loaded query={query}>
      {(log) => (
        <>
          {log.entries.length === 0 && (
            <Scene picture="smiling-face" title={t('child.looks.none')}>
              <p>{t('child.looks.none-more')}</p>
            </Scene>
          )}
          <ul className="stack">
            {visitsOf(log.entries).map((visit) => (
              <li key={visit.key} className="card">
                <OneVisit visit={visit} posts={posts} />
              </li>
            ))}
          </ul>
          {log.before !== null && !earlier && <Button onPress={() => setEarlier(true)}>{t('child.looks.earlier')}</Button>}
          {log.before !== null && earlier && <Visits child={child} posts={posts} before={log.before} />}
        </>
      )}
    </Loaded>
  )
}

function OneVisit({ visit: { at, by, postIds }, posts }: { visit: Visit; posts: Post[] }) {
  const words = t(`child.looks.saw.${seen(postIds)}`, { name: by?.name ?? t('child.looks.somebody') })
  const when = aboutWhen(at)
  const shown = posts.filter((post) => postIds.includes(post.id))
  return (
    <>
      <div className="look-who">
        {by ? <Avatar face={by} /> : <Picture name="people-hugging" />}
        <div className="look-words">
          <h2>
            <bdi>{words}</bdi>
          </h2>
          <p className="look-when">{when}</p>
        </div>
        <SpeakButton words={`${words} ${when}`} />
      </div>
      {shown.length > 0 && (
        <ul className="look-photos">
          {shown.map((post) => (
            <li key={post.id}>
              <Link className="look-photo" href={`/me/${post.id}`}>
                <FirstPhoto photos={post.photos} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {shown.length < postIds.length && <p>{t('child.looks.gone')}</p>}
    </>
  )
}

function seen(postIds: string[]) {
  if (postIds.length === 0) return 'list'
  return postIds.length === 1 ? 'photo' : 'photos'
}
