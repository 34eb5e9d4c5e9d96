// What a community owes: each duty is missed alone, in a sentence that says what to do; at home nothing is owed; and what our own examples say counts for nothing. LEG-3
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Role } from '../../features/reports/contract.ts'
import { readEnv, toConfig, type Env } from '../../platform/config.ts'
import { newPair } from '../../platform/sealed-to.ts'
import { missingOf, owed, type Duty, type Ground } from './owed.ts'

const root = join(import.meta.dirname, '../../..')
const school: Env = {
  KITESTRING_MODE: 'community',
  KITESTRING_URL: 'https://kites.hillside-school.org',
  KITESTRING_OPERATOR: 'Hillside School',
  KITESTRING_ACCOUNTABLE: 'Grace Bell, head teacher',
  KITESTRING_CONTACT: 'office@hillside-school.org, 01 23 45',
  KITESTRING_COUNTRY: 'IE',
  KITESTRING_CONSENT_METHODS: 'handed-code',
  SMTP_URL: 'smtps://kites:a-long-enough-word@mail.hillside-school.org',
  MAIL_FROM: 'kites@hillside-school.org',
}
const said = { says: 'we talked it through', at: '2026-11-01' }
const filled = { 'no-list': said, reporting: said, need: said, risks: said, levels: said }
type Change = { env?: Env; without?: (keyof Env)[]; filled?: Ground['filled']; staff?: Role[]; certificate?: Ground['certificate'] }

function missing({ env = {}, without = [], ...changed }: Change = {}): [Duty, string][] {
  const given = Object.fromEntries(Object.entries({ ...school, ...env }).filter(([name]) => !without.some((one) => one === name)))
  const ground = { config: toConfig(given), filled, staff: ['lead', 'moderator'] as Role[], certificate: 'good' as const, ...changed }
  return missingOf(ground).map(({ duty, says }) => [duty, says])
}
const but = (...names: (keyof typeof filled)[]) =>
  Object.fromEntries(Object.entries(filled).filter(([name]) => !names.some((one) => one === name)))

const rows: readonly [Duty, string, Change, RegExp][] = [
  ['operator', 'who runs it', { without: ['KITESTRING_OPERATOR'] }, /Set KITESTRING_OPERATOR/],
  ['accountable', 'who answers for it', { without: ['KITESTRING_ACCOUNTABLE'] }, /Set KITESTRING_ACCOUNTABLE/],
  ['contact', 'how to be reached', { without: ['KITESTRING_CONTACT'] }, /Set KITESTRING_CONTACT/],
  ['law', 'whose law it is', { without: ['KITESTRING_COUNTRY'] }, /Set KITESTRING_COUNTRY/],
  ['consent', 'a choice of methods', { without: ['KITESTRING_CONSENT_METHODS'] }, /Set KITESTRING_CONSENT_METHODS/],
  [
    'consent',
    'a method of the operator’s own',
    { env: { KITESTRING_CONSENT_METHODS: 'video-call, government-id' } },
    /with handed-code or signed-form/,
  ],
  ['staff', 'anybody who decides', { staff: [] }, /missing: a lead, and a second person who decides\./],
  ['staff', 'a lead', { staff: ['moderator', 'moderator', 'triage'] }, /missing: a lead\./],
  ['staff', 'a second person', { staff: ['lead'] }, /missing: a second person who decides\./],
  ['staff', 'a second person who decides', { staff: ['lead', 'triage', 'triage'] }, /missing: a second person who decides\./],
  ['known-images', 'a list, and a reason', { filled: but('no-list') }, /set KITESTRING_KNOWN_IMAGES .*fill no-list/],
  ['reporting', 'who reports', { filled: but('reporting') }, /fill reporting/],
  ['risks', 'what the risks are', { filled: but('need', 'risks', 'levels') }, /what the risks are here: need, risks, levels\..*fill need/],
  ['risks', 'one of its three parts', { filled: but('levels') }, /what the risks are here: levels\..*fill levels/],
  ['mail', 'a mail server', { without: ['SMTP_URL'] }, /Set SMTP_URL/],
  ['https', 'https', { env: { KITESTRING_URL: 'http://kites.hillside-school.org' } }, /it is no https address/],
  ['https', 'a name', { env: { KITESTRING_URL: 'https://192.168.1.20' } }, /need a name/],
  ['https', 'a name, in the newer numbers', { env: { KITESTRING_URL: 'https://[2001:db8::1]' } }, /need a name/],
  ['https', 'a name of its own', { env: { KITESTRING_URL: 'https://localhost:8443' } }, /need a name/],
  [
    'https',
    'a good certificate',
    { certificate: { fault: 'CERT_HAS_EXPIRED' } },
    /certificate of https:\/\/kites\.hillside-school\.org is not good \(CERT_HAS_EXPIRED\)/,
  ],
]

describe('what a community owes', () => {
  it('LEG-3 nothing more, when all of it is there', () => assert.deepEqual(missing(), []))

  for (const [duty, what, change, says] of rows)
    it(`LEG-3 without ${what}: ${duty} is missing, and nothing else`, () => {
      const found = missing(change)
      assert.deepEqual(
        found.map(([name]) => name),
        [duty],
      )
      assert.match(found[0]?.[1] ?? '', says)
    })

  it('LEG-3 each duty can be missed, and all are said at once', () => {
    assert.deepEqual(new Set(rows.map(([duty]) => duty)), new Set(Object.keys(owed)))
    const config = toConfig({ KITESTRING_MODE: 'community' })
    assert.deepEqual(
      missingOf({ config, filled: {}, staff: [], certificate: 'not-reached' }).map(({ duty }) => duty),
      Object.keys(owed),
    )
  })

  it('LEG-3 at home nothing of it is owed', () =>
    assert.deepEqual(missingOf({ config: toConfig({}), filled: {}, staff: [], certificate: 'not-reached' }), []))

  it('SAF-1 a list in place of the reason why there is none', () => {
    const list = { KITESTRING_KNOWN_IMAGES: '/srv/list.txt', KITESTRING_HOLDS_KEY: newPair().publicKey }
    assert.deepEqual(missing({ env: list, filled: but('no-list') }), [])
  })

  it('LEG-3 what cannot be told from here keeps nothing from starting', () => assert.deepEqual(missing({ certificate: 'not-reached' }), []))

  it('SEC-7 what our own examples say is nobody’s word, and nobody’s address', () => {
    const shown: Partial<Record<Duty, (keyof Env)[]>> = {
      operator: ['KITESTRING_OPERATOR'],
      accountable: ['KITESTRING_ACCOUNTABLE'],
      contact: ['KITESTRING_CONTACT'],
      mail: ['SMTP_URL', 'MAIL_FROM'],
      https: ['KITESTRING_URL'],
    }
    for (const file of ['.env.example', 'packaging/kitestring.env.example']) {
      const text = readFileSync(join(root, file), 'utf8')
      const example = readEnv(Object.fromEntries([...text.matchAll(/^#?([A-Z_]+)=(.+)$/gm)].map(([, name = '', value]) => [name, value])))
      for (const [duty, names] of Object.entries(shown))
        for (const name of names) {
          const value = example[name]
          if (value === undefined || /localhost/.test(value)) continue
          assert.deepEqual(
            missing({ env: { [name]: value } }).map(([missed]) => missed),
            [duty],
            `${file}: ${name}=${value}`,
          )
        }
    }
  })
})
