// The notice in force: the newest text in the folder, and what only the settings know. A change of either is a new version. CON-5, NOT-1, decision 0030
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../platform/crypto.ts'
import type { Notice } from './contract.ts'
import { recipientsOf, type LiveConfig } from './recipients.ts'

const notices = join(import.meta.dirname, 'notices')
const nobodyNamed = 'the person or the group who gave you your code'
// The one thing that erasing does not reach, said where it can come about. SAF-4
const held =
  'Here each photo is compared with lists of known pictures of child abuse. One that is on a list is not shared. It is sealed for one year, with the names of your child and its guardians, so that the operator can report it to the police or to the office for such reports. Nobody else can open it. Erasing does not reach it.'
const nobodyElse = 'Nobody. Kitestring asks no other site for anything.'

type NoticeInForce = Omit<Notice, 'beside'> & { textHash: Buffer; livePart: LivePart }
type LivePart = { operator: string; recipients: string }

export function currentNotice(config: LiveConfig, folder = notices): NoticeInForce {
  const file = readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d\.en\.md$/.test(name))
    .sort()
    .at(-1)
  if (!file) throw new Error('there is no notice')
  const livePart = livePartOf(config)
  const text = readFileSync(join(folder, file), 'utf8')
    .replace('{operator}', () => livePart.operator)
    .replace('{recipients}', () => livePart.recipients)
  return {
    version: `${file.replace('.en.md', '')}${markOf(livePart)}`,
    text,
    textHash: sha256(text),
    livePart,
    purposes: [
      { purpose: 'profile', needed: true },
      { purpose: 'photos', needed: false },
      { purpose: 'sharing', needed: false },
    ],
  }
}

function livePartOf(config: LiveConfig): LivePart {
  const recipients = recipientsOf(config)
  const lines = recipients.map(({ who, gets }) => `- ${who} ${gets}`).join('\n')
  const others =
    recipients.length === 0
      ? nobodyElse
      : `Nobody but these, which the operator chose:\n\n${lines}\n\nKitestring asks no other site for anything.`
  return { operator: config.operator ?? nobodyNamed, recipients: config.knownImages ? `${others}\n\n${held}` : others }
}

// Who agreed did so to these names: with others it is another text. CON-5
function markOf({ operator, recipients }: LivePart): string {
  if (operator === nobodyNamed && recipients === nobodyElse) return ''
  return `.${sha256(JSON.stringify([operator, recipients]))
    .toString('hex')
    .slice(0, 8)}`
}
