// A friend's page: who that is, and what they share with me now; then it ends. Who is no friend of mine is not here. WEL-3
import type { z } from 'zod'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { connections } from '../../connections/contract.ts'
import { SharingOff } from '../../consent/child/SharingOff.tsx'
import type { Face, Me } from '../../people/contract.ts'
import { useFromFriend } from './from-friend.ts'
import { OpenPost, Some } from './Photos.tsx'

export function FromFriend({ me, personId }: { me: Me; personId: string }) {
  const connected = useGet<z.infer<typeof connections>>('/api/connections')
  const friend = connected.data?.connections.find(({ other }) => other.id === personId)?.other
  if (friend) return <Friend me={me} friend={friend} />
  return (
    <Screen title={t('child.photos.title')} back="/photos">
      <Loaded query={connected}>{() => <Scene picture="deciduous-tree" title={t('child.not-here.what')} />}</Loaded>
    </Screen>
  )
}

function Friend({ me, friend }: { me: Me; friend: Face }) {
  const feed = useFromFriend(friend.id)
  return (
    <Screen
      title={t('child.photos.from', { name: friend.name })}
      tab={t('child.photos.title')}
      back="/photos"
      beside={<Avatar face={friend} />}
    >
      {me.sharing === 'paused' ? (
        <SharingOff me={me} />
      ) : (
        <Loaded query={feed}>
          {(posts) =>
            posts.length === 0 ? (
              <Scene
                picture="seedling"
                title={t('child.friend.none', { name: friend.name })}
                actions={
                  <LinkButton href="/photos" icon="images">
                    {t('child.photos.title')}
                  </LinkButton>
                }
              >
                <p>{t('child.friend.none.more')}</p>
              </Scene>
            ) : (
              <Some posts={posts} at={`/photos/from/${friend.id}`} end={t('child.friend.end', { name: friend.name })} />
            )
          }
        </Loaded>
      )}
    </Screen>
  )
}

/** One post from there. AUD-9 */
export function FriendsPost({ personId, postId }: { personId: string; postId: string }) {
  const feed = useFromFriend(personId)
  return (
    <Loaded query={feed}>{(posts) => <OpenPost post={posts.find(({ id }) => id === postId)} back={`/photos/from/${personId}`} />}</Loaded>
  )
}
