// The languages Kitestring speaks, each called by its own name: whoever chose a wrong one finds the way back.
export const languages = { en: 'English', es: 'Español', de: 'Deutsch', fr: 'Français', ar: 'العربية' } as const
export type Language = keyof typeof languages

export const rightToLeft: readonly Language[] = ['ar']

const place = 'kitestring.language'

/** What was chosen on this device, else the first language of the browser that Kitestring speaks; English when there is none. */
export function wantedLanguage(): Language {
  return chooseLanguage([localStorage.getItem(place) ?? '', ...navigator.languages])
}

/** Kept on the device alone: on a shared tablet it is the tablet's. */
export function keepLanguage(language: Language) {
  localStorage.setItem(place, language)
}

export function chooseLanguage(wanted: readonly string[]): Language {
  return wanted.map(baseOf).find(isSpoken) ?? 'en'
}

/**
 * The language as Intl takes it: with the reader's own country where the browser names it, for the order of a date and the shapes of digits;
 * and with the calendar that dates are kept in.
 */
export function forIntl(language: Language, wanted: readonly string[]): string {
  const own = wanted.find((tag) => baseOf(tag) === language) ?? language
  try {
    return new Intl.Locale(own, { calendar: 'gregory' }).toString()
  } catch {
    return `${language}-u-ca-gregory` // some browsers name their language in a way of their own
  }
}

function baseOf(tag: string) {
  return tag.split('-')[0]?.toLowerCase() ?? ''
}

function isSpoken(tag: string): tag is Language {
  return Object.hasOwn(languages, tag)
}
