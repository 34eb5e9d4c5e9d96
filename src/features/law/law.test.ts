// The law and the helplines as dated facts: each says where it was read and when; what nobody read for 180 days is stale; unknown is the strictest. LEG-1, KID-2
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigFault, countries, toConfig } from '../../platform/config.ts'
import { helplines } from './helplines.ts'
import { lawNotes } from './notes.ts'
import { isStale, oldestReading, profileOf, profiles, strictest } from './profiles.ts'

const day = 86_400_000

describe('law profiles', () => {
  for (const country of countries)
    it(`LEG-1 ${country}: each fact says on which page it was read, and on which day`, () => {
      const facts = [...Object.values(profiles[country]), ...helplines[country].lines]
      for (const { read } of facts) {
        assert.equal(new URL(read.at).protocol, 'https:')
        assert.match(read.on, /^\d{4}-\d\d-\d\d$/)
        assert.ok(Date.parse(read.on) <= Date.now(), read.on)
      }
      assert.ok(profiles[country].consent.age >= 13 && profiles[country].consent.age <= 16)
      assert.match(helplines[country].emergency, /^\d{3}$/)
      assert.ok(helplines[country].lines.length > 0)
      for (const { number, web } of helplines[country].lines) {
        assert.match(number, /^[\d -]{3,14}$/)
        assert.match(web, /^[\w.-]+\.\w{2,3}$/)
      }
    })

  it('LEG-1 where nobody said which country it is, the strictest of each counts', () => {
    assert.equal(profileOf(undefined), strictest)
    assert.equal(strictest.consent.age, Math.max(...Object.values(profiles).map(({ consent }) => consent.age)))
    assert.equal(strictest.minimumAge?.age, 16)
  })

  it('LEG-1 what nobody has read again for 180 days is stale, and whoever starts this is told', () => {
    for (const country of [undefined, ...countries]) {
      const read = Date.parse(oldestReading(country))
      assert.equal(isStale(country, read + 180 * day), false)
      assert.equal(isStale(country, read + 181 * day), true)
      assert.match(lawNotes(country, read + 181 * day).join('\n'), /^Note: nobody has checked the law and the helplines/m)
    }
    assert.deepEqual(lawNotes('DE', Date.parse(oldestReading('DE'))), [])
    assert.match(
      lawNotes(undefined, Date.parse(oldestReading(undefined))).join('\n'),
      /^Note: KITESTRING_COUNTRY does not say .* yes below 16/,
    )
  })

  it('LEG-1 where a law may forbid accounts below an age, whoever starts this is told each time', () => {
    assert.match(lawNotes('AU', Date.parse(oldestReading('AU'))).join(), /under 16.*before families share/)
  })

  it('LEG-1 a country that is not among these is a fault, and none is the strictest', () => {
    assert.throws(
      () => toConfig({ KITESTRING_COUNTRY: 'Atlantis' }),
      (fault) => fault instanceof ConfigFault && /one of US, EU/.test(fault.message),
    )
    assert.equal(toConfig({}).country, undefined)
    assert.equal(toConfig({ KITESTRING_COUNTRY: 'UK' }).country, 'UK')
  })
})
