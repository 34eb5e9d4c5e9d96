// Whose helplines Help shows, also without internet: the last answer is kept on the device. It says nothing of a person. KID-2
import type { Country } from '../../../platform/config.ts'
import { helplines } from '../helplines.ts'

const place = 'kitestring.country'

export function rememberCountry(country: Country | null) {
  if (country) localStorage.setItem(place, country)
  else localStorage.removeItem(place)
}

export function countryHere(): Country | null {
  const kept = localStorage.getItem(place)
  return (Object.keys(helplines) as Country[]).find((country) => country === kept) ?? null
}
