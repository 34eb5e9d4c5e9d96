// The shapes by which laws tell an addictive service for children (Florida HB 3, 501.1736(1)(e)): Kitestring has none of the five, no algorithm, and no way from a stranger to a child. LEG-2
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ruleOf, type Action } from '../../src/access/may.ts'
import { routes } from '../../src/apps/routes.ts'
import { renditionNames } from '../../src/features/photos/sealed.ts'
import { isKept } from './failures.ts'
import { linesWith, sources, standsOnNo } from './product.ts'

const actionsWith = (pattern: RegExp) => [...new Set(routes.map(({ may }) => may))].filter((action) => pattern.test(action))
const ofChildren = ['src/apps/child/**/*.{ts,tsx}', 'src/features/*/child/**/*.{ts,tsx}', 'src/ui/**/*.{ts,tsx}'].flatMap(sources)
const who = (action: Action): readonly string[] => ruleOf(action).who

describe('no shape of an addictive service', () => {
  it('LEG-2, WEL-5 no endless page: nothing is fetched because a child comes near the end', () => {
    for (const [file, text] of ofChildren) assert.doesNotMatch(text, /useInfiniteQuery|onScroll=|addEventListener\('scroll'/, file)
    const watched = linesWith(/new IntersectionObserver/).map((line) => line.split(':')[0])
    assert.deepEqual(
      watched,
      ['src/features/posts/child/SideBySide.tsx', 'src/features/posts/guardian/PostPhotos.tsx'],
      'which of one post is shown',
    )
    standsOnNo(/infinite|virtuoso|waypoint/i)
  })

  it('LEG-2, WEL-5 nothing plays by itself: there is no film and no sound but a voice that was asked for', () => {
    const films = linesWith(/auto-?play|<video|<audio|new Audio\(/i)
    assert.deepEqual(
      films.filter((line) => !line.includes('<video ref={video} muted playsInline')),
      [],
      'but what the own camera sees',
    )
    assert.equal(films.length, 2)
    standsOnNo(/video|hls|howler|plyr|player/i)
  })

  it('LEG-2 nothing goes out live: no stream, no recorder, no line between two browsers', () => {
    assert.deepEqual(linesWith(/RTCPeerConnection|MediaRecorder|WebTransport|new WebSocket|captureStream/), [])
    standsOnNo(/webrtc|socket\.io|(^|\/)ws$|peerjs|livekit|mediasoup/i)
  })

  it('LEG-2, WEL-7 no message calls a child back: whoever is told of something on a device is a guardian', () => {
    const calls = actionsWith(/^(alert|push)\./)
    assert.ok(calls.length >= 4)
    for (const action of calls) assert.deepEqual(who(action), ['guardian'], action)
    for (const [file, text] of ofChildren) assert.doesNotMatch(text, /PushManager|pushManager|Notification\.|setAppBadge/, file)
  })

  it('LEG-2, WEL-4 no number of a child’s own, and no order but time', () => {
    isKept('test/past-failures/companies.test.ts', ['popjam'])
  })

  it('AUD-7 what another child made is looked at, and never handed on: no address gives it as a file', () => {
    const given = (kind: 'stream' | 'bytes') => routes.filter(({ answer }) => answer === kind)
    assert.deepEqual(
      given('stream').map(({ url, may }) => [url, who(may)]),
      [['/api/exports/:moveId/file', ['guardian']]],
      'a guardian takes everything of their own child along, which waits a day for the others',
    )
    assert.deepEqual(
      given('bytes').map(({ url }) => url),
      ['/api/photos/:photoId/:rendition'],
    )
    assert.deepEqual(renditionNames, ['card', 'screen'], 'made for looking, and no original')
    const saved = linesWith(/navigator\.share\(|content-disposition|repost|reshare/i).map((line) => line.split(':')[0])
    assert.deepEqual(saved, ['src/apps/http.ts', 'src/features/moves/guardian/save-file.ts'])
  })

  it('SEC-9 nothing is handed to another Kitestring: there is no federation', () => {
    standsOnNo(/activitypub|webfinger|matrix-|federat|atproto|nostr/i)
    assert.deepEqual(linesWith(/activitypub|webfinger|application\/activity|\/inbox\b.*POST to|federat/i), [])
  })
})
