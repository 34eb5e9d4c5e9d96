// Settings: each known one is explained, all faults are told at once, and no secret is repeated.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { ConfigFault, type Env, readEnv, settings, toConfig, unsafeForNode } from './config.ts'
import { newPair } from './sealed-to.ts'

const root = resolve(import.meta.dirname, '../..')

describe('settings', () => {
  it('.env.example lists the same settings as the code, in the same order', async () => {
    const example = await readFile(join(root, '.env.example'), 'utf8')
    assert.deepEqual(
      [...example.matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name),
      Object.keys(settings),
    )
  })

  it('the values shown in .env.example are good ones', async () => {
    const example = await readFile(join(root, '.env.example'), 'utf8')
    toConfig(
      readEnv(
        Object.fromEntries(
          [...example.matchAll(/^#([A-Z]+_?[A-Z_]*)=(\S+)$/gm)]
            .filter(([, name]) => !name?.startsWith('S3'))
            .map(([, name, value]) => [name, value]),
        ),
      ),
    )
  })

  it('a family at home needs none', () => {
    const config = toConfig({})
    assert.equal(config.port, 8420)
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.url.href, 'http://localhost:8420/')
    assert.equal(config.databaseUrl, undefined)
    assert.equal(config.keyringFolder, join(config.dataFolder, 'keyring'))
    assert.deepEqual(config.storage, { kind: 'disk', folder: join(config.dataFolder, 'blobs') })
    assert.equal(config.mail.kind, 'folder')
    assert.ok(Object.isFrozen(config) && Object.isFrozen(config.mail) && Object.isFrozen(config.storage))
  })

  it('only our own settings are read, and an empty one counts as not given', () => {
    assert.deepEqual(readEnv({ PORT: ' 9000 ', HOST: '', S3_BUCKET: '  ', PATH: '/bin', NODE_OPTIONS: 'x' }), { PORT: '9000' })
  })

  it('all faults are told at once, without the values that may be secret', () => {
    const env: Env = {
      PORT: '80a',
      KITESTRING_URL: 'ftp://here',
      DATABASE_URL: 'mysql://me:hunter2@db',
      SMTP_URL: 'me:hunter2@mail',
      MAIL_FROM: 'nobody',
      S3_BUCKET: 'kite',
      S3_SECRET_KEY: 'hunter2',
    }
    assert.throws(
      () => toConfig(env),
      (error) => {
        assert.ok(error instanceof ConfigFault)
        const told = error.faults.map((fault) => fault.split(' ')[0])
        assert.deepEqual(told, ['PORT', 'KITESTRING_URL', 'DATABASE_URL', 'MAIL_FROM', 'SMTP_URL', 'S3_ENDPOINT', 'S3_ACCESS_KEY'])
        assert.ok(!error.message.includes('hunter2'))
        return true
      },
    )
  })

  it('an address with a path, a port out of range, and mail without a sender are faults', () => {
    for (const env of [
      { KITESTRING_URL: 'https://example.org/kites' },
      { PORT: '65536' },
      { PORT: '-1' },
      { PORT: '1.5' },
      { SMTP_URL: 'smtp://mail' },
    ]) {
      assert.throws(() => toConfig(env), ConfigFault, JSON.stringify(env))
    }
  })

  it('SAF-3 lists of known images are not without a place to seal to, and that is a key', () => {
    const { publicKey } = newPair()
    const { knownImages } = toConfig({ KITESTRING_KNOWN_IMAGES: '/lists/a.txt, /lists/b.csv', KITESTRING_HOLDS_KEY: publicKey })
    assert.deepEqual(knownImages, { lists: ['/lists/a.txt', '/lists/b.csv'], holdsKey: publicKey })
    assert.equal(toConfig({ KITESTRING_HOLDS_KEY: publicKey }).knownImages, undefined)
    for (const env of [
      { KITESTRING_KNOWN_IMAGES: '/lists/a.txt' },
      { KITESTRING_KNOWN_IMAGES: '/lists/a.txt', KITESTRING_HOLDS_KEY: 'kite' },
      { KITESTRING_KNOWN_IMAGES: '/lists/a.txt,,', KITESTRING_HOLDS_KEY: publicKey },
      { KITESTRING_HOLDS_KEY: publicKey.slice(1) },
    ])
      assert.throws(() => toConfig(env), ConfigFault, JSON.stringify(env))
  })

  it('LEG-3 it is a household unless it is said to be a community; another word is a fault', () => {
    assert.equal(toConfig({}).mode, 'household')
    assert.equal(toConfig({ KITESTRING_MODE: 'community' }).mode, 'community')
    assert.throws(() => toConfig({ KITESTRING_MODE: 'Community' }), /KITESTRING_MODE is household or community/)
  })

  it('SEC-7, GOV-4 what somebody sets for Node itself that gives secrets away or believes any certificate is named', () => {
    for (const env of [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, { NODE_DEBUG: 'http' }, { NODE_OPTIONS: '--inspect=0.0.0.0:9229' }])
      assert.match(unsafeForNode(env, []) ?? '', /Take it out/, JSON.stringify(env))
    assert.match(unsafeForNode({}, ['--inspect-brk']) ?? '', /Take it out/)
    assert.equal(unsafeForNode({ NODE_OPTIONS: '--max-old-space-size=512', NODE_EXTRA_CA_CERTS: '/etc/ca.pem' }, []), undefined)
  })

  it('GOV-4 an address of the mail server takes no word that leaves its certificate unchecked, or logs what is sent', () => {
    const mail = (more: string) => toConfig({ SMTP_URL: `smtps://mail.example.org${more}`, MAIL_FROM: 'kites@example.org' }).mail.kind
    for (const more of ['?tls.rejectUnauthorized=false', '?ignoreTLS=true', '?requireTLS=true&debug=true&logger=true'])
      assert.throws(() => mail(more), /SMTP_URL takes nothing behind the \?/, more)
    assert.equal(mail('?requireTLS=true&name=kites.example.org'), 'smtp')
  })

  it('GOV-4 no setting has a name that could weaken a safeguard', () => {
    for (const name of Object.keys(settings)) assert.doesNotMatch(name, /SKIP|DISABLE|INSECURE|DEBUG|ALLOW|NO_|UNSAFE|ADMIN/)
  })
})
