// Mails reach the folder or the mail server whole, and no text in them can add a receiver or a file.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { type Server, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openMail } from './mail.ts'

const letter = {
  to: 'dana@example.org',
  subject: 'Something waits for you – ✓',
  text: 'A photo waits for your yes.\nhttp://localhost:8420/inbox\n.\nBye',
}
let home = ''
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'kitestring-mail-'))
})
after(() => rm(home, { recursive: true }))

describe('the mail folder', () => {
  it('each mail is one whole file that only its owner can read', async () => {
    const folder = join(home, 'mail')
    const mail = await openMail({ kind: 'folder', folder, from: 'kitestring@localhost' })
    await Promise.all([mail.send(letter), mail.send(letter)])
    const names = await readdir(folder)
    assert.equal(names.length, 2)
    for (const name of names) {
      assert.match(name, /^[0-9a-f-]{36}\.eml$/)
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600)
      const text = await readFile(join(folder, name), 'utf8')
      assert.match(text, /^From: kitestring@localhost\r\nTo: dana@example\.org\r\n/)
      assert.match(text, /A photo waits for your yes\.\r\nhttp:\/\/localhost:8420\/inbox\r\n/)
    }
  })

  it('T26 a line break in a subject adds no receiver', async () => {
    const folder = join(home, 'injected')
    const mail = await openMail({ kind: 'folder', folder, from: 'kitestring@localhost' })
    await mail.send({ ...letter, subject: 'x\r\nBcc: stranger@example.org' })
    const [name = ''] = await readdir(folder)
    assert.doesNotMatch(await readFile(join(folder, name), 'utf8'), /^Bcc:/m)
  })
})

describe('the mail server', () => {
  it('gets the mail, from us, for its one receiver', async () => {
    const { server, port, heard } = await standInForSmtp('250 ok')
    const mail = await openMail({ kind: 'smtp', url: `smtp://127.0.0.1:${port}`, from: 'kites@example.org' })
    await mail.send(letter)
    server.close()
    assert.ok(heard.includes('MAIL FROM:<kites@example.org>'))
    assert.deepEqual(
      heard.filter((line) => line.startsWith('RCPT')),
      ['RCPT TO:<dana@example.org>'],
    )
    assert.ok(heard.includes('A photo waits for your yes.') && heard.includes('Bye'))
  })

  it('I6 that refuses is trouble, so that the job is tried again', async () => {
    const { server, port } = await standInForSmtp('451 later')
    const mail = await openMail({ kind: 'smtp', url: `smtp://127.0.0.1:${port}`, from: 'kites@example.org' })
    await assert.rejects(mail.send(letter), { responseCode: 451 })
    server.close()
  })
})

// Speaks just enough SMTP to hear one mail; `verdict` is its answer to the text.
async function standInForSmtp(verdict: string): Promise<{ server: Server; port: number; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    let text = false
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        heard.push(line)
        if (text && line === '.') socket.write(`${verdict}\r\n`)
        if (text) {
          text = line !== '.'
          continue
        }
        text = line === 'DATA'
        if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write(text ? '354 go on\r\n' : '250 ok\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { server, port: address.port, heard }
}
