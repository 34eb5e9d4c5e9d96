// What the papers need and no program can know: each a named blank, with the day on which a person last said it. SEC-1, GOV-7
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { days, toDate, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { writeDurably } from '../../platform/durable-file.ts'

export const blanks = {
  coordinator: { asks: 'Who keeps the security programme, by name, and how are they reached? (SEC-1, 16 CFR 312.8(b)(1))' },
  reporting: { asks: 'Who reports a picture of child abuse, to which office, and do they have a contact there already? (SAF-2)' },
  'no-list': { asks: 'Where photos are compared with no list of known pictures of child abuse: why? (SAF-1)', unless: 'known-images' },
  authority: { asks: 'To which authority is a breach reported, and how? (SEC-6)' },
  helpers: { asks: 'Who else helps to run it, and what did they agree to? ("nobody" is an answer)' },
  need: { asks: 'Why do you need this, and what would be milder?' },
  heard: { asks: 'Which children and guardians did you ask what they think of it, when, and what did they say?' },
  risks: { asks: 'The risks of `risks`: did you go through them, and what do you do about those that remain? (once a year, SEC-1)' },
  levels: { asks: 'How likely and how grave is each kind of illegal content here, in your judgement? (LEG-4)' },
  training: { asks: 'Who was shown how to answer families, and when?' },
  drill: { asks: 'When was the breach drill last played, and what went wrong? (SEC-6)' },
} as const satisfies Record<string, { asks: string; unless?: 'known-images' }>

export type Blank = keyof typeof blanks
export type Filled = Readonly<Record<string, { says: string; at: string }>>

const FILE = 'duties.json'
const lasts = days(365)
const filledShape = z.record(z.string(), z.strictObject({ says: z.string(), at: z.iso.date() }))

export function isBlank(name: string): name is Blank {
  return Object.hasOwn(blanks, name)
}

export function readBlanks({ dataFolder }: Pick<Config, 'dataFolder'>): Filled {
  const file = join(dataFolder, FILE)
  if (!existsSync(file)) return {}
  try {
    return filledShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(`${file} is damaged. Put it back, or remove it and say all of it anew: npm run -s duties -- blanks`, { cause })
  }
}

export async function fill(config: Pick<Config, 'dataFolder'>, name: Blank, says: string, now: Instant): Promise<void> {
  const all = { ...readBlanks(config), [name]: { says, at: toDate(now).toISOString().slice(0, 10) } }
  await writeDurably(config.dataFolder, FILE, Buffer.from(JSON.stringify(all, null, 2)))
}

/** For whoever runs it for others, as the notice names them. At home nothing of it is owed. */
export function faultOfBlanks(config: Pick<Config, 'dataFolder' | 'operator' | 'mode' | 'knownImages'>, now: Instant): string | undefined {
  if (config.operator === undefined && config.mode === 'household') return undefined
  const filled = readBlanks(config)
  const asked = Object.entries(blanks).filter(([, blank]) => !('unless' in blank && config.knownImages))
  const due = asked.map(([name]) => name).filter((name) => now - Date.parse(filled[name]?.at ?? '1970-01-01') > lasts)
  return due.length > 0
    ? `What only you can say was not said, or more than a year ago: ${due.join(', ')}. Look: npm run -s duties -- blanks`
    : undefined
}
