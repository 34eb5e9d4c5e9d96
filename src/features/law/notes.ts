// What whoever runs this should know of the law before they begin: said at each start. LEG-1
import type { Country } from '../../platform/config.ts'
import { isStale, oldestReading, profileOf } from './profiles.ts'

export function lawNotes(country: Country | undefined, now: number): string[] {
  const { consent, minimumAge } = profileOf(country)
  return [
    ...(country
      ? []
      : [
          `Note: KITESTRING_COUNTRY does not say whose law counts, so the strictest does (a guardian's yes below ${consent.age}), and children see the helplines of all countries.`,
        ]),
    ...(isStale(country, now)
      ? [
          `Note: nobody has checked the law and the helplines${country ? ` of ${country}` : ''} since ${oldestReading(country)}. A newer Kitestring may have them; until then, look at them yourself.`,
        ]
      : []),
    ...(country && minimumAge
      ? [
          `Note: ${minimumAge.law} asks some services to give no account to anybody under ${minimumAge.age}. Find out whether yours is one before families share with each other.`,
        ]
      : []),
  ]
}
