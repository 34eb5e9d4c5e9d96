// Who helps children, by country: names, numbers and hours, each with the page it was read on and the day. It is part of the app itself, so that it is there
// without internet, and looking at it asks nobody for anything. KID-2
import type { Country } from '../../platform/config.ts'

/** The page, and the day somebody read it. The first ones were read in stored copies: decision 0031 says what that asks of a release. */
export type Read = { at: string; on: string }

/** `hours`: day and night, or on which days from which hour to which; null where each country has its own. */
export type Helpline = {
  name: string
  number: string
  web: string
  hours: 'always' | { days: 'every-day' | 'mon-sat'; from: number; to: number } | null
  read: Read
}

type HelpHere = { where: string; emergency: string; lines: readonly Helpline[] }

export const helplines: Readonly<Record<Country, HelpHere>> = {
  US: {
    where: 'United States',
    emergency: '911',
    lines: [
      {
        name: 'Childhelp',
        number: '1-800-422-4453',
        web: 'childhelphotline.org',
        hours: 'always',
        read: { at: 'https://childhelphotline.org/how-it-works', on: '2026-11-26' },
      },
    ],
  },
  EU: {
    where: 'Europe',
    emergency: '112',
    lines: [
      {
        name: 'Child helpline',
        number: '116 111', // in 23 of the 27 countries
        web: 'childhelplineinternational.org',
        hours: null,
        read: { at: 'https://childhelplineinternational.org/15-years-of-116111/', on: '2026-11-26' },
      },
    ],
  },
  DE: {
    where: 'Germany',
    emergency: '112',
    lines: [
      {
        name: 'Nummer gegen Kummer',
        number: '116 111',
        web: 'nummergegenkummer.de',
        hours: { days: 'mon-sat', from: 14, to: 20 },
        read: { at: 'https://www.bmfsfj.de/bmfsfj/mediathek/anrufen-mailen-chatten-gegen-sorgen-154556', on: '2026-11-26' },
      },
    ],
  },
  FR: {
    where: 'France',
    emergency: '112',
    lines: [
      {
        name: 'Allô enfance en danger',
        number: '119',
        web: 'allo119.gouv.fr',
        hours: 'always',
        read: { at: 'https://solidarites.gouv.fr/node/2219', on: '2026-11-26' },
      },
      {
        name: 'e-Enfance',
        number: '3018',
        web: '3018.fr',
        hours: { days: 'every-day', from: 9, to: 23 },
        read: { at: 'https://solidarites.gouv.fr/node/2219', on: '2026-11-26' },
      },
    ],
  },
  IE: {
    where: 'Ireland',
    emergency: '112',
    lines: [
      {
        name: 'Childline',
        number: '1800 66 66 66',
        web: 'childline.ie',
        hours: 'always',
        read: {
          at: 'https://www.independent.ie/regionals/corkman/news/sharp-increase-in-contacts-to-childline-over-christmas-41197253.html',
          on: '2026-11-26',
        },
      },
    ],
  },
  UK: {
    where: 'United Kingdom',
    emergency: '999',
    lines: [
      {
        name: 'Childline',
        number: '0800 1111',
        web: 'childline.org.uk',
        hours: 'always',
        read: {
          at: 'https://www.hartlepoolmail.co.uk/health/childline-advice-thirty-five-years-on-and-sadly-children-still-need-our-help-3434667',
          on: '2026-11-26',
        },
      },
    ],
  },
  AU: {
    where: 'Australia',
    emergency: '000',
    lines: [
      {
        name: 'Kids Helpline',
        number: '1800 55 1800',
        web: 'kidshelpline.com.au',
        hours: 'always',
        read: { at: 'https://www.openaustralia.org.au/debates/?id=2023-03-20.209.2', on: '2026-11-26' },
      },
    ],
  },
}
