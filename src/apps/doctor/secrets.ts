// Secrets that anybody could guess: empty, short, as a manual or our own example has them; and what of Node's own settings would give them away. SEC-7
import type { Config } from '../../platform/config.ts'

/** What stands in manuals, images and examples, ours too. Compared in small letters. */
const wellKnown = new Set(
  `password passwort passwd passw0rd p@ssw0rd pass secret geheim changeme change-me change_me changeit please-change-me default example sample admin administrator root toor
  test testing test123 guest user username login letmein welcome qwerty abc123 123456 1234567 12345678 123456789 1234567890 postgres postgresql mysecretpassword pgpassword
  kitestring kitestring123 minio minio123 minioadmin rustfsadmin garage ceph demo s3cr3t your-secret-key your_secret_key yoursecretkey name:password
  wjalrxutnfemi/k7mdeng/bpxrficyexamplekey je7mtgbclwbf/2zp9utk/h3ycs3nvbexamplekey`.split(/\s+/),
)
const leastOfMachines = 16 // letters of a secret that a machine keeps
const leastOfMail = 8 // a provider may have chosen it

type Credential = { user: string; secret: string }

export function isWellKnown({ user, secret }: Credential): boolean {
  return secret !== '' && (wellKnown.has(secret.toLowerCase()) || secret === user)
}

/** Of the store of pictures: whoever has it deletes them all. */
export function weakStoreSecret({ storage }: Pick<Config, 'storage'>): string | undefined {
  if (storage.kind !== 's3') return undefined
  if (isWellKnown({ user: storage.accessKey, secret: storage.secretKey }))
    return 'S3_SECRET_KEY is one that stands in manuals, or is the same as S3_ACCESS_KEY: whoever tries it deletes every photo. Make a key of your own at the store.'
  return storage.secretKey.length < leastOfMachines
    ? `S3_SECRET_KEY is shorter than ${leastOfMachines} letters. Make a key of your own at the store.`
    : undefined
}

/** Of the owner of the database. Without one it is asked for nothing here: it may let in whom the machine knows. */
export function knownDatabasePassword({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | undefined {
  return databaseUrl !== undefined && isWellKnown(credentialIn(databaseUrl))
    ? `The password in DATABASE_URL is one that stands in manuals, or is the name of the login: whoever tries it reads who knows whom. Give it one of ${leastOfMachines} letters or more.`
    : undefined
}

/** Likewise, and short: named where it goes over a network. */
export function isShortForMachines(url: string): boolean {
  return credentialIn(url).secret.length < leastOfMachines
}

export function knownMailPassword({ mail }: Pick<Config, 'mail'>): string | undefined {
  return mail.kind === 'smtp' && isWellKnown(credentialIn(mail.url))
    ? 'The password in SMTP_URL is one that stands in manuals or in our own example: whoever tries it writes to guardians in your name. Give the mailbox another.'
    : undefined
}

export function shortMailPassword({ mail }: Pick<Config, 'mail'>): string | undefined {
  if (mail.kind !== 'smtp') return undefined
  const given = credentialIn(mail.url)
  return given.user !== '' && given.secret.length < leastOfMail && !isWellKnown(given)
    ? `The password in SMTP_URL is shorter than ${leastOfMail} letters. Give the mailbox another.`
    : undefined
}

function credentialIn(url: string): Credential {
  const { username, password } = new URL(url)
  return { user: decodeURIComponent(username), secret: decodeURIComponent(password) }
}
