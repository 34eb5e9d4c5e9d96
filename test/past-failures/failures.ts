// The public failures this Kitestring was made after: what went wrong elsewhere, which requirements answer it, and what therefore never happens here.
// Each has a test that replays it (companies.test.ts, peers.test.ts), or names the tests that keep it. GOV-5
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'

export type Failure = {
  who: string
  ids: string
  never: string
  /** The tests of another file that replay it, each by how its name begins. */
  kept?: readonly (readonly [file: string, ...tests: string[]])[]
}

/** What companies did to children, as courts, regulators and the press have told it. */
export const companies = {
  'messenger-kids': {
    who: 'Messenger Kids 2017–19',
    ids: 'CNT-2, CNT-3, CNT-10, GOV-9',
    never:
      'two friends of one child, not connected themselves, are brought together by nothing that child does, and no breach is closed in silence',
  },
  'musical.ly': {
    who: 'Musical.ly 2019',
    ids: 'AUD-1, DEL-1',
    never: 'nothing of a child is public, and what a parent deletes is deleted',
  },
  'youtube-disney': {
    who: 'YouTube 2019, Disney 2025',
    ids: 'DAT-6',
    never: 'no identifier is taken from who looks, nothing comes from another site, and no label decides about advertising',
  },
  epic: {
    who: 'Epic 2022',
    ids: 'CNT-7, PAR-1, DEL-6',
    never:
      'a child for whom nothing was set is reached by nobody, there is no chat, one tap closes what was open, and one request erases all of it',
  },
  edmodo: {
    who: 'Edmodo 2023',
    ids: 'LEG-3, DAT-2, DEL-7',
    never: 'no school and no staff consents in a parent’s place, what has ended is removed, and nothing is kept that nobody renews',
  },
  alexa: { who: 'Alexa 2023', ids: 'DEL-1, DAT-7', never: 'deleting reaches every copy, and nothing learns from what children made' },
  xbox: {
    who: 'Xbox 2023',
    ids: 'CON-1, CON-6',
    never: 'nothing of a child is taken before the parent’s yes, and an abandoned sign-up leaves nothing',
  },
  'ngl-sendit': {
    who: 'NGL 2024, Sendit 2025',
    ids: 'CNT-6, PAR-5, GOV-10',
    never: 'every word and picture comes from a person one knows, nobody writes as a child, and nothing is claimed that is not proven',
  },
  apitor: { who: 'Apitor 2025', ids: 'DAT-6, DAT-4', never: 'no place is asked for, and none that a camera wrote is kept' },
  'instagram-teen': {
    who: 'Instagram teen tools 2025',
    ids: 'GOV-1, GOV-2, GOV-3',
    never: 'no promise is made without a test that names it, and none is broken without closing what it guards',
  },
  'meta-filters': {
    who: 'Meta surgery filters 2020',
    ids: 'PUB-7, GOV-4',
    never: 'nothing changes how a face looks, and no setting brings that in',
  },
  kuddle: { who: 'Kuddle 2014', ids: 'CON-2, DAT-8, CNT-4', never: 'no child approves itself, and no name can be searched for' },
  popjam: {
    who: 'PopJam 2014–23',
    ids: 'WEL-1, WEL-3, WEL-12, WEL-13',
    never: 'there are no followers, hearts that count, numbers, brands or endless feeds',
  },
  zigazoo: {
    who: 'Zigazoo',
    ids: 'AUD-1, PUB-1, AUD-8',
    never: 'no face is shown to a community, nor to reviewers: a guardian says yes, then the people who were picked see it',
  },
  kinzoo: { who: 'Kinzoo, which does it well', ids: 'CNT-1, CNT-8', never: 'only grown-ups make connections; a child alone can end them' },
  'lego-life': {
    who: 'LEGO Life 2017–24',
    ids: 'DEL-8, GOV-12',
    never:
      'what a child made is not lost when its maker gives up: it leaves as one open file, and comes into another Kitestring byte for byte',
    kept: [
      ['test/moves/export.test.ts', 'DEL-8 the file holds the child’s photos'],
      ['test/moves/import.test.ts', 'DEL-8 what leaves, comes in and leaves again is the same'],
      ['src/features/sunset/sunset.test.ts', 'GOV-12, DEL-8 each child’s whole world lies in the folder'],
    ],
  },
  google: {
    who: 'Google 2021',
    ids: 'SAF-5, PUB-6',
    never: 'what a check finds is told to the family, and reports, blocks or closes nothing by itself',
  },
} as const satisfies Record<string, Failure>

/** The ways in which other makers' photo and social servers have leaked, by the number of the attack in our threat model. */
export const peers = {
  T1: {
    who: 'Messenger Kids',
    ids: 'CNT-2',
    never: 'a friend brings two strangers together',
    kept: [
      ['test/past-failures/companies.test.ts', "'messenger-kids': async"],
      ['test/access/no-trace.test.ts', 'CNT-2 sharing with somebody'],
    ],
  },
  T2: {
    who: 'Pixelfed CVE-2025-30741, Mastodon CVE-2026-27468',
    ids: 'CNT-1',
    never: 'a connection that only one side wants, or that waits, counts as one',
  },
  T3: {
    who: 'Immich #29599, Nextcloud NC-SA-2018-002, Gitea CVE-2026-110324',
    ids: 'AUD-2',
    never: 'a side door gives the bytes',
    kept: [['test/access/every-route.test.ts', 'T3 HEAD', 'T3 no spelling']],
  },
  T4: {
    who: 'Immich CVE-2026-108165, Nextcloud NC-SA-2019-001',
    ids: 'AUD-2',
    never: 'a second channel tells more than the first',
    kept: [['test/canary/canary.test.ts', 'I1 every address', 'T4 the open lines']],
  },
  T5: {
    who: 'Immich-folio and every link that is its own key',
    ids: 'AUD-1, AUD-9',
    never: 'a kept address opens for somebody else or later',
    kept: [['test/canary/canary.test.ts', 'T5 no address', 'T5 a session']],
  },
  T6: {
    who: 'Bluesky Ozone',
    ids: 'AUD-9',
    never: 'a device shows what was taken back',
    kept: [
      ['test/journeys/main.journey.ts', 'AUD-9 the child takes it back'],
      ['test/journeys/closing.journey.ts', 'CNT-1 a guardian ends'],
      ['test/journeys/cached.journey.ts', 'AUD-9 while a friend may see', 'T6 the whole profile'],
    ],
  },
  T7: { who: 'Mastodon, for a day or two', ids: 'DEL-1, AUD-9', never: 'deleted media is served on' },
  T8: {
    who: 'every server where a thing can be changed after its approval',
    ids: 'I3',
    never: 'what is shown differs from what was approved',
    kept: [['test/access/content-binding.test.ts', 'I3 no role writes', 'I3 a yes is for', 'T8 other bytes']],
  },
  T9: {
    who: 'races between check and use',
    ids: 'I3, PUB-1',
    never: 'two requests at once leave a gap',
    kept: [
      ['test/access/content-binding.test.ts', 'T9 a yes and a taking back'],
      ['test/uploads/uploads.test.ts', 'PAR-8 a post is approved once'],
    ],
  },
  T10: { who: 'Signal #10247, Wyze’s 13,000 cameras', ids: 'R13', never: 'somebody gets another person’s picture under load' },
  T11: {
    who: 'Postgres row-level security, as often set up',
    ids: 'R1–R7',
    never: 'a view, function or owner goes round the rule',
    kept: [['test/access/catalogue.ts', 'R1 ', 'R2 ', 'R3 ', 'R4 ', 'R5 ', 'R6 ', 'R7 ']],
  },
  T12: {
    who: 'three SQL injections of Nextcloud',
    ids: 'R14',
    never: 'a SQL prompt becomes another child',
    kept: [['test/access/catalogue.test.ts', 'R14 ', 'T12 with a session', 'T12 no role']],
  },
  T13: {
    who: 'Immich CVE-2026-23896, Pixelfed CVE-2024-25108',
    ids: 'SEC-2',
    never: 'a field nobody asked for makes somebody more than they are',
  },
  T14: { who: 'four ways past Nextcloud’s lock', ids: 'PAR-8', never: 'a child’s tablet does what a guardian does' },
  T15: {
    who: 'scraping and fake families',
    ids: 'CNT-4, CNT-11',
    never: 'a code is guessed or used twice',
    kept: [['test/uploads/uploads.test.ts', 'CNT-11 a code works once']],
  },
  T16: {
    who: 'Nextcloud NC-SA-2019-013, CVE-2026-45543',
    ids: 'AUD-9',
    never: 'a guardian who is none any more keeps a way in',
    kept: [
      ['test/access/what-shows.test.ts', 'AUD-9 an ended guardianship'],
      ['test/guardians/two-homes.test.ts', 'CON-10 removed with the yes of one more after the day'],
    ],
  },
  T17: { who: 'Apple Family Sharing', ids: 'CON-10, I17', never: 'one guardian keeps the other from closing anything' },
  T18: {
    who: 'family trackers, as NNEDV lists them',
    ids: 'DAT-4, DAT-9',
    never: 'one parent learns from where or with what the other looks',
  },
  T19: {
    who: 'CloudPets',
    ids: 'SEC-3',
    never: 'a password is tried without end, leaked before, or enough to keep its owner out',
    kept: [
      [
        'src/features/sign-in/sign-in.test.ts',
        'after ten wrong tries',
        'a short, repeated',
        'T19 it gives one',
        'T19 for a day',
        'T19 who comes in where they never were',
        'T19 they hear of it',
      ],
    ],
  },
  T20: { who: 'Ring and Alexa staff', ids: 'AUD-8', never: 'staff look at a child’s picture' },
  T21: {
    who: 'CloudPets',
    ids: 'I10',
    never: 'a stolen disk or dump can be read',
    kept: [['test/at-rest/at-rest.test.ts', 'I10 the database', 'I10 neither does a dump', 'I10 neither do stored photos']],
  },
  T22: {
    who: 'shared tablets',
    ids: 'SEC-8',
    never: 'the next person at a tablet sees what the last one saw',
    kept: [
      ['test/journeys/shared-tablet.journey.ts', 'SEC-8 the child locks', 'SEC-8 a guardian signs', 'T22 the power is gone'],
      ['src/features/sign-in/sign-in.test.ts', 'SEC-8 a guardian signs', 'signing out kills'],
    ],
  },
  T23: {
    who: 'ImageMagick CVE-2022-44268, Mastodon CVE-2023-36460',
    ids: 'SEC-4',
    never: 'a crafted picture reads a file or runs code',
    kept: [['test/pixels/isolation.test.ts', 'T23 behind the strongest', 'T23 Node']],
  },
  T24: {
    who: 'picture bombs',
    ids: 'SEC-4, I19',
    never: 'one picture stops the server',
    kept: [
      ['test/pixels/refusals.test.ts', 'T24 '],
      ['test/uploads/uploads.test.ts', 'T24 every hostile'],
    ],
  },
  T25: {
    who: 'Nextcloud NC-SA-2020-044, immich-folio #195',
    ids: 'SEC-4',
    never: 'a picture is also a page',
    kept: [
      ['test/uploads/uploads.test.ts', 'T25 only a plain stream'],
      ['test/pixels/clean.test.ts', 'SEC-4 what hangs on'],
    ],
  },
  T26: {
    who: 'Immich CVE-2026-40096, Mastodon CVE-2026-23963',
    ids: 'SEC-4',
    never: 'a name or caption is more than words',
    kept: [['test/uploads/uploads.test.ts', 'T26 words come back', 'T26 a caption has 500']],
  },
  T27: { who: 'Immich CVE-2025-43856', ids: 'SEC-2', never: 'another site acts with somebody’s session' },
  T28: {
    who: 'Immich CVE-2026-25118',
    ids: 'T28',
    never: 'a log or a mail holds a secret or a child’s words',
    kept: [['test/at-rest/at-rest.test.ts', 'T28 a mail', 'T28 the logs']],
  },
  T29: {
    who: 'Mastodon CVE-2025-67500, Immich #28154',
    ids: 'I7, SEC-3',
    never: 'an answer tells that something hidden exists',
    kept: [['test/access/no-trace.test.ts', 'I7 every hidden thing', 'I7 acting on a hidden']],
  },
  T30: {
    who: 'Mastodon CVE-2023-36461',
    ids: 'F19, I19',
    never: 'a flood keeps a child from taking back',
    kept: [['test/access/who-sees-what.test.ts', 'F19 ']],
  },
  T31: { who: 'Nextcloud NC-SA-2021-007', ids: 'I18', never: 'what takes an erased thing’s id inherits anything' },
} as const satisfies Record<string, Failure>

/** What of them cannot be replayed here, because the feature it would be tried on is not there. Printed with every run; a line goes when its test comes. */
export const notYet: readonly (readonly [failure: keyof typeof companies | keyof typeof peers, ids: string, because: string])[] = [
  ['edmodo', 'LEG-3', 'there is one mode, the household; the conditions of a school’s or club’s come with that mode'],
]

type Replays<R> = Partial<Record<keyof R, () => unknown>>

/** One test for each failure of the table: it is replayed, or kept where the table says. */
export function neverAgain<R extends Record<string, Failure>>(failures: R, replays: Replays<R>): void {
  for (const [id, failure] of Object.entries(failures)) {
    it(`${failure.ids} ${failure.who}: ${/^T\d/.test(id) ? 'never: ' : ''}${failure.never}`, async () => {
      const replay = replays[id]
      assert.ok(Boolean(replay) !== Boolean(failure.kept), 'replayed here or kept elsewhere, and not both')
      for (const [file, ...tests] of failure.kept ?? []) isKept(file, tests)
      await replay?.()
    })
  }
}

export function isKept(file: string, tests: readonly string[]): void {
  const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
  assert.ok(tests.length > 0)
  for (const test of tests)
    assert.ok(
      [`'${test}`, `"${test}`, `\`${test}`, `  ${test}`].some((start) => text.includes(start)),
      `${file}: ${test}`,
    )
}
