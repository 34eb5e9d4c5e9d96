// The page that opens the file anywhere: no script, no network, nothing but the photos beside it, readable by a child. Its words are English, as those of mails are. DEL-8, KID-1
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlbumPost, World } from './world.ts'

type Share = World['about']['shares'][number]

export function viewerPage(world: World): string {
  const { child } = world.about
  const title = `${child.name}: my photos`
  const posts = world.album.map((post, n) => ({ post, share: world.about.shares[n] })).reverse()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${rulesOfPage}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#photos">Go to the photos</a>
<header>
<h1 dir="auto">${safe(title)}</h1>
<p>These are your photos and your words. They are yours to keep.</p>
<p>This page works with no internet. Tap a photo to see it big.</p>
</header>
<main>
<section id="photos" aria-labelledby="photos-title">
<h2 id="photos-title">${count(world)}</h2>
${posts.map(({ post, share }) => article(post, share)).join('\n')}
</section>
<section aria-labelledby="known-title">
<h2 id="known-title">What Kitestring knew about you</h2>
${known(world)}
</section>
<section aria-labelledby="file-title">
<h2 id="file-title">About this file</h2>
<p>It was made on ${day(world.madeAt)}. Not in it: photos of other children that they shared with you, because those are theirs. And photos you had put in but not sent.</p>
<p>world.json holds the same for machines. SHA256SUMS tells whether a photo was changed. The whole file can be brought into another Kitestring.</p>
</section>
</main>
</body>
</html>
`
}

function article({ at, caption, photos }: AlbumPost, share: Share | undefined): string {
  const when = day(at)
  const pictures = photos.map(
    ({ file, width, height, alt }) =>
      `<a href="${safe(file)}"><img src="${safe(file)}" width="${width}" height="${height}" loading="lazy" alt="${safe(alt || `Photo of ${when}`)}"></a>`,
  )
  const words = caption ? `<p class="words" dir="auto">${safe(caption)}</p>` : ''
  return `<article>${pictures.join('')}${words}<p class="soft">${when}${share ? `. ${whoSaw(share)}` : ''}</p></article>`
}

function whoSaw({ state, audience, until }: Share): string {
  const names = audience.length > 0 ? `<span dir="auto">${safe(listOf(audience))}</span>` : ''
  switch (state) {
    case 'waiting':
    case 'sent-back':
      return 'Not shared. Only you and your grown-ups saw it.'
    case 'brought':
      return 'It came along from another place. Here only you and your grown-ups saw it.'
    case 'cooling-off':
    case 'shared':
      return names && until ? `Shared with ${names} until ${day(until)}.` : 'Only you and your grown-ups see it.'
    case 'over':
      return names && until ? `Was shared with ${names} until ${day(until)}.` : 'Its sharing is over.'
    case 'taken-back':
      return 'Taken back.'
  }
}

const maySay: Record<string, string> = {
  'audience family': 'Share with your family',
  'audience everyone': 'Share with family and friends',
  'days 7': 'Share a photo for a week',
  'days 30': 'Share a photo for a month',
  'days 90': 'Share a photo for three months',
  'cooling-off ten-minutes': 'A photo waits ten minutes after a yes',
  'cooling-off minute': 'A photo waits one minute after a yes',
  'hearts off': 'No hearts come for your photos',
  'hearts on': 'Your family can send you a heart',
  'replies off': 'Friends and you send no replies',
  'replies stickers': 'Friends and you can reply with stickers',
  'replies phrases': 'Friends and you can reply with stickers and ready words',
  'replies own-words': 'Friends and you can reply in your own words, which your grown-ups read first',
  'hours 20-7': 'Quiet time from 8 at night to 7',
  'hours 21-6': 'Quiet time from 9 at night to 6',
  'hours never': 'Open day and night',
  'budget 30': 'Half an hour a day',
  'budget 60': 'An hour a day',
  'budget all-day': 'As long as you like',
  'asking each': 'A grown-up looks at each photo first',
  'asking new-people': 'A grown-up looks when somebody new can see it',
  'asking told': 'You share by yourself, and your grown-ups are told',
  'asking weekly': 'You share by yourself, and talk about it each week',
}

function known({ album, collections, about }: World): string {
  const words = actWords()
  const { child, guardians, devices, connections, circles, settings, blocks, consents, assents, log, receipts } = about
  return [
    part('You and your grown-ups', [
      `Your name here: ${child.name}. Your face: ${child.avatar.replaceAll('-', ' ').replaceAll('.', ', ')}. Your age here: ${child.band}.`,
      `Your grown-ups: ${listOf(guardians)}.`,
      `All of this is kept there until ${day(child.keptUntil)}.`,
      ...(child.growsUpOn === null ? [] : [`You turn 13 in ${month(child.growsUpOn)}.`]),
      ...devices.map(({ name, since }) => `A tablet of yours${name === null ? '' : ` (${name})`}, since ${day(since)}.`),
    ]),
    part(
      'Who you shared with',
      connections.map(
        ({ name, since, approvedBy }) =>
          `${name}, since ${day(since)}${approvedBy.length > 0 ? `. These grown-ups said yes: ${listOf(approvedBy)}` : ''}.`,
      ),
    ),
    part(
      'Your circles',
      circles.map(({ name, people }) => `${name}: ${people.length > 0 ? listOf(people) : 'nobody is in it'}.`),
    ),
    part(
      'Your boxes',
      collections.map(
        ({ name, posts }) => `${name}: ${posts.length > 0 ? listOf(posts.map((place) => calledIn(album[place]))) : 'nothing is in it'}.`,
      ),
    ),
    part(
      'What you may do',
      settings.map(
        ({ setting, value, by, for: person }) =>
          `${person ? `For ${person}: ` : ''}${maySay[`${setting} ${value}`] ?? `${setting}: ${value}`}${by ? ` (${by})` : ''}.`,
      ),
    ),
    part(
      'Who is blocked',
      blocks.map(({ name, by }) => `${name}${by ? `, by ${by}` : ''}.`),
    ),
    part('Who said yes to what', [
      ...consents.map(
        ({ purpose, by, givenAt, noticeVersion, withdrawnAt }) =>
          `${purposes[purpose] ?? purpose}: ${by ?? 'a grown-up'}, ${day(givenAt)}, notice ${noticeVersion}${withdrawnAt ? `. Ended on ${day(withdrawnAt)}` : ''}.`,
      ),
      ...assents.map(
        ({ givenAt, withdrawnAt }) => `You said yes to sharing on ${day(givenAt)}${withdrawnAt ? ` and no on ${day(withdrawnAt)}` : ''}.`,
      ),
    ]),
    part(
      'What was done',
      log.toReversed().map(({ at, act, by }) => `${day(at)}: ${words.get(act) ?? act}${by ? ` (${by})` : ''}.`),
    ),
    part(
      'What was taken back',
      receipts.map(
        ({ takenBackAt, by, erasedAt }) => `${day(takenBackAt)}${by ? `, by ${by}` : ''}${erasedAt ? ', and erased for good' : ''}.`,
      ),
    ),
  ].join('\n')
}

function part(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  return `<details><summary>${title}</summary><ul>${lines.map((line) => `<li dir="auto">${safe(line)}</li>`).join('')}</ul></details>`
}

const purposes: Record<string, string> = {
  profile: 'A page for you',
  photos: 'Keeping your photos',
  sharing: 'Sharing with people you know',
}

function count({ album }: World): string {
  const photos = album.reduce((sum, post) => sum + post.photos.length, 0)
  if (photos === 0) return 'There are no photos yet'
  return photos === 1 ? 'Your photo' : `Your ${photos} photos`
}

/** The words for each act, as the child reads them on the screen; for what only grown-ups read there, theirs. */
function actWords(): Map<string, string> {
  return new Map([...actsIn('family.po', 'family\\.log'), ...actsIn('child.po', 'child\\.done')])
}

function actsIn(file: string, list: string): [act: string, words: string][] {
  const text = readFileSync(join(import.meta.dirname, '../../ui/words/en', file), 'utf8')
  const lines = text.matchAll(new RegExp(`^msgid "${list}\\.act\\.([\\w.-]+)"\nmsgstr "(.*)"$`, 'gm'))
  return [...lines].map(([, act = '', words = '']) => [act, words])
}

function calledIn(post: AlbumPost | undefined): string {
  return post ? post.caption || `the photo of ${day(post.at)}` : ''
}

function day(moment: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(moment))
}

function month(first: string): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(first))
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names)
}

/** A child's words are text and nothing else. T26 */
function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

const style = `
:root { color-scheme: light dark; --paper: #fff8ee; --card: #fff; --ink: #22304a; --soft: #414e67; --link: #174f86; --line: #8a7f6d }
@media (prefers-color-scheme: dark) { :root { --paper: #141b2b; --card: #1e2739; --ink: #f4efe6; --soft: #cfd6e4; --link: #a9d3ff; --line: #8d97ad } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 24px 16px 64px; background: var(--paper); color: var(--ink); font: 1.25rem/1.5 Andika, system-ui, sans-serif; word-spacing: 0.06em; overflow-wrap: anywhere }
h1 { font-size: 1.8em; line-height: 1.2; margin: 0 0 16px }
h2 { font-size: 1.4em; margin: 40px 0 16px }
p { margin: 8px 0 }
a { color: var(--link) }
:focus-visible { outline: 4px solid var(--link); outline-offset: 3px; border-radius: 8px }
.skip { position: absolute; left: -100vw }
.skip:focus { left: 16px; top: 8px; background: var(--card); padding: 8px 16px }
article { background: var(--card); border: 2px solid var(--line); border-radius: 22px; padding: 16px; margin: 0 0 24px }
article a { display: block; margin: 0 0 8px }
img { display: block; width: 100%; height: auto; border-radius: 14px; background: var(--paper) }
.words { font-size: 1.1em; white-space: pre-wrap }
.soft { color: var(--soft); font-size: 0.9em }
details { border-top: 2px solid var(--line); padding: 4px 0 }
summary { cursor: pointer; padding: 12px 0; min-height: 48px; font-weight: 700 }
ul { margin: 0 0 16px; padding: 0 0 0 24px }
`

const styleSum = createHash('sha256').update(style).digest('base64')
/** Only this style and the photos beside the page: no script, no form, no frame, and not one request to anywhere. NOT-2 */
const rulesOfPage = `default-src 'none'; img-src 'self' file:; style-src 'sha256-${styleSum}'; base-uri 'none'; form-action 'none'`
