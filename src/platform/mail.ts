// Tells a guardian that something waits for them. A mail never carries a photo or a name.
import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { seconds } from './clock.ts'
import type { MailConfig } from './config.ts'
import { makeFolder, writeDurably } from './durable-file.ts'

export type Letter = { to: string; subject: string; text: string }
export type Mail = { send(letter: Letter): Promise<void> }

export async function openMail(config: MailConfig): Promise<Mail> {
  return config.kind === 'smtp' ? openSmtp(config) : openMailFolder(config)
}

function openSmtp({ url, from }: Extract<MailConfig, { kind: 'smtp' }>): Mail {
  const limits = { connectionTimeout: seconds(10), greetingTimeout: seconds(10), socketTimeout: seconds(30) }
  const transport = createTransport({ url, ...limits }, { from, ...WITHOUT_FILES })
  return {
    async send(letter) {
      await transport.sendMail({ to: letter.to, subject: letter.subject, text: letter.text })
    },
  }
}

// Without a mail server each mail becomes one file that a mail program can open, readable by its owner only.
async function openMailFolder({ folder, from }: Extract<MailConfig, { kind: 'folder' }>): Promise<Mail> {
  await makeFolder(folder)
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' }, { from, ...WITHOUT_FILES })
  return {
    async send(letter) {
      const { message } = await transport.sendMail({ to: letter.to, subject: letter.subject, text: letter.text })
      if (!Buffer.isBuffer(message)) throw new TypeError('the mail was not put together in one piece')
      await writeDurably(folder, `${randomUUID()}.eml`, message)
    },
  }
}

// A text can never make the server read a file or fetch an address into a mail.
const WITHOUT_FILES = { disableFileAccess: true, disableUrlAccess: true } as const
