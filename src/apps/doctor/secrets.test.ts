// Secrets that anybody could guess are told from those that nobody can. SEC-7
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { toConfig, type Env } from '../../platform/config.ts'
import { isShortForMachines, knownDatabasePassword, knownMailPassword, shortMailPassword, weakStoreSecret } from './secrets.ts'

const good = 'q7Hc-2mVt_9xLw4RzB8'
const store = (secret: string, key = 'our-key') =>
  weakStoreSecret(
    toConfig({ S3_ENDPOINT: 'https://s3.hillside-school.org', S3_BUCKET: 'kites', S3_ACCESS_KEY: key, S3_SECRET_KEY: secret }),
  )
const database = (url: string) => knownDatabasePassword(toConfig({ DATABASE_URL: url }))
const mail = (password: string, user = 'kites'): Pick<ReturnType<typeof toConfig>, 'mail'> =>
  toConfig({ SMTP_URL: `smtps://${user}:${encodeURIComponent(password)}@mail.hillside-school.org`, MAIL_FROM: 'kites@hillside-school.org' })

it('SEC-7 the secret of the store: of a manual, the name of its key, or short', () => {
  for (const secret of ['minioadmin', 'MinioAdmin', 'changeme', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'])
    assert.match(store(secret) ?? '', /stands in manuals/)
  assert.match(store('a-name-of-some-length', 'a-name-of-some-length') ?? '', /the same as S3_ACCESS_KEY/)
  assert.match(store('nobody-knows-15') ?? '', /shorter than 16 letters/)
  assert.equal(store('nobody-knows-16x'), undefined)
  assert.equal(store(good), undefined)
  assert.equal(weakStoreSecret(toConfig({})), undefined)
})

it('SEC-7 the password of the database’s owner: of a manual, or the name of the login; none is asked for where the machine itself lets in', () => {
  for (const url of [
    'postgres://owner:postgres@localhost/kites',
    'postgres://kites_owner:kites_owner@10.0.0.7/kites',
    'postgres://o:p%40ssw0rd@db/kites',
  ])
    assert.match(database(url) ?? '', /stands in manuals/)
  for (const url of [`postgres://owner:${good}@db/kites`, 'postgres:///kites', 'postgres://owner@localhost/kites'])
    assert.equal(database(url), undefined)
  assert.ok(isShortForMachines('postgres://owner:short@db/kites') && isShortForMachines('postgres://owner@db/kites'))
  assert.ok(!isShortForMachines(`postgres://owner:${good}@db/kites`))
})

it('SEC-7 the password of the mailbox: of a manual or our own example, the name of the login, or short; a server that asks for none is none', () => {
  for (const one of [mail('password'), mail('123456'), mail('kites')]) {
    assert.match(knownMailPassword(one) ?? '', /stands in manuals/)
    assert.equal(shortMailPassword(one), undefined, 'said once')
  }
  const example = /^#SMTP_URL=(.+)$/m.exec(readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8'))?.[1] ?? ''
  assert.match(
    knownMailPassword(toConfig({ SMTP_URL: example, MAIL_FROM: 'kites@hillside-school.org' } satisfies Env)) ?? '',
    /our own example/,
  )
  assert.match(shortMailPassword(mail('k8fzQp2')) ?? '', /shorter than 8 letters/)
  for (const one of [mail('k8fzQp2x'), toConfig({ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'kites@hillside-school.org' })])
    assert.deepEqual([knownMailPassword(one), shortMailPassword(one)], [undefined, undefined])
})

it('SEC-7 no sentence repeats the secret', () => {
  for (const says of [
    store('minio123'),
    store('nobody-knows-15'),
    database('postgres://owner:qwerty@db/k'),
    knownMailPassword(mail('letmein')),
    shortMailPassword(mail('k8fzQp2')),
  ])
    assert.doesNotMatch(says ?? assert.fail(), /minio123|nobody-knows|qwerty|letmein|k8fzQp2/)
})
