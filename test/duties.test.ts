// The written duties: each paper says what this Kitestring is, invents nothing, counts nobody, and shows what nobody has said. GOV-6, GOV-8, SEC-1, LEG-4
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { documents, isDocument, write } from '../src/apps/duties/documents.ts'
import type { Facts } from '../src/apps/duties/facts.ts'
import { risksOfFeatures } from '../src/apps/duties/risks-of-features.ts'
import { instant } from '../src/platform/clock.ts'
import { toConfig } from '../src/platform/config.ts'

const now = instant(Date.parse('2027-01-15T10:00:00Z'))
const facts: Facts = {
  config: toConfig({ KITESTRING_OPERATOR: 'Oak Street School', KITESTRING_CONTACT: 'photos@school.example.org' }),
  now,
  version: '0.1.0',
  noticeVersion: '2027-01',
  methods: ['handed-code'],
  recipients: [],
  pushServices: ['web.push.apple.com'],
  lawRead: '2026-11-01',
  backups: {},
  columns: [{ table: 'posts', column: 'caption_sealed', purpose: 'the child’s words', owner: 'the child', retention: 'until taken back' }],
  promises: [
    {
      id: 'erased',
      requirements: ['DEL-1'],
      guards: 'sharing',
      words: 'Gone is gone.',
      triedAt: new Date(now),
      heldAt: null,
      failed: 'bytes',
    },
  ],
  incidents: [{ promise: 'erased', feature: 'sharing', code: 'bytes', began_at: new Date(now), ended_at: null }],
  counts: {
    reports: 3,
    reports_decided: 2,
    reports_late: 1,
    takedowns: 1,
    holds: 2,
    holds_reported: 1,
    erasures: 1,
    erasures_open: 0,
    tries: 900,
  },
  filled: { coordinator: { says: 'Ada, room 3', at: '2027-01-02' } },
}
const written = Object.fromEntries(Object.keys(documents).map((name) => [name, isDocument(name) ? write(name, facts) : '']))

it('SEC-1, GOV-7 what was said stands there with its day, and what was not as a blank with its question', () => {
  assert.match(written['security'] ?? '', /Coordinator: Ada, room 3 \(said on 2027-01-02\)/)
  assert.match(written['security'] ?? '', /Training: ______ \(blank `training`: Who was shown/)
  for (const text of Object.values(written)) assert.match(text, /Accountable: KITESTRING_ACCOUNTABLE is not set/)
})

it('GOV-8, WEL-14 the transparency report has what broke, was held and was erased, and counts nobody who is here', () => {
  const text = written['transparency'] ?? ''
  assert.match(text, /1 times since this Kitestring began, 1 of them not mended/)
  assert.match(text, /\| erased \| sharing \| 2027-01-15 10:00 UTC \| still \|/)
  assert.match(text, /3 reports that are still kept were made .*, 2 of them decided, 1 later than the 48 hours; 1 post is taken down/)
  assert.match(text, /2 known images were held and are still sealed, 1 of them reported/)
  assert.match(text, /Everything about 1 child was erased/)
  assert.doesNotMatch(text, /\d+ (?:children|guardians|families|people|users|photos|posts|visits|replies|minutes)\b/)
})

it('SEC-6 the drill counts 72 hours from now', () =>
  assert.match(written['breach-drill'] ?? '', /Within 72 hours \(2027-01-18 10:00 UTC\)/))

it('DAT-1 the schedule has each column with its purpose and its end; a broken promise stands in the papers as broken', () => {
  assert.match(written['retention'] ?? '', /\| caption_sealed \| the child’s words \| the child \| until taken back \|/)
  for (const name of ['impact', 'security']) assert.match(written[name] ?? '', /\| Gone is gone\. \| DEL-1 \| sharing \| BROKEN on/)
})

it('GOV-6 each part of the app has its line: what it is good for to a child, and what could go wrong', () => {
  const features = readdirSync(join(import.meta.dirname, '../src/features'))
  assert.deepEqual(Object.keys(risksOfFeatures).sort(), features.sort())
  for (const part of features) assert.match(written['risks'] ?? '', new RegExp(`^\\| ${part} \\|`, 'm'))
})

it('LEG-4 each kind of illegal content stands there for a person to judge, with what is and is not looked at here', () => {
  assert.ok([...(written['risks'] ?? '').matchAll(/^\| [a-z].* \| ______ \| ______ \| ______ \|$/gm)].length >= 17)
  assert.match(written['risks'] ?? '', /Photos are not compared with lists of known pictures/)
})

it('GOV-10 no paper claims what nobody can prove', () => {
  for (const text of Object.values(written)) assert.doesNotMatch(text, /\b(?:certified|guaranteed|compliant|fully safe|100 ?%)\b/i)
})
