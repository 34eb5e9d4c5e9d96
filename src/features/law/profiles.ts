// The law of a country, as dated facts: below which age a guardian's yes is asked for, whom to complain to, where abuse is reported. Where the country is not known,
// the strictest counts. A fact that nobody has read again for 180 days is stale. LEG-1
import type { Country } from '../../platform/config.ts'
import { helplines, type Read } from './helplines.ts'

type Office = { name: string; web: string; read: Read }
type Age = { age: number; law: string; read: Read }
export type Profile = {
  consent: Age // here a guardian is asked for every child
  report: Office // where pictures of children being abused are reported
  authority: Office // whom to complain to about what is kept
  minimumAge?: Age // below it some services may give no account
}

const article8: Read = { at: 'https://dsgvo.privacysoft.online/en/dsgvo/Kapitel_2/Art_8', on: '2026-11-26' }
const germanOffices: Read = { at: 'https://www.klicksafe.de/service/anlaufstellen/internet-beschwerdestellen/', on: '2026-11-26' }

export const profiles: Readonly<Record<Country, Profile>> = {
  US: {
    consent: {
      age: 13,
      law: 'The Children’s Online Privacy Protection Rule (COPPA)',
      read: { at: 'https://www.govregs.com/regulations/title16_chapterI_part312_section312.4', on: '2026-11-26' },
    },
    report: {
      name: 'the CyberTipline of NCMEC',
      web: 'report.cybertip.org',
      read: { at: 'https://report.cybertip.org/faqs', on: '2026-11-26' },
    },
    authority: {
      name: 'the Federal Trade Commission',
      web: 'ftc.gov',
      read: { at: 'https://www.ftc.gov/comment/566256', on: '2026-11-26' },
    },
  },
  EU: {
    consent: { age: 16, law: 'The General Data Protection Regulation (Article 8)', read: article8 }, // a country may say 13, 14 or 15
    report: { name: 'a hotline of INHOPE', web: 'inhope.org', read: germanOffices },
    authority: { name: 'the data-protection authority of your country', web: 'edpb.europa.eu', read: article8 },
  },
  DE: {
    consent: {
      age: 16,
      law: 'The General Data Protection Regulation (DSGVO, Article 8)',
      read: {
        at: 'https://www.twobirds.com/en/capabilities/practices/privacy-and-data-protection/general-data-protection-regulation/gdpr-tracker/children',
        on: '2026-11-26',
      },
    },
    report: { name: 'the Internet-Beschwerdestelle of FSM and eco', web: 'internet-beschwerdestelle.de', read: germanOffices },
    authority: {
      name: 'the data-protection authority of your Land',
      web: 'bfdi.bund.de',
      read: {
        at: 'https://www.bfdi.bund.de/DE/Datenschutz/Ueberblick/MeineRechte/Artikel/BeschwerdeBeiDatenschutzbehoereden.html',
        on: '2026-11-26',
      },
    },
  },
  FR: {
    consent: {
      age: 15,
      law: 'Article 45 of the loi Informatique et Libertés',
      read: {
        at: 'https://cnil.fr/fr/recommandation-4-rechercher-le-consentement-dun-parent-pour-les-mineurs-de-moins-de-15-ans',
        on: '2026-11-26',
      },
    },
    report: {
      name: 'Pharos',
      web: 'internet-signalement.gouv.fr',
      read: { at: 'https://www.service-public.gouv.fr/particuliers/vosdroits/R17674', on: '2026-11-26' },
    },
    authority: {
      name: 'the CNIL',
      web: 'cnil.fr',
      read: { at: 'https://www.cnil.fr/fr/webform/enquete-sur-les-droits-des-mineurs-dans-lenvironnement-numerique-0', on: '2026-11-26' },
    },
  },
  IE: {
    consent: {
      age: 16,
      law: 'Section 31 of the Data Protection Act 2018',
      read: { at: 'https://www.oireachtas.ie/en/debates/question/2022-04-05/592/', on: '2026-11-26' },
    },
    report: { name: 'Hotline.ie', web: 'hotline.ie', read: { at: 'https://hotline.ie/about', on: '2026-11-26' } },
    authority: {
      name: 'the Data Protection Commission',
      web: 'dataprotection.ie',
      read: { at: 'https://www.oireachtas.ie/en/debates/question/2022-04-05/592/', on: '2026-11-26' },
    },
  },
  UK: {
    consent: {
      age: 13,
      law: 'Article 8 of the UK GDPR',
      read: {
        at: 'https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/childrens-information/children-and-the-uk-gdpr/what-are-the-rules-about-an-iss-and-consent/',
        on: '2026-11-26',
      },
    },
    report: {
      name: 'the Internet Watch Foundation',
      web: 'iwf.org.uk',
      read: {
        at: 'https://www.childline.org.uk/info-advice/bullying-abuse-safety/online-mobile-safety/report-remove-down/',
        on: '2026-11-26',
      },
    },
    authority: {
      name: 'the Information Commissioner’s Office',
      web: 'ico.org.uk',
      read: { at: 'https://ico.org.uk/global/privacy-notice/children-s-information/', on: '2026-11-26' },
    },
  },
  AU: {
    consent: {
      age: 15, // the Act names none; this is what its reform was recommended
      law: 'The Law Reform Commission (the Privacy Act 1988 names no age)',
      read: {
        at: 'https://www.alrc.gov.au/publication/for-your-information-australian-privacy-law-and-practice-alrc-report-108/list-of-recommendations-5/part-i-children-young-people-and-adults-requiring-assistance/',
        on: '2026-11-26',
      },
    },
    report: {
      name: 'the eSafety Commissioner',
      web: 'esafety.gov.au',
      read: { at: 'https://esafety.gov.au/key-issues/Illegal-restricted-content/how-esafety-can-help', on: '2026-11-26' },
    },
    authority: {
      name: 'the Office of the Australian Information Commissioner',
      web: 'oaic.gov.au',
      read: { at: 'https://oaic.gov.au/privacy/privacy-complaints/lodge-a-privacy-complaint-with-us/', on: '2026-11-26' },
    },
    minimumAge: {
      age: 16,
      law: 'The Online Safety Amendment (Social Media Minimum Age) Act 2024',
      read: { at: 'https://legislation.gov.au/C2024A00127/asmade/2024-12-10/text', on: '2026-11-26' },
    },
  },
}

/** Where nobody said which country it is: of each fact the strictest that there is. */
export const strictest: Profile = {
  consent: Object.values(profiles).reduce((one, { consent }) => (consent.age > one.age ? consent : one), profiles.EU.consent),
  report: profiles.EU.report,
  authority: { ...profiles.EU.authority, web: '' },
  ...(profiles.AU.minimumAge && { minimumAge: profiles.AU.minimumAge }),
}

export function profileOf(country: Country | null | undefined): Profile {
  return country ? profiles[country] : strictest
}

/** The day on which the fact was read that nobody has read for longest. */
export function oldestReading(country: Country | null | undefined): string {
  const lines = country ? helplines[country].lines : Object.values(helplines).flatMap(({ lines }) => lines)
  const facts = [...Object.values(profileOf(country)), ...lines]
  return facts.map(({ read }) => read.on).sort()[0] ?? ''
}

const halfAYear = 180 * 86_400_000

export function isStale(country: Country | null | undefined, now: number): boolean {
  return now - Date.parse(oldestReading(country)) > halfAYear
}
