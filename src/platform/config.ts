// What the person who runs Kitestring may set, read once at the start; nothing here can weaken a safeguard.
import { join, resolve } from 'node:path'
import { isIP } from 'node:net'
import { seconds } from './clock.ts'
import { isPublicKey } from './sealed-to.ts'

/** Every setting, with what it is and what goes wrong when it is wrong. `.env.example` lists the same names. */
export const settings = {
  KITESTRING_MODE:
    'household, or community where somebody runs it for families that are not theirs: then nothing starts before its duties are set, and it stays a community',
  PORT: 'the port to listen on; when another program has it, the server says so and stops',
  HOST: 'the address to listen on; anything but 127.0.0.1 lets other machines in, so put HTTPS before it',
  KITESTRING_DATA: 'the folder for database, sealed photos and mail; a wrong one looks like a fresh instance',
  KITESTRING_URL: 'the address families type; a wrong one breaks passkeys, QR codes and the origin check',
  DATABASE_URL: "a Postgres of your own (the owner's login); empty means the one that comes along",
  KITESTRING_KEYRING: 'the folder of the keys; on another disk than the data is best; lost keys are lost photos',
  SMTP_URL: 'the mail server; empty means that mails are put into a folder and nobody is told by mail',
  MAIL_FROM: 'the sender of mails; a wrong one lands in the spam folder',
  S3_ENDPOINT: 'an S3-compatible store for the sealed photos; empty means a folder',
  S3_BUCKET: 'the bucket; it must exist and must not be public',
  S3_REGION: 'the region, where the store asks for one',
  S3_ACCESS_KEY: 'who we are at the store',
  S3_SECRET_KEY: 'and the proof of it',
  KITESTRING_OPERATOR: 'who runs this, as families know them; the notice names them, and another name is another notice to say yes to',
  KITESTRING_ACCOUNTABLE: 'who answers for it, by name and office; guardians read it beside the notice',
  KITESTRING_CONTACT: 'how to reach whoever runs this; it stands beside the notice',
  KITESTRING_COUNTRY:
    'whose law and helplines count: US, EU, DE, FR, IE, UK or AU; empty means the strictest, and the helplines of all of them',
  KITESTRING_TIME_ZONE:
    "by whose clock children's quiet hours begin and end, such as Europe/Berlin; empty means this machine's; a wrong one closes at the wrong hours",
  KITESTRING_IDEAS:
    'a text file with ideas of your own for children what to make, one a line; empty means those that come along; one bad line stops the start',
  KITESTRING_CONSENT_METHODS:
    'in which ways a guardian may prove to be one, such as "handed-code, signed-form"; empty means each that is strong enough; what is left out nobody can use',
  KITESTRING_KNOWN_IMAGES:
    'files with the prints (PDQ) of known pictures of child abuse, such as "/srv/lists/a.txt, /srv/lists/b.txt"; empty means that no photo is compared; one bad line stops the start',
  KITESTRING_HOLDS_KEY:
    'to whom a photo that is on a list is sealed, as `npm run holds -- key <file>` says it; whoever has that file can open it, and without it nobody',
  KITESTRING_WATCH_PORT: 'a port of this machine alone, where a supervisor and a Prometheus ask how it does; empty means that nobody can',
  KITESTRING_LEAVE_SECONDS:
    'for how long it still answers when it is told to stop, after its health says no; for a load balancer; too long, and the supervisor kills it',
  KITESTRING_BALANCERS:
    'the addresses of load balancers on other machines, such as "10.0.0.5, 10.0.0.6": what they say of where a visitor comes from is believed; a wrong one may pretend to be everybody',
  KITESTRING_READ_ONLY: '"yes" while the machine is being moved: nothing new is kept or opened; looking, closing and erasing go on',
} as const

export const countries = ['US', 'EU', 'DE', 'FR', 'IE', 'UK', 'AU'] as const
export type Country = (typeof countries)[number]

export const modes = ['household', 'community'] as const
export type Mode = (typeof modes)[number]

export type Setting = keyof typeof settings
export type Env = Partial<Record<Setting, string>>

export type StorageConfig =
  | { kind: 'disk'; folder: string }
  | { kind: 's3'; endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string }
export type MailConfig = { kind: 'folder'; folder: string; from: string } | { kind: 'smtp'; url: string; from: string }

export type Config = Readonly<{
  mode: Mode
  port: number
  host: string
  dataFolder: string
  url: URL
  databaseUrl: string | undefined // undefined: the embedded Postgres in dataFolder
  keyringFolder: string
  mail: MailConfig
  storage: StorageConfig
  operator: string | undefined // undefined: the notice calls them the person or the group who gave you your code
  accountable: string | undefined
  contact: string | undefined
  country: Country | undefined // undefined: the strictest law there is
  timeZone: string
  ideasFile: string | undefined // undefined: only those that come along, and what guardians think of
  knownImages: Readonly<{ lists: readonly string[]; holdsKey: string }> | undefined // undefined: no photo is compared with anything
  consentMethods: readonly string[] | undefined // undefined: all; what the names mean is for `features/consent/methods.ts`
  watchPort: number | undefined // undefined: nobody asks
  leaveMilliseconds: number
  balancers: readonly string[]
  readOnly: boolean
}>

/** Every fault at once, so that nobody mends a file line by line. */
export class ConfigFault extends Error {
  override name = 'ConfigFault'
  faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`some settings need another look:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/** Only our own settings; an empty one counts as not given. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const names = Object.keys(settings) as Setting[]
  return Object.fromEntries(names.map((name) => [name, source[name]?.trim()]).filter(([, value]) => value))
}

export function toConfig(env: Env): Config {
  const faults: string[] = []
  const mode = modes.find((one) => one === (env.KITESTRING_MODE ?? 'household'))
  if (mode === undefined) faults.push(`KITESTRING_MODE is ${modes.join(' or ')}`)
  const port = toPort('PORT', env.PORT ?? '8420', faults)
  const watchPort = env.KITESTRING_WATCH_PORT === undefined ? undefined : toPort('KITESTRING_WATCH_PORT', env.KITESTRING_WATCH_PORT, faults)
  const leave = Number(env.KITESTRING_LEAVE_SECONDS ?? 0)
  if (!(Number.isInteger(leave) && leave >= 0 && leave <= 60)) faults.push('KITESTRING_LEAVE_SECONDS is a whole number up to 60')
  const dataFolder = resolve(env.KITESTRING_DATA ?? 'kitestring-data')
  const url = toUrl('KITESTRING_URL', env.KITESTRING_URL ?? `http://localhost:${port}`, ['http:', 'https:'], faults)
  if (url !== undefined && (url.pathname !== '/' || url.search !== '' || url.hash !== '')) {
    faults.push('KITESTRING_URL must end after the host and port: Kitestring needs an address of its own')
  }
  if (env.DATABASE_URL !== undefined) toUrl('DATABASE_URL', env.DATABASE_URL, ['postgres:', 'postgresql:'], faults)
  const mail = toMail(env, dataFolder, url?.hostname ?? 'localhost', faults)
  const storage = toStorage(env, dataFolder, faults)
  if (env.KITESTRING_OPERATOR !== undefined && !/^[^\n\r{}<>*_#[\]]{2,80}$/.test(env.KITESTRING_OPERATOR))
    faults.push('KITESTRING_OPERATOR is a name on one line, of 80 letters at most')
  if (env.KITESTRING_ACCOUNTABLE !== undefined && !/^[^\n\r]{2,120}$/.test(env.KITESTRING_ACCOUNTABLE))
    faults.push('KITESTRING_ACCOUNTABLE is one line, of 120 letters at most')
  if (env.KITESTRING_CONTACT !== undefined && !/^[^\n\r]{2,200}$/.test(env.KITESTRING_CONTACT))
    faults.push('KITESTRING_CONTACT is one line, of 200 letters at most')
  const country = countries.find((one) => one === env.KITESTRING_COUNTRY)
  if (env.KITESTRING_COUNTRY !== undefined && country === undefined) faults.push(`KITESTRING_COUNTRY is one of ${countries.join(', ')}`)
  const timeZone = env.KITESTRING_TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!isTimeZone(timeZone)) faults.push('KITESTRING_TIME_ZONE is the name of a time zone, such as Europe/Berlin or America/New_York')
  const knownImages = toKnownImages(env, faults)
  const balancers = env.KITESTRING_BALANCERS?.split(',').map((address) => address.trim()) ?? []
  if (balancers.some((address) => isIP(address) === 0))
    faults.push('KITESTRING_BALANCERS are addresses such as 10.0.0.5, with a comma between two')
  if (!['yes', 'no', undefined].includes(env.KITESTRING_READ_ONLY)) faults.push('KITESTRING_READ_ONLY is yes or no')
  if (faults.length > 0 || url === undefined || mode === undefined) throw new ConfigFault(faults)
  return Object.freeze({
    mode,
    port,
    host: env.HOST ?? '127.0.0.1',
    dataFolder,
    url,
    databaseUrl: env.DATABASE_URL,
    keyringFolder: resolve(env.KITESTRING_KEYRING ?? join(dataFolder, 'keyring')),
    mail: Object.freeze(mail),
    storage: Object.freeze(storage),
    operator: env.KITESTRING_OPERATOR,
    accountable: env.KITESTRING_ACCOUNTABLE,
    contact: env.KITESTRING_CONTACT,
    country,
    timeZone,
    ideasFile: env.KITESTRING_IDEAS && resolve(env.KITESTRING_IDEAS),
    consentMethods: env.KITESTRING_CONSENT_METHODS?.split(',').map((name) => name.trim()),
    knownImages: knownImages && Object.freeze(knownImages),
    watchPort,
    leaveMilliseconds: seconds(leave),
    balancers: Object.freeze(balancers),
    readOnly: env.KITESTRING_READ_ONLY === 'yes',
  })
}

/** What somebody set for Node itself that gives secrets away, or believes any certificate. No setting of ours can. SEC-7, GOV-4 */
export function unsafeForNode(source: NodeJS.ProcessEnv = process.env, given: readonly string[] = process.execArgv): string | undefined {
  if (source['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    return 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: every certificate would be believed, also that of whoever is on the way. Take it out.'
  if (source['NODE_DEBUG'] || /--inspect(?:-brk|-wait)?(?:[= ]|$)/.test([source['NODE_OPTIONS'], ...given].join(' ')))
    return 'Node is told to debug (NODE_DEBUG or --inspect): what families send would be shown, and keys be read. Take it out.'
  return undefined
}

// A name, never an offset: an offset does not know when summer begins. Nor letters such as CET or BST: to the database they are one, all the year. WEL-8
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z].*\/|^(UTC|GMT)$/.test(name)
  } catch {
    return false
  }
}

function toPort(name: Setting, text: string, faults: string[]): number {
  const port = Number(text)
  if (!(Number.isInteger(port) && port >= 0 && port <= 65535))
    faults.push(`${name} must be a number up to 65535, not ${JSON.stringify(text)}`)
  return port
}

function toMail(env: Env, dataFolder: string, host: string, faults: string[]): MailConfig {
  const from = env.MAIL_FROM ?? `kitestring@${host}`
  if (!/^[^@\s]+@[^@\s]+$|<[^@\s]+@[^@\s]+>$/.test(from)) faults.push('MAIL_FROM must be a mail address, such as kitestring@example.org')
  if (env.SMTP_URL === undefined) return { kind: 'folder', folder: join(dataFolder, 'mail'), from }
  if (env.MAIL_FROM === undefined) faults.push('MAIL_FROM is needed with SMTP_URL: who do the mails come from?')
  const server = toUrl('SMTP_URL', env.SMTP_URL, ['smtp:', 'smtps:'], faults)
  if ([...(server?.searchParams.keys() ?? [])].some((name) => name !== 'requireTLS' && name !== 'name'))
    faults.push('SMTP_URL takes nothing behind the ? but requireTLS=true and name=: no certificate goes unchecked, and no mail is logged') // GOV-4
  return { kind: 'smtp', url: env.SMTP_URL, from }
}

function toStorage(env: Env, dataFolder: string, faults: string[]): StorageConfig {
  const { S3_ENDPOINT: endpoint = '', S3_BUCKET: bucket = '', S3_ACCESS_KEY: accessKey = '', S3_SECRET_KEY: secretKey = '' } = env
  if (`${endpoint}${bucket}${accessKey}${secretKey}${env.S3_REGION ?? ''}` === '')
    return { kind: 'disk', folder: join(dataFolder, 'blobs') }
  const missing = Object.entries({ S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey })
  for (const [name, value] of missing) if (value === '') faults.push(`${name} is needed when photos are kept in an S3 store`)
  if (endpoint !== '') toUrl('S3_ENDPOINT', endpoint, ['http:', 'https:'], faults)
  return { kind: 's3', endpoint, bucket, region: env.S3_REGION ?? 'us-east-1', accessKey, secretKey }
}

// What is on a list must have a place to go that nobody here can look into: the one is not without the other. SAF-3
function toKnownImages({ KITESTRING_KNOWN_IMAGES: files, KITESTRING_HOLDS_KEY: holdsKey }: Env, faults: string[]): Config['knownImages'] {
  if (holdsKey !== undefined && !isPublicKey(holdsKey))
    faults.push('KITESTRING_HOLDS_KEY is not a key: take the line that `npm run holds -- key <file>` prints')
  if (files === undefined) return undefined
  if (holdsKey === undefined)
    faults.push('KITESTRING_HOLDS_KEY is needed with KITESTRING_KNOWN_IMAGES: npm run holds -- key <file> makes one')
  const lists = files.split(',').map((path) => path.trim())
  if (lists.includes('')) faults.push('KITESTRING_KNOWN_IMAGES names files, with a comma between two')
  return { lists: lists.map((path) => resolve(path)), holdsKey: holdsKey ?? '' }
}

// The value is not repeated in the fault: it may hold a password.
function toUrl(name: Setting, text: string, schemes: readonly string[], faults: string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && schemes.includes(url.protocol)) return url
  faults.push(`${name} must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`)
  return undefined
}
