// What a community owes before it opens, each in a sentence that says what to do. What keeps it from starting, what `npm run doctor` and the desk name and what the operator is written of is this one list. LEG-3, decision 0061
import { isIP } from 'node:net'
import { offered } from '../../features/consent/methods/methods.ts'
import type { Role } from '../../features/reports/contract.ts'
import type { Config } from '../../platform/config.ts'
import type { Blank, Filled } from './blanks.ts'

/** What is known when it is looked at. `staff`: of everybody who signs in at the desk, what they do. */
export type Ground = { config: Config; filled: Filled; staff: readonly Role[]; certificate: Certificate }
/** What families' browsers meet at the address; `not-reached`: nobody can tell from here. */
export type Certificate = 'good' | 'not-reached' | { fault: string }

export const owed = {
  operator: ({ config: { operator } }) =>
    isOwnWord(operator) ? undefined : 'Nobody is named as the one who runs this. Set KITESTRING_OPERATOR: the notice names them. (GOV-7)',
  accountable: ({ config: { accountable } }) =>
    isOwnWord(accountable)
      ? undefined
      : 'No person answers for it. Set KITESTRING_ACCOUNTABLE to their name and office: guardians read it beside the notice. (GOV-7)',
  contact: ({ config: { contact } }) =>
    isOwnWord(contact)
      ? undefined
      : 'Families cannot reach you. Set KITESTRING_CONTACT to a mail address, and a telephone number or a street. (GOV-7)',
  law: ({ config: { country } }) =>
    country === undefined
      ? 'It is not said whose law counts. Set KITESTRING_COUNTRY: whom to report to and which helplines children find depends on it. (LEG-1)'
      : undefined,
  consent: ({ config }) =>
    config.consentMethods !== undefined && offered(config).some(({ decidedBy }) => decidedBy.includes('operator'))
      ? undefined
      : 'No way is chosen by which you make sure yourself who is a guardian of a family that is not yours. Set KITESTRING_CONSENT_METHODS, with handed-code or signed-form in it. (CON-2)',
  staff: ({ staff }) => {
    const decide = staff.filter((role) => role !== 'triage')
    const missing = [...(decide.includes('lead') ? [] : ['a lead']), ...(decide.length > 1 ? [] : ['a second person who decides'])]
    return missing.length === 0
      ? undefined
      : `Of those who decide about reports there is missing: ${missing.join(', and ')}. Name them: npm run staff -- add "<name>" lead, and npm run staff -- add "<name>" moderator. (AUD-8, SAF-7)`
  },
  'known-images': ({ config: { knownImages }, filled }) =>
    knownImages || isSaid(filled, 'no-list')
      ? undefined
      : 'Photos are compared with no list of known pictures of child abuse. Get one and set KITESTRING_KNOWN_IMAGES (docs/operating.md, "Known images"); or write down why there is none: npm run -s duties -- fill no-list "<the reason>". (SAF-1)',
  reporting: ({ filled }) =>
    isSaid(filled, 'reporting')
      ? undefined
      : 'It is not written down who reports a picture of child abuse, to which office. npm run -s duties -- fill reporting "<who, and to which office>". (SAF-2)',
  risks: ({ filled }) => {
    const missing = (['need', 'risks', 'levels'] as const).filter((name) => !isSaid(filled, name))
    return missing.length === 0
      ? undefined
      : `Nobody has said what the risks are here: ${missing.join(', ')}. Read npm run -s duties -- risks, then say each: npm run -s duties -- fill ${missing[0]} "<words>". (GOV-6)`
  },
  mail: ({ config: { mail } }) =>
    mail.kind === 'smtp' && !isExample(new URL(mail.url).hostname) && !isExample(hostOf(mail.from))
      ? undefined
      : 'Guardians cannot be told by mail. Set SMTP_URL to your mail server and MAIL_FROM to your sender. (CON-10)',
  https: ({ config: { url }, certificate }) => {
    const fault = faultOfAddress(url)
    if (fault !== undefined)
      return `KITESTRING_URL (${url.origin}): ${fault}. Set it to the https address that families type, and put a web server with HTTPS before Kitestring, such as Caddy. (SEC-7)`
    return typeof certificate === 'object'
      ? `The certificate of ${url.origin} is not good (${certificate.fault}), so browsers turn families away. Let the web server before Kitestring get one that they trust, as Caddy does by itself. (SEC-7)`
      : undefined
  },
} as const satisfies Record<string, (ground: Ground) => string | undefined>

export type Duty = keyof typeof owed
export type Missing = { duty: Duty; says: string }

/** None in a household. */
export function missingOf(ground: Ground): Missing[] {
  if (ground.config.mode === 'household') return []
  return (Object.keys(owed) as Duty[]).flatMap((duty) => {
    const says = owed[duty](ground)
    return says === undefined ? [] : [{ duty, says }]
  })
}

/** Whether families could come to it and their browsers trust it; the certificate is looked at only then. */
export function faultOfAddress({ protocol, hostname }: URL): string | undefined {
  if (protocol !== 'https:') return 'it is no https address'
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0)
    return 'families need a name, not this machine’s own address or a number'
  return isExample(hostname) ? 'it is the address of an example' : undefined
}

// Said more than a year ago it is named by the doctor, and still said: a morning on which nobody had time must not lock children out. Decision 0061
function isSaid(filled: Filled, name: Blank): boolean {
  return (filled[name]?.says ?? '') !== ''
}

// Our own examples name an Example School; what they say is nobody's word.
function isOwnWord(said: string | undefined): boolean {
  return said !== undefined && !/\bexample\b/i.test(said)
}

/** RFC 2606: names that are nobody's. */
function isExample(host: string): boolean {
  return /(?:^|\.)example(?:\.(?:com|net|org))?$/.test(host)
}

function hostOf(address: string): string {
  return /@([^>\s]+)>?$/.exec(address)?.[1] ?? ''
}
