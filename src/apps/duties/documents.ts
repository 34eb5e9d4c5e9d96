// The papers themselves. Each sentence comes from a fact or names a blank; a blank that nobody has filled stands in the paper as one.
import { toDate, hours, later, type Instant } from '../../platform/clock.ts'
import { blanks, type Blank } from './blanks.ts'
import type { Column, Facts } from './facts.ts'
import { risksOfFeatures } from './risks-of-features.ts'

type Document = { title: string; says: string; body(facts: Facts): string[] }

export const documents = {
  impact: {
    title: 'Data protection impact assessment',
    says: 'what is done with data about children, why, and what holds it (GDPR 35, AADC 2)',
    body: impact,
  },
  risks: {
    title: 'Risk assessment: children, and illegal content',
    says: 'each part of the app and each kind of illegal content (GOV-6, LEG-4)',
    body: risks,
  },
  retention: {
    title: 'Retention schedule',
    says: 'each column of the database: what for, whose, how long (16 CFR 312.10)',
    body: retention,
  },
  security: {
    title: 'Information security programme',
    says: 'who keeps it, what protects, whether that was tried (16 CFR 312.8)',
    body: security,
  },
  transparency: {
    title: 'Transparency report',
    says: 'what broke and for how long, what was held, what was erased (GOV-8)',
    body: transparency,
  },
  'breach-drill': { title: 'Breach drill', says: 'the 72 hours, from now on, with the letters (SEC-6, GDPR 33 and 34)', body: breachDrill },
} as const satisfies Record<string, Document>

export function isDocument(name: string): name is keyof typeof documents {
  return Object.hasOwn(documents, name)
}

export function write(name: keyof typeof documents, facts: Facts): string {
  const { title, body }: Document = documents[name]
  const { config, now, version, noticeVersion } = facts
  return [
    `# ${title}`,
    '',
    `${config.operator ?? 'KITESTRING_OPERATOR is not set: nobody is named as the operator'}; ${config.url.origin}; Kitestring ${version}, notice ${noticeVersion}; written on ${day(now)} from the settings, the database and the checks of this Kitestring.`,
    'What a program cannot know stands as a blank. No paper makes anything safe; it says what is there and who looked.',
    '',
    `- Accountable: ${config.accountable ?? 'KITESTRING_ACCOUNTABLE is not set'}`,
    `- To be reached: ${config.contact ?? 'KITESTRING_CONTACT is not set'}`,
    ...body(facts),
    '',
  ].join('\n')
}

function impact(facts: Facts): string[] {
  const { config, methods, recipients, pushServices, columns } = facts
  const owners = Map.groupBy(columns, ({ owner }) => owner)
  return [
    ...section('What is done', [
      'Children of 13 and under show photos to people whom guardians of both sides have approved. Guardians say yes to each photo unless they have set otherwise. There is no public, no search for people, no advertising, no measuring of use.',
      `Law: ${config.country ?? 'not said, so the strictest counts'}; the facts of it were last read on ${facts.lawRead}.`,
      `How guardians prove to be ones: ${list(methods)}.`,
      `Known images: ${config.knownImages ? 'each photo is compared with the operator’s lists' : `photos are compared with no list. Why: ${said(facts, 'no-list')}`}.`,
      `Who reports such a picture: ${said(facts, 'reporting')}`,
      `Children’s quiet hours go by ${config.timeZone}.`,
    ]),
    ...section('Where it lies, and who else gets something', [
      `Database: ${config.databaseUrl === undefined ? 'on this machine' : 'a Postgres of the operator’s'}. Photos: ${config.storage.kind === 'disk' ? 'a folder of this machine' : 'an S3 store'}, sealed. Keys: a folder of their own.`,
      ...recipients.map(({ who, what, gets }) => `${who} (${what}): ${gets}`),
      recipients.length === 0 ? 'Nobody else, unless a guardian turns messages on:' : 'And where a guardian turns messages on:',
      `push services (${list(pushServices)}) carry a message without content.`,
    ]),
    ...section(
      'Which data, whose, for how many purposes',
      [...owners].map(
        ([owner, own]) =>
          `${owner}: in ${list([...new Set(own.map(({ table }) => table))])}. \`duties retention\` lists each column with its purpose and its end.`,
      ),
    ),
    ...section('Whether it is needed, and what would be milder', [said(facts, 'need')]),
    ...section('Who was heard', [said(facts, 'heard')]),
    ...section('Risks and what holds them', [
      '`duties risks` lists them by part of the app. These promises are tried on the running site every quarter of an hour; what breaks closes what it guards:',
    ]),
    ...promiseTable(facts),
    ...section('What remains, and who decided', [said(facts, 'risks')]),
  ]
}

const kinds = { content: 'content', conduct: 'conduct', contact: 'contact', consumer: 'consumer', across: 'across all' }
/** The priority kinds of the UK Online Safety Act 2023, schedules 5 to 7, as Ofcom groups them. */
const illegal = [
  'terrorism',
  'child sexual exploitation and abuse: grooming',
  'child sexual exploitation and abuse: images',
  'hate',
  'harassment, stalking, threats and abuse',
  'controlling or coercive behaviour',
  'intimate image abuse',
  'extreme pornography',
  'sexual exploitation of adults',
  'human trafficking',
  'unlawful immigration',
  'fraud and financial offences',
  'proceeds of crime',
  'drugs and psychoactive substances',
  'firearms, knives and other weapons',
  'encouraging or assisting suicide or self-harm',
  'foreign interference',
  'animal cruelty',
]

function risks(facts: Facts): string[] {
  const { config } = facts
  return [
    ...section('Parts of the app', []),
    '| part | what it is good for | kind | what could go wrong | held by |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(risksOfFeatures).map(
      ([part, { good, risk, wrong, held }]) => `| ${part} | ${good} | ${kinds[risk]} | ${wrong} | ${held} |`,
    ),
    ...section('Illegal content', [
      'The ways in are the same for each kind: a photo with its words, a reply, a name. All of them reach only people whom guardians of both sides approved; a guardian says yes before, unless the guardian set otherwise.',
      `Photos are ${config.knownImages ? '' : 'not '}compared with lists of known pictures of abuse here. Words and pictures are looked at on the child’s device and by the server; docs/screening.md says how much of what they see and miss.`,
      ...(config.knownImages ? [] : [`Why they are compared with none: ${said(facts, 'no-list')}`]),
      `Who reports a picture of child abuse, and to which office: ${said(facts, 'reporting')}`,
      'A child reports in two taps, a guardian on the page of their child, and somebody without an account on the page /removal. A word is due within 48 hours; whoever decides sees what was reported and nothing else (decision 0060).',
      `How likely and how grave, in the operator’s judgement: ${said(facts, 'levels')}`,
    ]),
    '| kind | likely | grave | why |',
    '| --- | --- | --- | --- |',
    ...illegal.map((kind) => `| ${kind} | ______ | ______ | ______ |`),
    ...section('Gone through', [said(facts, 'risks')]),
  ]
}

function retention({ columns }: Facts): string[] {
  const tables = Map.groupBy(columns, ({ table }) => table)
  const line = ({ column, purpose, owner, retention: ends }: Column) => `| ${column} | ${cell(purpose)} | ${cell(owner)} | ${cell(ends)} |`
  return [
    ...section('How it is kept to', [
      'What has come to its end is removed by the server itself, every five minutes; erasing destroys the key first. A backup cannot bring it back (docs/decisions/0012, 0050).',
    ]),
    ...[...tables].flatMap(([table, own]) => [
      ...section(`\`${table}\``, []),
      '| column | purpose | whose | how long |',
      '| --- | --- | --- | --- |',
      ...own.map(line),
    ]),
  ]
}

function security(facts: Facts): string[] {
  const { backups, config } = facts
  return [
    ...section('Who keeps it', [
      `Coordinator: ${said(facts, 'coordinator')}`,
      `Others who help to run it: ${said(facts, 'helpers')}`,
      `Training: ${said(facts, 'training')}`,
    ]),
    ...section('What protects', [
      'SECURITY.md says it by layers; docs/asvs.md holds it to OWASP ASVS 5.0.0, line by line, with what is missing.',
      `HTTPS: ${config.url.protocol === 'https:' ? 'yes' : 'no, this is a home'}. Mail: ${config.mail.kind === 'smtp' ? 'by the operator’s server' : 'none, guardians are told in the app'}.`,
      `Last backup: ${backups.data?.at.slice(0, 10) ?? 'none'}; last copy of the keys: ${backups.keys?.at.slice(0, 10) ?? 'none'}.`,
    ]),
    ...section('Whether it was tried', [
      `Each promise is attacked by made-up families on the running site; in the last round ${facts.counts.tries} times in all. \`npm run doctor\` names what is unsafe on the machine, \`npm run attack\` attacks a copy.`,
    ]),
    ...promiseTable(facts),
    ...section('Risks of the year', [said(facts, 'risks')]),
  ]
}

function transparency({ incidents, counts, promises, config }: Facts): string[] {
  const open = incidents.filter(({ ended_at }) => !ended_at)
  return [
    ...section('What this counts', [
      'Only what the operator did and what broke. How many families are here, how often they come and what they share is not counted by Kitestring, and so stands in no report (WEL-14). Erasures are kept for a year, so they are those of the last year.',
    ]),
    ...section('Reports', [
      `${counts.reports} reports that are still kept were made (each is forgotten 90 days after its last word), ${counts.reports_decided} of them decided, ${counts.reports_late} later than the 48 hours; ${counts.takedowns} ${counts.takedowns === 1 ? 'post is' : 'posts are'} taken down and not erased yet.`,
      'What reached the operator’s contact in another way is for the operator to add: reports ______, answered within ______.',
    ]),
    ...section('Promises that did not hold', [
      `${incidents.length} times since this Kitestring began, ${open.length} of them not mended yet. ${promises.filter(({ triedAt }) => triedAt).length} of ${promises.length} promises were tried in the last rounds.`,
    ]),
    ...(incidents.length > 0 ? ['| promise | closed | since | until |', '| --- | --- | --- | --- |'] : []),
    ...incidents.map(
      ({ promise, feature, began_at, ended_at }) =>
        `| ${promise} | ${feature} | ${minute(began_at)} | ${ended_at ? minute(ended_at) : 'still'} |`,
    ),
    ...section('Held', [
      config.knownImages || counts.holds > 0
        ? `${counts.holds} known images were held and are still sealed, ${counts.holds_reported} of them reported.`
        : 'No list of known images is set, so nothing was compared and nothing held.',
    ]),
    ...section('Erased', [
      `Everything about ${counts.erasures} ${counts.erasures === 1 ? 'child' : 'children'} was erased; ${counts.erasures_open} under way.`,
    ]),
  ]
}

function breachDrill(facts: Facts): string[] {
  const { now, config, filled } = facts
  const at = (count: number) => minute(toDate(later(now, hours(count))))
  return [
    ...section('The clock', [
      `Somebody notices: ${at(0)}. From here on it counts.`,
      `Within an hour (${at(1)}): close what leaks. \`KITESTRING_READ_ONLY=yes\` and a restart keep everything new out; stopping Kitestring keeps everybody out. Copy the log and the database before mending anything.`,
      `Within four hours (${at(4)}): who looked at it, and what could be seen? \`npm run log -- verify\`, \`npm run doctor\`, the incidents on /family/promises. What lay on the disk is sealed; with the keys it is not. Were the keys there too? ______`,
      `Within 24 hours (${at(24)}): decide with the accountable person whether families are in danger, and call those who are.`,
      `Within 72 hours (${at(72)}): the authority is told (${filled['authority']?.says ?? '______'}), and every guardian.`,
    ]),
    ...section('How guardians are told', [
      config.mail.kind === 'smtp'
        ? 'By mail, those who left an address; the others on paper or in person.'
        : 'No mail server is set: on paper or in person. Codes and slips tell you to whom you handed them; Kitestring does not.',
      'Kitestring has no button that writes to everybody for you: the words are yours.',
    ]),
    ...section('The letter', [
      'On ______ we noticed that ______. It began on ______ and ended on ______.',
      'It concerned: photos ______, names ______, who is connected with whom ______, mail addresses ______.',
      'What we did: ______. What you can do: sign out all devices (You, Devices), take back photos, and talk with your child: it did nothing wrong.',
      `Ask us: ${config.contact ?? '______'}. You may complain to: ${filled['authority']?.says ?? '______'}.`,
    ]),
    ...section('Afterwards', [
      `The last drill: ${said(facts, 'drill')}`,
      'Write down what went wrong: `npm run -s duties -- fill drill "…"`.',
    ]),
  ]
}

function promiseTable({ promises }: Facts): string[] {
  const state = (one: Facts['promises'][number]) =>
    one.triedAt === null ? 'not tried yet' : one.failed === null ? `held on ${minute(one.triedAt)}` : `BROKEN on ${minute(one.triedAt)}`
  return [
    '',
    '| promise | kept for | guards | last try |',
    '| --- | --- | --- | --- |',
    ...promises.map((one) => `| ${cell(one.words)} | ${list(one.requirements)} | ${one.guards} | ${state(one)} |`),
  ]
}

function section(title: string, sentences: readonly string[]): string[] {
  return ['', `## ${title}`, '', ...sentences.flatMap((sentence) => [`- ${sentence}`])]
}

function said({ filled }: Facts, name: Blank): string {
  const one = filled[name]
  return one ? `${one.says} (said on ${one.at})` : `______ (blank \`${name}\`: ${blanks[name].asks})`
}

function list(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '/')
}

function day(at: Instant): string {
  return toDate(at).toISOString().slice(0, 10)
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
